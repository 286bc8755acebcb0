//! What `diff` says is so: it pairs the operations that belong together, finds nothing where nothing changed, and says
//! each thing once.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::{project, run};
use acceptance::fixtures;
use acceptance::reports::{self, rules_of};
use serde_json::{Map, Value, json};
use std::path::Path;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

fn report(old: &Value, new: &Value) -> Value {
    reports::report(XTASK, old, new, &[])
}

/// The rules of the changes with the step that each is for the wire, in the order of the report.
fn changes(old: &Value, new: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let report = report(old, new);
    let changes = report["changes"].as_array().unwrap().iter();
    changes.map(|change| (text(&change["rule"]), text(&change["wire"]))).collect()
}

fn document(paths: &Value) -> Value {
    json!({
        "openapi": "3.0.3", "info": { "title": "Harbour", "version": "1" },
        "servers": [{ "url": "https://harbour.example" }], "paths": paths
    })
}

/// A document whose only operation answers with `schema`, under a media type.
fn answering(media_type: &str, schema: &Value) -> Value {
    let answers = json!({ "200": { "description": "", "content": { media_type: { "schema": schema } } } });
    document(&json!({ "/ships": { "get": { "operationId": "list", "responses": answers } } }))
}

fn operation(id: &str, parameter: &str, answer: &str) -> Value {
    json!({
        "parameters": [{ "name": parameter, "in": "path", "required": true, "schema": { "type": "string" } }],
        "get": { "operationId": id, "tags": [id], "responses": { "200": { "description": "", "content": {
            "application/json": { "schema": {
                "type": "object", "required": ["depth"], "properties": { "depth": { "type": answer } }
            } }
        } } } }
    })
}

#[test]
fn operations_whose_paths_differ_in_a_parameters_name_only_are_two() {
    let both = document(&json!({
        "/berths/{berth}/depth": operation("measured", "berth", "integer"),
        "/berths/{berth_id}/depth": operation("charted", "berth_id", "string"),
    }));
    assert_eq!(changes(&both, &both), []);
    let one = document(&json!({ "/berths/{berth_id}/depth": operation("charted", "berth_id", "string") }));
    assert_eq!(rules_of(&report(&both, &one)), ["operation-removed"]);
    assert_eq!(rules_of(&report(&one, &both)), ["operation-added"]);
}

#[test]
fn the_forms_of_an_answer_are_paired_by_their_media_types() {
    let answering = |first: &str, second: &str| {
        let content = json!({
            "application/json": { "schema": { "type": first } },
            "application/problem+json": { "schema": { "type": second } },
        });
        let answers = json!({ "200": { "description": "", "content": content } });
        document(&json!({ "/ships": { "get": { "operationId": "list", "responses": answers } } }))
    };
    let old = answering("string", "integer");
    assert_eq!(changes(&old, &old), []);
    assert_eq!(rules_of(&report(&old, &answering("string", "boolean"))), ["response-type-changed"]);
}

#[test]
fn a_body_of_another_media_type_is_a_form_of_the_operation_and_no_operation() {
    let taking = |media_types: &[&str]| {
        let ship = json!({ "schema": { "type": "object", "properties": { "name": { "type": "string" } } } });
        let content: Map<String, Value> =
            media_types.iter().map(|media_type| ((*media_type).to_owned(), ship.clone())).collect();
        document(&json!({ "/ships": { "post": {
            "operationId": "launch", "requestBody": { "required": true, "content": content },
            "responses": { "204": { "description": "" } }
        } } }))
    };
    let (json, xml, form) = ("application/json", "application/xml", "multipart/form-data");
    for (old, new, rules) in [
        (taking(&[json]), taking(&[json, xml]), vec!["request-media-type-added"]),
        (taking(&[json, xml]), taking(&[json]), vec!["request-media-type-removed"]),
        (taking(&[json]), taking(&[json, xml, form]), vec!["request-media-type-added"; 2]),
        (taking(&[json]), taking(&[xml]), vec!["request-media-type-changed"]),
    ] {
        let found: Vec<String> = changes(&old, &new).into_iter().map(|(rule, _)| rule).collect();
        assert_eq!(found, rules);
    }
}

#[test]
fn twins_that_change_names_are_paired_by_their_operation_ids() {
    let document = |first: &str, second: &str| {
        document(&json!({
            format!("/berths/{{{first}}}/depth"): operation("measured", first, "integer"),
            format!("/berths/{{{second}}}/depth"): operation("charted", second, "string"),
        }))
    };
    let (old, new) = (document("a", "b"), document("b", "a"));
    // By their paths alone, each would be the other one.
    assert_eq!(rules_of(&report(&old, &new)), ["group-renamed", "response-type-changed", "type-renamed"]);
    let new = document("x", "w");
    assert_eq!(rules_of(&report(&old, &new)), ["text-only"]);
}

#[test]
fn an_operation_with_another_id_and_another_name_in_its_path_is_the_same_one() {
    let old = document(&json!({ "/berths/{berth}": operation("get", "berth", "integer") }));
    let mut new = document(&json!({ "/berths/{id}": operation("get", "id", "integer") }));
    new["paths"]["/berths/{id}"]["get"]["operationId"] = json!("fetch");
    assert_eq!(rules_of(&report(&old, &new)), ["operation-renamed", "type-renamed"]);
}

