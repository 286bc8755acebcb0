//! Tests of selections.

use serde_json::{Value, json};

use super::super::{extract, select};
use super::{Source, check, parse};
use crate::config::Selection;

fn document() -> Value {
    let answer = |name: &str| {
        json!({ "200": { "description": "", "content": { "application/json": {
            "schema": { "$ref": format!("#/components/schemas/{name}") } } } } })
    };
    parse("spec.json", json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1", "description": "All of it." },
        "externalDocs": { "url": "https://docs.example" },
        "tags": [{ "name": "B" }, { "name": "A" }, { "name": "C" }],
        "security": [{ "everywhere": [] }],
        "x-whole": true,
        "paths": {
            "/a/{id}": {
                "parameters": [{ "$ref": "#/components/parameters/Id" }],
                "get": { "operationId": "get-a", "tags": ["A"], "security": [{ "token": [] }], "responses": answer("A") },
                "put": { "operationId": "put-a", "tags": ["B"], "responses": answer("B") },
            },
            "/b": { "get": { "operationId": "get-b", "tags": ["B"], "responses": answer("B") } },
        },
        "components": {
            "parameters": { "Id": {}, "Other": {} },
            "responses": { "Unused": {} },
            "schemas": {
                "A": { "properties": { "inner": { "allOf": [{ "$ref": "#/components/schemas/Inner" }] } } },
                "Inner": {
                    "discriminator": { "propertyName": "t", "mapping": { "m": "Mapped", "n": "#/components/schemas/Named" } },
                    "properties": { "part": { "$ref": "#/components/schemas/Whole/properties/part" } },
                },
                "Mapped": {}, "Named": {},
                "Whole": { "properties": { "part": {}, "rest": { "$ref": "#/components/schemas/Rest" } } },
                "Rest": { "items": { "$ref": "#/components/schemas/A" } },
                "B": { "example": { "$ref": "#/components/schemas/Unused" } },
                "Unused": {},
            },
            "securitySchemes": { "token": {}, "everywhere": {}, "nowhere": {} },
        },
    }).to_string().as_bytes()).unwrap()
}

fn selection(tags: &[&str], paths: &[&str], operations: &[&str]) -> Selection {
    let owned = |list: &[&str]| list.iter().map(|&entry| entry.to_owned()).collect();
    Selection { tags: owned(tags), paths: owned(paths), operations: owned(operations), file: None }
}

fn selected(selection: &Selection) -> Value {
    let mut document = document();
    select("spec.json", &mut document, selection).unwrap();
    document
}

fn operations(document: &Value) -> Vec<&str> {
    let items = document["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    operations.filter_map(|operation| operation.get("operationId")?.as_str()).collect()
}

fn names<'d>(document: &'d Value, section: &str) -> Vec<&'d str> {
    document["components"]
        .get(section)
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(|map| map.keys().map(String::as_str))
        .collect()
}

#[test]
fn an_empty_selection_takes_everything() {
    assert_eq!(selected(&Selection::default()), document());
}

#[test]
fn tags_paths_and_operation_ids_select_and_add_up() {
    assert_eq!(operations(&selected(&selection(&["B"], &[], &[]))), ["put-a", "get-b"]);
    assert_eq!(operations(&selected(&selection(&[], &["/a/*"], &[]))), ["get-a", "put-a"]);
    assert_eq!(operations(&selected(&selection(&[], &[], &["get-a"]))), ["get-a"]);
    assert_eq!(operations(&selected(&selection(&["A"], &["/b"], &[]))), ["get-a", "get-b"]);
}

#[test]
fn a_path_without_operations_goes() {
    let document = selected(&selection(&[], &[], &["get-b"]));
    assert_eq!(document["paths"].as_object().unwrap().keys().collect::<Vec<_>>(), ["/b"]);
}

#[test]
fn components_stay_exactly_when_they_are_reached() {
    let document = selected(&selection(&["A"], &[], &[]));
    // A reference to one property of `Whole` keeps all of it, and what the rest of it refers to.
    assert_eq!(names(&document, "schemas"), ["A", "Inner", "Mapped", "Named", "Rest", "Whole"]);
    assert_eq!(names(&document, "parameters"), ["Id"]);
    assert_eq!(document["components"].get("responses"), None, "an empty section goes");
}

