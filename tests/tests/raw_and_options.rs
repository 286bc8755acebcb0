//! Options of a single call, and raw answers.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Received, Reply};
use cloudflare_dynamic_routing::operations::dynamic_routing::{DynamicRouting, ListRequest};
use cloudflare_dynamic_routing::types::{
    DeployedRoute, ListDeploymentsResponse, ListRoutesResponse, ListVersionsResponse, Route, RouteVersion,
    UpdateRouteResponse,
};
use cloudflare_dynamic_routing::{
    Client, ClientBuilder, Credentials, Entries, Error, Pages, Request, Response, RetryPolicy,
    TransportErrorKind,
};
use operations::Operation::*;
use operations::{client, page, route, routing};
use std::time::Duration;

/// The requests of a GET of one item and of a list, with the same options.
macro_rules! each_kind_of_request {
    ($server:expr, $routing:expr, |$request:ident| $with_options:expr) => {{
        let $request = $routing.get("r");
        let _ = $with_options.send().await;
        let $request = $routing.list().page(2).per_page(50);
        let _ = $with_options.send().await;
        let received = $server.received();
        let count = received.len();
        <[Received; 2]>::try_from(received).unwrap_or_else(|_| panic!("{count} requests"))
    }};
}

async fn answering() -> (MisbehavingServer, DynamicRouting) {
    let server = MisbehavingServer::start(|request| {
        let is_list = request.path().ends_with("/routes");
        Reply::json(&if is_list { page("routes", &[route("r")]) } else { Get.answer() })
    })
    .await;
    let routing = routing(client(server.address()));
    (server, routing)
}

#[tokio::test]
async fn a_header_of_a_call_is_sent_with_it_and_as_often_as_it_is_given() {
    let (server, routing) = answering().await;
    for request in each_kind_of_request!(server, routing, |request| {
        request.header("X-One", "1").header("x-two", "a").header("X-Two", "b")
    }) {
        assert_eq!(request.header("x-one"), ["1"]);
        assert_eq!(request.header("x-two"), ["a", "b"]);
    }
    routing.get("r").send().await.unwrap();
    assert_eq!(server.received()[2].header("x-one"), [""; 0], "it was said for one call");
}

#[tokio::test]
async fn a_header_of_a_call_takes_the_place_of_the_clients() {
    let (server, routing) = answering().await;
    for request in each_kind_of_request!(server, routing, |request| {
        request
            .header("authorization", "Bearer other")
            .header("Accept", "text/plain")
            .header("user-agent", "me")
    }) {
        assert_eq!(request.header("authorization"), ["Bearer other"]);
        assert_eq!(request.header("accept"), ["text/plain"]);
        assert_eq!(request.header("user-agent"), ["me"]);
    }
}

