//! Whatever the constructors make is what the published schema allows: spec/openapi.json, before the overlay.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::command::own_input;
use cloudflare_dynamic_routing::types::{
    ConditionalElement, ConditionalOutputs, ConditionalProperties, Edge, Element, EndElement,
    FallbackOutputs, LimitType, ModelElement, ModelProperties, NewConditionalOutputs, NewFallbackOutputs,
    NewModelProperties, NewRateProperties, PercentageElement, RateElement, RateProperties, StartElement,
    StartOutputs,
};
use openapi_to_crate::generate::crate_of;
use openapi_to_crate::model::items::TypeKind;
use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use std::time::Duration;

/// The published schema of each type that a caller can make.
static SCHEMAS: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let input = own_input();
    let made = crate_of(&input).unwrap();
    let published: Value = serde_json::from_str(&std::fs::read_to_string(&input.spec).unwrap()).unwrap();
    let constructible = made.types.iter().filter(|(_, item)| match &item.kind {
        TypeKind::Struct(offered) => offered.constructor.is_some(),
        TypeKind::Union(offered) => !offered.constructors.is_empty(),
        TypeKind::Enum | TypeKind::Body => false,
    });
    let schema = |name| {
        let definition = &made.api.types[name];
        published.pointer(definition.pointer().as_str()).unwrap().clone()
    };
    constructible.map(|(name, _)| (name.to_string(), schema(name))).collect()
});

/// Why a value is not what the published schema of a type allows.
fn problems(type_name: &str, value: &impl Serialize) -> Vec<String> {
    let validator = jsonschema::draft4::new(&SCHEMAS[type_name]).unwrap();
    let value = serde_json::to_value(value).unwrap();
    validator.iter_errors(&value).map(|error| format!("{type_name} {value}: {error}")).collect()
}

fn texts() -> impl Strategy<Value = String> {
    ".{0,12}"
}

/// The shares of a percentage, whose labels differ.
fn shares() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map(prop_oneof!["[1-9][0-9]?%", Just("else".to_owned()), texts()], texts(), 0..6)
}

fn conditions() -> impl Strategy<Value = Value> {
    let value =
        prop_oneof![texts().prop_map(Value::from), any::<bool>().prop_map(Value::from), Just(json!(null))];
    prop::collection::btree_map(texts(), value, 0..3).prop_map(|entries| json!(entries))
}

fn model() -> impl Strategy<Value = ModelProperties> {
    (texts(), texts(), any::<i64>(), any::<u32>()).prop_map(|(provider, model, timeout, retries)| {
        ModelProperties::new(NewModelProperties { provider, model, timeout, retries })
    })
}

fn rate() -> impl Strategy<Value = RateProperties> {
    let limit = any::<f64>().prop_filter("JSON has no NaN", |limit| limit.is_finite());
    (any::<bool>(), texts(), limit, any::<u32>()).prop_map(|(is_cost, key, limit, window)| {
        let limit_type = if is_cost { LimitType::Cost } else { LimitType::Count };
        let window = Duration::from_secs(window.into());
        RateProperties::new(NewRateProperties { limit_type, key, limit, window })
    })
}

fn fallback() -> impl Strategy<Value = FallbackOutputs> {
    (texts(), texts())
        .prop_map(|(success, fallback)| FallbackOutputs::new(NewFallbackOutputs { success, fallback }))
}

/// A value of every type that a caller can make, with the name of the type.
fn everything() -> impl Strategy<Value = Vec<(&'static str, Vec<String>)>> {
    (texts(), texts(), shares(), conditions(), model(), rate(), fallback()).prop_map(
        |(id, next, shares, conditions, model, rate, fallback)| {
            let (id, next) = (id.as_str(), next.as_str());
            let branches = ConditionalOutputs::new(NewConditionalOutputs { true_: id, false_: next });
            let conditional = ConditionalProperties::new().with_conditions(conditions);
            let elements = [
                Element::start(id, next),
                Element::conditional(id, branches.clone(), conditional.clone()),
                Element::conditional(id, branches.clone(), ConditionalProperties::new()),
                Element::percentage(id, shares.clone()).unwrap(),
                Element::rate(id, fallback.clone(), rate.clone()),
                Element::model(id, fallback.clone(), model.clone()),
                Element::end(id),
            ];
            let mut made = vec![
                ("Edge", problems("Edge", &Edge::new(next))),
                ("StartOutputs", problems("StartOutputs", &StartOutputs::new(next))),
                ("ConditionalOutputs", problems("ConditionalOutputs", &branches)),
                ("FallbackOutputs", problems("FallbackOutputs", &fallback)),
                ("ConditionalProperties", problems("ConditionalProperties", &conditional)),
                ("RateProperties", problems("RateProperties", &rate)),
                ("ModelProperties", problems("ModelProperties", &model)),
                ("StartElement", problems("StartElement", &StartElement::new(id, next))),
                (
                    "ConditionalElement",
                    problems("ConditionalElement", &ConditionalElement::new(id, branches, conditional)),
                ),
                (
                    "PercentageElement",
                    problems("PercentageElement", &PercentageElement::new(id, shares.clone()).unwrap()),
                ),
                ("RateElement", problems("RateElement", &RateElement::new(id, fallback.clone(), rate))),
                ("ModelElement", problems("ModelElement", &ModelElement::new(id, fallback, model))),
                ("EndElement", problems("EndElement", &EndElement::new(id))),
                ("EndElement", problems("EndElement", &EndElement::new(id).with_outputs(shares).unwrap())),
            ];
            made.extend(elements.iter().map(|element| ("Element", problems("Element", element))));
            made
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_constructors_make_is_valid(made in everything()) {
        let problems: Vec<String> = made.iter().flat_map(|(_, problems)| problems.clone()).collect();
        prop_assert_eq!(problems, Vec::<String>::new());
        // No type that a caller can make is forgotten here.
        let tried: BTreeSet<&str> = made.iter().map(|(name, _)| *name).collect();
        prop_assert_eq!(tried, SCHEMAS.keys().map(String::as_str).collect());
    }
}

#[test]
fn the_check_finds_what_is_left_out() {
    for element in [
        json!({"id": "e", "type": "end"}),
        json!({"id": "m", "type": "model", "outputs": {"success": {"elementId": "e"}},
            "properties": {"provider": "p", "model": "m", "timeout": 1, "retries": 0}}),
    ] {
        let element: Element = serde_json::from_value(element).unwrap();
        assert!(!matches!(element, Element::Unknown(_)), "{element:?}");
        assert!(!problems("Element", &element).is_empty(), "{element:?}");
    }
}

#[test]
fn what_was_read_without_them_is_written_back_without_them() {
    for element in [
        json!({"id": "e", "type": "end"}),
        json!({"id": "e", "type": "end", "outputs": {}}),
        json!({"id": "r", "type": "rate", "outputs": {"success": {"elementId": "e"}},
            "properties": {"limitType": "count", "key": "k", "limit": 1.5, "window": 60}}),
    ] {
        let read: Element = serde_json::from_value(element.clone()).unwrap();
        assert_eq!(serde_json::to_value(&read).unwrap(), element);
    }
}
