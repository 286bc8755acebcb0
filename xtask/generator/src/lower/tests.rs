//! What the passes promise, on small documents.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod endless;
mod graphs;
mod group_docs;
mod inheritance;
mod merging;
mod named_places;
mod numbers;
mod references;
mod streams;
mod value_docs;
mod variants;

use super::lower;
use crate::config::{Config, Selection};
use crate::diagnostic::Result;
use crate::document::{self, Source};
use crate::model::{
    AdditionalProperties, Api, Definition, IntegerFormat, Name, Scalar, StructType, TypeRef, UnionType,
};
use serde_json::{Value, json};

/// A document with one operation that returns `schema`, and the component schemas `schemas`.
fn document(schema: &Value, schemas: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Pets", "version": "1"},
        "servers": [{"url": "https://example.com"}],
        "paths": {"/pets": {"get": {
            "operationId": "listPets",
            "tags": ["pets"],
            "responses": {"200": {"description": "ok", "content": {"application/json": {"schema": schema}}}}
        }}},
        "components": {"schemas": schemas}
    })
}

fn read(json: Value, config: &Config) -> Result<Api> {
    let source = Source {
        file: "pets.json".to_owned(),
        sha256: String::new(),
        json,
        faults: Vec::new(),
        origins: Default::default(),
    };
    let document = document::examine(source, &Selection::default())?;
    Ok(lower(&document, config, "generator.toml")?.made.api)
}

fn api(schema: &Value, schemas: &Value) -> Api {
    read(document(schema, schemas), &Config::default()).unwrap()
}

fn configured(toml: &str) -> Config {
    toml::from_str(toml).unwrap()
}

fn name(text: &str) -> Name {
    Name::checked(text.to_owned())
}

fn structure<'a>(api: &'a Api, wanted: &str) -> &'a StructType {
    match api.types.get(&name(wanted)) {
        Some(Definition::Struct(structure)) => structure,
        other => panic!("{wanted} is {other:?} among {:?}", names(api)),
    }
}

fn union<'a>(api: &'a Api, wanted: &str) -> &'a UnionType {
    match api.types.get(&name(wanted)) {
        Some(Definition::Union(union)) => union,
        other => panic!("{wanted} is {other:?} among {:?}", names(api)),
    }
}

fn names(api: &Api) -> Vec<&str> {
    api.types.keys().map(Name::as_str).collect()
}

fn fields(structure: &StructType) -> Vec<(&str, bool)> {
    structure
        .fields
        .iter()
        .map(|field| (field.property.as_str(), field.presence == crate::model::Presence::Required))
        .collect()
}

fn object(properties: &Value, required: &[&str]) -> Value {
    json!({"type": "object", "properties": properties, "required": required})
}

#[test]
fn required_fields_come_in_the_documents_order_and_the_others_by_name() {
    let pet = object(&json!({"a": {}, "b": {}, "c": {}, "d": {}}), &["d", "b"]);
    let api = api(&pet, &json!({}));
    assert_eq!(
        fields(structure(&api, "PetsListPetsResponse")),
        [("d", true), ("b", true), ("a", false), ("c", false)]
    );
}

#[test]
fn inline_schemas_of_one_shape_that_are_called_the_same_are_one_type_named_after_the_first_place() {
    let owner = object(&json!({"name": {"type": "string", "description": "who"}}), &["name"]);
    let other = object(&json!({"name": {"type": "string", "example": "Ada"}}), &["name"]);
    let past = object(&json!({"owner": other}), &[]);
    let pet = object(&json!({"owner": owner, "past": past}), &[]);
    let api = api(&pet, &json!({}));
    let expected = ["PetsListPetsResponse", "PetsListPetsResponseOwner", "PetsListPetsResponsePast"];
    assert_eq!(names(&api), expected);
}

#[test]
fn component_schemas_keep_their_names_even_where_their_shapes_are_the_same() {
    let shape = object(&json!({"name": {"type": "string"}}), &["name"]);
    let pet = object(
        &json!({"a": {"$ref": "#/components/schemas/cat"}, "b": {"$ref": "#/components/schemas/dog-like"}}),
        &[],
    );
    let api = api(&pet, &json!({"cat": shape, "dog-like": shape}));
    assert_eq!(names(&api), ["Cat", "DogLike", "PetsListPetsResponse"]);
}

