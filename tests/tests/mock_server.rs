//! The mock server, which users of the crate have for their own tests.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use cloudflare_dynamic_routing::reqwest::StatusCode;
use cloudflare_dynamic_routing::types::{DeployedRoute, Element, ListRoutesResponse, Route, RouteVersion};
use cloudflare_dynamic_routing::wiremock::ResponseTemplate;
use cloudflare_dynamic_routing::{Client, Error, MockServer, RetryPolicy};
use operations::Operation::*;
use operations::{ALL, page, route};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::time::Duration;

/// A value of one of the crate's types, from JSON.
fn value<T: DeserializeOwned>(json: Value) -> T {
    serde_json::from_value(json).unwrap()
}

fn deployed(id: &str) -> DeployedRoute {
    value(route(id))
}

#[tokio::test]
async fn each_operation_is_answered_with_its_value() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    let result = |operation: operations::Operation| operation.answer()["result"].clone();
    let elements = || vec![Element::start("start", "end"), Element::end("end")];
    let bare: Route = value(result(Delete));
    server.when(routing.list()).answer(&value(List.answer())).await.unwrap();
    server.when(routing.create("name", elements())).answer(&value(result(Create))).await.unwrap();
    server.when(routing.get("r")).answer(&value(result(Get))).await.unwrap();
    server.when(routing.update("r", "name")).answer(&value(Update.answer())).await.unwrap();
    server.when(routing.delete("r")).answer(&bare).await.unwrap();
    server.when(routing.list_deployments("r")).answer(&value(ListDeployments.answer())).await.unwrap();
    server.when(routing.create_deployment("r", "v")).answer(&bare).await.unwrap();
    server.when(routing.list_versions("r")).answer(&value(ListVersions.answer())).await.unwrap();
    server.when(routing.create_version("r", elements())).answer(&bare).await.unwrap();
    server.when(routing.get_version("r", "v")).answer(&value(result(GetVersion))).await.unwrap();
    for operation in ALL {
        operation.call(&routing).await.unwrap();
    }
    assert_eq!(routing.get("r").send().await.unwrap(), value(result(Get)));
    assert_eq!(routing.list().send().await.unwrap(), value(List.answer()));
    let version: RouteVersion = routing.get_version("r", "v").send().await.unwrap();
    assert_eq!(version, value(result(GetVersion)));
    assert_eq!(server.requests().await.len(), 13);
}

#[tokio::test]
async fn a_failure_has_its_status_codes_and_messages() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    let errors = [(7002, "route not found"), (1, "really")];
    server.when(routing.get("r")).fail(StatusCode::NOT_FOUND, &errors).await.unwrap();
    let error = routing.get("r").send().await.unwrap_err();
    assert!(error.is_not_found());
    let Error::Api(api) = &error else { panic!("{error:?}") };
    let errors: Vec<_> = api.errors().iter().map(|error| (error.code, error.message.as_str())).collect();
    assert_eq!(errors, [(Some(7002), "route not found"), (Some(1), "really")]);
}

#[tokio::test]
async fn what_the_server_was_told_nothing_about_is_not_found() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    for operation in ALL {
        assert!(operation.call(&routing).await.unwrap_err().is_not_found(), "{operation:?}");
    }
}

#[tokio::test]
async fn only_the_call_that_was_meant_is_answered() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("r")).answer(&deployed("r")).await.unwrap();
    server.when(routing.create("n", [Element::end("e")])).answer(&deployed("r")).await.unwrap();
    server.when(routing.list().page(2)).answer(&value(page("routes", &[]))).await.unwrap();

    assert!(routing.get("other").send().await.unwrap_err().is_not_found(), "another path");
    assert!(routing.delete("r").send().await.unwrap_err().is_not_found(), "another method");
    assert!(server.client().dynamic_routing("b", "g").get("r").send().await.unwrap_err().is_not_found());
    let another_body = routing.create("n", [Element::end("other")]).send().await;
    assert!(another_body.unwrap_err().is_not_found());
    assert!(routing.list().send().await.unwrap_err().is_not_found(), "without the page");
    assert!(routing.list().page(3).send().await.unwrap_err().is_not_found(), "another page");

    routing.get("r").header("x-a", "headers do not count").send().await.unwrap();
    routing.create("n", [Element::end("e")]).send().await.unwrap();
    routing.list().page(2).per_page(50).send().await.unwrap();
}

#[tokio::test]
async fn ids_that_need_encoding_are_matched() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("a/b c?é")).answer(&deployed("r")).await.unwrap();
    assert_eq!(routing.get("a/b c?é").send().await.unwrap().id, "r");
    assert!(routing.get("a").send().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn any_path_parameters_and_any_body_can_be_taken() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("any")).with_any_path_parameters().answer(&deployed("r")).await.unwrap();
    server.when(routing.create("any", [])).with_any_body().answer(&deployed("new")).await.unwrap();
    for id in ["1", "a/b", "é"] {
        assert_eq!(routing.get(id).send().await.unwrap().id, "r");
    }
    assert_eq!(server.client().dynamic_routing("b", "h").get("1").send().await.unwrap().id, "r");
    assert!(routing.list_versions("1").send().await.unwrap_err().is_not_found(), "another template");
    assert!(routing.delete("1").send().await.unwrap_err().is_not_found(), "another method");
    for name in ["a", "b"] {
        assert_eq!(routing.create(name, [Element::end(name)]).send().await.unwrap().id, "new");
    }
    let elsewhere = server.client().dynamic_routing("b", "g").create("a", []).send().await;
    assert!(elsewhere.unwrap_err().is_not_found(), "any body, but not any path");
}

