//! Spans for calls and their tries, with OpenTelemetry's names, and without anything that identifies a user.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use acceptance::trace_recorder::{Span, TraceRecorder};
use cloudflare_dynamic_routing::{Client, ClientBuilder};
use operations::Operation::*;
use operations::{ALL, Operation, client, hasty};
use std::time::Duration;

/// The crate's spans of one call: that of the call and those of its tries.
async fn spans(operation: Operation, client: ClientBuilder) -> (Span, Vec<Span>) {
    let recorder = TraceRecorder::default();
    let routing = client.build().unwrap().dynamic_routing("canary-account", "canary-gateway");
    {
        let _recording = tracing::subscriber::set_default(recorder.clone());
        let _ = operation.call(&routing).await;
    }
    let spans = recorder.spans();
    let own = |span: &&Span| span.target.starts_with("cloudflare_dynamic_routing");
    let calls: Vec<usize> =
        (0..spans.len()).filter(|place| own(&&spans[*place]) && spans[*place].name == "call").collect();
    let [call] = calls[..] else { panic!("{spans:?}") };
    let tries: Vec<Span> = spans.iter().filter(own).filter(|span| span.name == "try").cloned().collect();
    for one_try in &tries {
        assert_eq!(one_try.parent, Some(call), "{spans:?}");
    }
    assert_eq!(spans.iter().filter(own).count(), 1 + tries.len(), "{spans:?}");
    (spans[call].clone(), tries)
}

async fn spans_of(operation: Operation, reply: Reply) -> (Span, Vec<Span>) {
    let server = MisbehavingServer::scripted([reply]).await;
    spans(operation, client(server.address())).await
}

/// A field of each of the spans; empty if it was not recorded.
fn field<'a>(spans: &'a [Span], name: &str) -> Vec<&'a str> {
    spans.iter().map(|span| span.fields.get(name).map_or("", String::as_str)).collect()
}

