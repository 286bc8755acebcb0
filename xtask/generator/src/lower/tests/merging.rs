//! How the members of an `allOf` are merged.

use super::{api, document, fields, object, read, structure, union};
use crate::config::Config;
use crate::model::{Api, BodyKind, Definition, IntegerFormat, Scalar, TypeRef};
use serde_json::{Value, json};

/// The type of `value`, which an `allOf` of two objects describes twice.
fn refined(base: &Value, own: &Value) -> (TypeRef, Api) {
    let members = [object(&json!({"value": base}), &[]), object(&json!({"value": own}), &["value"])];
    let api = api(&json!({"allOf": members}), &json!({}));
    let type_ref = structure(&api, "PetsListPetsResponse").fields[0].type_ref.clone();
    (type_ref, api)
}

#[test]
fn a_property_that_refines_a_free_form_one_is_no_contradiction() {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let free_form = [
        json!({}),
        json!({"type": "array", "items": {}}),
        json!({"anyOf": [{"type": "object"}, {"type": "array", "items": {}}, {"type": "string"}]}),
    ];
    for base in free_form {
        let (type_ref, api) = refined(&base, &texts);
        assert_eq!(type_ref, TypeRef::Array(Box::new(TypeRef::Scalar(Scalar::String))), "{base}");
        assert_eq!(api.omissions, [], "{base}");
    }
}

#[test]
fn of_two_numbers_the_narrower_is_used_whatever_their_order() {
    let (number, integer) = (json!({"type": "number"}), json!({"type": "integer"}));
    for (base, own) in [(&number, &integer), (&integer, &number)] {
        let (type_ref, api) = refined(base, own);
        assert_eq!(
            (type_ref, api.omissions),
            (TypeRef::Scalar(Scalar::Integer(IntegerFormat::Int64)), vec![])
        );
    }
}

#[test]
fn two_enums_are_merged_into_the_values_of_both() {
    let (type_ref, api) = refined(
        &json!({"type": "string", "enum": ["a", "b", "c"]}),
        &json!({"type": "string", "enum": ["c", "b", "d"]}),
    );
    let TypeRef::Named(values) = type_ref else { panic!("{type_ref:?}") };
    let Some(Definition::Enum(values)) = api.types.get(&values) else { panic!("{:?}", api.types) };
    let wire: Vec<&str> = values.values.iter().map(|value| value.value.as_str()).collect();
    assert_eq!((wire, api.omissions.as_slice()), (vec!["b", "c"], [].as_slice()));
}

#[test]
fn the_items_of_two_lists_are_merged() {
    let list = |property: &str| json!({"type": "array", "items": object(&json!({property: {"type": "string"}}), &[])});
    let (type_ref, api) = refined(&list("a"), &list("b"));
    let TypeRef::Array(item) = type_ref else { panic!("{type_ref:?}") };
    let TypeRef::Named(item) = *item else { panic!("{item:?}") };
    assert_eq!(fields(structure(&api, item.as_str())), [("a", false), ("b", false)]);
    assert_eq!(api.omissions, []);
}

#[test]
fn variants_that_the_other_members_rule_out_are_left_out() {
    let variant = |kind: &str, own: &str| {
        object(&json!({"kind": {"type": "string", "enum": [kind]}, own: {"type": "string"}}), &["kind"])
    };
    let cats_or_dogs = object(&json!({"kind": {"type": "string", "enum": ["cat", "dog"]}}), &["kind"]);
    let one_of =
        json!({"oneOf": [variant("cat", "purrs"), variant("dog", "barks"), variant("fish", "swims")]});
    let api = api(&json!({"allOf": [cats_or_dogs, one_of]}), &json!({}));
    let variants = &union(&api, "PetsListPetsResponse").variants;
    let kinds: Vec<&str> = variants.iter().flat_map(|variant| &variant.tags).map(String::as_str).collect();
    assert_eq!((kinds, api.omissions.as_slice()), (vec!["cat", "dog"], [].as_slice()));
}

