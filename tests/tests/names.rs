//! Names stay: what is added to a document renames nothing that was there, and the lock of names keeps what the document
//! alone cannot.
//!
//! Each file in `fixtures/names` is a document with operations that are marked as added. Without them, it is the old one.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::command::{project, run, tree};
use acceptance::fixtures;
use acceptance::locked_names::{Room, gone};
use openapi_to_crate::config::names_lock;
use openapi_to_crate::document;
use openapi_to_crate::generate::{Input, named_crate_of};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

fn cases(folder: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(project().join("tests/fixtures/names").join(folder)).unwrap();
    let mut cases: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    cases.sort();
    assert!(cases.len() >= 3, "only {} cases were found in {folder}", cases.len());
    cases
}

/// The document of a case before something was added, and after that.
fn documents(case: &Path) -> (Value, Value) {
    let mut new = document::load(case).unwrap().json;
    let mut old = new.clone();
    for item in old["paths"].as_object_mut().unwrap().values_mut() {
        item.as_object_mut().unwrap().retain(|_, operation| operation.get("x-added").is_none());
    }
    old["paths"].as_object_mut().unwrap().retain(|_, item| {
        let methods = ["get", "put", "post", "delete", "patch"];
        methods.iter().any(|method| item.get(method).is_some())
    });
    for document in [&mut old, &mut new] {
        let added = document.as_object_mut().unwrap().remove("x-added-components");
        let added: Vec<String> = added.map(|keys| serde_json::from_value(keys).unwrap()).unwrap_or_default();
        if document["paths"].to_string().contains("x-added") {
            continue;
        }
        document["components"]["schemas"].as_object_mut().into_iter().for_each(|schemas| {
            schemas.retain(|key, _| !added.contains(key));
        });
    }
    assert_ne!(old, new, "{}", case.display());
    (old, new)
}

#[test]
fn what_is_added_takes_no_item_away_even_without_a_lock() {
    for case in cases("stay") {
        let (old, new) = documents(&case);
        let gone = gone(&Room::new().items(&old), &Room::new().items(&new));
        assert!(gone.is_empty(), "{}:\n{}", case.display(), gone.join("\n"));
    }
}

#[test]
fn with_the_lock_nothing_that_is_added_takes_an_item_away() {
    for case in ["stay", "stay-by-the-lock"].into_iter().flat_map(cases) {
        let (old, new) = documents(&case);
        let room = Room::new();
        let before = room.items(&old);
        let gone = gone(&before, &room.items(&new));
        assert!(gone.is_empty(), "{}:\n{}", case.display(), gone.join("\n"));
    }
}

#[test]
fn the_lock_is_needed_where_a_plainer_name_comes_later() {
    for case in cases("stay-by-the-lock") {
        let (old, new) = documents(&case);
        let gone = gone(&Room::new().items(&old), &Room::new().items(&new));
        assert!(!gone.is_empty(), "{}: this case belongs into `stay`", case.display());
    }
}

#[test]
fn a_lock_that_is_made_anew_is_the_same() {
    for case in ["stay", "stay-by-the-lock"].into_iter().flat_map(cases) {
        let (_, new) = documents(&case);
        let (room, other) = (Room::new(), Room::new());
        let (first, again) = (room.items(&new), room.items(&new));
        assert_eq!((&first, &first), (&again, &other.items(&new)), "{}", case.display());
        assert_eq!(room.lock(), other.lock(), "{}", case.display());
    }
}

/// A document with one operation that answers with `schema`.
#[test]
fn a_run_that_has_the_lock_of_the_one_before_finds_nothing_to_change() {
    let folder = TempDir::new().unwrap();
    let lock = folder.path().join(names_lock::FILE);
    for spec in fixtures::documents() {
        let run = |lock: Option<PathBuf>| {
            let input = Input { spec: spec.clone(), lock, ..Input::default() };
            named_crate_of(&input).unwrap()
        };
        let first = run(None);
        std::fs::write(&lock, first.lock.text()).unwrap();
        let second = run(Some(lock.clone()));
        assert_eq!(second.lock, first.lock, "{}", spec.display());
        assert_eq!(second.made, first.made, "{}", spec.display());
    }
}

