//! HTTP/2: what a server says it left alone is sent again, also what must not run twice. The clock is paused.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::http2_server::{Http2Server, Manners};
use cloudflare_dynamic_routing::operations::dynamic_routing::DynamicRouting;
use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{Error, RetryPolicy, TransportErrorKind, reqwest};
use futures_util::stream::{self, StreamExt};
use operations::Operation::Create;
use operations::{client, routing};
use std::collections::BTreeSet;
use std::time::Duration;

/// The routes of a gateway behind a server that speaks HTTP/2.
fn over_http2(server: &Http2Server) -> DynamicRouting {
    let http = reqwest::Client::builder().http2_prior_knowledge().build().unwrap();
    routing(client(server.address()).http_client(http))
}

fn named(routing: &DynamicRouting, name: String) -> impl Future<Output = Result<(), Error>> + use<> {
    let call = routing.create(name, vec![Element::start("start", "end"), Element::end("end")]);
    async { call.send().await.map(drop) }
}

/// The names of the routes that a server was asked to create.
fn names(server: &Http2Server) -> Vec<String> {
    let body = |bytes: Vec<u8>| serde_json::from_slice::<serde_json::Value>(&bytes).unwrap();
    server.taken().into_iter().map(|bytes| body(bytes)["name"].as_str().unwrap().to_owned()).collect()
}

/// Makes calls that create routes, some at once, and asserts that each succeeds and arrives exactly once.
async fn create_exactly_once(manners: Manners, calls: usize, at_once: usize) -> Http2Server {
    let server = Http2Server::start(manners, Create.answer()).await;
    let routing = over_http2(&server);
    let outcomes: Vec<Result<(), Error>> = stream::iter(0..calls)
        .map(|number| named(&routing, format!("route-{number}")))
        .buffer_unordered(at_once)
        .collect()
        .await;
    let failed: Vec<_> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    assert!(failed.is_empty(), "{} of {calls} failed, the first with {}", failed.len(), failed[0]);
    let names = names(&server);
    assert_eq!(names.len(), calls, "what is answered once arrived once");
    assert_eq!(names.into_iter().collect::<BTreeSet<_>>().len(), calls);
    server
}

#[tokio::test(start_paused = true)]
async fn of_3000_posts_to_a_server_that_goes_away_after_7_each_arrives_once() {
    let server = create_exactly_once(Manners::GoAwayAfter(7), 3000, 16).await;
    assert!(server.begun() > 3000, "it left requests alone");
}

#[tokio::test(start_paused = true)]
async fn of_300_posts_to_a_server_that_refuses_most_each_arrives_once() {
    let server = create_exactly_once(Manners::TakeOnlyEach(5), 300, 16).await;
    assert!(server.begun() > 600, "it refused requests");
}

#[tokio::test(start_paused = true)]
async fn of_many_more_at_once_than_a_connection_takes_each_arrives_once() {
    create_exactly_once(Manners::GoAwayAfter(7), 500, 64).await;
}

fn is_unprocessed(error: &Error) -> bool {
    matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Unprocessed)
}

#[tokio::test(start_paused = true)]
async fn a_server_that_never_takes_a_request_is_given_up_on() {
    let server = Http2Server::start(Manners::GoAwayAfter(0), Create.answer()).await;
    let start = tokio::time::Instant::now();
    let error = Create.call(&over_http2(&server)).await.unwrap_err();
    assert!(is_unprocessed(&error) && error.is_retryable(), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    assert_eq!(names(&server), Vec::<String>::new());
}

#[tokio::test(start_paused = true)]
async fn the_deadline_ends_it_and_so_does_a_policy_that_tries_nothing_again() {
    let server = Http2Server::start(Manners::GoAwayAfter(0), Create.answer()).await;
    let start = tokio::time::Instant::now();
    let elements = || vec![Element::start("start", "end"), Element::end("end")];
    let call = over_http2(&server).create("n", elements()).deadline(Duration::from_secs(1));
    call.send().await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    let call = over_http2(&server).create("n", elements()).retry(RetryPolicy::none());
    let error = call.send().await.unwrap_err();
    assert!(is_unprocessed(&error) && error.tries() == 1, "{error:?}");
}
