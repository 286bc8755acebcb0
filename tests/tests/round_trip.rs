//! Any JSON array of objects, read as elements and written again, is the same JSON.

#![allow(clippy::unwrap_used)]

use cloudflare_dynamic_routing::types::Element;
use proptest::prelude::*;
use serde_json::{Map, Number, Value, json};

/// A normal form of the value, in which `100.0` is the number `100`.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64() && is_exact(one) && is_exact(other)
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

/// Whether the number can be compared as a float without loss.
#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
fn is_exact(number: &Number) -> bool {
    match (number.as_i128(), number.as_f64()) {
        (Some(whole), Some(float)) => float as i128 == whole,
        _ => true,
    }
}

fn numbers() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1000..1000_i64).prop_map(Value::from),
        any::<f64>().prop_filter("JSON has no NaN", |float| float.is_finite()).prop_map(Value::from),
        (-1000..1000_i32).prop_map(|whole| json!(f64::from(whole))),
        Just(json!(u64::MAX)),
        Just(json!(9_007_199_254_740_993_u64)),
        Just(json!(-0.0)),
        Just(json!(1e300)),
    ]
}

fn json_values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        numbers(),
        ".{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(keys(), inner, 0..4)
                .prop_map(|entries| Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Names of properties of the schema, and others.
fn keys() -> impl Strategy<Value = String> {
    let known = [
        "id",
        "type",
        "outputs",
        "properties",
        "elementId",
        "next",
        "true",
        "false",
        "success",
        "fallback",
        "else",
        "10%",
        "key",
        "limit",
        "limitType",
        "window",
        "provider",
        "model",
        "timeout",
        "retries",
        "conditions",
        "additional_properties",
    ];
    prop_oneof![3 => prop::sample::select(known.to_vec()).prop_map(str::to_owned), 1 => ".{0,6}"]
}

fn kind() -> impl Strategy<Value = Value> {
    let known = ["start", "conditional", "percentage", "rate", "model", "end", "rate_limit", ""];
    prop_oneof![8 => prop::sample::select(known.to_vec()).prop_map(Value::from), 1 => json_values()]
}

/// An element of one of the six kinds, as in the schema.
fn well_formed() -> impl Strategy<Value = Value> {
    let kinds: Vec<Value> = serde_json::from_str(include_str!("../fixtures/kinds.json")).unwrap();
    let elements: Vec<Value> = kinds.iter().filter_map(|case| case.get("element").cloned()).collect();
    prop::sample::select(elements)
}

/// Where a change is made.
#[derive(Debug, Clone)]
struct Change {
    depth: usize,
    at: usize,
    key: String,
    value: Option<Value>,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = (0..4_usize, any::<usize>(), keys(), prop::option::of(json_values()))
        .prop_map(|(depth, at, key, value)| Change { depth, at, key, value });
    prop::collection::vec(change, 0..4)
}

/// Sets or removes a property at some depth.
fn apply(element: &mut Value, change: &Change, depth: usize) {
    let Value::Object(object) = element else { return };
    let inner: Vec<String> =
        object.iter().filter(|(_, value)| value.is_object()).map(|(key, _)| key.clone()).collect();
    let next = change.at.checked_rem(inner.len()).and_then(|at| inner.get(at));
    if let Some(value) = next.filter(|_| depth > 0).and_then(|key| object.get_mut(key)) {
        return apply(value, change, depth - 1);
    }
    match &change.value {
        Some(value) => object.insert(change.key.clone(), value.clone()),
        None => object.remove(&change.key),
    };
}

fn elements() -> impl Strategy<Value = Value> {
    let changed = (well_formed(), changes()).prop_map(|(mut element, changes)| {
        for change in &changes {
            apply(&mut element, change, change.depth);
        }
        element
    });
    let arbitrary =
        (kind(), prop::collection::btree_map(keys(), json_values(), 0..6)).prop_map(|(kind, entries)| {
            let mut object: Map<String, Value> = entries.into_iter().collect();
            object.insert("type".to_owned(), kind);
            Value::Object(object)
        });
    let untyped = prop::collection::btree_map(keys(), json_values(), 0..4)
        .prop_map(|entries| Value::Object(entries.into_iter().collect()));
    prop_oneof![4 => changed, 2 => arbitrary, 1 => untyped]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn reading_and_writing_gives_the_same_json(value in prop::collection::vec(elements(), 0..4)) {
        let value = Value::Array(value);
        let read: Vec<Element> = serde_json::from_value(value.clone()).unwrap();
        let written = serde_json::to_value(&read).unwrap();
        prop_assert!(same(&value, &written), "{value}\nbecame\n{written}");
    }

    #[test]
    fn reading_and_writing_text_gives_the_same_json(value in prop::collection::vec(elements(), 0..4)) {
        let text = serde_json::to_string(&value).unwrap();
        let read: Vec<Element> = serde_json::from_str(&text).unwrap();
        let written: Value = serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        prop_assert!(same(&value, &written), "{value}\nbecame\n{written}");
    }

    #[test]
    fn an_element_that_is_changed_nowhere_is_never_unknown(element in well_formed()) {
        let read: Element = serde_json::from_value(element).unwrap();
        prop_assert!(!matches!(read, Element::Unknown(_)));
    }
}

/// In the workspace other packages turn the feature on; a user's build has it only if the crate asks for it.
#[test]
fn the_crate_itself_asks_for_the_reader_that_keeps_fractions() {
    let manifest = acceptance::command::project().join("generated/Cargo.toml");
    let manifest: toml::Table = toml::from_str(&std::fs::read_to_string(manifest).unwrap()).unwrap();
    let features =
        manifest.get("dependencies").and_then(|all| all.get("serde_json")?.get("features")).cloned();
    assert_eq!(features, Some(vec!["float_roundtrip", "std"].into()));
}
