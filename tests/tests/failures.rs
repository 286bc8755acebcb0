//! What a caller learns when a call fails.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::recorder::Recorder;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::ErrorResponse;
use cloudflare_dynamic_routing::{Client, Error, RetryPolicy, TransportErrorKind};
use operations::{ALL, Operation};

fn routing(address: &str) -> DynamicRouting {
    let client = Client::builder().api_token("t").base_url(address).retry(RetryPolicy::none());
    client.build().unwrap().dynamic_routing("account", "gateway")
}

/// The errors of all ten operations.
async fn all_ten(routing: &DynamicRouting) -> Vec<(Operation, Error)> {
    let mut errors = Vec::new();
    for operation in ALL {
        errors.push((operation, operation.call(routing).await.unwrap_err()));
    }
    errors
}

#[tokio::test]
async fn status_400_of_each_operation_has_its_messages_codes_and_body() {
    let body = r#"{"success":false,"errors":[{"message":"name: Required","code":7001},{"message":"no"}],"result":{}}"#;
    let recorder = Recorder::with_headers(400, &[("cf-ray", "ray-1")], body).await;
    for (operation, error) in all_ten(&routing(recorder.address())).await {
        let Error::Api(api) = error else { panic!("{operation:?}: {error:?}") };
        assert_eq!(api.status(), 400, "{operation:?}");
        let errors: Vec<_> = api.errors().iter().map(|error| (error.code, error.message.as_str())).collect();
        assert_eq!(errors, [(Some(7001), "name: Required"), (None, "no")], "{operation:?}");
        assert_eq!(api.body(), body.as_bytes(), "{operation:?}");
        assert_eq!(api.request_id(), Some("ray-1"), "{operation:?}");
        let typed: ErrorResponse = api.body_as().unwrap();
        assert_eq!((typed.success, typed.errors[0].code), (false, Some(7001)), "{operation:?}");
    }
    assert_eq!(recorder.recorded().len(), 10);
}

#[tokio::test]
async fn any_other_status_is_an_error_with_status_and_body() {
    for (status, body) in
        [(302, ""), (403, "<html>no</html>"), (404, "{}"), (409, "null"), (500, "\u{fffd}"), (599, "x")]
    {
        let recorder = Recorder::answering(status, body).await;
        for (operation, error) in all_ten(&routing(recorder.address())).await {
            let Error::Api(api) = error else { panic!("{operation:?}: {error:?}") };
            assert_eq!((api.status().as_u16(), api.body()), (status, body.as_bytes()), "{operation:?}");
            assert!(api.errors().is_empty());
        }
    }
}

#[tokio::test]
async fn success_false_is_an_error_whatever_the_status_says() {
    let body = r#"{"success":false,"errors":[{"code":7002,"message":"gone"}],"result":null}"#;
    let recorder = Recorder::answering(200, body).await;
    for (operation, error) in all_ten(&routing(recorder.address())).await {
        let Error::Api(api) = error else { panic!("{operation:?}: {error:?}") };
        assert_eq!(api.errors()[0].code, Some(7002), "{operation:?}");
    }
}

#[tokio::test]
async fn a_body_that_does_not_fit_is_an_error_that_names_the_place_and_repeats_nothing() {
    let route =
        r#"{"id":"1","name":["canary"],"elements":[],"created_at":"x","modified_at":"y","gateway_id":"g"}"#;
    let recorder = Recorder::answering(200, format!(r#"{{"success":true,"result":{route}}}"#)).await;
    let error = routing(recorder.address()).delete("1").send().await.unwrap_err();
    assert!(!error.to_string().contains("canary"), "{error}");
    let Error::Decode(decode) = error else { panic!("{error:?}") };
    assert_eq!(decode.path(), "$.result.name");
    assert_eq!(decode.expectation(), "expected a string, found an array");
    assert_eq!(decode.status(), 200);
    assert!(decode.body().starts_with(b"{\"success\":true"));
}

#[tokio::test]
async fn a_list_that_does_not_fit_names_the_item() {
    let body = r#"{"success":true,"data":{"versions":[{"version_id":1}],"page":1,"per_page":1,"order_by":"a","order_by_direction":"b"}}"#;
    let recorder = Recorder::answering(200, body).await;
    let error = routing(recorder.address()).list_versions("1").send().await.unwrap_err();
    let Error::Decode(decode) = error else { panic!("{error:?}") };
    assert_eq!(decode.path(), "$.data.versions[0].version_id");
}

#[tokio::test]
async fn bodies_that_are_no_json_are_errors_that_keep_the_status() {
    let deep = "[".repeat(200_000);
    for body in ["", "<html>", "{\"success\":true", &deep] {
        let recorder = Recorder::with_headers(200, &[("cf-ray", "ray-2")], body).await;
        let error = routing(recorder.address()).get("1").send().await.unwrap_err();
        let Error::Decode(decode) = error else { panic!("{error:?}") };
        assert_eq!((decode.status().as_u16(), decode.request_id()), (200, Some("ray-2")));
    }
}

#[tokio::test]
async fn nobody_listening_is_a_transport_error() {
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = routing(&address).get("1").send().await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport(inner) if inner.kind() == TransportErrorKind::Connect),
        "{error:?}"
    );
}
