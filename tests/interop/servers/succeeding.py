"""Writes a document in which each call succeeds: `success` of every answer is true, and numbers are whole, as spec/overlay.yaml
says of those that the service sends. `succeeding.py FROM TO`."""

import json
import pathlib
import sys


def succeeding(value):
    if isinstance(value, dict):
        flag = value.get("properties", {}).get("success") if isinstance(value.get("properties"), dict) else None
        if isinstance(flag, dict) and flag.get("type") == "boolean":
            flag["enum"] = [True]
        if value.get("type") == "number":
            value["type"] = "integer"
        for inner in value.values():
            succeeding(inner)
    elif isinstance(value, list):
        for inner in value:
            succeeding(inner)


source, target = map(pathlib.Path, sys.argv[1:])
document = json.loads(source.read_text(encoding="utf-8"))
succeeding(document)
target.write_text(json.dumps(document), encoding="utf-8")
