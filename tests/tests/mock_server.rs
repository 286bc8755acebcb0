//! The mock server, which users of the crate have for their own tests.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use cloudflare_dynamic_routing::reqwest::StatusCode;
use cloudflare_dynamic_routing::types::{
    DeployedRoute, Element, LimitType, ListRoutesResponse, NewFallbackOutputs, NewRateProperties, Route,
    RouteVersion,
};
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

/// What the server answers to a call that it was told nothing about.
fn refusal<T: std::fmt::Debug>(answer: Result<T, Error>) -> String {
    let Err(Error::Api(error)) = answer else { panic!("{answer:?}") };
    assert_eq!((error.status().as_u16(), error.tries()), (501, 1));
    error.errors()[0].message.clone()
}

#[tokio::test]
async fn what_the_server_was_told_nothing_about_is_not_implemented_and_named() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    for operation in ALL {
        let error = operation.call(&routing).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.is_not_found()), (501, false), "{operation:?}");
    }
    let said = refusal(routing.get("r").send().await);
    let place = "GET /accounts/a/ai-gateway/gateways/g/routes/r";
    assert_eq!(said, format!("the mock server has no answer to {place}; it was told no call at all"));
}

#[tokio::test]
async fn only_the_call_that_was_meant_is_answered_and_others_hear_what_comes_nearest() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("r")).answer(&deployed("r")).await.unwrap();
    server.when(routing.create("n", [Element::end("e")])).answer(&deployed("r")).await.unwrap();
    server.when(routing.list().page(2)).answer(&value(page("routes", &[]))).await.unwrap();

    let base = "/accounts/a/ai-gateway/gateways/g/routes";
    let nearest = |call: &str, nearest: &str, reason: &str| {
        format!(
            "the mock server has no answer to {call}; the nearest call that it was told is {nearest}, but {reason}"
        )
    };
    let get = format!("GET {base}/r");
    assert_eq!(
        refusal(routing.get("other").send().await),
        nearest(&format!("GET {base}/other"), &get, "the path has `other` where it should have `r`")
    );
    assert_eq!(
        refusal(routing.delete("r").send().await),
        nearest(&format!("DELETE {base}/r"), &get, "the method is DELETE")
    );
    let elsewhere = server.client().dynamic_routing("b", "g").get("r").send().await;
    assert!(refusal(elsewhere).ends_with("but the path has `b` where it should have `a`"));
    assert_eq!(
        refusal(routing.create("n", [Element::end("other")]).send().await),
        nearest(
            &format!("POST {base}"),
            &format!("POST {base}"),
            "the body has \"other\" at `/elements/0/id` and not \"e\""
        )
    );
    assert!(refusal(routing.list().send().await).ends_with("but `page=2` is not in the query"));
    assert!(
        refusal(routing.list().page(3).send().await).ends_with("but `page` is `3` in the query and not `2`")
    );

    routing.get("r").header("x-a", "headers do not count").send().await.unwrap();
    routing.create("n", [Element::end("e")]).send().await.unwrap();
    routing.list().page(2).per_page(50).send().await.unwrap();
}

#[tokio::test]
async fn an_answer_that_is_used_up_is_named_as_such() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("r")).up_to(2).answer(&deployed("r")).await.unwrap();
    for _ in 0..2 {
        routing.get("r").send().await.unwrap();
    }
    assert!(refusal(routing.get("r").send().await).ends_with("but it was to be answered 2 times, and was"));
}

#[tokio::test]
async fn a_call_of_another_servers_client_is_refused() {
    let (server, other) = (MockServer::start().await.unwrap(), MockServer::start().await.unwrap());
    let call = other.client().dynamic_routing("a", "g").get("r");
    let error = server.when(call).expect(1).answer(&deployed("r")).await.unwrap_err();
    let Error::InvalidRequest(problem) = &error else { panic!("{error:?}") };
    assert!(problem.contains(&other.base_url()) && problem.contains(&server.base_url()), "{problem}");
    let call = other.client().dynamic_routing("a", "g").get("r");
    assert!(server.when(call).fail(StatusCode::NOT_FOUND, &[]).await.is_err());

    // A client may be made by hand, and have another base path.
    let by_hand =
        Client::builder().api_token("t").base_url(server.base_url() + "/client/v4").build().unwrap();
    let routing = by_hand.dynamic_routing("a", "g");
    server.when(routing.get("r")).expect(1).answer(&deployed("r")).await.unwrap();
    assert_eq!(routing.get("r").send().await.unwrap().id, "r");
}

#[tokio::test]
async fn wiremock_underneath_answers_what_this_server_was_told_nothing_about() {
    let server = MockServer::start().await.unwrap();
    let missing = cloudflare_dynamic_routing::wiremock::Mock::given(
        cloudflare_dynamic_routing::wiremock::matchers::method("DELETE"),
    );
    missing.respond_with(ResponseTemplate::new(404)).mount(server.wiremock()).await;
    let routing = server.client().dynamic_routing("a", "g");
    assert!(routing.delete("r").send().await.unwrap_err().is_not_found());
    assert!(!routing.get("r").send().await.unwrap_err().is_not_found());
}

