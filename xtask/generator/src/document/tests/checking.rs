//! Tests of the checks on operations and on the shapes of objects.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{accept, document, put, refuse, with};

const ITEM: &str = "/paths/~1things~1{id}";
const GET: &str = "/paths/~1things~1{id}/get";

fn at(base: &str, rest: &str) -> String {
    format!("{base}{rest}")
}

fn operation(id: &str) -> Value {
    json!({ "operationId": id, "responses": { "204": { "description": "Done." } } })
}

#[test]
fn an_operation_id_that_stands_twice_is_refused_with_both_places() {
    let document = with(&at(ITEM, "/put"), operation("get-thing"));
    refuse(&document, &at(ITEM, "/put/operationId"), "`get-thing` is also used by /paths/~1things~1{id}/get");
}

#[test]
fn an_operation_without_responses_is_refused() {
    refuse(&with(&at(GET, "/responses"), json!({})), &at(GET, "/responses"), "no responses");
    refuse(&with(&at(GET, "/responses"), json!({ "x-a": 1 })), &at(GET, "/responses"), "no responses");
    refuse(&with(&at(GET, "/responses"), Value::Null), GET, "missing field `responses`");
}

#[test]
fn a_status_that_is_none_is_refused() {
    let response = json!({ "description": "?" });
    for status in ["20", "2000", "2Xx0", "000", "600", "XXX", "ok", "Default", "20X", "", "2é"] {
        let place = at(GET, &format!("/responses/{status}"));
        refuse(&with(&place, response.clone()), &place, "is not a status");
    }
}

#[test]
fn ranges_of_statuses_come_in_one_spelling() {
    let opened = accept(&with(&at(GET, "/responses/4xx"), json!({ "description": "Bad." })));
    let responses = opened.json.pointer(&at(GET, "/responses")).unwrap().as_object().unwrap();
    assert_eq!(responses.keys().collect::<Vec<_>>(), ["200", "4XX"]);
}

#[test]
fn a_range_in_two_spellings_is_refused() {
    let mut document = with(&at(GET, "/responses/4xx"), json!({ "description": "Bad." }));
    put(&mut document, &at(GET, "/responses/4XX"), json!({ "description": "Bad." }));
    refuse(&document, &at(GET, "/responses/4xx"), "the same statuses");
}

#[test]
fn a_parameter_in_the_path_has_to_be_declared() {
    let diagnostic = refuse(&with(&at(ITEM, "/parameters"), json!([])), GET, "does not declare");
    assert!(diagnostic.remedy.contains("name: id"), "{diagnostic}");
    let misspelt = json!([{ "name": "ID", "in": "path", "required": true, "schema": {} }]);
    let diagnostic = refuse(&with(&at(ITEM, "/parameters"), misspelt), GET, "does not declare");
    assert!(diagnostic.remedy.contains("did you mean `ID`?"), "{diagnostic}");
}

#[test]
fn a_path_parameter_has_to_be_in_the_path() {
    let extra = json!({ "name": "other", "in": "path", "required": true, "schema": {} });
    refuse(
        &with(&at(GET, "/parameters"), json!([extra])),
        &at(GET, "/parameters/0"),
        "`other` is not in the path",
    );
}

#[test]
fn a_path_parameter_has_to_be_required() {
    let optional = json!({ "name": "id", "in": "path", "schema": {} });
    refuse(&with(&at(ITEM, "/parameters"), json!([optional])), &at(ITEM, "/parameters/0"), "not required");
}

#[test]
fn a_parameter_declared_twice_is_refused_even_through_references() {
    let mut document = document();
    let parameter = json!({ "name": "q", "in": "query", "schema": {} });
    put(&mut document, "/components/parameters", json!({ "Q": parameter }));
    put(&mut document, &at(GET, "/parameters"), json!([{ "$ref": "#/components/parameters/Q" }, parameter]));
    refuse(
        &document,
        &at(GET, "/parameters/1"),
        "`q` is also declared at /paths/~1things~1{id}/get/parameters/0",
    );
}

#[test]
fn parameters_of_one_name_in_different_places_are_two_parameters() {
    let parameters = json!([
        { "name": "id", "in": "query", "schema": {} }, { "name": "id", "in": "header", "schema": {} },
    ]);
    accept(&with(&at(GET, "/parameters"), parameters));
}

#[test]
fn an_operation_may_declare_anew_what_its_path_declares() {
    let own = json!([{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }]);
    accept(&with(&at(GET, "/parameters"), own));
}

#[test]
fn a_path_that_would_lead_elsewhere_is_refused() {
    for path in ["things", "/a?b", "/a/../b", "/{", "/{{a}}", "/a\"b"] {
        let mut document = document();
        let escaped = path.replace('~', "~0").replace('/', "~1");
        put(&mut document, &format!("/paths/{escaped}"), json!({ "get": operation("other") }));
        let place = format!("/paths/{escaped}");
        // Where nothing can be called, each operation is left out.
        let place = if path == "/{" { place + "/get" } else { place };
        refuse(&document, &place, "path");
    }
}

#[test]
fn names_that_would_break_a_header_are_refused() {
    let header = json!([{ "name": "a\r\nHost: b", "in": "header", "schema": {} }]);
    refuse(
        &with(&at(GET, "/parameters"), header),
        &at(GET, "/parameters/0/name"),
        "cannot be the name of a header",
    );
    let scheme = json!({ "k": { "type": "apiKey", "in": "header", "name": "a b" } });
    let place = "/components/securitySchemes/k/name";
    refuse(&with("/components/securitySchemes", scheme), place, "cannot be the name of a header");
    let media = at(GET, "/responses/200/content/t\"y");
    refuse(&with(&media, json!({})), &media, "not a media type");
}

