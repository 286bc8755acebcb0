//! How a comparison reads: what belongs together is shown once, and a comment on a pull request has room for it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::reports;
use serde_json::{Map, Value, json};

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

fn shown(old: &Value, new: &Value, format: &str) -> String {
    let ended = reports::diff(XTASK, old, new, &["--format", format]);
    assert_eq!((ended.status, ended.stderr.as_str()), (0, ""));
    ended.stdout
}

fn document(paths: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3", "info": { "title": "Harbour", "version": "1" },
        "servers": [{ "url": "https://harbour.example" }], "paths": paths,
        "components": { "schemas": schemas }
    })
}

fn content(schema: &str) -> Value {
    json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } })
}

/// An operation that takes and answers the same schema.
fn echo(tag: &str, id: &str, schema: &str) -> Value {
    json!({ "post": {
        "operationId": id, "tags": [tag],
        "requestBody": { "required": true, "content": { "application/json": { "schema": {
            "type": "array", "items": { "$ref": format!("#/components/schemas/{schema}") }
        } } } },
        "responses": { "200": { "description": "", "content": content(schema) } }
    } })
}

/// A document of many types that all have `base` in them.
fn many(count: usize, base: &Value) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    schemas.insert("Base".to_owned(), base.clone());
    for number in 0..count {
        let name = format!("Ship{number:04}");
        paths.insert(format!("/ships/{number}"), echo("ships", &format!("ship{number:04}"), &name));
        let own =
            json!({ "type": "object", "properties": { format!("mast{number}"): { "type": "string" } } });
        schemas.insert(name, json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, own] }));
    }
    document(&paths.into(), &schemas.into())
}

fn named(required: &Value) -> Value {
    json!({ "type": "object", "required": required, "properties": { "name": { "type": "string" } } })
}

#[test]
fn a_change_in_requests_and_responses_is_one_change_of_one_place() {
    let with = |name: &Value| {
        let schema = json!({ "type": "object", "properties": { "name": name } });
        document(&json!({ "/ships": echo("ships", "ship", "Ship") }), &json!({ "Ship": schema }))
    };
    let text = shown(&with(&json!({ "type": "string" })), &with(&json!({ "type": "integer" })), "text");
    assert!(text.contains("\n1 change: 1 breaking\n"), "{text}");
    assert_eq!(text.matches("`Ship.name` is a whole number").count(), 1, "{text}");
    for rule in ["request-type-changed", "response-type-changed"] {
        assert_eq!(text.matches(rule).count(), 1, "{text}");
    }
}

#[test]
fn one_schema_in_many_operations_is_one_change_with_the_number_of_places() {
    let with = |name: &Value| {
        let schema = json!({ "type": "object", "properties": { "name": name } });
        let paths: Map<String, Value> = (0..30)
            .map(|number| (format!("/ships/{number}"), echo("ships", &format!("ship{number:02}"), "Ship")))
            .collect();
        document(&paths.into(), &json!({ "Ship": schema }))
    };
    let text = shown(
        &with(&json!({ "type": "string" })),
        &with(&json!({ "type": "string", "maxLength": 9 })),
        "text",
    );
    assert!(
        text.contains("ship00: #/components/schemas/Ship/properties/name and 29 more places\n"),
        "{text}"
    );
    assert!(text.contains("\n2 changes: 1 breaking, 1 silent\n"), "{text}");
}

#[test]
fn what_changes_alike_in_many_types_is_shown_once_with_their_names() {
    let text = shown(&many(40, &named(&json!(["name"]))), &many(40, &named(&json!([]))), "text");
    assert_eq!(text.matches("can be absent").count(), 1, "{text}");
    assert!(
        text.contains("  `Ship0000.name` can be absent, it was always there; can be left out, "),
        "{text}"
    );
    assert!(text.contains("    and 39 alike: `Ship0001.name`, "), "{text}");
    assert!(text.contains(", and 31 more\n"), "{text}");
    assert!(text.contains("\n40 changes: 40 breaking\n"), "{text}");
}

#[test]
fn a_new_group_is_one_change_with_its_operations_and_its_types() {
    let ship = json!({ "type": "object", "properties": { "name": { "type": "string" } } });
    let pier = json!({ "type": "object", "properties": { "length": { "type": "integer" } } });
    let mut paths = json!({ "/ships": echo("ships", "ship", "Ship") });
    let old = document(&paths, &json!({ "Ship": ship }));
    for number in 0..5 {
        paths[format!("/piers/{number}")] = echo("piers", &format!("pier{number}"), "Pier");
    }
    let new = document(&paths, &json!({ "Ship": ship, "Pier": pier }));
    let text = shown(&old, &new, "text");
    assert!(text.contains("\nadditive\n  The group `piers` is new, with 5 operations\n"), "{text}");
    assert!(shown(&old, &new, "markdown").contains("\nminor types::Pier: new, struct\n"));
    assert_eq!(text.matches("operation-added").count(), 1, "{text}");
    assert!(!text.contains("type-added"), "{text}");
    let text = shown(&new, &old, "text");
    assert!(text.contains("\nbreaking\n  The group `piers` is gone, with 5 operations\n"), "{text}");
}

#[test]
fn a_comment_on_a_pull_request_has_room_for_any_number_of_changes() {
    const LIMIT: usize = 65_536;
    let old = |count| {
        let ships: Map<String, Value> = (0..count)
            .map(|number| {
                let schema = json!({ "type": "object", "properties": { format!("mast{number}"): { "type": "string" } } });
                (format!("Ship{number:04}"), schema)
            })
            .collect();
        let paths: Map<String, Value> = ships
            .keys()
            .map(|name| (format!("/{name}"), echo("ships", &name.to_lowercase(), name)))
            .collect();
        document(&paths.into(), &ships.into())
    };
    let (old, new) = (old(1200), old(3));
    for (old, new, step) in [(&old, &new, "major"), (&new, &old, "minor")] {
        let text = shown(old, new, "markdown");
        assert!(text.chars().count() < LIMIT, "{}", text.chars().count());
        assert!(text.starts_with(&format!("## API changes: {step}\n")), "{text}");
        assert!(text.contains("more, which `diff --format text` shows"), "{text}");
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count(), "{text}");
        assert_eq!(text.matches("```").count() % 2, 0, "{text}");
    }
}
