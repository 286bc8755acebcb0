"""Makes a crate of all schemas of JSON Schema's test suite, and a program that reads its instances. See `json-schema`."""

import json
import pathlib
import re
import shutil
import subprocess
import sys

MANIFEST = """[package]
name = "checker"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
serde = "1"
serde_json = "1"
suite = { path = "../suite", package = "suite" }

[workspace]
"""

MAIN = """//! Reads each instance as the type of its schema, and writes it back.

use serde_json::Value;
use std::cell::Cell;

thread_local! { static COUNTS: Cell<(usize, usize)> = const { Cell::new((0, 0)) }; }

/// Whether two values are equal; numbers are equal if their values are.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b)),
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len() && a.iter().all(|(key, a)| b.get(key).is_some_and(|b| same(a, b)))
        }
        _ => a == b,
    }
}

fn check<T: serde::de::DeserializeOwned + serde::Serialize>(name: &str, text: &str) {
    let value: Value = serde_json::from_str(text).unwrap();
    let back = serde_json::from_str::<T>(text).map(|read| serde_json::to_value(&read).unwrap());
    let is_equal = back.as_ref().is_ok_and(|back| same(back, &value));
    if !is_equal {
        println!("{name}: {text} as {}: {back:?}", std::any::type_name::<T>());
    }
    COUNTS.with(|counts| {
        let (equal, all) = counts.get();
        counts.set((equal + usize::from(is_equal), all + 1));
    });
}

FUNCTIONS
fn main() {
    CALLS
    let (equal, all) = COUNTS.with(Cell::get);
    println!("{equal} of {all} valid instances are read and written back equal");
}
"""


def refers_elsewhere(schema):
    """Whether a schema needs one that is not in the suite's own file."""
    known = set(re.findall(r'"\$id": "([^"]*)"', json.dumps(schema)))
    for reference in re.findall(r'"\$ref": "([^"#]+)', json.dumps(schema)):
        last = "/" + reference.lstrip("/")
        if not any(f"/{identifier.split('#')[0]}".endswith(last) for identifier in known):
            return True
    return False


def cases(suite):
    for path in sorted(suite.glob("**/*.json")):
        for group in json.loads(path.read_text(encoding="utf-8")):
            if not refers_elsewhere(group["schema"]):
                valid = [test["data"] for test in group["tests"] if test["valid"]]
                yield f"{path.stem}: {group['description']}", group["schema"], valid


def document(listed):
    """One operation for each schema. References in a schema lead to places in it, so each has an identifier."""
    paths, schemas = {}, {}
    for number, (_, schema, _) in enumerate(listed):
        if isinstance(schema, dict):
            schema = {"$id": f"https://example.com/{number}", **schema}
        reference = {"$ref": f"#/components/schemas/s{number}"}
        answer = {"description": "", "content": {"application/json": {"schema": reference}}}
        paths[f"/{number}"] = {"get": {"operationId": f"a{number}", "tags": ["t"], "responses": {"200": answer}}}
        schemas[f"s{number}"] = schema
    return {
        "openapi": "3.1.0",
        "info": {"title": "Suite", "version": "1"},
        "servers": [{"url": "https://api.example.com"}],
        "paths": paths,
        "components": {"schemas": schemas},
    }


def types(crate):
    """The type of each operation's answer."""
    text = (crate / "src/operations/t.rs").read_text(encoding="utf-8")
    pattern = r"pub fn a(\d+)\(\s*&self,?\s*\)\s*->\s*crate::Request<(.*?)>\s*\{"
    return {int(number): " ".join(name.split()) for number, name in re.findall(pattern, text, re.DOTALL)}


def main():
    work, xtask = pathlib.Path(sys.argv[1]), sys.argv[2]
    suite = next(work.glob("jsonschema-*/json/tests/draft2020-12"))
    listed = list(cases(suite))
    (work / "suite.json").write_text(json.dumps(document(listed)), encoding="utf-8")
    command = [xtask, "generate", "--spec", str(work / "suite.json"), "--out", str(work / "suite")]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    calls = []
    for number, name in types(work / "suite").items():
        described, _, valid = listed[number]
        for value in valid:
            text = json.dumps(value)
            calls.append(f'check::<{name.replace("crate::", "suite::")}>(r####"{described}"####, r####"{text}"####);')
    parts = [calls[begin : begin + 100] for begin in range(0, len(calls), 100)]
    functions = [f"fn part{at}() {{\n    {chr(10).join(part)}\n}}\n" for at, part in enumerate(parts)]
    checker = work / "checker"
    shutil.rmtree(checker, ignore_errors=True)
    (checker / "src").mkdir(parents=True)
    (checker / "Cargo.toml").write_text(MANIFEST, encoding="utf-8")
    called = "\n    ".join(f"part{at}();" for at in range(len(parts)))
    text = MAIN.replace("FUNCTIONS", "\n".join(functions)).replace("CALLS", called)
    (checker / "src/main.rs").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