#[test]
fn security_stays_as_far_as_the_operations_need_it() {
    let own = selected(&selection(&["A"], &[], &[]));
    assert_eq!((names(&own, "securitySchemes"), own.get("security")), (vec!["token"], None));
    let inherited = selected(&selection(&["B"], &[], &[]));
    assert_eq!(names(&inherited, "securitySchemes"), ["everywhere"]);
    assert_eq!(inherited["security"], json!([{ "everywhere": [] }]));
}

#[test]
fn what_speaks_of_the_whole_api_goes() {
    let document = selected(&selection(&[], &["/a/*"], &[]));
    assert_eq!(document["info"], json!({ "title": "T", "version": "1" }));
    assert_eq!(document["tags"], json!([{ "name": "B" }, { "name": "A" }]), "lists keep their order");
    assert_eq!((document.get("externalDocs"), document.get("x-whole")), (None, None));
}

#[test]
fn a_reference_in_an_example_reaches_nothing() {
    assert_eq!(names(&selected(&selection(&[], &["/b"], &[])), "schemas"), ["B"]);
}

#[test]
fn an_entry_that_names_nothing_is_refused_with_what_was_meant() {
    for (selection, list, what, near) in [
        (selection(&["A", "AB"], &[], &[]), "tags", "the tag `AB`", None),
        (selection(&[], &["/c/**"], &[]), "paths", "a path that matches `/c/**`", None),
        (
            selection(&[], &[], &["get-a", "get-q"]),
            "operations",
            "the operationId `get-q`",
            Some("did you mean `get-a`?"),
        ),
    ] {
        let diagnostic = select("spec.json", &mut document(), &selection).unwrap_err();
        check(&diagnostic, &format!("/selection/{list}"), what);
        assert!(near.is_none_or(|near| diagnostic.remedy.contains(near)), "{diagnostic}");
    }
}

#[test]
fn selecting_twice_changes_nothing() {
    let selection = selection(&["A"], &[], &[]);
    let once = selected(&selection);
    let mut twice = once.clone();
    select("spec.json", &mut twice, &selection).unwrap();
    assert_eq!(once, twice);
}

/// A document reduced to the operation `get-a`.
fn reduced(mut document: Value) -> Value {
    let selection = Selection { operations: vec!["get-a".to_owned()], ..Selection::default() };
    select("spec.json", &mut document, &selection).unwrap();
    document
}

#[test]
fn a_document_of_swagger_2_0_keeps_what_its_operations_use() {
    let operation = |id: &str, schema: &str| {
        json!({ "get": { "operationId": id, "parameters": [{ "$ref": "#/parameters/p" }], "responses": {
            "200": { "description": "", "schema": { "$ref": format!("#/definitions/{schema}") } } } } })
    };
    let document = json!({
        "swagger": "2.0", "info": { "title": "T", "version": "1" }, "host": "a.example", "basePath": "/v1",
        "consumes": ["application/json"], "security": [{ "key": [] }],
        "paths": { "/a": operation("get-a", "A"), "/b": operation("get-b", "B") },
        "parameters": { "p": { "name": "p", "in": "query", "type": "string" }, "q": {} },
        "definitions": { "A": { "properties": { "c": { "$ref": "#/definitions/C" } } }, "B": {}, "C": {} },
        "securityDefinitions": { "key": {}, "other": {} },
    });
    let reduced = reduced(document);
    let keys = |pointer: &str| -> Vec<String> {
        reduced.pointer(pointer).unwrap().as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(keys("/paths"), ["/a"]);
    assert_eq!(keys("/definitions"), ["A", "C"]);
    assert_eq!(keys("/parameters"), ["p"]);
    assert_eq!(keys("/securityDefinitions"), ["key"]);
    assert_eq!((&reduced["host"], &reduced["basePath"]), (&json!("a.example"), &json!("/v1")));
}

#[test]
fn a_document_of_openapi_3_1_keeps_what_its_keywords_refer_to() {
    let answer = json!({ "200": { "description": "", "content": { "application/json": { "schema": {
        "$ref": "#/components/schemas/A", "description": "It.", "patternProperties": {
            "^x": { "$ref": "#/components/schemas/B" } } } } } } });
    let mut document = json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "jsonSchemaDialect": "d",
        "paths": { "/a": { "get": { "operationId": "get-a", "responses": answer } } },
        "components": { "schemas": {
            "A": { "type": "array", "prefixItems": [{ "$ref": "#/components/schemas/C" }] },
            "B": { "if": { "$ref": "#/components/schemas/D/$defs/d" } }, "C": {}, "D": { "$defs": { "d": {} } }, "E": {},
        } },
    });
    let schemas = |document: &Value| -> Vec<String> {
        document["components"]["schemas"].as_object().unwrap().keys().cloned().collect()
    };
    assert_eq!(schemas(&reduced(document.clone())), ["A", "B", "C", "D"]);
    // What a schema is called by its identifier is not known before that is resolved.
    document["components"]["schemas"]["C"] = json!({ "$ref": "other" });
    document["components"]["schemas"]["E"] = json!({ "$id": "other" });
    assert_eq!(schemas(&reduced(document)), ["A", "B", "C", "D", "E"]);
}

