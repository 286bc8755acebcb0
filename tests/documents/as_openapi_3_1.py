"""Writes a document of OpenAPI 3.0 as one of 3.1 that says the same: `as_openapi_3_1.py FROM TO`."""

import json
import sys


def lifted(value, is_name=False):
    """`is_name`: the keys are names that the document gives, and no keywords."""
    if isinstance(value, list):
        return [lifted(item) for item in value]
    if not isinstance(value, dict):
        return value
    result = {
        key: lifted(inner, not is_name and key in ("properties", "schemas", "mapping"))
        if key not in ("example", "examples", "default", "enum") or is_name
        else inner
        for key, inner in value.items()
    }
    if is_name or "$ref" in result:
        return result
    if result.pop("nullable", None) is True and isinstance(result.get("type"), str):
        result["type"] = [result["type"], "null"]
        if isinstance(result.get("enum"), list) and None not in result["enum"]:
            result["enum"] = result["enum"] + [None]
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(result.get(exclusive), bool):
            is_exclusive = result.pop(exclusive)
            if is_exclusive and bound in result:
                result[exclusive] = result.pop(bound)
    if "type" in result and "example" in result and not result.get("in"):
        result["examples"] = [result.pop("example")]
    if isinstance(result.get("enum"), list) and len(result["enum"]) == 1:
        result["const"] = result.pop("enum")[0]
    return result


def main():
    source, target = sys.argv[1:]
    with open(source, encoding="utf-8") as file:
        document = json.load(file)
    document = lifted(document)
    document["openapi"] = "3.1.0"
    with open(target, "w", encoding="utf-8") as file:
        json.dump(document, file)


main()