#[test]
fn of_names_that_differ_only_in_what_parts_their_words_the_plainest_stays() {
    let shape = |property: &str| object(&json!({property: {"type": "string"}}), &[]);
    let pet = object(
        &json!({"a": {"$ref": "#/components/schemas/a-b"}, "b": {"$ref": "#/components/schemas/a_b"}}),
        &[],
    );
    let api = api(&pet, &json!({"a-b": shape("x"), "a_b": shape("y")}));
    assert_eq!(names(&api), ["AB", "ADashB", "PetsListPetsResponse"]);
}

#[test]
fn all_of_is_one_object_with_the_properties_of_all() {
    let pet = json!({
        "allOf": [
            {"$ref": "#/components/schemas/named"},
            {"type": "object", "properties": {"age": {"type": "integer"}, "name": {"type": "string", "enum": ["Rex"]}}},
            {"required": ["age"]}
        ]
    });
    let api = api(&pet, &json!({"named": object(&json!({"name": {"type": "string"}}), &["name"])}));
    let pet = structure(&api, "PetsListPetsResponse");
    assert_eq!(fields(pet), [("name", true), ("age", true)]);
    assert_eq!(pet.fields[0].type_ref, TypeRef::Named(name("PetsListPetsResponseName")));
    assert_eq!(pet.fields[1].type_ref, TypeRef::Scalar(Scalar::Integer(IntegerFormat::Int64)));
}

#[test]
fn text_that_is_described_below_another_path_is_read() {
    let content = |schema: Value| json!({ "text/plain": { "schema": schema } });
    let answer = |schema| json!({ "200": { "description": "", "content": content(schema) } });
    let mut json = document(&json!({ "type": "string" }), &json!({}));
    json["paths"]["/signed"] =
        json!({ "get": { "operationId": "signed", "responses": answer(json!({ "type": "string" })) } });
    let reference = "#/paths/~1signed/get/responses/200/content/text~1plain/schema";
    json["paths"]["/seal"] =
        json!({ "get": { "operationId": "seal", "responses": answer(json!({ "$ref": reference })) } });
    read(json, &Config::default()).unwrap();
}

#[test]
fn all_of_one_reference_is_what_it_refers_to() {
    let pet = json!({"allOf": [{"$ref": "#/components/schemas/named"}], "nullable": true});
    let pets = object(&json!({"pet": pet}), &["pet"]);
    let api = api(&pets, &json!({"named": object(&json!({"name": {"type": "string"}}), &["name"])}));
    let field = &structure(&api, "PetsListPetsResponse").fields[0];
    assert_eq!(field.type_ref, TypeRef::Nullable(Box::new(TypeRef::Named(name("Named")))));
}

#[test]
fn a_property_that_every_variant_fixes_to_a_value_of_its_own_is_the_tag() {
    let variant = |kind: &str| {
        object(
            &json!({"kind": {"type": "string", "enum": [kind]}, "id": {"type": "string"}}),
            &["id", "kind"],
        )
    };
    let api =
        api(&json!({"type": "array", "items": {"oneOf": [variant("cat"), variant("dog")]}}), &json!({}));
    let pet = union(&api, "PetsListPetsResponse");
    assert_eq!(pet.tag.as_deref(), Some("kind"));
    let variants: Vec<_> =
        pet.variants.iter().map(|variant| (variant.name.as_str(), &variant.tags[..])).collect();
    assert_eq!(variants, [("Cat", &["cat".to_owned()][..]), ("Dog", &["dog".to_owned()][..])]);
    assert_eq!(pet.id.as_ref().map(Name::as_str), Some("id"));
    assert_eq!(fields(structure(&api, "CatPetsListPetsResponse")), [("id", true)]);
}

#[test]
fn variants_that_share_a_value_or_leave_the_tag_out_have_no_tag() {
    let variant = |kind: &str, own: &str| {
        object(&json!({"kind": {"type": "string", "enum": [kind]}, own: {}}), &["kind"])
    };
    let shared = json!({"oneOf": [variant("cat", "a"), variant("cat", "b")]});
    assert_eq!(union(&api(&shared, &json!({})), "PetsListPetsResponse").tag, None);
    let optional = json!({"oneOf": [variant("cat", "a"), object(&json!({"kind": {"type": "string", "enum": ["dog"]}}), &[])]});
    assert_eq!(union(&api(&optional, &json!({})), "PetsListPetsResponse").tag, None);
}

