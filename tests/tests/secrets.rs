//! Secrets are in the requests and nowhere else: not in `Debug` output, not in errors, not in logs.
//!
//! This is one test, because a process can have only one logger.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::command::project;
use acceptance::listing;
use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use acceptance::trace_recorder::TraceRecorder;
use cloudflare_dynamic_routing::graph::GraphElement as _;
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{
    AdditionalProperties, ApiErrorKind, CallCount, Client, ClientBuilder, Credentials, Error, ErrorDetail,
    Graph, JsonObject, MockServer, RetryPolicy, TransportErrorKind, Unknown,
};
use operations::Operation::*;
use operations::{hasty, page, route};
use serde_json::json;
use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::{Debug, Write};
use std::time::Duration;

/// Every secret contains this.
const CANARY: &str = "canary";

/// The texts of each public type or failure, by name.
#[derive(Default)]
struct Shown(BTreeMap<String, String>);

impl Shown {
    fn debug(&mut self, name: &str, value: &impl Debug) {
        write!(self.0.entry(name.to_owned()).or_default(), "{value:?}\n{value:#?}\n").unwrap();
    }

    /// Adds an error in every form, with its causes.
    fn error(&mut self, name: &str, error: &Error) {
        self.debug("Error", error);
        match error {
            Error::Api(error) => self.debug("ApiError", error),
            Error::Decode(error) => self.debug("DecodeError", error),
            Error::Transport(error) => self.debug("TransportError", error),
            _ => {}
        }
        let mut text = format!("{error} {error:#} {error:?} {error:#?}");
        let mut cause = error.source();
        while let Some(error) = cause {
            write!(text, " {error} {error:?} {error:#?}").unwrap();
            cause = error.source();
        }
        self.0.insert(format!("error: {name}"), text);
    }
}

fn credentials() -> [Credentials; 2] {
    [
        Credentials::api_token("canary-token"),
        Credentials::api_email_and_api_key("canary@example.com", "canary-key"),
    ]
}

fn client(credentials: &Credentials, address: String) -> ClientBuilder {
    Client::builder().credentials(credentials.clone()).base_url(address).retry(hasty())
}

/// Adds the values that exist before a call is sent.
async fn show_calls(shown: &mut Shown, routing: &DynamicRouting) {
    let list = || routing.list().header("x-secret", "canary-header").query("secret", "canary-query");
    let get = || routing.get("r").header("x-secret", "canary-header").query("secret", "canary-query");
    shown.debug("ListRequest", &list());
    shown.debug("Request", &get());
    shown.debug("Request", &routing.get("..").header("x-secret", "canary-header"));
    let (mut pages, mut items) = (list().pages(), list().items());
    shown.debug("Pages", &pages);
    shown.debug("Entries", &items);
    pages.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    shown.debug("Pages", &pages);
    shown.debug("Entries", &items);
    shown.debug("Blocking", &pages.blocking());
    shown.debug("Blocking", &items.blocking());
    shown.debug("Response", &get().send_raw().await.unwrap());
    shown.debug("Response", &list().send_raw().await.unwrap());
}

/// Answers of a service that repeats what it was sent.
fn failures(echo: &str) -> Vec<(&'static str, Reply)> {
    let headers = [("x-echo", echo), ("set-cookie", "canary")];
    let long = [&headers[..], &[("content-length", "1000")]].concat();
    let failed = json!({"success": false, "errors": [{"code": 1, "message": "m"}], "result": echo});
    let misfit = json!({"success": true, "result": {"id": [echo], "name": echo}});
    vec![
        ("404", Reply::new(404, &headers, echo)),
        ("503", Reply::new(503, &headers, echo)),
        ("302", Reply::new(302, &[("location", &format!("http://127.0.0.1/{echo}"))], echo)),
        ("unsuccessful", Reply::new(200, &headers, failed.to_string())),
        ("decode", Reply::new(200, &headers, misfit.to_string())),
        ("no JSON", Reply::new(200, &headers, echo)),
        ("too large", Reply::new(200, &headers, echo.repeat(10_000))),
        ("broken", Reply::head(200, &long).send(echo).reset()),
        ("reset", Reply::default().reset()),
        ("stalled", Reply::default().stall()),
        ("no HTTP", Reply::default().send(echo).close()),
    ]
}

async fn show_failures(shown: &mut Shown, credentials: &Credentials) {
    for (name, reply) in failures("Bearer canary-token canary@example.com canary-key canary-header") {
        let server = MisbehavingServer::scripted([reply]).await;
        let client = client(credentials, server.address()).max_response_size(100_000);
        let routing = client.timeout(Duration::from_secs(1)).build().unwrap().dynamic_routing("a", "g");
        let call = routing.get("r").header("x-secret", "canary-header").query("secret", "canary-query");
        shown.error(name, &call.send().await.unwrap_err());
        assert!(server.received()[0].text().contains("canary-header"), "it was sent");
        let list = routing.list().header("x-secret", "canary-header").query("secret", "canary-query");
        shown.error(&format!("{name}, in a list"), &list.items().next().await.unwrap().unwrap_err());
    }
    let routing =
        client(credentials, "http://127.0.0.1:1".to_owned()).build().unwrap().dynamic_routing("a", "g");
    let call = || routing.get("r").query("secret", "canary-query");
    shown.error("refused", &call().send().await.unwrap_err());
    shown.error("invalid header", &call().header("x-a", "canary\n").send().await.unwrap_err());
    shown.error("invalid id", &routing.get("..").header("x-a", "canary").send().await.unwrap_err());
}