fn answering(schema: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3", "info": { "title": "Harbour", "version": "1" },
        "servers": [{ "url": "https://harbour.example" }],
        "paths": { "/ships": { "get": { "operationId": "list", "tags": ["ships"], "responses": { "200": {
            "description": "", "content": { "application/json": { "schema": schema } }
        } } } } },
        "components": { "schemas": schemas }
    })
}

/// The names of the types of a crate.
fn types(items: &BTreeSet<String>) -> Vec<&str> {
    let types = items.iter().filter_map(|line| line.strip_prefix("types::"));
    let declared = types.filter_map(|line| line.strip_suffix(": struct").or(line.strip_suffix(": enum")));
    declared.filter(|name| !name.contains(':')).collect()
}

#[test]
fn a_component_keeps_its_key_whatever_it_combines() {
    let object =
        json!({ "type": "object", "required": ["mode"], "properties": { "mode": { "type": "integer" } } });
    let variant = |kind: &str| json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string", "enum": [kind] } } });
    let any =
        json!({ "oneOf": [{ "$ref": "#/components/schemas/A" }, { "$ref": "#/components/schemas/B" }] });
    let narrowed = json!({ "allOf": [any, variant("b"), { "properties": { "n": { "type": "integer" } } }] });
    for (key, name, component) in [
        ("rule_action", "RuleAction", json!({ "anyOf": [object] })),
        ("rule-action", "RuleAction", json!({ "allOf": [object] })),
        ("RuleAction", "RuleAction", json!({ "oneOf": [{ "allOf": [object] }] })),
        ("only", "Only", narrowed),
        ("list", "List", json!({ "type": "array", "items": object })),
        ("actions", "Action", json!({ "type": "array", "items": { "anyOf": [object] } })),
    ] {
        let schemas = json!({ key: component, "A": variant("a"), "B": variant("b") });
        let holder = json!({ "type": "object", "properties": {
            "one": { "$ref": format!("#/components/schemas/{key}") }
        } });
        let items = Room::new().items(&answering(&holder, &schemas));
        let types = types(&items);
        assert!(types.contains(&name), "{types:?}");
        let belongs = |other: &&str| other.starts_with(name) || *other == "ShipsListResponse";
        assert!(types.iter().all(belongs), "{types:?}");
    }
}

#[test]
fn a_place_that_holds_another_kind_of_thing_gets_another_name_and_the_old_one_is_retired() {
    let schema = |schema: Value| json!({ "type": "object", "properties": { "colour": schema } });
    let folder = TempDir::new().unwrap();
    let generate = |schema: &Value| {
        std::fs::write(folder.path().join("openapi.json"), answering(schema, &json!({})).to_string())
            .unwrap();
        run(XTASK, folder.path(), &["generate", "--spec", "openapi.json", "--out", "out"])
    };
    let object = schema(json!({ "type": "object", "properties": { "red": { "type": "integer" } } }));
    assert_eq!(generate(&object).status, 0);
    let ended = generate(&schema(json!({ "type": "string", "enum": ["red", "blue"] })));
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let said = "`GET /ships response.colour` was the struct `ShipsListResponseColour` and is another kind of type now, \
                the enum `ShipsListResponseColourValue`";
    assert!(ended.stderr.contains(said), "{}", ended.stderr);
    let lock = std::fs::read_to_string(folder.path().join("out/names.lock")).unwrap();
    assert!(
        lock.contains(
            "[retired]\n\"ShipsListResponseColour\" = \"0.1.0 struct GET /ships response.colour\"\n"
        ),
        "{lock}"
    );
    // It comes back with its name, and nothing else gets that meanwhile.
    assert_eq!(generate(&object).status, 0);
    let again = std::fs::read_to_string(folder.path().join("out/names.lock")).unwrap();
    assert!(again.contains("\"GET /ships response.colour\" = \"struct ShipsListResponseColour\""), "{again}");
}