#[test]
fn of_two_that_contradict_each_other_the_one_that_describes_more_is_used_and_reported() {
    let texts = json!({"type": "array", "items": {"type": "string"}});
    let any_object = json!({"type": "object"});
    for (base, own) in [(&texts, &any_object), (&any_object, &texts)] {
        let (type_ref, api) = refined(base, own);
        assert_eq!(type_ref, TypeRef::Array(Box::new(TypeRef::Scalar(Scalar::String))));
        let [omission] = api.omissions.as_slice() else { panic!("{:?}", api.omissions) };
        assert!(omission.pointer.ends_with("/properties/value"), "{omission:?}");
        assert!(omission.reason.contains("is used, as it describes more"), "{omission:?}");
    }
}

#[test]
fn null_stays_allowed_where_it_may_be_all_that_is_left() {
    let nothing = json!({"type": "object", "nullable": true, "enum": [null]});
    let (type_ref, _) = refined(&json!({"type": "array", "items": {"type": "string"}}), &nothing);
    let texts = TypeRef::Array(Box::new(TypeRef::Scalar(Scalar::String)));
    assert_eq!(type_ref, TypeRef::Nullable(Box::new(texts)));
}

#[test]
fn of_two_that_describe_as_much_the_later_is_used() {
    let (type_ref, api) = refined(&json!({"type": "string"}), &json!({"type": "boolean"}));
    assert_eq!(type_ref, TypeRef::Scalar(Scalar::Boolean));
    assert!(api.omissions[0].reason.contains("is used, as it comes last"), "{:?}", api.omissions);
}

#[test]
fn schemas_that_hold_each_other_in_a_property_that_is_merged_come_to_an_end() {
    let holds = |key: &str| object(&json!({"next": {"$ref": format!("#/components/schemas/{key}")}}), &[]);
    let api = api(
        &json!({"$ref": "#/components/schemas/left"}),
        &json!({"left": {"allOf": [holds("left"), holds("right")]}, "right": {"allOf": [holds("right"), holds("left")]}}),
    );
    assert_eq!(fields(structure(&api, "Left")), [("next", false)]);
    assert_eq!(api.omissions, []);
}

#[test]
fn unions_with_too_many_combinations_are_any_value_and_reported() {
    let choice = |set: usize| {
        let variants: Vec<Value> =
            (0..10).map(|kind| object(&json!({format!("p{set}x{kind}"): {"type": "string"}}), &[])).collect();
        json!({"oneOf": variants})
    };
    let many: Vec<Value> = (0..12).map(choice).collect();
    let api = api(&json!({"allOf": many}), &json!({}));
    let reasons: Vec<&str> = api.omissions.iter().map(|omission| omission.reason.as_str()).collect();
    assert_eq!(reasons.len(), 1, "{reasons:?}");
    assert!(reasons[0].contains("too many combinations"), "{reasons:?}");
}

#[test]
fn a_json_body_that_is_not_described_is_any_json_value() {
    let mut json = document(&json!({"type": "string"}), &json!({}));
    json["paths"]["/pets"]["post"] = json!({
        "operationId": "addPet",
        "tags": ["pets"],
        "requestBody": {"required": true, "content": {"application/json": {}}},
        "responses": {"200": {"description": "ok", "content": {"application/json": {}}}}
    });
    let api = read(json, &Config::default()).unwrap();
    let operations = &api.groups[0].operations;
    let added = operations.iter().find(|operation| operation.id == "addPet").unwrap();
    assert_eq!(added.body.as_ref().map(|body| &body.kind), Some(&BodyKind::Json(TypeRef::Any)));
    assert_eq!(added.success.type_ref, Some(TypeRef::Any));
    assert_eq!(api.omissions, []);
}

#[test]
fn a_schema_that_limits_values_without_a_type_is_any_value_and_in_the_report() {
    for limits in
        [json!({"maxLength": 36}), json!({"pattern": "^a"}), json!({"minimum": 1}), json!({"format": "uuid"})]
    {
        let described = api(&object(&json!({"value": limits}), &[]), &json!({}));
        let [omission] = described.omissions.as_slice() else {
            panic!("{limits}: {:?}", described.omissions)
        };
        assert!(omission.pointer.ends_with("/properties/value"), "{omission:?}");
        // Beside a type, or where a member of `allOf` has one, nothing is unclear.
        for typed in [json!({"type": "string"}), json!({"allOf": [{"type": "string"}]})] {
            let mut typed = typed;
            typed.as_object_mut().unwrap().extend(limits.as_object().unwrap().clone());
            assert_eq!(api(&object(&json!({"value": typed}), &[]), &json!({})).omissions, [], "{typed}");
        }
    }
    assert_eq!(
        api(&object(&json!({"value": {"description": "Any.", "example": 1}}), &[]), &json!({})).omissions,
        []
    );
}

