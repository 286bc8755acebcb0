"""Writes a document in which each call succeeds: `success` of every answer is true. `succeeding.py FROM TO`."""

import json
import pathlib
import sys


def succeeding(value):
    if isinstance(value, dict):
        flag = value.get("properties", {}).get("success") if isinstance(value.get("properties"), dict) else None
        if isinstance(flag, dict) and flag.get("type") == "boolean":
            flag["enum"] = [True]
        for inner in value.values():
            succeeding(inner)
    elif isinstance(value, list):
        for inner in value:
            succeeding(inner)


source, target = map(pathlib.Path, sys.argv[1:])
document = json.loads(source.read_text(encoding="utf-8"))
succeeding(document)
target.write_text(json.dumps(document), encoding="utf-8")