#[tokio::test]
async fn ids_that_need_encoding_are_matched() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    server.when(routing.get("a/b c?é")).answer(&deployed("r")).await.unwrap();
    assert_eq!(routing.get("a/b c?é").send().await.unwrap().id, "r");
    assert!(
        refusal(routing.get("a").send().await)
            .ends_with("but the path has `a` where it should have `a%2Fb%20c%3F%C3%A9`")
    );
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
    assert!(
        refusal(routing.list_versions("1").send().await).ends_with("the path is longer"),
        "another template"
    );
    assert!(refusal(routing.delete("1").send().await).ends_with("the method is DELETE"));
    for name in ["a", "b"] {
        assert_eq!(routing.create(name, [Element::end(name)]).send().await.unwrap().id, "new");
    }
    let elsewhere = server.client().dynamic_routing("b", "g").create("a", []).send().await;
    let said = refusal(elsewhere);
    assert!(
        said.ends_with("the path has `b` where it should have `a`"),
        "any body, but not any path: {said}"
    );
}

#[tokio::test]
async fn any_path_parameters_are_taken_below_a_base_url_with_a_path() {
    let server = MockServer::start().await.unwrap();
    let client = server.client_builder().base_url(server.base_url() + "/client/v4").build().unwrap();
    let routing = client.dynamic_routing("a", "g");
    server.when(routing.get("any")).with_any_path_parameters().answer(&deployed("r")).await.unwrap();
    assert_eq!(routing.get("1").send().await.unwrap().id, "r");
    let above = server.client().dynamic_routing("a", "g").get("1").send().await;
    let said = refusal(above);
    assert!(
        said.ends_with("the path has `accounts` where it should have `client`"),
        "another base URL: {said}"
    );
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
    // An hour, as any other client would end the call for.
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

#[tokio::test]
async fn a_number_that_json_has_not_is_not_sent() {
    let server = MockServer::start().await.unwrap();
    let routing = server.client().dynamic_routing("a", "g");
    for limit in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let rate = |limit| {
            let outputs = NewFallbackOutputs { success: "e", fallback: "e" };
            let limit_type = LimitType::Count;
            Element::rate("r", outputs, NewRateProperties { limit_type, key: "k", limit, window: 60 })
        };
        let error = routing.create("n", [rate(limit)]).await.unwrap_err();
        assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
        let mut answer = deployed("r");
        answer.elements = vec![rate(limit)];
        let told = server.when(routing.get("r")).answer(&answer).await;
        assert!(matches!(told.unwrap_err(), Error::InvalidRequest(_)));
    }
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

/// What a panic says.
fn panicked(outcome: std::thread::Result<()>) -> String {
    *outcome.unwrap_err().downcast::<String>().unwrap()
}

/// Runs something that fails a test, and says how.
fn failure(test: impl Future<Output = ()>) -> String {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    panicked(std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(test))))
}

#[test]
fn calls_that_did_not_come_or_came_too_often_are_listed_when_the_server_is_dropped() {
    let place = "GET /accounts/a/ai-gateway/gateways/g/routes/r";
    let head = "the mock server did not get the calls that it expected:";
    let cases = [
        (1..=1, 0, "expected once, did not come"),
        (0..=1, 2, "expected at most 1 times, came 2 times"),
        (2..=4, 1, "expected 2 to 4 times, came once"),
    ];
    for (expected, calls, said) in cases {
        assert_eq!(failure(expecting(expected, calls)), format!("{head}\n- {place}: {said}"));
    }
}

#[test]
fn calls_without_an_answer_are_listed_with_those_that_did_not_come() {
    let said = failure(async {
        let server = MockServer::start().await.unwrap();
        let routing = server.client().dynamic_routing("a", "g");
        server.when(routing.get("r")).expect(1..).answer(&deployed("r")).await.unwrap();
        server
            .when(routing.delete("x"))
            .with_any_path_parameters()
            .expect(1)
            .fail(StatusCode::NOT_FOUND, &[])
            .await
            .unwrap();
        for _ in 0..23 {
            routing.get("s").send().await.unwrap_err();
        }
    });
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(
        lines[1],
        "- GET /accounts/a/ai-gateway/gateways/g/routes/r: expected at least 1 times, did not come"
    );
    assert_eq!(
        lines[2],
        "- DELETE /accounts/{account_id}/ai-gateway/gateways/{gateway_id}/routes/{id}: expected once, did not come"
    );
    assert_eq!(lines[3..5], ["It had no answer to:", "- GET /accounts/a/ai-gateway/gateways/g/routes/s"]);
    assert_eq!((lines.len(), lines[24]), (25, "- and 3 more"));
}

#[test]
fn a_test_that_fails_for_another_reason_is_not_hidden() {
    let said = failure(async {
        let server = MockServer::start().await.unwrap();
        let routing = server.client().dynamic_routing("a", "g");
        server.when(routing.get("r")).expect(1).answer(&deployed("r")).await.unwrap();
        panic!("{}", "the reason");
    });
    assert_eq!(said, "the reason");
}
