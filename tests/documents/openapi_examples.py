"""Generates from the OpenAPI Initiative's own examples: documents that its schema allows, and documents that it does not.

    openapi_examples.py XTASK FOLDER

FOLDER holds the folders `pass` and `fail`. Most of the examples describe components alone, and there is nothing to generate
where nothing is called. So each component is used by an operation that is added here, and a server is named. What is
allowed has to generate without a fault; what is not has to be refused, or to have a fault in the report.
"""

import json
import pathlib
import subprocess
import sys
import tempfile

import yaml

METHODS = {"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"}
OK = {"description": "ok"}


def entries(document, section):
    components = document.get("components")
    found = components.get(section) if isinstance(components, dict) else None
    return found if isinstance(found, dict) else {}


def escaped(name):
    return name.replace("~", "~0").replace("/", "~1")


def to(section, name):
    return {"$ref": f"#/components/{section}/{escaped(name)}"}


def followed(document, value, section):
    while isinstance(value, dict) and str(value.get("$ref", "")).startswith(f"#/components/{section}/"):
        value = entries(document, section).get(value["$ref"].rsplit("/", 1)[1], {})
    return value if isinstance(value, dict) else {}


def has_operations(document):
    paths = document.get("paths")
    items = paths.values() if isinstance(paths, dict) else []
    return any(METHODS & set(item) or "$ref" in item for item in items if isinstance(item, dict))


def use_components(document):
    """Adds operations that use all components."""
    paths = document.get("paths")
    paths = document["paths"] = paths if isinstance(paths, dict) else {}
    answer = {"description": "ok"}
    media_types = {"application/json": {"schema": {
        "type": "object",
        "properties": {name: to("schemas", name) for name in entries(document, "schemas")},
    }}}
    examples = {name: to("examples", name) for name in entries(document, "examples")}
    if examples:
        media_types["application/json"]["examples"] = examples
    for index, name in enumerate(entries(document, "mediaTypes")):
        media_types[f"application/x-{index}+json"] = to("mediaTypes", name)
    answer["content"] = media_types
    for part in ("headers", "links"):
        if entries(document, part):
            answer[part] = {name: to(part, name) for name in entries(document, part)}
    operation = {"operationId": "useComponents", "responses": {"200": answer}}
    callbacks = {name: to("callbacks", name) for name in entries(document, "callbacks")}
    if callbacks:
        operation["callbacks"] = callbacks
    security = [{name: []} for name in entries(document, "securitySchemes")]
    if security:
        operation["security"] = security
    paths["/use"] = {"post": operation}
    for index, (name, parameter) in enumerate(entries(document, "parameters").items()):
        parameter = followed(document, parameter, "parameters")
        own = str(parameter.get("name"))
        path = f"/use/parameters/{index}" + (f"/{{{own}}}" if parameter.get("in") == "path" else "")
        paths[path] = {"get": {
            "operationId": f"useParameter{index}", "parameters": [to("parameters", name)], "responses": {"204": OK},
        }}
    for index, name in enumerate(entries(document, "requestBodies")):
        paths[f"/use/bodies/{index}"] = {"post": {
            "operationId": f"useBody{index}", "requestBody": to("requestBodies", name), "responses": {"204": OK},
        }}
    for index, name in enumerate(entries(document, "responses")):
        paths[f"/use/responses/{index}"] = {"get": {
            "operationId": f"useResponse{index}", "responses": {"200": to("responses", name)},
        }}
    for index, name in enumerate(entries(document, "pathItems")):
        paths[f"/use/items/{index}"] = to("pathItems", name)


def run(xtask, file, folder):
    document = yaml.load(file.read_text(), yaml.SafeLoader)
    is_described = isinstance(document, dict)
    if is_described and ("components" in document or "paths" in document or "webhooks" in document):
        if not has_operations(document):
            use_components(document)
        document.setdefault("servers", [{"url": "https://example.com"}])
    spec, report = folder / "openapi.json", folder / "report.json"
    spec.write_text(json.dumps(document, default=str))
    arguments = ["generate", "--spec", spec, "--out", folder / "out", "--report", report]
    ended = subprocess.run([xtask, *arguments], capture_output=True, text=True, timeout=60, check=False)
    if ended.returncode not in (0, 2):
        return ended.returncode, [ended.stderr]
    if ended.returncode == 2:
        return 2, [line for line in ended.stderr.splitlines() if line.startswith("error")]
    faults = json.loads(report.read_text())["faults"]
    return 0, [f"{fault['pointer']}: {fault['problem']}; {fault['done']}" for fault in faults]


def main(xtask, folder):
    counts = {}
    for kind in ("pass", "fail"):
        for file in sorted(pathlib.Path(folder, kind).glob("*.yaml")):
            with tempfile.TemporaryDirectory() as room:
                status, said = run(xtask, file, pathlib.Path(room))
            is_refused = status == 2 or (status == 0 and bool(said))
            is_right = status in (0, 2) and is_refused == (kind == "fail")
            counts[kind, is_right] = counts.get((kind, is_right), 0) + 1
            if not is_right:
                print(f"{kind}/{file.name}: exit status {status}")
                for line in said:
                    print(f"    {line}")
    for (kind, is_right), count in sorted(counts.items()):
        print(f"{kind}: {count} {'as expected' if is_right else 'not as expected'}")


main(*sys.argv[1:])
