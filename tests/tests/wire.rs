//! Requests are the same as those of the official Python SDK, which are recorded in `fixtures/wire.json`.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::recorder::{Recorded, Recorder};
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{Client, Error};
use serde_json::{Value, json};

const ACCOUNT: &str = "0d37909e38d3e99c29fa2cd343ac421a";

fn fixture() -> Vec<Value> {
    serde_json::from_str(include_str!("../fixtures/wire.json")).unwrap()
}

/// Makes the call that the fixture names, and ignores the answer.
async fn call(routing: &DynamicRouting, case: &Value) {
    let elements = || -> Vec<Element> { serde_json::from_value(case["body"]["elements"].clone()).unwrap() };
    let text = |property: &str| case["body"][property].as_str().unwrap().to_owned();
    let id = "54442216";
    let failed = match case["call"].as_str().unwrap() {
        "list" => routing.list().send().await.err(),
        "list (page 2, 50 per page)" => routing.list().page(2).per_page(50).send().await.err(),
        "create" => routing.create(text("name"), elements()).send().await.err(),
        "get" => routing.get(id).send().await.err(),
        "update" => routing.update(id, text("name")).send().await.err(),
        "delete" => routing.delete(id).send().await.err(),
        "list_deployments" => routing.list_deployments(id).send().await.err(),
        "create_deployment" => routing.create_deployment(id, text("version_id")).send().await.err(),
        "list_versions" => routing.list_versions(id).send().await.err(),
        "create_version" => routing.create_version(id, elements()).send().await.err(),
        "get_version" => routing.get_version(id, "98765432").send().await.err(),
        other => panic!("the fixture has a call that is not known: {other}"),
    };
    assert!(matches!(failed, Some(Error::Decode(_))), "{failed:?}");
}

async fn record(case: &Value) -> Recorded {
    let recorder = Recorder::answering(200, "{}").await;
    let base_url = format!("{}/client/v4", recorder.address());
    let client = Client::builder().api_token("example-token").base_url(base_url).build().unwrap();
    call(&client.dynamic_routing(ACCOUNT, "my-gateway"), case).await;
    let recorded = recorder.recorded();
    assert_eq!(recorded.len(), 1, "{} made {} requests", case["call"], recorded.len());
    recorded.into_iter().next().unwrap()
}

#[tokio::test]
async fn every_call_is_what_the_official_sdk_sends() {
    let fixture = fixture();
    assert_eq!(fixture.len(), 11);
    for case in fixture {
        let recorded = record(&case).await;
        let query: Vec<&str> = recorded.query.split('&').filter(|pair| !pair.is_empty()).collect();
        // Headers about the HTTP client itself and the connection may differ.
        let headers: serde_json::Map<String, Value> = recorded
            .headers
            .iter()
            .filter(|(name, _)| {
                !["host", "user-agent", "content-length", "accept-encoding"].contains(&name.as_str())
            })
            .map(|(name, value)| (name.clone(), json!(value)))
            .collect();
        let sent = json!({
            "call": case["call"], "method": recorded.method, "path": recorded.path, "query": query,
            "headers": headers, "body": recorded.json()
        });
        assert_eq!(sent, case);
    }
}

#[tokio::test]
async fn each_request_as_it_is_sent() {
    for case in fixture() {
        let Recorded { method, path, query, headers, body } = record(&case).await;
        let headers: String = headers
            .iter()
            // Only tests turn on decompression in reqwest.
            .filter(|(name, _)| !["host", "accept-encoding"].contains(&name.as_str()))
            .map(|(name, value)| format!("{name}: {value}\n"))
            .collect();
        let separator = if query.is_empty() { "" } else { "?" };
        let text =
            format!("{method} {path}{separator}{query}\n{headers}\n{}", String::from_utf8(body).unwrap());
        let name = case["call"].as_str().unwrap().replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        insta::with_settings!({snapshot_suffix => name}, { insta::assert_snapshot!("request", text) });
    }
}

#[tokio::test]
async fn an_e_mail_and_a_key_go_into_headers_of_their_own() {
    let recorder = Recorder::answering(200, "{}").await;
    let client = Client::builder()
        .api_email("someone@example.com")
        .api_key("example-key")
        .base_url(recorder.address())
        .build()
        .unwrap();
    client.dynamic_routing(ACCOUNT, "my-gateway").get("1").send().await.unwrap_err();
    let [recorded] = &recorder.recorded()[..] else { panic!("not one request") };
    assert_eq!(recorded.header("x-auth-email"), Some("someone@example.com"));
    assert_eq!(recorded.header("x-auth-key"), Some("example-key"));
    assert_eq!(recorded.header("authorization"), None);
}

#[tokio::test]
async fn ids_are_one_path_segment_whatever_is_in_them() {
    for (id, segment) in [
        ("a/b", "a%2Fb"),
        ("a%2Fb", "a%252Fb"),
        (r"a\b", "a%5Cb"),
        ("a?b#c", "a%3Fb%23c"),
        ("\t\0é ", "%09%00%C3%A9%20"),
        ("...", "..."),
    ] {
        let recorder = Recorder::answering(200, "{}").await;
        let client = Client::builder().api_token("t").base_url(recorder.address()).build().unwrap();
        client.dynamic_routing("account", "gateway").get(id).send().await.unwrap_err();
        let recorded = recorder.recorded();
        let path = format!("/accounts/account/ai-gateway/gateways/gateway/routes/{segment}");
        assert_eq!(recorded.first().map(|request| request.path.as_str()), Some(path.as_str()), "{id:?}");
    }
}
