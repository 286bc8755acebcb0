//! What becomes of a schema with a discriminator that others extend by `allOf`.

use super::{api, document, fields, object, read, structure, union};
use crate::config::Config;
use crate::model::{Api, Definition};
use serde_json::{Value, json};

/// A schema that extends another.
fn extending(base: &str, own: &Value) -> Value {
    json!({"allOf": [{"$ref": format!("#/components/schemas/{base}")}, own]})
}

/// A base with a discriminator.
fn base(required: &[&str]) -> Value {
    let mut base = object(&json!({"kind": {"type": "string"}}), required);
    base["discriminator"] = json!({"propertyName": "kind"});
    base
}

fn variants(api: &Api, name: &str) -> Vec<(String, Vec<String>)> {
    let variants = union(api, name).variants.iter();
    variants.map(|variant| (variant.name.to_string(), variant.tags.clone())).collect()
}

#[test]
fn swagger_2_0_names_the_extensions_by_their_definitions() {
    let api = read(
        json!({
            "swagger": "2.0", "info": {"title": "Pets", "version": "1"}, "host": "example.com", "schemes": ["https"],
            "paths": {"/pets": {"get": {
                "operationId": "listPets", "tags": ["pets"], "produces": ["application/json"],
                "responses": {"200": {"description": "ok", "schema": {"$ref": "#/definitions/Pet"}}}
            }}},
            "definitions": {
                "Pet": {
                    "type": "object", "required": ["kind"], "discriminator": "kind",
                    "properties": {"kind": {"type": "string"}}
                },
                "Dog": {"allOf": [{"$ref": "#/definitions/Pet"}, {"properties": {"bark": {"type": "string"}}}]},
                "Stone": {"type": "object", "properties": {"weight": {"type": "number"}}}
            }
        }),
        &Config::default(),
    )
    .unwrap();
    let tagged = |name: &str, tag: &str| (name.to_owned(), vec![tag.to_owned()]);
    assert_eq!(variants(&api, "Pet"), [tagged("Dog", "Dog"), tagged("Pet", "Pet")]);
    assert!(api.types.keys().any(|name| name.as_str() == "PetBase"));
    // What the tag is, the type says.
    assert_eq!(fields(structure(&api, "Dog")), [("bark", false)]);
    assert_eq!(api.omissions, []);
    assert_eq!(api.coverage.unused_schemas, 1);
}

#[test]
fn a_base_that_only_extensions_refer_to_stays_what_it_is() {
    let schemas = json!({
        "Pet": base(&["kind"]),
        "Dog": extending("Pet", &object(&json!({"bark": {"type": "string"}}), &[])),
        "Cat": extending("Pet", &object(&json!({"purr": {"type": "string"}}), &[])),
    });
    let api = api(&json!({"$ref": "#/components/schemas/Dog"}), &schemas);
    assert_eq!(api.types.keys().map(|name| name.as_str()).collect::<Vec<_>>(), ["Dog"]);
    assert_eq!(api.coverage.unused_schemas, 1, "nothing can be a cat");
}

#[test]
fn a_base_of_too_many_is_read_as_itself_and_reported() {
    let mut schemas = json!({"Pet": base(&["kind"])});
    for index in 0..201 {
        schemas[format!("Dog{index}")] = extending("Pet", &object(&json!({"bark": {"type": "string"}}), &[]));
    }
    let api = api(&json!({"$ref": "#/components/schemas/Pet"}), &schemas);
    assert!(matches!(api.types.values().collect::<Vec<_>>()[..], [Definition::Struct(_)]));
    assert!(api.omissions[0].reason.starts_with("a value is read as this type"), "{:?}", api.omissions);
}

#[test]
fn an_extension_that_is_of_two_bases_is_a_variant_of_both() {
    let schemas = json!({
        "Pet": base(&["kind"]), "Toy": base(&["kind"]),
        "Robot": json!({"allOf": [
            {"$ref": "#/components/schemas/Pet"}, {"$ref": "#/components/schemas/Toy"},
            object(&json!({"volts": {"type": "integer"}}), &[])
        ]}),
    });
    let held = ["Pet", "Toy"].map(|key| (key, json!({"$ref": format!("#/components/schemas/{key}")})));
    let schema = object(&held.into_iter().collect(), &[]);
    let api = read(document(&schema, &schemas), &Config::default()).unwrap();
    for name in ["Pet", "Toy"] {
        assert_eq!(variants(&api, name)[0], ("Robot".to_owned(), vec!["Robot".to_owned()]), "{name}");
    }
    assert_eq!(fields(structure(&api, "Robot")), [("volts", false)]);
}

#[test]
fn a_schema_extends_another_also_where_the_reference_is_described() {
    let described =
        json!({"$ref": "#/components/schemas/Pet", "description": "What all pets have.", "x-a": 1});
    let dog = json!({"allOf": [described, object(&json!({"bark": {"type": "string"}}), &[])]});
    let mut document =
        document(&json!({"$ref": "#/components/schemas/Pet"}), &json!({"Pet": base(&["kind"]), "Dog": dog}));
    document["openapi"] = json!("3.1.0");
    let api = read(document, &Config::default()).unwrap();
    let tagged = |name: &str| (name.to_owned(), vec![name.to_owned()]);
    assert_eq!(variants(&api, "Pet"), [tagged("Dog"), tagged("Pet")]);
}
