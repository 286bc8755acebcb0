//! No keyword of JSON Schema is ignored without a word: each shapes a type, tells variants apart, is said in the
//! documentation, or stands in the report.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use openapi_to_crate::generate::{Input, crate_of};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The crate of a document in which a property of an answer has a schema, as data: types with their documentation, what
/// tells variants apart, and the report.
fn made(schema: &Value) -> Value {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("openapi.json");
    let answer = json!({ "type": "object", "properties": { "p": schema } });
    let content = json!({ "application/json": { "schema": answer } });
    let responses = json!({ "200": { "description": "", "content": content } });
    let document = json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "servers": [{ "url": "https://a.example" }],
        "paths": { "/p": { "get": { "operationId": "get", "tags": ["t"], "responses": responses } } },
        "components": { "schemas": { "Base": { "type": "string" } } },
    });
    std::fs::write(&spec, document.to_string()).unwrap();
    let made = crate_of(&Input { spec, ..Input::default() }).unwrap();
    let api = &made.api;
    serde_json::to_value((&api.types, &api.schemas, &api.omissions, &api.faults, &api.ambiguities)).unwrap()
}

fn with(schema: &Value, keyword: &str, value: &Value) -> Value {
    let mut schema = schema.clone();
    schema[keyword] = value.clone();
    schema
}

/// The keywords with a value each, beside a schema that they say something about.
fn keywords() -> Vec<(&'static str, Value, Value)> {
    let (text, number, any) = (json!({ "type": "string" }), json!({ "type": "number" }), json!({}));
    let list = json!({ "type": "array", "items": { "type": "string" } });
    let object = json!({ "type": "object", "properties": { "a": text, "b": text } });
    let of = |keyword, schema: &Value, value: Value| (keyword, schema.clone(), value);
    vec![
        of("type", &any, json!("string")),
        of("type", &any, json!(["string", "integer"])),
        of("enum", &text, json!(["x", "y"])),
        of("const", &text, json!("x")),
        of("multipleOf", &number, json!(2)),
        of("maximum", &number, json!(2)),
        of("exclusiveMaximum", &number, json!(2)),
        of("minimum", &number, json!(2)),
        of("exclusiveMinimum", &number, json!(2)),
        of("maxLength", &text, json!(2)),
        of("minLength", &text, json!(2)),
        of("pattern", &text, json!("^a")),
        of("format", &text, json!("date-time")),
        of("contentEncoding", &text, json!("base64")),
        of("contentMediaType", &text, json!("image/png")),
        of(
            "contentSchema",
            &with(&text, "contentMediaType", &json!("application/json")),
            json!({ "type": "object" }),
        ),
        of("items", &json!({ "type": "array" }), json!({ "type": "string" })),
        of("items", &json!({ "type": "array" }), json!(false)),
        of("prefixItems", &json!({ "type": "array" }), json!([text, number])),
        of("unevaluatedItems", &json!({ "type": "array", "prefixItems": [text] }), json!(false)),
        of(
            "unevaluatedItems",
            &json!({ "type": "array", "allOf": [{ "prefixItems": [text] }] }),
            json!(false),
        ),
        of("contains", &list, json!({ "const": "x" })),
        of("contains", &list, json!({ "type": "string", "minLength": 2 })),
        of("minContains", &with(&list, "contains", &json!({ "const": "x" })), json!(2)),
        of("maxContains", &with(&list, "contains", &json!({ "const": "x" })), json!(2)),
        of("maxItems", &list, json!(2)),
        of("minItems", &list, json!(2)),
        of("uniqueItems", &list, json!(true)),
        of("properties", &json!({ "type": "object" }), json!({ "a": text })),
        of("patternProperties", &json!({ "type": "object" }), json!({ "^x": text })),
        of("patternProperties", &object, json!({ "^x": text })),
        of("additionalProperties", &json!({ "type": "object" }), text.clone()),
        of("additionalProperties", &object, json!(false)),
        of("propertyNames", &json!({ "type": "object" }), json!({ "pattern": "^a" })),
        of("unevaluatedProperties", &object, json!(false)),
        of("unevaluatedProperties", &object, text.clone()),
        of("unevaluatedProperties", &json!({ "allOf": [object] }), json!(false)),
        of("maxProperties", &object, json!(2)),
        of("minProperties", &object, json!(2)),
        of("required", &object, json!(["a"])),
        of("dependentRequired", &object, json!({ "a": ["b"] })),
        of("dependentSchemas", &object, json!({ "a": { "properties": { "c": text } } })),
        of("dependentSchemas", &object, json!({ "a": { "minProperties": 3 } })),
        of("allOf", &object, json!([{ "properties": { "c": text } }])),
        of("anyOf", &any, json!([text, number])),
        of("oneOf", &any, json!([text, number])),
        of("not", &text, json!({ "const": "x" })),
        of("not", &object, json!({ "required": ["a"] })),
        of(
            "if",
            &with(&object, "then", &json!({ "properties": { "c": text } })),
            json!({ "required": ["a"] }),
        ),
        of(
            "then",
            &with(&object, "if", &json!({ "required": ["a"] })),
            json!({ "properties": { "c": text } }),
        ),
        of(
            "else",
            &with(&object, "if", &json!({ "required": ["a"] })),
            json!({ "properties": { "c": text } }),
        ),
        of("$ref", &any, json!("#/components/schemas/Base")),
        of("$dynamicRef", &any, json!("#/components/schemas/Base")),
        of("title", &object, json!("Pair")),
        of("description", &text, json!("It.")),
        of("default", &text, json!("x")),
        of("deprecated", &text, json!(true)),
        of(
            "discriminator",
            &json!({ "oneOf": [object, with(&object, "required", &json!(["a"]))] }),
            json!({ "propertyName": "a" }),
        ),
    ]
}

#[test]
fn each_keyword_makes_a_difference_that_users_or_maintainers_see() {
    let silent: Vec<String> = keywords()
        .into_iter()
        .filter(|(keyword, schema, value)| {
            let changed = with(schema, keyword, value);
            // Some only tell the variants of a union apart: what a closed object does not name is kept all the same.
            let other = json!({ "type": "object", "required": ["z"] });
            let beside = |schema: &Value| json!({ "anyOf": [schema, other] });
            made(schema) == made(&changed) && made(&beside(schema)) == made(&beside(&changed))
        })
        .map(|(keyword, schema, value)| format!("{keyword}: {value} in {schema}"))
        .collect();
    assert!(silent.is_empty(), "these say nothing:\n{}", silent.join("\n"));
}

/// What is said to readers of the document, or of the document as a text, changes no crate.
#[test]
fn what_is_no_statement_about_values_makes_none() {
    let text = json!({ "type": "string" });
    for (keyword, value) in [
        ("$comment", json!("c")),
        ("$schema", json!("https://json-schema.org/draft/2020-12/schema")),
        ("$id", json!("https://a.example/p")),
        ("$anchor", json!("p")),
        ("$dynamicAnchor", json!("p")),
        ("$defs", json!({ "Unused": { "type": "string" } })),
        ("externalDocs", json!({ "url": "https://a.example" })),
        ("xml", json!({ "name": "p" })),
        ("x-own", json!(1)),
    ] {
        assert_eq!(made(&text), made(&with(&text, keyword, &value)), "{keyword}");
    }
}