#[tokio::test(start_paused = true)]
async fn each_operation_has_a_span_and_each_of_its_tries_has_one() {
    let (route, below) = ("/routes/{id}", "/accounts/{account_id}/ai-gateway/gateways/{gateway_id}");
    for (operation, name, method, template) in [
        (List, "list", "GET", "/routes"),
        (Create, "create", "POST", "/routes"),
        (Get, "get", "GET", route),
        (Update, "update", "PATCH", route),
        (Delete, "delete", "DELETE", route),
        (ListDeployments, "list_deployments", "GET", "/routes/{id}/deployments"),
        (CreateDeployment, "create_deployment", "POST", "/routes/{id}/deployments"),
        (ListVersions, "list_versions", "GET", "/routes/{id}/versions"),
        (CreateVersion, "create_version", "POST", "/routes/{id}/versions"),
        (GetVersion, "get_version", "GET", "/routes/{id}/versions/{version_id}"),
    ] {
        let (call, tries) = spans_of(operation, Reply::json(&operation.answer())).await;
        let expected = [
            ("http.request.method", method),
            ("http.request.resend_count", "0"),
            ("http.response.status_code", "200"),
            ("otel.kind", "client"),
            ("otel.name", &format!("dynamic_routing.{name}")),
            ("server.address", "127.0.0.1"),
            ("url.template", &format!("{below}{template}")),
        ];
        for span in [&call, &tries[0]] {
            let fields: Vec<(&str, &str)> =
                span.fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            assert_eq!(fields, expected, "{operation:?}: {}", span.name);
        }
        assert_eq!(tries.len(), 1, "{operation:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn tries_are_counted_and_each_says_how_it_ended() {
    let replies = [Reply::status(503), Reply::default().reset(), Reply::json(&Get.answer())];
    let server = MisbehavingServer::scripted(replies).await;
    let (call, tries) = spans(Get, client(server.address())).await;
    assert_eq!(field(&tries, "http.request.resend_count"), ["0", "1", "2"]);
    assert_eq!(field(&tries, "http.response.status_code"), ["503", "", "200"]);
    assert_eq!(field(&tries, "error.type"), ["503", "interrupted", ""]);
    let call = [call];
    assert_eq!(field(&call, "http.request.resend_count"), ["2"]);
    assert_eq!(field(&call, "http.response.status_code"), ["200"]);
    assert_eq!(field(&call, "error.type"), [""], "in the end it succeeded");
}

#[tokio::test(start_paused = true)]
async fn a_failure_has_a_word() {
    let second = Duration::from_secs(1);
    let failed = r#"{"success":false,"errors":[],"result":null}"#;
    for (reply, status, word, of_the_try) in [
        (Reply::status(404), "404", "404", "404"),
        (Reply::status(429), "429", "429", "429"),
        (Reply::default().reset(), "", "interrupted", "interrupted"),
        (Reply::new(200, &[], [b' '; 2000]), "200", "too_large", "too_large"),
        (Reply::default().stall(), "", "timeout", "timeout"),
        // What becomes known after the last try belongs to the call.
        (Reply::new(200, &[], "{}"), "200", "decode", ""),
        (Reply::new(200, &[], failed), "200", "unsuccessful", ""),
    ] {
        let server = MisbehavingServer::scripted([reply]).await;
        let client = client(server.address()).timeout(second).max_response_size(1000);
        let (call, tries) = spans(Get, client).await;
        let last = &tries[tries.len() - 1..];
        assert_eq!(field(std::slice::from_ref(&call), "error.type"), [word]);
        assert_eq!(field(&[call], "http.response.status_code"), [status], "{word}");
        assert_eq!(field(last, "error.type"), [of_the_try], "{word}");
        assert_eq!(field(last, "http.response.status_code"), [status], "{word}");
    }
    let server = MisbehavingServer::scripted([Reply::default().stall()]).await;
    let (call, _) = spans(Get, client(server.address()).deadline(second)).await;
    assert_eq!(field(&[call], "error.type"), ["deadline_exceeded"]);
}

/// The request runs on another thread, but its span belongs to the caller's.
#[test]
fn calls_without_async_are_recorded_where_they_are_made() {
    let server = MisbehavingServer::in_own_thread(|_| Reply::json(&Get.answer()));
    let routing = operations::routing(client(server.address()));
    let recorder = TraceRecorder::default();
    {
        let _recording = tracing::subscriber::set_default(recorder.clone());
        let _entered = tracing::info_span!("caller").entered();
        routing.get("r").send_blocking().unwrap();
    }
    let spans = recorder.spans();
    let place = |name: &str| spans.iter().position(|span| span.name == name);
    let (caller, call) = (place("caller").unwrap(), place("call").unwrap());
    assert_eq!(spans[call].parent, Some(caller), "{spans:?}");
    assert_eq!(spans[place("try").unwrap()].parent, Some(call), "{spans:?}");
}

/// Ids, queries and bodies are private; spans contain only the path template and the host.
#[tokio::test(start_paused = true)]
async fn spans_and_events_have_no_id_no_url_and_no_body() {
    for operation in ALL {
        let recorder = TraceRecorder::default();
        let _recording = tracing::subscriber::set_default(recorder.clone());
        let body = operation.answer().to_string().replace("name of r", "canary");
        let replies = [Reply::status(503), Reply::new(200, &[], body)];
        let server = MisbehavingServer::scripted(replies).await;
        let client: ClientBuilder = Client::builder().api_token("canary").base_url(server.address());
        let client = client.retry(hasty().with_non_idempotent(true)).build().unwrap();
        let routing = client.dynamic_routing("canary-account", "canary-gateway");
        operation.call(&routing).await.unwrap();
        routing.get("canary-route").query("canary", "canary").send().await.ok();
        let spans = recorder.spans();
        let own = spans.iter().filter(|span| span.target.starts_with("cloudflare_dynamic_routing"));
        assert!(own.count() >= 5, "{spans:?}");
        let all = format!("{spans:?}{}", recorder.events());
        assert!(!all.contains("canary") && !all.contains("/routes/r"), "{operation:?}: {all}");
        assert!(!all.contains("http://"), "{operation:?}: {all}");
    }
}
