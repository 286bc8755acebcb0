//! Names that the lock keeps where the document alone cannot: of values, of the package, of servers, of secrets, of events
//! and of headers.

#![allow(clippy::unwrap_used)]

use acceptance::locked_names::{Room, gone};
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// A document with one operation whose answer is `schema`, and what `more` adds to it.
fn one_operation(schema: &Value, more: &Value) -> Value {
    let mut document = json!({
        "openapi": "3.0.3",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://a.example"}],
        "paths": {"/things": {"get": {
            "operationId": "getThing",
            "tags": ["things"],
            "responses": {"200": {"description": "ok", "headers": {}, "content": {"application/json": {"schema": {
                "title": "Thing", "type": "object", "properties": {"kind": schema},
            }}}}},
        }}},
    });
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    document
}

#[test]
fn a_name_never_comes_to_mean_another_value() {
    let room = Room::new();
    let kinds = |values: Value| one_operation(&json!({"type": "string", "enum": values}), &json!({}));
    let variants = |items: &BTreeSet<String>| -> Vec<String> {
        let variants = items.iter().filter_map(|item| item.strip_prefix("types::ThingKind::"));
        let variants = variants.filter(|item| item.ends_with(": variant"));
        variants.map(|item| item.trim_end_matches(": variant").to_owned()).collect()
    };
    assert_eq!(variants(&room.items(&kinds(json!(["a-b", "c"])))), ["AB", "C"]);
    assert_eq!(variants(&room.items(&kinds(json!(["a-b", "a_b", "c"])))), ["AB", "AUnderscoreB", "C"]);
    assert_eq!(variants(&room.items(&kinds(json!(["a_b", "c"])))), ["AUnderscoreB", "C"]);
    assert_eq!(variants(&room.items(&kinds(json!(["a.b", "c"])))), ["ADotB", "C"]);
    // What comes back has its name again.
    assert_eq!(variants(&room.items(&kinds(json!(["a-b", "a.b"])))), ["AB", "ADotB"]);
}

#[test]
fn the_package_the_servers_and_the_secrets_keep_their_names() {
    let room = Room::new();
    let schemes = |schemes: Value, server: &str, title: &str| {
        one_operation(
            &json!({"type": "string"}),
            &json!({
                "info": {"title": title, "version": "1"},
                "servers": [
                    {"url": "https://a.example", "description": server},
                    {"url": "https://b.example", "description": "Test"},
                ],
                "components": {"securitySchemes": schemes},
                "security": [{"to-k": []}],
            }),
        )
    };
    let key = |name: &str| json!({"type": "apiKey", "in": "header", "name": name});
    let before = room.items(&schemes(json!({"to-k": key("A")}), "Live", "Shop"));
    let (names, lock) = (json!({"to-k": key("A"), "to_k": key("B")}), room.lock());
    let gone = gone(&before, &room.items(&schemes(names, "Production", "Warehouse")));
    assert!(gone.is_empty(), "{}", gone.join("\n"));
    assert!(lock.contains("package = \"shop\"") && room.lock().contains("package = \"shop\""), "{lock}");
}

#[test]
fn events_and_headers_keep_their_names() {
    let room = Room::new();
    let schema = json!({"schema": {"type": "integer"}});
    let document = |events: &[&str], headers: &[&str]| {
        let events: Map<String, Value> = events
            .iter()
            .map(|event| {
                let body = json!({"content": {"application/json": schema}});
                ((*event).to_owned(), json!({"post": {"requestBody": body, "responses": {}}}))
            })
            .collect();
        let more = json!({"openapi": "3.1.0", "webhooks": events});
        let mut document = one_operation(&json!({"type": "string"}), &more);
        let headers: Map<String, Value> =
            headers.iter().map(|header| ((*header).to_owned(), schema.clone())).collect();
        *document.pointer_mut("/paths/~1things/get/responses/200/headers").unwrap() = json!(headers);
        document
    };
    let before = room.items(&document(&["new-thing"], &["X-Rate-Limit"]));
    assert!(before.iter().any(|item| item.contains("Event::NewThing")), "{before:?}");
    let after = room.items(&document(&["newThing", "new-thing"], &["x_rate_limit", "X-Rate-Limit"]));
    let gone = gone(&before, &after);
    assert!(gone.is_empty(), "{}", gone.join("\n"));
    let lock = room.lock();
    for line in
        ["\"Event.new-thing\" = \"NewThing\"", "\"GET /things answer.x-rate-limit\" = \"x_rate_limit\""]
    {
        assert!(lock.contains(line), "{lock}");
    }
}

#[test]
fn two_servers_of_one_address_are_one_choice_that_stays() {
    let room = Room::new();
    let servers = json!({"servers": [
        {"url": "https://a.example", "description": "Live"},
        {"url": "https://a.example/", "description": "Second"},
        {"url": "https://b.example", "description": "Test"},
    ]});
    let document = one_operation(&json!({"type": "string"}), &servers);
    let before = room.items(&document);
    let choices =
        before.iter().filter(|item| item.starts_with("servers::Server::") && item.ends_with(": variant"));
    assert_eq!(choices.count(), 2, "{before:?}");
    assert_eq!(room.items(&document), before);
}
