//! What tells the variants of unions apart, and what the report says where nothing does.

use super::{api, name, object, union};
use crate::model::{Api, Definition, IntegerFormat, Scalar, Schema, TypeRef};
use serde_json::{Value, json};

fn of(variants: &Value) -> Api {
    api(&json!({"anyOf": variants}), &json!({}))
}

/// The numbers of the pairs of variants that one value can be at once.
fn ambiguous(variants: &Value) -> Vec<(usize, usize)> {
    let number = |pointer: &str| pointer.rsplit('/').next().unwrap().parse().unwrap();
    let pairs = of(variants).ambiguities;
    pairs.iter().map(|found| (number(&found.variants[0]), number(&found.variants[1]))).collect()
}

fn with(property: &str, schema: Value) -> Value {
    object(&json!({property: schema, "n": {"type": "integer"}}), &[property])
}

#[test]
fn constants_of_any_type_are_tags() {
    for constants in [[json!(true), json!(false)], [json!(1), json!(2)], [json!(0.5), json!(1.5)]] {
        let kind = match &constants[0] {
            Value::Bool(_) => "boolean",
            _ => "number",
        };
        let variants = constants.each_ref().map(|value| with("is", json!({"type": kind, "enum": [value]})));
        let api = of(&json!(variants));
        assert_eq!(union(&api, "PetsListPetsResponse").variants.len(), 2, "{constants:?}");
        let mut tags: Vec<String> = api
            .types
            .values()
            .filter_map(|definition| match definition {
                Definition::Struct(structure) => structure.tag.as_ref().map(|tag| tag.value.text()),
                _ => None,
            })
            .collect();
        tags.sort();
        let mut listed = constants.each_ref().map(Value::to_string);
        listed.sort();
        assert_eq!(tags, listed);
        assert_eq!(api.ambiguities, []);
    }
}

#[test]
fn numbers_of_which_several_are_listed_make_types_of_their_own() {
    let listed = |values: Value| with("size", json!({"type": "integer", "enum": values}));
    let api = of(&json!([listed(json!([1, 2])), listed(json!([3, 4]))]));
    assert_eq!(union(&api, "PetsListPetsResponse").variants.len(), 2);
    assert_eq!(api.ambiguities, []);
}

#[test]
fn variants_that_no_value_can_be_at_once_are_not_ambiguous() {
    for variants in [
        json!([with("a", json!({"type": "string"})), {"type": "string"}, {"type": "integer"}]),
        json!([with("a", json!({"type": "string"})), with("a", json!({"type": "integer"}))]),
        json!([with("a", json!({"enum": ["x", "y"]})), with("a", json!({"enum": ["z"]}))]),
        json!([with("a", with("b", json!({"enum": ["x"]}))), with("a", with("b", json!({"enum": ["y"]})))]),
        json!([
            {"type": "object", "properties": {"a": {}}, "additionalProperties": false},
            with("b", json!({"type": "string"}))
        ]),
        json!([
            {"type": "object", "properties": {"a": {}}, "not": {"required": ["b"]}},
            with("b", json!({"type": "string"}))
        ]),
        json!([
            {"type": "array", "items": {"type": "string"}, "minItems": 1},
            {"type": "array", "items": {"type": "integer"}}
        ]),
        json!([
            with("a", json!({"type": "integer", "maximum": 4})),
            with("a", json!({"type": "number", "minimum": 5}))
        ]),
    ] {
        assert_eq!(ambiguous(&variants), [], "{variants}");
    }
}

#[test]
fn variants_that_one_value_can_be_at_once_are_in_the_report_with_both_places() {
    let optional = |property: &str, values: Value| object(&json!({property: values}), &[]);
    for (variants, pairs) in [
        (json!([optional("a", json!({"enum": ["x"]})), optional("a", json!({"enum": ["y"]}))]), vec![(0, 1)]),
        (json!([with("a", json!({"type": "string"})), with("b", json!({"type": "string"}))]), vec![(0, 1)]),
        (
            json!([
                {"type": "array", "items": {"type": "string"}},
                {"type": "boolean"},
                {"type": "array", "items": {"type": "integer"}}
            ]),
            vec![(0, 2)],
        ),
        (json!([{"type": "integer"}, {"type": "number"}]), vec![(0, 1)]),
    ] {
        assert_eq!(ambiguous(&variants), pairs, "{variants}");
    }
}

#[test]
fn a_discriminator_that_may_be_absent_is_part_of_the_schema() {
    let variant = object(&json!({"kind": {"type": "string"}, "n": {"type": "integer"}}), &[]);
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    let pet = json!({
        "oneOf": [reference("dog"), reference("cat")],
        "discriminator": {"propertyName": "kind", "mapping": {"hound": "#/components/schemas/dog"}}
    });
    let api = api(&pet, &json!({"dog": variant, "cat": variant}));
    let described = api.schemas.get(&name("PetsListPetsResponse")).map(|described| &described.schema);
    let Some(Schema::Discriminated { property, names, .. }) = described else {
        panic!("{:?}", api.schemas);
    };
    assert_eq!(
        (property.as_str(), &names[..]),
        ("kind", &[(Some("hound".to_owned()), 0), (Some("cat".to_owned()), 1)][..])
    );
    assert_eq!(api.omissions, []);
}

