//! What the keywords of schemas of OpenAPI 3.1 become.

use serde_json::{Value, json};

use super::{lifted, with_schemas};

/// What a schema of OpenAPI 3.1 becomes.
#[track_caller]
fn schema(schema: Value) -> Value {
    let schemas =
        json!({ "A": schema, "B": { "type": "object", "properties": { "b": { "type": "string" } } } });
    let document = lifted(&with_schemas("3.1.0", &schemas));
    assert_eq!(document.faults, [], "{schema}");
    document.json["components"]["schemas"]["A"].clone()
}

#[track_caller]
fn becomes(table: &[(Value, Value)]) {
    for (from, to) in table {
        assert_eq!(schema(from.clone()), *to, "{from}");
    }
}

#[test]
fn a_list_of_types_is_one_type_or_several_schemas() {
    becomes(&[
        (json!({ "type": ["string"] }), json!({ "type": "string" })),
        (json!({ "type": ["string", "null"] }), json!({ "type": "string", "nullable": true })),
        (json!({ "type": ["integer", "number"] }), json!({ "type": "number" })),
        (
            json!({ "type": ["array", "boolean", "null", "number", "object", "string"] }),
            json!({ "nullable": true }),
        ),
        (
            json!({ "type": ["string", "integer"], "minLength": 1, "minimum": 2, "description": "d" }),
            json!({ "description": "d", "anyOf": [
                { "type": "string", "minLength": 1 }, { "type": "integer", "minimum": 2 },
            ] }),
        ),
        (
            json!({ "type": ["object", "array", "null"], "items": { "type": "string" }, "required": ["x"] }),
            json!({ "nullable": true, "anyOf": [
                { "type": "object", "required": ["x"] }, { "type": "array", "items": { "type": "string" } },
            ] }),
        ),
        (
            json!({ "type": ["string", "integer"], "enum": ["a", 1, "b"] }),
            json!({ "anyOf": [{ "type": "string", "enum": ["a", "b"] }, { "type": "integer", "enum": [1] }] }),
        ),
        (
            json!({ "type": ["string", "integer"], "anyOf": [{ "minLength": 1 }, { "minimum": 1 }] }),
            json!({
                "allOf": [{ "anyOf": [{ "type": "string" }, { "type": "integer" }] }],
                "anyOf": [{ "minLength": 1 }, { "minimum": 1 }],
            }),
        ),
    ]);
}

#[test]
fn null_is_a_word_beside_the_type() {
    let (none, text) = (json!({ "type": "null" }), json!({ "type": "string" }));
    let b = json!({ "$ref": "#/components/schemas/B" });
    becomes(&[
        (none.clone(), json!({ "enum": [null], "nullable": true })),
        (json!({ "const": null }), json!({ "enum": [null], "nullable": true })),
        (
            json!({ "anyOf": [{ "type": "string", "title": "x" }, none], "title": "y" }),
            json!({ "type": "string", "title": "y", "nullable": true }),
        ),
        (
            json!({ "oneOf": [none, b], "default": null }),
            json!({ "allOf": [b], "nullable": true, "default": null }),
        ),
        (
            json!({ "anyOf": [text, none, { "type": "integer" }] }),
            json!({ "anyOf": [text, { "type": "integer" }], "nullable": true }),
        ),
        (
            json!({ "anyOf": [{ "type": "string", "minLength": 1 }, none], "minLength": 2 }),
            json!({ "allOf": [{ "type": "string", "minLength": 1 }], "minLength": 2, "nullable": true }),
        ),
    ]);
}

#[test]
fn constants_are_enums_of_one_value_with_their_type() {
    becomes(&[
        (json!({ "const": "a" }), json!({ "type": "string", "enum": ["a"] })),
        (json!({ "const": 3 }), json!({ "type": "integer", "enum": [3] })),
        (json!({ "const": 0.5 }), json!({ "type": "number", "enum": [0.5] })),
        (json!({ "const": true }), json!({ "type": "boolean", "enum": [true] })),
        (
            json!({ "const": "a", "type": "string", "examples": ["a"] }),
            json!({ "type": "string", "enum": ["a"], "example": "a" }),
        ),
    ]);
}