#[test]
fn media_types_may_have_parameters_and_ranges() {
    for media in ["text~1plain; charset=utf-8", "image~1*", "*~1*", "application~1vnd.a+json", "string"] {
        accept(&with(&at(GET, &format!("/responses/200/content/{media}")), json!({})));
    }
}

#[test]
fn a_schema_with_a_keyword_of_the_wrong_type_is_refused_where_it_stands() {
    let place = "/components/schemas/Thing/properties/name";
    for (keyword, value, sentence) in [
        ("type", json!("null"), "`type` must be one of the six types"),
        ("type", json!(["string", "null"]), "`type` must be one of the six types, here it is an array"),
        ("required", json!(true), "`required` must be an array of strings, here it is a boolean"),
        ("maxLength", json!(-1), "`maxLength` must be a whole number that is not negative, here it is `-1`"),
        ("exclusiveMinimum", json!(1), "`exclusiveMinimum` must be a boolean"),
        ("enum", json!("a"), "`enum` must be an array"),
        ("pattern", json!(1), "`pattern` must be a string"),
        ("items", json!([{}]), "`items` must be an object, here it is an array"),
        ("allOf", json!({}), "`allOf` must be an array, here it is an object"),
        ("properties", json!([]), "`properties` must be an object"),
        ("discriminator", json!("kind"), "`discriminator` must be an object with `propertyName`"),
    ] {
        let at = format!("{place}/{keyword}");
        refuse(&with(&at, value), &at, sentence);
    }
    refuse(&with(place, json!("string")), place, "the schema must be an object, here it is a string");
    refuse(
        &with(&format!("{place}/additionalProperties"), json!("no")),
        &format!("{place}/additionalProperties"),
        "schema",
    );
}

#[test]
fn an_object_without_a_required_field_is_refused_where_it_stands() {
    refuse(&with("/info/version", Value::Null), "/info", "missing field `version`");
    refuse(
        &with(&at(GET, "/responses/200/description"), Value::Null),
        &at(GET, "/responses/200"),
        "`description`",
    );
    let parameter = json!([{ "name": "q", "in": "query" }]);
    refuse(
        &with(&at(GET, "/parameters"), parameter),
        &at(GET, "/parameters/0"),
        "neither a `schema` nor `content`",
    );
    let parameter = json!([{ "name": "q", "in": "body; code", "schema": {} }]);
    refuse(
        &with(&at(GET, "/parameters"), parameter),
        &at(GET, "/parameters/0/in"),
        "`body; code` is not one of",
    );
    refuse(&with("/paths", json!([])), "/paths", "`paths` must be an object");
    refuse(&with("/paths", Value::Null), "", "missing field `paths`");
}

#[test]
fn a_mistake_deep_inside_is_found_in_time() {
    let begin = Instant::now();
    let mut schema = json!({ "type": "object", "required": 5 });
    for _ in 0..45 {
        schema = json!({ "type": "object", "properties": { "a": schema } });
    }
    let place = format!("/components/schemas/Thing{}/required", "/properties/a".repeat(45));
    refuse(&with("/components/schemas/Thing", schema), &place, "`required` must be an array of strings");
    assert!(begin.elapsed() < Duration::from_secs(2));
}

#[test]
fn a_document_as_deep_as_is_allowed_is_read() {
    for (holder, times) in [("items", 49), ("additionalProperties", 49), ("not", 96)] {
        let mut schema = json!({ "type": "string" });
        for _ in 0..times {
            schema = json!({ holder: schema });
        }
        accept(&with("/components/schemas/Thing", schema));
    }
}

#[test]
fn callbacks_do_not_disturb() {
    let callback = json!({ "{$request.body#/url}": { "post": operation("called") } });
    let mut document = with("/components/callbacks", json!({ "C": callback }));
    put(
        &mut document,
        &at(GET, "/callbacks"),
        json!({ "c": { "$ref": "#/components/callbacks/C" }, "d": {} }),
    );
    assert_eq!(accept(&document).openapi.operations().count(), 1);
}

#[test]
fn a_discriminator_whose_property_no_schema_has_is_said_and_stays() {
    let schema =
        |property: &str| json!({ "type": "object", "properties": { property: { "type": "string" } } });
    let union = |property: &str| {
        let members = json!([{ "$ref": "#/components/schemas/Cat" }, { "$ref": "#/components/schemas/Dog" }]);
        let mut document = with(
            "/components/schemas/Pet",
            json!({ "oneOf": members, "discriminator": { "propertyName": property } }),
        );
        put(&mut document, "/components/schemas/Cat", json!({ "allOf": [schema("kind")] }));
        put(&mut document, "/components/schemas/Dog", schema("name"));
        put(&mut document, "/servers", json!([{ "url": "https://example.com" }]));
        document
    };
    assert_eq!(accept(&union("kind")).faults, []);
    let place = "/components/schemas/Pet/discriminator/propertyName";
    refuse(&union("sort"), place, "no schema that the discriminator tells apart has the property `sort`");
    // What does not say which properties it has may have it.
    let mut open = union("sort");
    put(&mut open, "/components/schemas/Dog", json!({ "type": "object" }));
    assert_eq!(accept(&open).faults, []);
}