#[test]
fn a_parameter_of_a_path_that_has_another_name_renames_no_type() {
    let document = |parameter: &str, also: &[&str]| {
        let operation = |id: &str, parameter: &str| {
            json!({ "get": { "operationId": id, "tags": ["ships"], "parameters": [
                { "name": parameter, "in": "path", "required": true, "schema": { "type": "string" } },
            ], "responses": { "200": { "description": "", "content": { "application/json": { "schema": {
                "type": "object", "properties": { "hold": { "type": "object", "properties": { "tons": { "type": "integer" } } } },
            } } } } } } })
        };
        let mut document = answering(&json!({}), &json!({}));
        document["paths"] = json!({ format!("/ships/{{{parameter}}}"): operation("get", parameter) });
        for path in also {
            document["paths"][format!("/{path}/{{{parameter}}}")] = operation(path, parameter);
        }
        document
    };
    let room = Room::new();
    let first = room.items(&document("id", &[]));
    let names = ["types::ShipsGetResponse: struct", "types::ShipsGetResponseHold: struct"];
    for parameter in ["ship_id", "shipId", "ship", "id"] {
        let items = room.items(&document(parameter, &["boats"]));
        let moved: Vec<String> =
            gone(&first, &items).into_iter().filter(|item| item.starts_with("types::")).collect();
        assert_eq!(moved, [""; 0], "{parameter}");
        assert!(names.iter().all(|name| items.contains(*name)), "{items:?}");
    }
}

#[test]
fn a_name_whose_place_is_gone_is_given_to_nothing_else() {
    let component = |key: &str, property: &str| {
        let schema = json!({ "type": "object", "properties": { property: { "type": "integer" } } });
        answering(&json!({ "$ref": format!("#/components/schemas/{key}") }), &json!({ key: schema }))
    };
    let room = Room::new();
    assert_eq!(types(&room.items(&component("cargo-list", "a"))), ["CargoList"]);
    assert_eq!(types(&room.items(&component("cargo_list", "b"))), ["CargoUnderscoreList"]);
    assert_eq!(types(&room.items(&component("cargo-list", "a"))), ["CargoList"]);
}

#[test]
fn arguments_keep_their_order_with_the_lock_and_follow_required_without_one() {
    let body = |members: Value| {
        let mut document = answering(&json!({ "type": "string" }), &json!({}));
        document["paths"]["/ships"]["post"] = json!({
            "operationId": "add", "tags": ["ships"],
            "requestBody": { "required": true, "content": { "application/json": { "schema": { "allOf": members } } } },
            "responses": { "204": { "description": "" } }
        });
        document
    };
    let text = json!({ "type": "string" });
    let all = |required: &[&str]| {
        json!([
            { "type": "object" },
            { "type": "object", "required": required, "properties": { "kind": text, "phase": text, "age": text } }
        ])
    };
    let moved = json!([
        { "type": "object", "properties": { "phase": text, "age": text } },
        { "type": "object", "required": ["kind", "phase"], "properties": { "kind": text } }
    ]);
    let order = |items: &BTreeSet<String>| {
        let method = items.iter().find(|line| line.contains("Ships::add:")).unwrap();
        let (kind, phase) = (method.find("kind: ").unwrap(), method.find("phase: ").unwrap());
        let age = method.find("age: ");
        assert!(age.is_none_or(|age| age > kind.max(phase)), "a new argument comes last: {method}");
        if kind < phase { ["kind", "phase"] } else { ["phase", "kind"] }
    };
    let room = Room::new();
    for members in [all(&["kind", "phase"]), moved] {
        assert_eq!(order(&Room::new().items(&body(members.clone()))), ["kind", "phase"]);
        assert_eq!(order(&room.items(&body(members))), ["kind", "phase"]);
    }
    assert_eq!(order(&Room::new().items(&body(all(&["phase", "kind"])))), ["phase", "kind"]);
    assert_eq!(order(&room.items(&body(all(&["phase", "kind"])))), ["kind", "phase"]);
    assert_eq!(order(&room.items(&body(all(&["age", "phase", "kind"])))), ["kind", "phase"]);
}

