//! Types are named by the places that generator.toml gives without a JSONPath.

use super::{configured, object, read};
use crate::model::Name;
use serde_json::{Value, json};

/// A document with an operation that has all parts, and two component schemas.
fn shop() -> Value {
    let text = json!({"type": "string"});
    let leaf = |key: &str| object(&json!({key: text}), &[]);
    let variant = |kind: &str| {
        object(&json!({"kind": {"type": "string", "enum": [kind]}, "extra": leaf(kind)}), &["kind", "extra"])
    };
    let order = object(
        &json!({
            "lines": {"type": "array", "items": leaf("sku")},
            "labels": {"type": "object", "additionalProperties": leaf("label")},
            "way": {"oneOf": [variant("post"), variant("van")]},
            "to": {"$ref": "#/components/schemas/Address"},
            "cut": {"$ref": "#/components/schemas/a~1b"},
            "maybe": {"anyOf": [leaf("maybe"), {"type": "null"}]},
            "a.b": leaf("dotted"),
            "[]": leaf("bracketed")
        }),
        &[],
    );
    let content = |schema: &Value| json!({"application/json": {"schema": schema}});
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Shop", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {
            "/orders/{id}": {
                "parameters": [{"$ref": "#/components/parameters/filter"}],
                "post": {
                    "operationId": "createOrder",
                    "tags": ["orders"],
                    "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
                    "requestBody": {"$ref": "#/components/requestBodies/order"},
                    "responses": {
                        "200": {"description": "ok", "content": content(&leaf("made"))},
                        "404": {"description": "no", "content": content(&object(&json!({"errors": {"type": "array", "items": leaf("message")}}), &[]))}
                    }
                }
            },
            "/Address": {"get": {
                "operationId": "Address",
                "tags": ["orders"],
                "responses": {"default": {"description": "ok", "content": content(&leaf("answer"))}}
            }}
        },
        "components": {
            "parameters": {"filter": {"name": "order.filter", "in": "query", "style": "deepObject", "explode": true,
                "schema": object(&json!({"state": {"type": "string", "enum": ["open", "done"]}}), &[])}},
            "requestBodies": {"order": {"content": content(&order)}},
            "schemas": {
                "Address": object(&json!({"street": leaf("street"), "request": leaf("wish")}), &[]),
                "a/b": leaf("slash")
            }
        }
    })
}

fn with(at: &str) -> crate::config::Config {
    configured(&format!("[[types]]\nname = 'Chosen'\nat = '{at}'"))
}

/// The property of the type that is called so, or its first value.
fn chosen(at: &str) -> String {
    let api = read(shop(), &with(at)).unwrap_or_else(|error| panic!("{at}: {error}"));
    match api.types.get(&Name::checked("Chosen".to_owned())).unwrap() {
        crate::model::Definition::Struct(structure) => structure.fields[0].property.clone(),
        crate::model::Definition::Enum(enumeration) => enumeration.values[0].value.clone(),
        crate::model::Definition::Union(union) => union.variants[0].tags[0].clone(),
    }
}

#[test]
fn a_component_an_operation_and_the_properties_inside_lead_to_a_type() {
    for (at, first) in [
        ("Address", "request"),
        ("a/b", "slash"),
        ("createOrder/request", "[]"),
        ("createOrder/request/lines.[]", "sku"),
        ("createOrder/request/labels.{}", "label"),
        ("createOrder/request/way", "post"),
        ("createOrder/request/way.<van>.extra", "van"),
        ("createOrder/request/maybe", "maybe"),
        ("createOrder/request/to", "request"),
        ("createOrder/request/to.street", "street"),
        ("createOrder/request/\"a.b\"", "dotted"),
        ("createOrder/request/\"[]\"", "bracketed"),
        ("createOrder/response", "made"),
        ("createOrder/response:404/errors.[]", "message"),
        ("createOrder/parameter/\"order.filter\"", "state"),
        ("createOrder/parameter/\"order.filter\".state", "open"),
        ("$.components.schemas.Address.properties.street", "street"),
        // Of an operation and a component that are spelled alike, what follows decides.
        ("Address/street", "street"),
        ("Address/response", "answer"),
    ] {
        assert_eq!(chosen(at), first, "{at}");
    }
}

#[test]
fn an_operation_without_an_id_is_named_by_its_method_and_path() {
    let mut document = shop();
    document["paths"]["/orders/{id}"]["post"].as_object_mut().unwrap().remove("operationId");
    let api = read(document, &with("post /orders/{id}/request/lines.[]")).unwrap();
    assert!(api.types.contains_key(&Name::checked("Chosen".to_owned())));
}

#[test]
fn a_place_that_is_not_there_is_refused_with_the_names_that_are_near() {
    for (at, words) in [
        ("Adress", ["no component schema and no operation `Adress`", "did you mean `Address`?"]),
        ("createOrders/request", ["no operation `createOrders`", "did you mean `createOrder`?"]),
        ("createOrder", ["only parts have a type", "`createOrder/request`"]),
        ("createOrder/requests", ["`requests` in", "did you mean `request`?"]),
        ("createOrder/request:200", ["no part of an operation", "`response:STATUS`"]),
        ("createOrder/response:400", ["no answer `400`", "`200`, `404`"]),
        ("createOrder/parameter/order", ["no parameter `order`", "`id`"]),
        ("createOrder/request/line.[]", ["at the step `line`", "did you mean `lines`?"]),
        ("createOrder/request/way.<bus>", ["no variant", "`post`, `van`"]),
        ("createOrder/request/to.[]", ["no list", "`request`, `street`"]),
        ("createOrder/request/lines.", ["is no step", "`[]` for the items"]),
        ("createOrder/request/lines[]", ["is no step", "a dot between them"]),
        ("createOrder/request/\"lines", ["is no step", "in quotes"]),
        ("createOrder/request/lines.[].sku", ["leads to no object, enum or union", "correct"]),
        ("Address/stret", ["there is no property", "did you mean `street`?"]),
        ("$.paths[", ["is not a JSONPath", "RFC 9535"]),
    ] {
        let error = read(shop(), &with(at)).unwrap_err();
        assert_eq!((error.file.as_str(), error.pointer.as_str()), ("generator.toml", "/types/0/at"), "{at}");
        let message = error.to_string();
        for words in words {
            assert!(message.contains(words), "{at}: {message}");
        }
    }
}

#[test]
fn references_that_lead_round_end() {
    let mut document = shop();
    document["components"]["schemas"]["Round"] =
        json!({"allOf": [{"$ref": "#/components/schemas/Round"}], "properties": {"x": {"type": "string"}}});
    let error = read(document, &with("Round/nothing")).unwrap_err();
    assert!(!error.to_string().is_empty());
}
