//! The element union: every kind has its variant, nothing is lost, and edges are found.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use cloudflare_dynamic_routing::types::{
    ConditionalProperties, Edge, Element, LimitType, ModelElement, ModelProperties, NewConditionalOutputs,
    NewFallbackOutputs, NewModelProperties, NewRateProperties, StartElement,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn cases(text: &str) -> Vec<Value> {
    serde_json::from_str(text).unwrap()
}

fn kinds() -> Vec<Value> {
    cases(include_str!("../fixtures/kinds.json"))
}

fn strays() -> Vec<Value> {
    cases(include_str!("../fixtures/strays.json"))
}

fn read(value: &Value) -> Element {
    serde_json::from_value(value.clone()).unwrap()
}

fn variant(element: &Element) -> &'static str {
    match element {
        Element::Start(_) => "Start",
        Element::Conditional(_) => "Conditional",
        Element::Percentage(_) => "Percentage",
        Element::Rate(_) => "Rate",
        Element::Model(_) => "Model",
        Element::End(_) => "End",
        Element::Unknown(_) => "Unknown",
        _ => "new",
    }
}

#[test]
fn each_of_the_six_kinds_is_read_as_its_variant_and_written_back_equal() {
    let kinds = kinds();
    assert_eq!(kinds.len(), 6);
    for case in kinds {
        let element = read(&case["element"]);
        assert_eq!(variant(&element), case["variant"], "{element:?}");
        assert_eq!(element.kind(), case["kind"].as_str());
        assert_eq!(serde_json::to_value(&element).unwrap(), case["element"]);
    }
}

#[test]
fn each_stray_form_is_read_as_the_variant_it_belongs_to_and_written_back_equal() {
    let strays = strays();
    assert!(strays.len() >= 15, "{}", strays.len());
    for case in strays {
        let name = &case["stray"];
        let element = read(&case["element"]);
        assert_eq!(variant(&element), case["variant"], "{name}: {element:?}");
        assert_eq!(
            (json!(element.id()), json!(element.kind())),
            (case["id"].clone(), case["kind"].clone()),
            "{name}"
        );
        let mut edges = element.edges();
        edges.sort_unstable();
        assert_eq!(json!(edges), case["edges"], "{name}");
        assert_eq!(serde_json::to_value(&element).unwrap(), case["element"], "{name}");
    }
}

#[test]
fn the_text_that_is_written_has_whole_numbers_whole() {
    let text = r#"{"type":"model","id":"m","outputs":{"success":{"elementId":"e"}},"properties":{"provider":"p","model":"m","timeout":60000,"retries":4}}"#;
    let element: Element = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&element).unwrap(), text);
}

#[test]
fn an_unknown_element_says_what_it_is_and_why() {
    let reason = |value: Value| match read(&value) {
        Element::Unknown(unknown) => {
            assert_eq!(unknown.json(), &value);
            unknown.reason().unwrap()
        }
        other => panic!("{other:?}"),
    };
    assert_eq!(reason(json!({"id": "x", "type": "cache"})), "$.type: this kind is not known");
    assert_eq!(reason(json!({"id": "x"})), "$: the required property `type` is missing");
    assert_eq!(
        reason(json!({"id": "s", "type": "start", "outputs": {"next": {"elementId": 5}}})),
        "$.outputs.next.elementId: expected a string, found a number"
    );
    let unknown =
        read(&json!({"id": "x", "type": "cache", "outputs": {"hit": {"elementId": "e"}, "odd": 5}}));
    assert_eq!((unknown.id(), unknown.kind()), (Some("x"), Some("cache")));
    assert_eq!(unknown.edges(), [("hit", "e")]);
}

#[test]
fn the_edges_of_an_element_are_every_way_out_of_it() {
    let found: BTreeMap<String, Vec<(String, String)>> = kinds()
        .iter()
        .map(|case| read(&case["element"]))
        .map(|element| {
            let edges = element.edges().into_iter().map(|(label, id)| (label.to_owned(), id.to_owned()));
            (element.id().unwrap().to_owned(), edges.collect())
        })
        .collect();
    let expected = json!({
        "s": [["next", "c"]], "c": [["true", "p"], ["false", "m"]], "p": [["10%", "m"], ["else", "r"]],
        "r": [["success", "m"], ["fallback", "e"]], "m": [["success", "e"], ["fallback", "e"]], "e": []
    });
    assert_eq!(serde_json::to_value(found).unwrap(), expected);
}

#[test]
fn ways_out_that_the_schema_does_not_name_are_edges_too() {
    let element = read(&json!({
        "id": "m", "type": "model", "properties": {"provider": "p", "model": "m", "timeout": 1, "retries": 0},
        "outputs": {"success": {"elementId": "e"}, "retry": {"elementId": "m"}, "note": "none"}
    }));
    assert_eq!(element.edges(), [("success", "e"), ("retry", "m")]);
}

#[test]
fn an_element_is_made_in_one_line() {
    let made = vec![
        Element::start("s", "c"),
        Element::conditional(
            "c",
            NewConditionalOutputs { true_: "p", false_: "m" },
            ConditionalProperties::new().with_conditions(json!({"metadata.plan": {"$eq": "free"}})),
        ),
        Element::percentage("p", [("10%", "m"), ("else", "r")]).unwrap(),
        Element::rate(
            "r",
            NewFallbackOutputs { success: "m", fallback: "e" },
            NewRateProperties {
                limit_type: LimitType::Count,
                key: "metadata.user_id",
                limit: 100,
                window: 3600,
            },
        ),
        Element::model(
            "m",
            NewFallbackOutputs { success: "e", fallback: "e" },
            NewModelProperties { provider: "openai", model: "gpt-4o-mini", timeout: 60_000, retries: 4 },
        ),
        Element::end("e"),
    ];
    let expected: Vec<Value> = kinds().iter().map(|case| case["element"].clone()).collect();
    assert_eq!(serde_json::to_value(made).unwrap(), Value::Array(expected));
}

#[test]
fn what_a_variant_holds_becomes_the_element() {
    let start: Element = StartElement::new("s", Edge::new("m")).into();
    assert_eq!(start, Element::start("s", "m"));
    let properties = ModelProperties::new(NewModelProperties {
        provider: "openai",
        model: "gpt-4o",
        timeout: 1,
        retries: 0,
    });
    let model = ModelElement::new("m", NewFallbackOutputs { success: "e", fallback: "e" }, properties);
    assert_eq!(Element::from(model.clone()), Element::Model(model));
}

#[test]
fn enums_take_any_other_value() {
    assert_eq!(LimitType::from("cost"), LimitType::Cost);
    assert_eq!(LimitType::from("tokens"), LimitType::Other("tokens".to_owned()));
    assert_eq!(LimitType::from("tokens").to_string(), "tokens");
}
