"""Tries all clients as experiments.toml says, and prints the table as Markdown."""

import argparse
import json
import os
import subprocess
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import observe
from server import Server

HERE = Path(__file__).parent
TASK = {"call", "id", "account", "name", "end", "client", "options", "logs"}


def clients(installed: Path) -> dict[str, list[str]]:
    """The programs, by the name of the client that they use."""
    rust = str(installed / "rust/debug/peers")
    return {
        "Python SDK": [str(installed / "python/bin/python"), str(HERE / "python_sdk.py")],
        "TypeScript SDK": ["node", str(HERE / "typescript_sdk.mjs")],
        "cloudflare-rs": [rust, "cloudflare-rs"],
        "this crate": [rust, "this crate"],
    }


def tries(row: dict, shared: dict) -> dict[str, dict]:
    """The tries of a row, by label; one without a label where it has only one."""
    given = row.get("try", {"": {}})
    return shared[given] if isinstance(given, str) else given


def strays(wanted) -> list[dict]:
    known = json.loads((HERE.parent / "fixtures/strays.json").read_text())
    return [stray["element"] for stray in known if wanted == "all" or stray["stray"] in wanted]


def observation(program: list[str], where: Path, experiment: dict) -> observe.Observation:
    limit = experiment.get("limit", 20)
    elements = strays(experiment.get("strays", []))
    answers = experiment.get("answers", [{}])
    with Server(answers, elements, **{name: experiment[name] for name in ("accepts", "listens") if name in experiment}) as server:
        task = {"call": "get", "client": {"token": "canary-token"}, "address": server.address}
        task |= {name: value for name, value in experiment.items() if name in TASK}
        environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
        process = subprocess.Popen(
            [*program, json.dumps(task)],
            cwd=where,
            env=environment | experiment.get("environment", {}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            out, log = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            process.kill()
            out, log = process.communicate()
            return observe.Observation(server.requests, None, log, limit, elements)
        lines = out.splitlines()
        if not lines or process.returncode:
            raise RuntimeError(f"{program[-1]} failed at {task}:\n{out}{log}")
        # What is logged to stdout stands before the outcome.
        log += "\n".join(lines[:-1])
        return observe.Observation(list(server.requests), json.loads(lines[-1]), log, limit, elements)


def cell(client: str, program: list[str], where: Path, row: dict, shared: dict) -> str:
    """What a client does in a row: its results, the most frequent first, each with the tries that it is of."""
    results: dict[str, list[str]] = {}
    own = row.get("for", {}).get(client, {})
    for label, difference in tries(row, shared).items():
        experiment = row | difference | own
        if "skip" in experiment:
            return experiment["skip"]
        seen = observation(program, where, experiment)
        result = (seen.outcome or {}).get("missing")
        result = getattr(observe, row["show"])(seen) if result is None else result
        results.setdefault(result, []).append(label)
    if row.get("count"):
        return str(len(results))
    if len(results) == 1:
        return next(iter(results))
    by_frequency = sorted(results.items(), key=lambda result: -len(result[1]))
    return "; ".join(f"{', '.join(labels)}: {result}" for result, labels in by_frequency)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("installed", type=Path, help="the folder that the clients are installed in")
    arguments.add_argument("--only", default="", help="only the rows whose title contains this")
    given = arguments.parse_args()
    data = tomllib.loads((HERE / "experiments.toml").read_text())
    rows = [row for row in data.pop("row") if given.only in row["title"]]
    programs = clients(given.installed.resolve())
    where = given.installed.resolve() / "typescript"
    # Most of the time is spent waiting.
    with ThreadPoolExecutor(6) as pool:
        cells = {
            (row["title"], client): pool.submit(cell, client, program, where, row, data)
            for row in sorted(rows, key=lambda row: -row.get("limit", 0))
            for client, program in programs.items()
        }
    print(f"| | {' | '.join(programs)} |\n|---|{'---|' * len(programs)}")
    for row in rows:
        print(f"| {row['title']} | {' | '.join(cells[row['title'], client].result() for client in programs)} |")


if __name__ == "__main__":
    sys.exit(main())
