//! Numbers and values that fit: what callers have at hand is what fields and arguments take.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::recorder::Recorder;
use cloudflare_dynamic_routing::types::{
    Active, ConditionalProperties, Element, ModelProperties, NewFallbackOutputs, NewModelProperties,
    PercentageElement,
};
use cloudflare_dynamic_routing::{Error, JsonObject, serde_json};
use serde_json::{Value, json};
use std::time::Duration;

fn model(timeout: impl cloudflare_dynamic_routing::IntoMilliseconds) -> ModelProperties {
    NewModelProperties { provider: "openai", model: "gpt-4o", timeout, retries: 0 }.into()
}

/// A helper of a caller's: what its signature needs is at the crate's root.
fn f(routing: &cloudflare_dynamic_routing::DynamicRouting) -> cloudflare_dynamic_routing::DynamicRouting {
    routing.clone()
}

#[test]
fn these_lines_compile_as_written() {
    let mut properties = model(1_u8);
    properties.timeout = 20_000;
    assert!(properties.retries == 0);
    let conditional = ConditionalProperties::new().with_conditions(json!({"metadata.plan": {"$eq": "free"}}));
    assert_eq!(conditional.conditions.unwrap()["metadata.plan"]["$eq"], "free");

    let outputs = NewFallbackOutputs { success: "end", fallback: "end" };
    let mut element = Element::model("model", outputs, properties);
    if let Some(model) = element.as_model_mut() {
        model.properties.timeout = 1;
    }
    assert_eq!(element.as_model().map(|model| model.properties.timeout), Some(1));
    assert!(element.as_start().is_none() && element.as_unknown().is_none());
    assert_eq!(element.into_model().unwrap().id, "model");
}

#[tokio::test]
async fn pages_are_asked_for_with_what_callers_count_in() {
    let recorder = Recorder::answering(200, "{}").await;
    let client = cloudflare_dynamic_routing::Client::builder()
        .credentials(cloudflare_dynamic_routing::Credentials::api_token("token"))
        .base_url(recorder.address())
        .build()
        .unwrap();
    let routing = f(&client.dynamic_routing("account", "gateway"));
    let list = ["one", "two", "three"];
    // What comes back is no list: here only the requests matter.
    let _ = routing.list().page(2).per_page(list.len()).await;
    let _ = routing.list_versions("route").page(2).per_page(list.len()).await;
    let _ = routing.list_deployments("route").page(3_u32).page(2).await;
    let asked: Vec<String> = recorder.recorded().iter().map(|request| request.query.clone()).collect();
    assert_eq!(asked, ["page=2&per_page=3", "page=2&per_page=3", "page=2"]);
}

#[test]
fn a_duration_is_written_in_the_unit_of_the_field() {
    assert_eq!(model(Duration::from_secs(20)).timeout, 20_000);
    assert_eq!(model(Duration::from_micros(1)).timeout, 1);
    assert_eq!(model(1_500_u32).timeout, 1_500);
}

#[test]
fn a_whole_number_is_read_however_it_is_written_and_a_fraction_is_kept() {
    let element = |timeout: &str| {
        let text = format!(
            r#"{{"id":"m","type":"model","outputs":{{"success":{{"elementId":"e"}}}},"properties":{{"provider":"p","model":"m","timeout":{timeout},"retries":4.0}}}}"#
        );
        serde_json::from_str::<Element>(&text).unwrap()
    };
    for written in ["100", "100.0", "1e2"] {
        let element = element(written);
        assert_eq!(element.as_model().unwrap().properties.timeout, 100, "{written}");
        assert_eq!(serde_json::to_value(&element).unwrap()["properties"]["timeout"], json!(100));
    }
    let odd = element("99.5");
    assert!(odd.as_unknown().unwrap().reason().unwrap().contains("$.properties.timeout"), "{odd:?}");
    assert_eq!(serde_json::to_value(&odd).unwrap()["properties"]["timeout"], json!(99.5));
}

#[test]
fn two_shares_with_one_label_are_an_error_where_they_are_made() {
    let twice = [("10%", "a"), ("10%", "b"), ("else", "c")];
    let error = Element::percentage("split", twice).unwrap_err();
    assert!(matches!(&error, Error::InvalidRequest(_)), "{error:?}");
    assert_eq!(error.to_string(), "the request is invalid: `outputs` has \"10%\" twice");
    assert!(PercentageElement::new("split", twice).is_err());
}

#[test]
fn a_boolean_that_is_text_on_the_wire_is_a_boolean_here() {
    assert_eq!((Active::from(true), Active::from(false)), (Active::True, Active::False));
    assert_eq!(Active::from("true").as_bool(), Some(true));
    assert_eq!(Active::from("perhaps").as_bool(), None);
}

#[test]
fn a_free_form_object_is_a_map_and_what_is_none_is_sent_for_the_service_to_judge() {
    let mut properties = ConditionalProperties::new().with_conditions(JsonObject::new());
    properties.conditions.as_mut().unwrap().insert("body.model".to_owned(), json!("x"));
    assert_eq!(serde_json::to_value(&properties).unwrap(), json!({"conditions": {"body.model": "x"}}));
    let odd = ConditionalProperties::new().with_conditions(Value::from("x"));
    assert_eq!(serde_json::to_value(&odd).unwrap(), json!({"conditions": "x"}));
    let read: Element = serde_json::from_value(json!({"id": "c", "type": "conditional",
        "outputs": {"true": {"elementId": "a"}, "false": {"elementId": "b"}}, "properties": {"conditions": "x"}}))
    .unwrap();
    assert!(read.as_unknown().is_some(), "{read:?}");
}
