"""Generates a crate from each document, and counts how that ended. See `run`."""

import collections
import concurrent.futures
import json
import os
import pathlib
import shutil
import subprocess
import sys

LIMIT_SECONDS = 60


def version(path):
    with open(path, encoding="utf-8") as file:
        try:
            return json.load(file).get("openapi", "")
        except (ValueError, AttributeError):
            return ""


def documents(work, names):
    for path in sorted(pathlib.Path(work).glob("*/package/**/*.json")):
        is_wanted = not names or any(name in str(path) for name in names)
        if is_wanted and "deref" not in path.name and version(path).startswith("3.0"):
            yield path


def generate(xtask, path, out):
    shutil.rmtree(out, ignore_errors=True)
    command = [xtask, "generate", "--spec", str(path), "--out", str(out)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return "too slow", f"more than {LIMIT_SECONDS} s"
    if ended.returncode == 0:
        return "generated", ended.stdout
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
    if ended == "generated" and os.environ.get("CHECK"):
        (out / "Cargo.toml").write_text((out / "Cargo.toml").read_text() + "\n[workspace]\n")
        ended, said = check(out)
    else:
        shutil.rmtree(out, ignore_errors=True)
    return path, ended, said


def main():
    work, xtask, *names = sys.argv[1:]
    found = list(documents(work, names))
    counts = collections.Counter()
    workers = 1 if os.environ.get("CHECK") else os.cpu_count()
    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        for path, ended, said in pool.map(lambda path: tried(work, xtask, path), found):
            counts[ended] += 1
            if ended not in ("generated", "compiled") or names:
                print(f"{ended}: {path}\n{said}\n", flush=True)
    print(", ".join(f"{count} {ended}" for ended, count in sorted(counts.items())), f"of {len(found)}")
    return 1 if counts["failed"] or counts["too slow"] or not found else 0


if __name__ == "__main__":
    sys.exit(main())