#[test]
fn prefixes_that_are_rolled_anew_change_nothing_where_they_are_stripped() {
    let document = |[harbour, canal]: [&str; 2]| {
        let reference =
            |prefix: &str, key: &str| json!({ "$ref": format!("#/components/schemas/{prefix}_{key}") });
        let mut document = answering(
            &reference(harbour, "ship-list"),
            &json!({
                format!("{harbour}_ship-list"): { "type": "object", "properties": { "errors": reference(harbour, "error") } },
                format!("{harbour}_error"): { "type": "object", "properties": { "code": { "type": "integer" } } },
                format!("{canal}_error"): { "type": "object", "properties": { "reason": { "type": "string" } } },
                format!("{canal}_sluice"): { "type": "object", "properties": { "width": { "type": "integer" } }, "required": ["width"] },
                format!("{canal}_lift"): { "type": "object", "properties": { "height": { "type": "integer" } }, "required": ["height"] },
                format!("{canal}_gate"): { "oneOf": [reference(canal, "sluice"), reference(canal, "lift")] },
            }),
        );
        // Variants that `allOf` makes of components are called after them, and what other components describe after these.
        let gate = json!({ "allOf": [reference(canal, "gate"), { "properties": { "open": { "type": "boolean" } } }] });
        let content = |schema: Value| json!({ "application/json": { "schema": schema } });
        document["components"]["responses"] = json!({
            format!("{canal}_gate"): { "description": "", "content": content(gate) },
            format!("{harbour}_fault"): { "description": "", "content": content(json!({ "type": "object", "properties": { "berth": { "type": "string" } } })) },
            format!("{canal}_fault"): { "description": "", "content": content(json!({ "type": "object", "properties": { "lock": { "type": "string" } } })) },
        });
        document["components"]["parameters"] = json!({
            format!("{canal}_side"): { "name": "side", "in": "query", "schema": { "enum": ["left", "right"] } },
        });
        document["components"]["requestBodies"] = json!({
            format!("{canal}_passage"): { "content": content(json!({ "oneOf": [{ "enum": ["up", "down"] }, { "type": "integer" }] })) },
        });
        let other = |list: &str, prefix: &str, key: &str| json!({ "$ref": format!("#/components/{list}/{prefix}_{key}") });
        document["paths"]["/gates"] = json!({ "post": {
            "operationId": "pass", "tags": ["locks"], "parameters": [other("parameters", canal, "side")],
            "requestBody": other("requestBodies", canal, "passage"),
            "responses": {
                "200": other("responses", canal, "gate"), "404": other("responses", canal, "fault"),
                "500": other("responses", harbour, "fault"),
            },
        } });
        document["paths"]["/locks"] = json!({ "get": { "operationId": "list", "tags": ["locks"], "responses": {
            "200": { "description": "", "content": { "application/json": { "schema": reference(canal, "error") } } }
        } } });
        document
    };
    let folder = TempDir::new().unwrap();
    let config = "[names]\nstrip-prefix = '^[0-9A-Za-z]{8}_'\n";
    std::fs::write(folder.path().join("generator.toml"), config).unwrap();
    let mut crates = Vec::new();
    for (prefixes, has_lock) in [
        (["ajfne3Yc", "Zk12mQ9x"], true),
        (["Zx71kk0a", "Aaaaaaaa"], true),
        (["b0000000", "a0000000"], false),
    ] {
        if !has_lock {
            std::fs::remove_file(folder.path().join(names_lock::FILE)).unwrap();
        }
        std::fs::write(folder.path().join("openapi.json"), document(prefixes).to_string()).unwrap();
        let config = ["--config", "generator.toml", "--out", "out"];
        let ended =
            run(XTASK, folder.path(), &[&["generate", "--spec", "openapi.json"][..], &config].concat());
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        crates.push(tree(&folder.path().join("out")));
    }
    for other in &crates {
        for (path, text) in other {
            assert_eq!(text, &crates[0][path], "{}", path.display());
        }
        assert_eq!(other.len(), crates[0].len());
    }
    let names: Vec<String> = crates[0].keys().map(|path| path.display().to_string()).collect();
    for file in ["src/types/ship_list.rs", "src/types/ships_error.rs", "src/types/locks_error.rs"] {
        assert!(names.iter().any(|name| name == file), "{file} is not among {names:?}");
    }
}