#[test]
fn null_and_texts_are_no_variants_beside_others() {
    let api = of(&json!([
        {"enum": [null]},
        {"type": "string", "enum": ["a"]},
        {"type": "string", "enum": ["b", "a"]},
        {"type": "integer"}
    ]));
    let union = union(&api, "PetsListPetsResponse");
    assert_eq!(union.variants.len(), 2, "{union:?}");
}

#[test]
fn null_that_several_of_exactly_one_allow_is_no_value_by_the_letter() {
    let schema = |keyword: &str| {
        let held =
            json!({keyword: [object(&json!({"c": {}}), &["c"]), {}, {"enum": [null], "nullable": true}]});
        let known = object(&json!({"a": held, "b": {"type": "string"}}), &["a", "b"]);
        let api = api(&json!({"anyOf": [known, {"type": "object"}]}), &json!({}));
        format!("{:?}", api.schemas)
    };
    let (one, any) = (schema("oneOf"), schema("anyOf"));
    assert!(!one.contains("Nullable") && one.contains("Any, Null, Null])"), "{one}");
    assert!(any.contains("Nullable") && !any.contains("Any, Null"), "{any}");
}

#[test]
fn a_variant_keeps_what_is_demanded_of_it_alone_where_all_of_adds_a_type() {
    let own = object(&json!({"b": {"type": "string"}}), &["b"]);
    let either = json!({"anyOf": [
        {"type": "object", "not": {"required": ["a"]}},
        object(&json!({"a": {"type": "integer"}}), &["a"]),
    ]});
    let known = json!({"allOf": [own, either]});
    let api = api(&json!({"anyOf": [known, {"type": "object"}]}), &json!({}));
    let schemas = format!("{:?}", api.schemas);
    assert!(schemas.contains("NotAll([\"a\"])"), "{schemas}");
}

#[test]
fn a_tag_is_open_where_the_type_also_stands_alone_and_keeps_what_it_does_not_know() {
    let kind = |value: &str| json!({"kind": {"type": "string", "enum": [value]}, "n": {"type": "integer"}});
    let mut typed = object(&kind("c"), &["kind"]);
    typed["additionalProperties"] = json!({"type": "integer"});
    let to = |key: &str| json!({"$ref": format!("#/components/schemas/{key}")});
    let schemas = json!({
        "A": object(&kind("a"), &["kind"]), "B": object(&kind("b"), &["kind"]), "C": typed,
        "Any": {"oneOf": [to("A"), to("B"), to("C")]},
    });
    let is_open = |api: &Api, key: &str| match api.types.get(&name(key)) {
        Some(Definition::Struct(structure)) => structure.tag.as_ref().map(|tag| tag.open),
        other => panic!("{key}: {other:?}"),
    };
    // A stands in a property and C in a list, B in the union alone.
    let held =
        object(&json!({"any": to("Any"), "a": to("A"), "c": {"type": "array", "items": to("C")}}), &[]);
    let api = api(&held, &schemas);
    assert_eq!(["A", "B", "C"].map(|key| is_open(&api, key)), [Some(true), Some(false), Some(false)]);
    // A list of the union is no other place.
    let api = super::api(&json!({"type": "array", "items": to("Any")}), &schemas);
    assert_eq!(["A", "B", "C"].map(|key| is_open(&api, key)), [Some(false); 3]);
}

#[test]
fn a_place_whose_members_contradict_each_other_has_no_value_and_no_constant() {
    let held = |members: Value| {
        let known = object(&json!({"a": {"allOf": members}, "b": {"type": "string"}}), &["a", "b"]);
        let other = object(&json!({"a": {"type": "boolean", "enum": [true]}}), &["a"]);
        api(&json!({"oneOf": [known, other]}), &json!({}))
    };
    // Null is what one of the two allows; it is read, but decides nothing.
    let api = held(json!([{"type": "integer", "nullable": true}, {"type": "string"}]));
    let schemas = format!("{:?}", api.schemas);
    assert!(!schemas.contains("Nullable") && schemas.contains("Enum([])"), "{schemas}");
    // One value of one member that the other forbids is no tag.
    let api = held(json!([{"type": "boolean", "enum": [false]}, {"enum": [null], "nullable": true}]));
    let tags: Vec<_> = api
        .types
        .values()
        .filter_map(|definition| match definition {
            Definition::Struct(structure) => structure.tag.clone(),
            _ => None,
        })
        .collect();
    assert_eq!(tags, []);
}