#[test]
fn alternatives_that_are_a_constant_each_are_one_enum() {
    becomes(&[
        (
            json!({ "oneOf": [{ "const": "a" }, { "const": "b", "title": "B" }] }),
            json!({ "type": "string", "enum": ["a", "b"] }),
        ),
        (
            json!({ "type": "integer", "format": "int32", "oneOf": [
                { "const": 0, "title": "OFF", "description": "No." }, { "const": 1, "title": "ON", "description": "Yes." },
            ] }),
            json!({
                "type": "integer", "format": "int32", "enum": [0, 1],
                "x-enum-varnames": ["OFF", "ON"], "x-enum-descriptions": ["No.", "Yes."],
            }),
        ),
        (
            json!({ "oneOf": [{ "const": "a" }, { "const": 1 }] }),
            json!({ "oneOf": [{ "type": "string", "enum": ["a"] }, { "type": "integer", "enum": [1] }] }),
        ),
    ]);
}

#[test]
fn limits_that_are_numbers_exclude_themselves() {
    becomes(&[
        (
            json!({ "type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 9 }),
            json!({
                "type": "integer", "minimum": 0, "exclusiveMinimum": true, "maximum": 9, "exclusiveMaximum": true,
            }),
        ),
        (
            json!({ "type": "number", "minimum": 5, "exclusiveMinimum": 0 }),
            json!({ "type": "number", "minimum": 5 }),
        ),
        (
            json!({ "type": "number", "maximum": 5, "exclusiveMaximum": 5 }),
            json!({ "type": "number", "maximum": 5, "exclusiveMaximum": true }),
        ),
    ]);
}

#[test]
fn keywords_beside_a_reference_count() {
    let b = json!({ "$ref": "#/components/schemas/B" });
    becomes(&[
        (b.clone(), b.clone()),
        (
            json!({ "$ref": "#/components/schemas/B", "description": "Another word." }),
            json!({ "allOf": [b], "description": "Another word." }),
        ),
        (
            json!({ "$ref": "#/components/schemas/B", "required": ["b"], "allOf": [{ "required": ["c"] }] }),
            json!({ "allOf": [b, { "required": ["c"] }], "required": ["b"] }),
        ),
    ]);
}

#[test]
fn a_schema_may_be_a_boolean() {
    becomes(&[
        (json!(true), json!({})),
        (json!(false), json!({ "not": {} })),
        (
            json!({ "type": "object", "properties": { "any": true, "none": false } }),
            json!({ "type": "object", "properties": { "any": {} }, "x-lifted-words": ["The property `none` is not allowed."] }),
        ),
        (json!({ "type": "array", "items": true }), json!({ "type": "array", "items": {} })),
        (json!({ "type": "array", "items": false }), json!({ "type": "array", "items": {}, "maxItems": 0 })),
    ]);
}

#[test]
fn items_by_position_stand_side_by_side_with_their_number() {
    let (number, text) = (json!({ "type": "number" }), json!({ "type": "string" }));
    let list = |positions: usize, items: &[&Value]| json!({ "type": "array", "items": { "anyOf": items }, "x-lifted-positions": positions });
    let at_most = |most: usize, mut list: Value| {
        list["maxItems"] = json!(most);
        list
    };
    let of_any_position = |mut list: Value| {
        list["type"] = json!("array");
        list["x-lifted-not-typed"] = json!({
            "prefixItems": "items are not told apart by so many positions: each may be what any of them is",
        });
        list
    };
    let thirteen = [vec![&number; 12], vec![&text]].concat();
    becomes(&[
        (
            json!({ "prefixItems": [number, number], "items": false }),
            at_most(2, list(2, &[&number, &number])),
        ),
        (
            json!({ "type": "array", "prefixItems": [number, text], "unevaluatedItems": false }),
            at_most(2, list(2, &[&number, &text])),
        ),
        (
            json!({ "prefixItems": [number], "maxItems": 1, "items": text }),
            at_most(1, list(1, &[&number, &text])),
        ),
        (json!({ "prefixItems": [number] }), list(1, &[&number])),
        (json!({ "prefixItems": [], "items": text }), json!({ "type": "array", "items": text })),
        (json!({ "prefixItems": vec![&number; 12] }), list(12, &[&number; 12])),
        // There are no tuples of more.
        (
            json!({ "prefixItems": vec![&number; 13], "items": false }),
            of_any_position(json!({ "items": number, "maxItems": 13 })),
        ),
        (
            json!({ "prefixItems": vec![&number; 13] }),
            of_any_position(json!({ "items": { "anyOf": [number, {}] } })),
        ),
        (
            json!({ "prefixItems": thirteen, "items": { "type": "boolean" } }),
            of_any_position(json!({ "items": { "anyOf": [number, text, { "type": "boolean" }] } })),
        ),
    ]);
}

#[test]
fn what_a_list_has_to_contain_is_documented() {
    let list = |said: &str| json!({ "type": "array", "items": {}, "x-lifted-words": [said] });
    becomes(&[
        (
            json!({ "type": "array", "items": {}, "contains": { "const": "a" } }),
            list("At least one item is `\"a\"`."),
        ),
        (
            json!({ "type": "array", "items": {}, "contains": { "const": 1 }, "minContains": 2, "maxContains": 3 }),
            list("2 to 3 of the items are `1`."),
        ),
        (
            json!({ "type": "array", "items": {}, "contains": { "type": "object" } }),
            json!({ "type": "array", "items": {}, "x-lifted-not-typed": {
                "contains": "that items of a kind must be there is not checked",
            } }),
        ),
    ]);
}

#[test]
fn properties_by_pattern_are_the_values_of_a_map() {
    let (number, text) = (json!({ "type": "number" }), json!({ "type": "string" }));
    becomes(&[
        (
            json!({ "type": "object", "patternProperties": { ".*": number } }),
            json!({ "type": "object", "additionalProperties": number }),
        ),
        (
            json!({ "type": "object", "patternProperties": { "^n-": number }, "additionalProperties": false }),
            json!({
                "type": "object", "additionalProperties": number,
                "x-lifted-words": ["Other names match `^n-`."],
            }),
        ),
        (
            json!({ "type": "object", "patternProperties": { "^n-": number }, "additionalProperties": text }),
            json!({ "type": "object", "additionalProperties": { "anyOf": [number, text] } }),
        ),
        (
            json!({ "type": "object", "patternProperties": { "^n-": number } }),
            json!({
                "type": "object", "additionalProperties": true,
                "x-lifted-not-typed": {
                    "patternProperties": "other names may hold anything, so the values are any value",
                },
            }),
        ),
        (
            json!({ "type": "object", "unevaluatedProperties": number }),
            json!({ "type": "object", "additionalProperties": number }),
        ),
    ]);
}

#[test]
fn what_narrows_an_object_is_documented() {
    let said = |words: &[&str]| json!({ "type": "object", "x-lifted-words": words });
    becomes(&[
        (json!({ "type": "object", "propertyNames": { "pattern": "^a" } }), said(&["Names match `^a`."])),
        (
            json!({ "type": "object", "propertyNames": { "enum": ["a", "b"] } }),
            said(&["Names are one of: `a`, `b`."]),
        ),
        (
            json!({ "type": "object", "dependentRequired": { "a": ["b", "c"] } }),
            said(&["With `a`, there must be `b` and `c`."]),
        ),
    ]);
}

#[test]
fn properties_on_a_condition_are_optional() {
    let text = json!({ "type": "string" });
    becomes(&[
        (
            json!({
                "type": "object", "properties": { "kind": text },
                "if": { "properties": { "kind": { "const": "x" } } },
                "then": { "properties": { "kind": true, "more": text }, "required": ["more"] },
            }),
            json!({
                "type": "object", "properties": { "kind": text, "more": text },
                "x-lifted-not-typed": {
                    "if": "the properties of `then` and `else` are optional; which go together is not checked",
                },
            }),
        ),
        (
            json!({
                "type": "object", "properties": { "a": text },
                "dependentSchemas": { "a": { "properties": { "b": text } } },
            }),
            json!({
                "type": "object", "properties": { "a": text, "b": text },
                "x-lifted-not-typed": {
                    "dependentSchemas": "their properties are optional; which go together is not checked",
                },
            }),
        ),
    ]);
}

#[test]
fn text_that_holds_something_else_has_a_format() {
    becomes(&[
        (
            json!({ "type": "string", "contentEncoding": "base64", "contentMediaType": "image/png" }),
            json!({
                "type": "string", "format": "byte", "x-lifted-words": ["Holds `image/png`, encoded as base64."],
            }),
        ),
        (
            json!({ "type": "string", "contentMediaType": "application/octet-stream" }),
            json!({ "type": "string", "format": "binary", "x-lifted-words": ["Holds `application/octet-stream`."] }),
        ),
        (
            json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": { "type": "object" } }),
            json!({
                "type": "string", "x-lifted-words": ["Holds `application/json`."],
                "x-lifted-not-typed": { "contentSchema": "the text is not read: it is a string" },
            }),
        ),
    ]);
}