#[tokio::test]
async fn any_path_parameters_are_taken_below_a_base_url_with_a_path() {
    let server = MockServer::start().await.unwrap();
    let client = server.client_builder().base_url(server.base_url() + "/client/v4").build().unwrap();
    let routing = client.dynamic_routing("a", "g");
    server.when(routing.get("any")).with_any_path_parameters().answer(&deployed("r")).await.unwrap();
    assert_eq!(routing.get("1").send().await.unwrap().id, "r");
    let above = server.client().dynamic_routing("a", "g").get("1").send().await;
    assert!(above.unwrap_err().is_not_found(), "another base URL");
}

#[tokio::test]
async fn an_answer_can_be_used_up_and_then_the_next_counts() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("r")).up_to(2).answer(&deployed("first")).await.unwrap();
    server.when(routing.get("r")).answer(&deployed("second")).await.unwrap();
    let mut ids = Vec::new();
    for _ in 0..4 {
        ids.push(routing.get("r").send().await.unwrap().id);
    }
    assert_eq!(ids, ["first", "first", "second", "second"]);
}

#[tokio::test]
async fn failures_that_pass_are_tried_again_without_a_wait() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    let busy = ResponseTemplate::new(503).insert_header("retry-after", "3600");
    server.when(routing.get("r")).up_to(2).respond_with(busy).await.unwrap();
    server.when(routing.get("r")).answer(&deployed("r")).await.unwrap();
    // An hour would be reduced to a minute, which is too long for this test.
    let waited = tokio::time::timeout(Duration::from_secs(30), routing.get("r").send_raw()).await;
    assert_eq!(waited.unwrap().unwrap().tries(), 3);
    assert_eq!(server.requests().await.len(), 3);
}

#[tokio::test]
async fn clients_are_set_up_further_and_made_by_hand() {
    let server = MockServer::start().await.unwrap();
    let patient = server.client_builder().retry(RetryPolicy::none()).build().unwrap();
    let by_hand = Client::builder().api_token("t").base_url(server.base_url()).build().unwrap();
    let call = server.client().dynamic_routing("a", "g").get("r");
    server.when(call).up_to(1).respond_with(ResponseTemplate::new(503)).await.unwrap();
    let error = patient.dynamic_routing("a", "g").get("r").send().await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.tries()), (503, 1));
    let call = server.client().dynamic_routing("a", "g").get("r");
    server.when(call).answer(&deployed("r")).await.unwrap();
    assert_eq!(by_hand.dynamic_routing("a", "g").get("r").send().await.unwrap().id, "r");
}

#[tokio::test]
async fn pages_can_be_told_one_by_one() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    let told = |ids: &[&str]| -> ListRoutesResponse {
        value(page("routes", &ids.iter().map(|id| route(id)).collect::<Vec<_>>()))
    };
    server.when(routing.list().page(2)).expect(1).answer(&told(&["c"])).await.unwrap();
    server.when(routing.list()).expect(1).answer(&told(&["a"; 20])).await.unwrap();
    let mut items = routing.list().items();
    let mut count = 0;
    while items.next().await.transpose().unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 21);
}

#[tokio::test]
async fn a_call_that_could_not_be_sent_cannot_be_expected() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    let error = server.when(routing.get("..")).answer(&deployed("r")).await.unwrap_err();
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
    let told = server.when(routing.get("r").header("x-a", "\n")).answer(&deployed("r")).await;
    assert!(matches!(told.unwrap_err(), Error::InvalidRequest(_)));
}

/// Makes a number of calls, expects another number, and drops the server.
async fn expecting(expected: std::ops::RangeInclusive<u64>, calls: usize) {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("r")).expect(expected).answer(&deployed("r")).await.unwrap();
    for _ in 0..calls {
        routing.get("r").send().await.unwrap();
    }
}

#[tokio::test]
async fn expectations_that_are_met_are_no_news() {
    expecting(1..=1, 1).await;
    expecting(0..=0, 0).await;
    expecting(2..=4, 3).await;
}

#[tokio::test]
#[should_panic(expected = "Verifications failed")]
async fn a_call_that_did_not_come_is_a_panic_when_the_server_is_dropped() {
    expecting(1..=1, 0).await;
}

#[tokio::test]
#[should_panic(expected = "Verifications failed")]
async fn a_call_that_came_too_often_is_a_panic_when_the_server_is_dropped() {
    expecting(0..=1, 2).await;
}