#[test]
fn what_extends_a_schema_with_a_discriminator_is_kept_where_a_value_can_be_one() {
    let extends = |key: &str| json!({ "allOf": [{ "$ref": format!("#/components/schemas/{key}") }] });
    let mut document = document();
    let schemas = &mut document["components"]["schemas"];
    schemas["A"]["discriminator"] = json!({ "propertyName": "t" });
    for (key, base) in [("Extension", "A"), ("Further", "Extension"), ("Other", "Whole")] {
        schemas[key] = extends(base);
    }
    let kept = |document: &Value| {
        let kept = reduced(document.clone());
        ["Extension", "Further", "Other"].map(|key| kept["components"]["schemas"].get(key).is_some())
    };
    assert_eq!(kept(&document), [true, true, false]);
    // Nothing but what extends it refers to the base.
    document["components"]["schemas"]["A"] = extends("Base");
    document["components"]["schemas"]["Base"] = json!({ "discriminator": { "propertyName": "t" } });
    document["components"]["schemas"]["Extension"] = extends("Base");
    assert_eq!(kept(&document), [false, false, false]);
}

#[test]
fn what_only_the_configuration_refers_to_is_kept() {
    let mut document = document();
    document["components"]["schemas"]["Piece"] = json!({ "type": "object" });
    document["components"]["schemas"]["Other"] = json!({ "type": "object" });
    let id = "get-a";
    let text = format!("[selection]\noperations = [\"{id}\"]\n[operations.{id}]\nevents = \"Piece\"");
    let config = toml::from_str(&text).unwrap();
    let source = Source {
        file: "spec.json".to_owned(),
        sha256: String::new(),
        json: document,
        faults: Vec::new(),
        origins: Default::default(),
    };
    let kept = extract(&source, &config, "generator.toml").unwrap();
    let schemas = &kept["components"]["schemas"];
    assert!(schemas.get("Piece").is_some() && schemas.get("Other").is_none(), "{schemas}");
    // The document itself says of the stream what it said before.
    assert!(!kept.to_string().contains("event-stream"));
}

#[test]
fn what_a_tag_is_under_is_kept_with_it() {
    let mut document = document();
    document["tags"] = json!([
        { "name": "A", "parent": "Middle" },
        { "name": "Middle", "parent": "Top" },
        { "name": "Top", "parent": "A" },
        { "name": "C", "parent": "Top" },
    ]);
    select("api.json", &mut document, &selection(&["A"], &[], &[])).unwrap();
    let names: Vec<_> = document["tags"].as_array().unwrap().iter().map(|tag| tag["name"].clone()).collect();
    assert_eq!(names, ["A", "Middle", "Top"]);
}

#[test]
fn what_the_document_itself_defines_is_kept_where_it_is_used() {
    let mut json = document();
    json["paths"]["/b"]["get"]["responses"]["200"]["content"]["application/json"]["schema"] =
        json!({ "$ref": "#/$defs/B" });
    json["$defs"] = json!({ "B": { "properties": { "c": { "$ref": "#/$defs/C" } } }, "C": {}, "D": {} });
    let source = parse("spec.json", json.to_string().as_bytes()).map(|json| super::super::Source {
        file: "spec.json".to_owned(),
        sha256: String::new(),
        json,
        faults: Vec::new(),
        origins: Default::default(),
    });
    let config = crate::config::Config { selection: selection(&[], &["/b"], &[]), ..Default::default() };
    let kept = extract(&source.unwrap(), &config, "generator.toml").unwrap();
    let schemas = kept["components"]["schemas"].as_object().unwrap();
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["B.1", "C"]);
}