#[tokio::test]
async fn a_header_with_a_line_break_is_refused_and_nothing_is_sent() {
    let (server, routing) = answering().await;
    for (name, value) in [
        ("x-a", "canary\r\nx-injected: 1"),
        ("x-a", "canary\n"),
        ("x-a", "canary\0"),
        ("x-a\r\nx-injected: 1", "canary"),
        ("", "canary"),
        ("x a", "canary"),
        ("x:a", "canary"),
    ] {
        for error in [
            routing.get("r").header(name, value).send().await.unwrap_err(),
            routing.list().header(name, value).send().await.unwrap_err(),
            routing.list().header(name, value).items().next().await.unwrap().unwrap_err(),
        ] {
            assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
            assert!(!format!("{error} {error:?}").contains("canary"), "{error:?}");
        }
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn a_query_of_a_call_comes_after_the_operations_own_and_is_encoded() {
    let (server, routing) = answering().await;
    let [plain, list] = each_kind_of_request!(server, routing, |request| {
        request.query("a b", "c&d=e").query("x", "é#?/").query("x", "")
    });
    let query = "a+b=c%26d%3De&x=%C3%A9%23%3F%2F&x=";
    assert_eq!(plain.target(), format!("/accounts/a/ai-gateway/gateways/g/routes/r?{query}"));
    let list_query = format!("page=2&per_page=50&{query}");
    assert_eq!(list.target(), format!("/accounts/a/ai-gateway/gateways/g/routes?{list_query}"));
}

#[tokio::test(start_paused = true)]
async fn a_timeout_and_a_deadline_of_a_call_are_its_own() {
    let server = MisbehavingServer::scripted([Reply::default().stall()]).await;
    let routing = routing(client(server.address()).retry(RetryPolicy::none()));
    let second = Duration::from_secs(1);
    for (error, expected) in [
        (routing.get("r").timeout(second).send().await.unwrap_err(), TransportErrorKind::Timeout),
        (routing.list().timeout(second).send().await.unwrap_err(), TransportErrorKind::Timeout),
        (routing.get("r").deadline(second).send().await.unwrap_err(), TransportErrorKind::DeadlineExceeded),
        (routing.list().deadline(second).send().await.unwrap_err(), TransportErrorKind::DeadlineExceeded),
    ] {
        let Error::Transport(error) = error else { panic!("{error:?}") };
        assert_eq!(error.kind(), expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_retry_policy_of_a_call_is_its_own() {
    let server = MisbehavingServer::scripted([Reply::status(503)]).await;
    let routing = routing(client(server.address()));
    let mut count = 0;
    let mut requests = || server.received().len() - std::mem::replace(&mut count, server.received().len());
    routing.get("r").retry(RetryPolicy::none()).send().await.unwrap_err();
    assert_eq!(requests(), 1);
    routing.list().retry(RetryPolicy::none().with_max_retries(4)).send().await.unwrap_err();
    assert_eq!(requests(), 5);
    let opted_in = RetryPolicy::default().with_non_idempotent(true);
    routing.create("n", []).retry(opted_in).send().await.unwrap_err();
    assert_eq!(requests(), 3);
    routing.create("n", []).send().await.unwrap_err();
    assert_eq!(requests(), 1);
    routing.list().send().await.unwrap_err();
    assert_eq!(requests(), 3);
}

#[tokio::test]
async fn the_raw_answer_has_the_value_and_what_it_came_in() {
    let body = Get.answer().to_string();
    let headers = [("cf-ray", "ray-1"), ("x-a", "1"), ("x-a", "2")];
    let server = MisbehavingServer::scripted([Reply::new(201, &headers, &body)]).await;
    let response = routing(client(server.address())).get("r").send_raw().await.unwrap();
    assert_eq!((response.status().as_u16(), response.request_id()), (201, Some("ray-1")));
    let several: Vec<_> = response.headers().get_all("x-a").iter().collect();
    assert_eq!(several, ["1", "2"]);
    assert_eq!(response.body(), body.as_bytes());
    assert_eq!((response.value().id.as_str(), response.tries()), ("r", 1));
    assert_eq!(response.into_value().name, "name of r");

    let (_server, routing) = answering().await;
    let response = routing.list().send_raw().await.unwrap();
    assert_eq!(response.value().data.routes[0].id, "r");
}

#[tokio::test]
async fn awaiting_a_request_sends_it() {
    let (server, routing) = answering().await;
    let route = routing.get("r").await.unwrap();
    let list = routing.list().per_page(50).header("x-a", "1").await.unwrap();
    assert_eq!((route.id.as_str(), list.data.routes[0].id.as_str()), ("r", "r"));
    assert_eq!(server.received()[1].header("x-a"), ["1"]);
    let as_request: Request<_> = routing.list().page(3).into();
    as_request.await.unwrap();
    assert_eq!(server.received()[2].query(), "page=3");
}

#[tokio::test]
async fn options_are_in_every_request_of_a_list() {
    let server = MisbehavingServer::start(|request| {
        let number = request.number("page").unwrap_or(1);
        let routes = if number < 3 { vec![route(&number.to_string())] } else { Vec::new() };
        Reply::json(&operations::numbered_page("routes", &routes, number, 1))
    })
    .await;
    let list = routing(client(server.address())).list().header("x-a", "1").query("q", "2");
    let mut items = list.items();
    while items.next().await.transpose().unwrap().is_some() {}
    let received = server.received();
    assert_eq!(received.len(), 3);
    for request in received {
        assert_eq!((request.header("x-a"), request.number("q")), (vec!["1".to_owned()], Some(2)));
    }
}

fn is_send<T: Send>() {}
fn is_send_and_sync<T: Send + Sync>() {}
fn value_is_send<T: Send>(_: &T) {}

/// The compiler checks this.
#[tokio::test]
async fn requests_and_their_futures_can_go_to_other_threads() {
    is_send_and_sync::<Client>();
    is_send_and_sync::<ClientBuilder>();
    is_send_and_sync::<Credentials>();
    is_send_and_sync::<DynamicRouting>();
    is_send_and_sync::<Error>();
    is_send_and_sync::<RetryPolicy>();
    is_send_and_sync::<ListRequest>();
    is_send::<Request<DeployedRoute>>();
    is_send::<Request<ListDeploymentsResponse>>();
    is_send::<Request<ListVersionsResponse>>();
    is_send::<Request<Route>>();
    is_send::<Request<RouteVersion>>();
    is_send::<Request<UpdateRouteResponse>>();
    is_send_and_sync::<Response<ListRoutesResponse>>();
    is_send::<Pages<ListRoutesResponse>>();
    is_send::<Entries<ListRoutesResponse>>();
    is_send::<<ListRequest as IntoFuture>::IntoFuture>();
    is_send::<<Request<Route> as IntoFuture>::IntoFuture>();
    let (_server, routing) = answering().await;
    value_is_send(&routing.get("r").send());
    value_is_send(&routing.get("r").send_raw());
    value_is_send(&routing.list().send());
    value_is_send(&routing.list().send_raw());
    value_is_send(&routing.list().items().next());
    value_is_send(&routing.list().pages().next());
    tokio::spawn(async move { routing.get("r").await }).await.unwrap().unwrap();
}