async fn show_what_makes_clients(shown: &mut Shown, credentials: &Credentials, address: String) {
    shown.debug("Credentials", credentials);
    shown.debug("ClientBuilder", &client(credentials, address.clone()));
    let client = client(credentials, address).build().unwrap();
    shown.debug("Client", &client);
    shown.debug("DynamicRouting", &client.dynamic_routing("a", "g"));
    let mock = MockServer::start().await.unwrap();
    shown.debug("MockServer", &mock);
    let routing = mock.client().dynamic_routing("a", "g");
    shown.debug("When", &mock.when(routing.get("r").header("x-a", CANARY).query("a", CANARY)));
    for (name, builder) in [
        ("line break in a token", Client::builder().api_token("canary\r\nx-a: b")),
        ("NUL in a key", Client::builder().api_email("canary@example.com").api_key("canary\0")),
        ("too many", Client::builder().api_token(CANARY).api_email(CANARY).api_key(CANARY)),
        ("too few", Client::builder().api_key(CANARY)),
        ("user information", Client::builder().api_token(CANARY).base_url("https://u:canary@example.com")),
        ("query", Client::builder().api_token(CANARY).base_url("https://example.com?a=canary")),
    ] {
        shown.debug("ClientBuilder", &builder);
        shown.error(name, &builder.build().unwrap_err());
    }
}

/// The public types that cannot hold a secret.
fn show_the_rest(shown: &mut Shown) {
    shown.debug("RetryPolicy", &RetryPolicy::default());
    shown.debug("ApiErrorKind", &ApiErrorKind::Other);
    shown.debug("TransportErrorKind", &TransportErrorKind::Connect);
    shown.debug("Unknown", &Unknown::from(json!({})));
    shown.debug("AdditionalProperties", &AdditionalProperties::default());
    shown.debug("JsonObject", &JsonObject::from(json!({})));
    let detail: fn(&Error) -> Option<&ErrorDetail> = |error| match error {
        Error::Api(error) => error.errors().first(),
        _ => None,
    };
    shown.debug("ErrorDetail", &detail(&Error::InvalidRequest(String::new())));
    shown.debug("CallCount", &CallCount::from(1));
    shown.debug("DateTime", &cloudflare_dynamic_routing::formats::DateTime::from("2026-11-28T09:00:00Z"));
}

fn show_graphs(shown: &mut Shown) {
    let (empty, graph) = (Graph::new::<Element>(&[]), Graph::new(&[Element::end("e")]));
    let changes = empty.changes(&graph);
    shown.debug("Graph", &graph);
    shown.debug("Problem", &graph.problems());
    shown.debug("Change", &changes.iter().next());
    shown.debug("Changes", &changes);
    shown.debug("GraphRules", &Element::RULES);
    shown.debug("ShareRules", &Element::RULES.shares);
}

/// The public structs and enums, except for those in `types`.
fn public_types() -> Vec<String> {
    let listing = listing::of(&project().join("generated/src"));
    let declared = listing.lines().filter_map(|line| {
        let (path, text) = line.split_once(": ")?;
        let is_type = text.starts_with("struct") || text.starts_with("enum");
        (is_type && !path.starts_with("types::")).then(|| path.rsplit("::").next().map(str::to_owned))?
    });
    let types: Vec<String> = declared.collect();
    assert!(types.len() > 15, "{types:?}");
    types
}

#[tokio::test(start_paused = true)]
async fn no_secret_is_in_debug_output_in_an_error_or_in_a_log() {
    let recorder = TraceRecorder::default();
    tracing::subscriber::set_global_default(recorder.clone()).unwrap();
    log::set_boxed_logger(Box::new(recorder.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);

    let mut shown = Shown::default();
    for credentials in credentials() {
        let server = MisbehavingServer::start(|request| {
            let is_list = request.path().ends_with("/routes");
            let body = if is_list { page("routes", &[route("r")]) } else { Get.answer() };
            Reply::new(200, &[("x-echo", CANARY)], body.to_string())
        })
        .await;
        show_what_makes_clients(&mut shown, &credentials, server.address()).await;
        let routing = client(&credentials, server.address()).build().unwrap().dynamic_routing("a", "g");
        show_calls(&mut shown, &routing).await;
        show_failures(&mut shown, &credentials).await;
    }
    show_the_rest(&mut shown);
    show_graphs(&mut shown);

    for public in public_types() {
        assert!(shown.0.contains_key(&public), "{public} was not looked at");
    }
    for (name, text) in &shown.0 {
        assert!(!text.contains(CANARY), "{name}: {text}");
    }
    let (spans, events) = (recorder.spans(), recorder.events());
    assert!(spans.len() > 100 && events.contains("reqwest") && events.contains("hyper"), "{events}");
    assert!(!format!("{spans:?}").contains(CANARY), "{spans:?}");
    let leaks: Vec<&str> = events.lines().filter(|line| line.contains(CANARY)).collect();
    assert!(leaks.is_empty(), "{leaks:?}");
}