#[test]
fn a_constant_that_becomes_another_one_breaks_those_who_read_it() {
    let of = |kind: &str, values: Value| {
        let property = json!({ "type": kind, "enum": values });
        let schema = json!({ "type": "object", "required": ["a"], "properties": { "a": property } });
        answering("application/json", &schema)
    };
    let replaced = [("response-values-replaced".to_owned(), "breaking".to_owned())];
    for (kind, old, new) in [
        ("boolean", json!([true]), json!([false])),
        ("integer", json!([1]), json!([2])),
        ("number", json!([0.5, 1]), json!([2.5])),
        ("string", json!(["afloat"]), json!(["sunk", "towed"])),
    ] {
        assert_eq!(changes(&of(kind, old.clone()), &of(kind, new.clone())), replaced, "{kind}");
    }
    let [fewer, more] = [json!([1, 2]), json!([1, 2, 3])].map(|values| of("integer", values));
    assert_eq!(rules_of(&report(&more, &fewer)), ["response-constraint-tightened"]);
    assert_eq!(rules_of(&report(&fewer, &more)), ["response-constraint-loosened"]);
}

#[test]
fn a_variant_that_another_value_of_the_mapping_stands_for_is_said() {
    let of = |mapping: Value| {
        let ship =
            json!({ "type": "object", "required": ["kind"], "properties": { "kind": { "type": "string" } } });
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let union = json!({
            "oneOf": [reference("Ferry"), reference("Tug")],
            "discriminator": { "propertyName": "kind", "mapping": mapping }
        });
        let mut document = answering("application/json", &union);
        let tug = json!({ "allOf": [ship, { "properties": { "power": { "type": "integer" } } }] });
        document["components"] = json!({ "schemas": { "Ferry": ship, "Tug": tug } });
        document
    };
    let (ferry, tug) = ("#/components/schemas/Ferry", "#/components/schemas/Tug");
    let old = of(json!({ "ferry": ferry, "tug": tug }));
    let renamed = of(json!({ "ferry": ferry, "tow": tug }));
    assert_eq!(rules_of(&report(&old, &renamed)), ["tag-value-changed"]);
    let more = of(json!({ "ferry": ferry, "tug": tug, "tow": tug }));
    assert_eq!(rules_of(&report(&old, &more)), ["response-variant-added"]);
    assert_eq!(rules_of(&report(&more, &old)), ["response-variant-removed"]);
}

#[test]
fn null_that_every_variant_allows_is_said_once() {
    let of = |nullable: bool| {
        let variants =
            json!([{ "type": "object", "nullable": nullable }, { "type": "string", "nullable": nullable }]);
        let schema =
            json!({ "type": "object", "required": ["a"], "properties": { "a": { "anyOf": variants } } });
        answering("application/json", &schema)
    };
    let null = |rule: &str, old: bool, new: bool| {
        changes(&of(old), &of(new)).iter().filter(|(found, _)| found == rule).count()
    };
    assert_eq!(null("response-null-allowed", false, true), 1);
    assert_eq!(null("response-null-forbidden", true, false), 1);
}

#[test]
fn a_media_type_in_another_spelling_is_the_same() {
    let schema = json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } });
    let old = answering("application/json", &schema);
    for same in ["application/json; charset=utf-8", "application/json;charset=\"UTF-8\"", "Application/JSON"]
    {
        assert_eq!(rules_of(&report(&old, &answering(same, &schema))), ["text-only"], "{same}");
    }
    for (old, new) in [
        ("application/json", "application/problem+json"),
        ("text/csv; charset=utf-8", "text/csv; charset=latin1"),
        ("text/csv", "text/csv; header=present"),
    ] {
        let [old, new] = [old, new].map(|media_type| answering(media_type, &schema));
        assert_eq!(rules_of(&report(&old, &new)), ["response-media-type-changed"], "{new}");
    }
}

/// JSON with the keys of every object in reverse, as text.
fn reversed(value: &Value) -> String {
    let list = |parts: Vec<String>| parts.join(",");
    match value {
        Value::Object(object) => {
            let keys: Map<String, Value> = object.clone();
            let mut parts: Vec<String> =
                keys.iter().map(|(key, value)| format!("{}:{}", json!(key), reversed(value))).collect();
            parts.sort_unstable_by(|a, b| b.cmp(a));
            format!("{{{}}}", list(parts))
        }
        Value::Array(items) => format!("[{}]", list(items.iter().map(reversed).collect())),
        scalar => scalar.to_string(),
    }
}

#[test]
fn no_document_differs_from_itself_nor_from_itself_with_its_keys_in_another_order() {
    let nothing = |old: &Path, new: &Path| {
        let arguments = ["diff", old.to_str().unwrap(), new.to_str().unwrap(), "--format", "json"];
        let ended = run(XTASK, &project(), &arguments);
        assert_eq!(ended.status, 0, "{}: {}", old.display(), ended.stderr);
        let report: Value = serde_json::from_str(&ended.stdout).unwrap();
        assert_eq!(report["changes"], json!([]), "{}", old.display());
    };
    let folder = TempDir::new().unwrap();
    for document in fixtures::documents() {
        nothing(&document, &document);
        if document.extension().is_some_and(|ending| ending == "json") {
            let shuffled = folder.path().join("shuffled.json");
            let value: Value = serde_json::from_slice(&std::fs::read(&document).unwrap()).unwrap();
            std::fs::write(&shuffled, reversed(&value)).unwrap();
            nothing(&document, &shuffled);
        }
    }
}