#[test]
fn a_union_of_strings_is_an_enum_with_all_values() {
    let values = json!({"anyOf": [{"type": "string", "enum": ["a", "b"]}, {"type": "string", "enum": ["b", "c"]}, {"type": "string"}]});
    let api = api(&values, &json!({}));
    let Some(Definition::Enum(found)) = api.types.get(&name("PetsListPetsResponse")) else {
        panic!("{:?}", names(&api))
    };
    let values: Vec<_> = found.values.iter().map(|value| value.value.as_str()).collect();
    assert_eq!(values, ["a", "b", "c"]);
}

#[test]
fn a_type_that_holds_itself_is_boxed_where_it_would_have_no_size() {
    let node = object(
        &json!({"next": {"$ref": "#/components/schemas/node"}, "all": {"type": "array", "items": {"$ref": "#/components/schemas/node"}}}),
        &[],
    );
    let api = api(&json!({"$ref": "#/components/schemas/node"}), &json!({"node": node}));
    let node = structure(&api, "Node");
    assert_eq!(node.fields[0].type_ref, TypeRef::Array(Box::new(TypeRef::Named(name("Node")))));
    assert_eq!(node.fields[1].type_ref, TypeRef::Boxed(Box::new(TypeRef::Named(name("Node")))));
}

#[test]
fn an_envelope_is_recognised_by_its_shape_as_the_configuration_states_it() {
    let config = configured("[envelope]\nsuccess = 'ok'\nresult = 'value'\nerrors = 'problems'");
    let wrapped = object(&json!({"ok": {"type": "boolean"}, "value": {"type": "string"}}), &["ok", "value"]);
    let api = read(document(&wrapped, &json!({})), &config).unwrap();
    let success = &api.groups[0].operations[0].success;
    assert_eq!(success.opening, crate::model::Opening::Result);
    assert_eq!(success.type_ref, Some(TypeRef::Scalar(Scalar::String)));
    assert!(api.types.is_empty(), "the envelope itself is no type: {:?}", names(&api));
}

#[test]
fn a_page_is_recognised_by_its_shape_as_the_configuration_states_it() {
    let config = configured("[pages]\ncontainer = 'data'\npage = 'number'\nper-page = 'size'");
    let data = object(
        &json!({"number": {"type": "number"}, "size": {"type": "integer"}, "pets": {"type": "array", "items": {"type": "string"}}}),
        &["number", "size", "pets"],
    );
    let api = read(document(&object(&json!({"data": data}), &["data"]), &json!({})), &config).unwrap();
    let page = api.groups[0].operations[0].page.as_ref().unwrap();
    assert_eq!((page.container.as_str(), page.items.as_str()), ("data", "pets"));
    assert_eq!((page.query.number.as_str(), page.query.size.as_str()), ("number", "size"));
}

#[test]
fn a_next_page_that_no_answer_names_is_refused() {
    let config = configured("[[next-pages]]\nnext = 'meta.onward'");
    let refused = read(document(&object(&json!({}), &[]), &json!({})), &config).unwrap_err().to_string();
    assert!(refused.contains("/next-pages/0") && refused.contains("meta.onward"), "{refused}");
}

#[test]
fn adding_a_schema_and_an_operation_renames_nothing_else() {
    let pet = object(&json!({"owner": object(&json!({"name": {"type": "string"}}), &["name"])}), &[]);
    let before = document(&pet, &json!({"cat": object(&json!({"x": {}}), &[])}));
    let mut after = before.clone();
    after["components"]["schemas"]["added"] = object(&json!({"y": {}}), &[]);
    let mut added = before["paths"]["/pets"]["get"].clone();
    added["operationId"] = json!("addedOperation");
    added["responses"]["200"]["content"]["application/json"]["schema"] =
        json!({"$ref": "#/components/schemas/added"});
    after["paths"]["/added"] = json!({"get": added});
    let (before, after) =
        (read(before, &Config::default()).unwrap(), read(after, &Config::default()).unwrap());
    let kept: Vec<_> = names(&after).into_iter().filter(|name| *name != "Added").collect();
    assert_eq!(kept, names(&before));
}

#[test]
fn a_name_for_two_shapes_is_refused_with_both_places() {
    let config = configured("[[types]]\nname = 'Thing'\nat = '$..properties.*'");
    let pet = object(&json!({"a": object(&json!({"x": {}}), &[]), "b": object(&json!({"y": {}}), &[])}), &[]);
    let error = read(document(&pet, &json!({})), &config).unwrap_err();
    assert_eq!((error.file.as_str(), error.pointer.as_str()), ("generator.toml", "/types/0/at"));
    assert!(error.problem.contains("properties/a") && error.problem.contains("properties/b"), "{error}");
}