#[test]
fn null_is_allowed_where_no_member_that_describes_something_forbids_it() {
    let nullable = |text: &str| json!({"type": "string", "maxLength": text.len(), "nullable": true});
    for (members, allows_null) in [
        (json!([nullable("a"), nullable("ab"), {"description": "Both."}]), true),
        (json!([nullable("a"), {"type": "string"}]), false),
        (json!([nullable("a"), {"enum": ["a", "b", null]}]), true),
        (json!([nullable("a"), {"enum": ["a", "b"]}]), false),
    ] {
        let api = api(&object(&json!({"value": {"allOf": members}}), &["value"]), &json!({}));
        let type_ref = &structure(&api, "PetsListPetsResponse").fields[0].type_ref;
        assert_eq!(matches!(type_ref, TypeRef::Nullable(_)), allows_null, "{members}: {type_ref:?}");
    }
}

#[test]
fn properties_that_a_member_forbids_are_read_all_the_same_and_reported() {
    let closed = |properties: Value| {
        let mut closed = object(&properties, &[]);
        closed["additionalProperties"] = json!(false);
        closed
    };
    let text = json!({"type": "string"});
    let api = api(
        &json!({"allOf": [closed(json!({"a": text})), closed(json!({"a": text, "b": text}))]}),
        &json!({}),
    );
    assert_eq!(fields(structure(&api, "PetsListPetsResponse")), [("a", false), ("b", false)]);
    let [omission] = api.omissions.as_slice() else { panic!("{:?}", api.omissions) };
    assert!(omission.reason.contains("forbids `b`"), "{omission:?}");
}

#[test]
fn a_closed_member_that_names_all_properties_forbids_none() {
    let mut closed = object(&json!({"a": {"type": "string"}, "b": {"type": "string"}}), &[]);
    closed["additionalProperties"] = json!(false);
    let api = api(&json!({"allOf": [object(&json!({"b": {}}), &["b"]), closed]}), &json!({}));
    assert_eq!(fields(structure(&api, "PetsListPetsResponse")), [("b", true), ("a", false)]);
    assert_eq!(api.omissions, []);
}

#[test]
fn a_closed_member_takes_no_variant_of_a_union_away_where_it_would_take_all() {
    let mut base = object(&json!({"id": {"type": "string"}}), &["id"]);
    base["additionalProperties"] = json!(false);
    let variant = |property: &str| object(&json!({property: {"type": "string"}}), &[property]);
    let of = |base: &Value, own: &[&str]| {
        let variants: Vec<Value> = own.iter().map(|property| variant(property)).collect();
        api(&json!({"allOf": [base, {"oneOf": variants}]}), &json!({}))
    };
    let merged = of(&base, &["purrs", "barks"]);
    let variants = &union(&merged, "PetsListPetsResponse").variants;
    let held: Vec<Vec<(&str, bool)>> = variants
        .iter()
        .map(|variant| match &variant.type_ref {
            TypeRef::Named(name) => fields(structure(&merged, name.as_str())),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(held, [[("id", true), ("purrs", true)], [("id", true), ("barks", true)]]);
    let reasons: Vec<&str> = merged.omissions.iter().map(|omission| omission.reason.as_str()).collect();
    assert!(reasons.len() == 2 && reasons.iter().all(|reason| reason.contains("forbids")), "{reasons:?}");
    // Where it allows what one of them requires, that one is meant.
    base["properties"]["barks"] = json!({});
    let narrowed = of(&base, &["purrs", "barks"]);
    assert_eq!(fields(structure(&narrowed, "PetsListPetsResponse")), [("id", true), ("barks", true)]);
    assert_eq!(narrowed.omissions, []);
}
