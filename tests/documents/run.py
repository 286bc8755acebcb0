"""Generates a crate from each document, and counts how that ended. See `run`."""

import collections
import concurrent.futures
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys

LIMIT_SECONDS = 60
SEED = 15
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def version(path):
    """The version that a document says it is of, such as 3.1; empty if it is no API description."""
    with open(path, encoding="utf-8") as file:
        try:
            described = json.load(file)
            said = described.get("openapi") or described.get("swagger") or ""
        except (ValueError, AttributeError):
            return ""
    return ".".join(str(said).split(".")[:2])


def documents(work, names):
    for path in sorted(pathlib.Path(work).glob("*/package/**/*.json")):
        is_wanted = not names or any(name in str(path) for name in names)
        if is_wanted and "deref" not in path.name and version(path):
            yield path


def generate(xtask, path, out):
    shutil.rmtree(out, ignore_errors=True)
    report = out.with_suffix(".json")
    report.parent.mkdir(parents=True, exist_ok=True)
    command = [xtask, "generate", "--spec", str(path), "--out", str(out), "--report", str(report)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "too slow", f"more than {LIMIT_SECONDS} s"
    if ended.returncode == 0:
        return "generated", report.read_text(encoding="utf-8")
    says_where = f"error: {path}" in ended.stderr and "\n  help: " in ended.stderr
    if ended.returncode == 2 and says_where:
        return "refused", ended.stderr.strip()
    return "failed", f"status {ended.returncode}: {ended.stderr.strip()[-2000:]}"


def check(out):
    environment = {**os.environ, "CARGO_TARGET_DIR": str(out.parent / "target"), "RUSTFLAGS": "-D warnings"}
    command = ["cargo", "check", "--quiet", "--all-features"]
    ended = subprocess.run(command, cwd=out, env=environment, capture_output=True, text=True, check=False)
    return ("compiled", "") if ended.returncode == 0 else ("failed", ended.stderr[-4000:])


def tried(work, xtask, path):
    name = "-".join(path.relative_to(work).with_suffix("").parts[2:]).replace(".", "-")
    out = pathlib.Path(work).resolve() / "out" / name
    ended, said = generate(xtask, path, out)
    report = json.loads(said) if ended == "generated" else None
    if ended == "generated" and os.environ.get("CHECK"):
        (out / "Cargo.toml").write_text((out / "Cargo.toml").read_text() + "\n[workspace]\n")
        ended, said = check(out)
    else:
        shutil.rmtree(out, ignore_errors=True)
    return path, ended, said, report


def described(path):
    with open(path, encoding="utf-8") as file:
        paths = json.load(file).get("paths") or {}
    return sum(method in METHODS for item in paths.values() if isinstance(item, dict) for method in item)


def main():
    work, xtask, *names = sys.argv[1:]
    found = list(documents(work, names))
    counts = collections.Counter()
    operations = collections.Counter()
    versions = collections.Counter()
    if os.environ.get("SAMPLE"):
        found = random.Random(SEED).sample(found, int(os.environ["SAMPLE"]))
    workers = 1 if os.environ.get("CHECK") else os.cpu_count()
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for path, ended, said, report in pool.map(lambda path: tried(work, xtask, path), found):
            counts[ended] += 1
            versions[version(path), ended] += 1
            if report:
                operations.update(report["operations"])
                operations["faults mended"] += report["mended"]
            else:
                operations["described"] += described(path)
            if ended not in ("generated", "compiled") or names:
                print(f"{ended}: {path}\n{said}\n", flush=True)
    for (of, ended), count in sorted(versions.items()):
        print(f"{of}: {count} {ended}")
    print(", ".join(f"{count} {ended}" for ended, count in sorted(counts.items())), f"of {len(found)}")
    print(", ".join(f"{count} {what}" for what, count in operations.items()), "(operations)")
    return 1 if counts["failed"] or counts["too slow"] or not found else 0


if __name__ == "__main__":
    sys.exit(main())