#[test]
fn configuration_that_names_something_absent_is_refused() {
    let pet = json!({"type": "string"});
    for (toml, pointer) in [
        ("[operations]\nnobody.name = 'x'", "/operations/nobody"),
        ("[groups.g]\ntype = 'G'\ntags = ['nobody']", "/groups/g/tags"),
        ("[security.nobody]\nenvironment = 'X'", "/security/nobody"),
        ("[[types]]\nname = 'T'\nat = '$.nowhere'", "/types/0/at"),
        ("[groups.g]\ntype = 'G'\ntags = ['pets']\nparameters = ['nobody']", "/groups/g/parameters"),
    ] {
        let error = read(document(&pet, &json!({})), &configured(toml)).unwrap_err();
        assert_eq!((error.file.as_str(), error.pointer.as_str()), ("generator.toml", pointer));
    }
}

#[test]
fn two_operations_with_one_name_are_refused_with_both_ids() {
    let mut json = document(&json!({"type": "string"}), &json!({}));
    let mut twin = json["paths"]["/pets"]["get"].clone();
    twin["operationId"] = json!("twin");
    json["paths"]["/twin"] = json!({"get": twin});
    let config = configured("[operations]\nlistPets.name = 'list'\ntwin.name = 'list'");
    let error = read(json, &config).unwrap_err();
    assert!(error.problem.contains("listPets") && error.problem.contains("twin"), "{error}");
}

#[test]
fn variants_that_hold_the_same_are_one_and_nothing_of_them_is_unknown() {
    let app = object(&json!({"domain": {"type": "string"}}), &["domain"]);
    let ttl = json!({"anyOf": [{"type": "number"}, {"type": "number", "enum": [1]}]});
    let choice = json!({"oneOf": [{"$ref": "#/components/schemas/App"}, {"$ref": "#/components/schemas/Alias"}, {"type": "string"}]});
    let holder = object(&json!({"ttl": ttl, "choice": choice}), &[]);
    let api = api(
        &json!({"$ref": "#/components/schemas/Holder"}),
        &json!({"Holder": holder, "App": app, "Alias": {"$ref": "#/components/schemas/App"}}),
    );
    assert_eq!(api.omissions, []);
    let names = |wanted: &str| {
        union(&api, wanted).variants.iter().map(|variant| variant.name.to_string()).collect::<Vec<_>>()
    };
    assert_eq!(names("HolderChoice"), ["App", "String"]);
    assert_eq!(names("HolderTtl"), ["Number"]);
}

#[test]
fn maps_that_hold_themselves_are_typed() {
    let schemas = json!({
        "forest": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/forest"}},
        "family": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "all": {"type": "object", "additionalProperties": {"$ref": "#/components/schemas/family"}}},
            "additionalProperties": {"$ref": "#/components/schemas/forest"}
        },
        "knot": {"type": "array", "items": {"$ref": "#/components/schemas/knot"}}
    });
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let all = object(
        &json!({"forest": reference("forest"), "family": reference("family"), "knot": reference("knot")}),
        &[],
    );
    let api = api(&all, &schemas);
    let map = |held: &str| TypeRef::Named(name(held));
    let typed = |wanted: &str| structure(&api, wanted).additional.clone();
    assert_eq!(typed("Forest"), AdditionalProperties::Typed(map("Forest")));
    assert_eq!(typed("Family"), AdditionalProperties::Typed(map("Forest")));
    let of_all = &structure(&api, "Family").field("all").unwrap().type_ref;
    assert_eq!(*of_all, TypeRef::Map(Box::new(map("Family"))));
    // A list has no name by which it could hold itself.
    assert_eq!(api.omissions.len(), 1, "{:?}", api.omissions);
}

#[test]
fn a_parameter_that_holds_itself_is_a_type_that_does() {
    let mut document = document(&json!({}), &json!({}));
    let itself = json!({"$ref": "#/paths/~1pets/get/parameters/0/content/application~1json/schema"});
    let schema = object(&json!({"not": itself, "and": {"type": "array", "items": itself}}), &[]);
    document["paths"]["/pets"]["get"]["parameters"] =
        json!([{"name": "where", "in": "query", "content": {"application/json": {"schema": schema}}}]);
    let api = read(document, &Config::default()).unwrap();
    assert_eq!(structure(&api, "PetsWhere").fields.len(), 2);
}