#[test]
fn null_among_the_variants_is_none_where_the_other_members_forbid_it() {
    let inner = json!({"allOf": [
        {"type": "object"},
        {"anyOf": [object(&json!({"c": {}}), &["c"]), {"enum": [null], "nullable": true}]},
    ]});
    let known = object(&json!({"a": inner, "b": {"type": "string"}}), &["a", "b"]);
    let api = api(&json!({"anyOf": [known, {"type": "object"}]}), &json!({}));
    let schemas = format!("{:?}", api.schemas);
    assert!(!schemas.contains("Null"), "{schemas}");
}

#[test]
fn null_of_a_union_within_a_union_is_null_of_both_wherever_they_stand_in_the_document() {
    let text = json!({"type": "string"});
    let inner = json!({"anyOf": [{"type": "integer"}, {"type": "boolean", "nullable": true}]});
    let outer = json!({"anyOf": [{"$ref": "#/components/schemas/Inner"}, {"type": "array", "items": text}]});
    for (first, second) in [("Inner", "Outer"), ("Outer", "Inner")] {
        let order = [first, second].map(|key| (key, json!({"$ref": format!("#/components/schemas/{key}")})));
        let held = object(&order.into_iter().collect(), &[first, second]);
        let api = api(&held, &json!({"Inner": inner, "Outer": outer}));
        let Some(Definition::Struct(held)) = api.types.get(&name("PetsListPetsResponse")) else { panic!() };
        for field in &held.fields {
            assert!(matches!(field.type_ref, TypeRef::Nullable(_)), "{first}: {field:?}");
        }
    }
}

#[test]
fn a_union_of_which_one_variant_is_left_demands_what_that_variant_demands() {
    // Of the union, null is what the object forbids, and the number too.
    let never = json!({"allOf": [
        object(&json!({"c": {"type": "string"}}), &[]),
        {"anyOf": [{"enum": [null], "nullable": true}, {"type": "integer"}]},
    ]});
    let known = object(&json!({"a": never, "b": {"type": "string"}}), &["a", "b"]);
    let api = api(&json!({"anyOf": [known, {"type": "object"}]}), &json!({}));
    let schemas = format!("{:?}", api.schemas);
    assert!(schemas.contains("Enum([])"), "{schemas}");
}

#[test]
fn a_union_of_null_alone_is_null_alone_however_deep() {
    let alone = json!({"enum": [null], "nullable": true});
    let inner = json!({"anyOf": [alone, alone]});
    for union_of_null in
        [inner.clone(), json!({"oneOf": [inner, alone]}), json!({"anyOf": [{"allOf": [alone]}]})]
    {
        let held = object(&json!({"a": {"anyOf": [union_of_null, {"type": "string"}]}}), &["a"]);
        let api = api(&held, &json!({}));
        let field = &super::structure(&api, "PetsListPetsResponse").fields[0];
        let text = TypeRef::Nullable(Box::new(TypeRef::Scalar(Scalar::String)));
        assert_eq!(field.type_ref, text, "{union_of_null}");
    }
}

#[test]
fn a_union_that_only_lists_numbers_or_booleans_is_one_of_them() {
    let value =
        |kind: &str, value: Value| json!({"type": kind, "enum": [value], "title": format!("T{value}")});
    let integers =
        json!([value("integer", json!(1)), value("integer", json!(-2)), {"type": "integer", "enum": [3, 1]}]);
    let flags = json!([value("boolean", json!(true)), value("boolean", json!(false)), {"enum": [null]}]);
    let held = object(
        &json!({
            "any": {"anyOf": integers},
            "flag": {"anyOf": flags},
            "one": {"oneOf": integers},
            "open": {"oneOf": [{"type": "integer", "maximum": 1}, {"type": "integer", "minimum": 5}]},
            "other": {"oneOf": [value("integer", json!(1)), value("number", json!(0.5))]},
        }),
        &["any", "flag", "one", "open", "other"],
    );
    let api = api(&json!({"anyOf": [held, {"type": "object"}]}), &json!({}));
    let held = api
        .types
        .values()
        .find_map(|definition| match definition {
            Definition::Struct(structure) => structure.field("any").is_some().then_some(structure),
            _ => None,
        })
        .unwrap();
    let integer = TypeRef::Scalar(Scalar::Integer(IntegerFormat::Int64));
    let types: Vec<&TypeRef> = held.fields.iter().map(|field| &field.type_ref).collect();
    assert_eq!(
        types[..3],
        [&integer, &TypeRef::Nullable(Box::new(TypeRef::Scalar(Scalar::Boolean))), &integer]
    );
    assert_eq!(held.fields[0].docs.facts, "One of: 1, -2, 3.");
    // What is listed twice is none of exactly one.
    assert_eq!(held.fields[2].docs.facts, "One of: -2, 3.");
    // What tells these apart is more than a list of values.
    assert!(types[3..].iter().all(|type_ref| matches!(type_ref, TypeRef::Named(_))), "{types:?}");
}
