//! Which calls are tried again, and how often. The clock is paused: it advances only while everything waits for it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{ClientBuilder, Error, RetryPolicy, TransportErrorKind, reqwest};
use futures_util::future::join_all;
use operations::Operation::{self, *};
use operations::{ALL, client, hasty, routing};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What happens to every request of a call.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Fate {
    /// The connection is refused.
    Refused,
    /// The connection is reset after the request.
    Reset,
    /// The connection is reset in the middle of the answer.
    Broken,
    /// No answer comes.
    Timeout,
    /// The answer has this status.
    Status(u16),
}

const FATES: [Fate; 9] = [
    Fate::Refused,
    Fate::Reset,
    Fate::Broken,
    Fate::Timeout,
    Fate::Status(408),
    Fate::Status(409),
    Fate::Status(429),
    Fate::Status(500),
    Fate::Status(503),
];

/// How many requests are made when all of them meet the same fate, with the default of two retries.
#[rustfmt::skip]
const TABLE: [(Operation, [usize; 9]); 10] = [
    // fate             refused reset broken timeout 408 409 429 500 503
    (List,             [     3,    3,     3,      3,  3,  1,  3,  3,  3]),
    (Create,           [     3,    1,     1,      1,  1,  1,  3,  1,  1]),
    (Get,              [     3,    3,     3,      3,  3,  1,  3,  3,  3]),
    (Update,           [     3,    1,     1,      1,  1,  1,  3,  1,  1]),
    (Delete,           [     3,    3,     3,      3,  3,  1,  3,  3,  3]),
    (ListDeployments,  [     3,    3,     3,      3,  3,  1,  3,  3,  3]),
    (CreateDeployment, [     3,    1,     1,      1,  1,  1,  3,  1,  1]),
    (ListVersions,     [     3,    3,     3,      3,  3,  1,  3,  3,  3]),
    (CreateVersion,    [     3,    1,     1,      1,  1,  1,  3,  1,  1]),
    (GetVersion,       [     3,    3,     3,      3,  3,  1,  3,  3,  3]),
];

/// Makes a call whose requests all meet the same fate, and counts the requests, or the connections if there are none.
async fn requests(operation: Operation, fate: Fate, policy: RetryPolicy) -> (usize, Error) {
    if fate == Fate::Refused {
        return refused(operation, policy).await;
    }
    let (head, half) = ([("content-length", "1000")], r#"{"success": true, "#);
    let server = MisbehavingServer::scripted([match fate {
        Fate::Refused => unreachable!(),
        Fate::Reset => Reply::default().reset(),
        Fate::Broken => Reply::head(200, &head).send(half).reset(),
        Fate::Timeout => Reply::default().stall(),
        Fate::Status(status) => Reply::status(status),
    }])
    .await;
    let error = operation.call(&routing(client(server.address()).retry(policy))).await.unwrap_err();
    (server.received().len(), error)
}

/// Counts how often a name is resolved, which is once for each connection.
struct CountingResolver(Arc<AtomicUsize>);

impl reqwest::dns::Resolve for CountingResolver {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        self.0.fetch_add(1, Ordering::SeqCst);
        let addresses: reqwest::dns::Addrs = Box::new(std::iter::once(([127, 0, 0, 1], 0).into()));
        Box::pin(std::future::ready(Ok(addresses)))
    }
}

async fn refused(operation: Operation, policy: RetryPolicy) -> (usize, Error) {
    // A port that is bound without a listener, so that no other test can use it.
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let port = socket.local_addr().unwrap().port();
    let connections = Arc::new(AtomicUsize::new(0));
    let http = reqwest::Client::builder().dns_resolver(CountingResolver(Arc::clone(&connections)));
    let client = client(format!("http://localhost:{port}")).retry(policy).http_client(http.build().unwrap());
    let error = operation.call(&routing(client)).await.unwrap_err();
    (connections.load(Ordering::SeqCst), error)
}

fn is_what_happened(fate: Fate, error: &Error) -> bool {
    let kind = |error: &Error| match error {
        Error::Transport(error) => Some(error.kind()),
        _ => None,
    };
    match fate {
        Fate::Refused => kind(error) == Some(TransportErrorKind::Connect),
        Fate::Reset | Fate::Broken => kind(error) == Some(TransportErrorKind::Interrupted),
        Fate::Timeout => kind(error) == Some(TransportErrorKind::Timeout),
        Fate::Status(status) => {
            matches!(error, Error::Api(_)) && error.status().is_some_and(|is| is == status)
        }
    }
}

#[tokio::test(start_paused = true)]
async fn each_operation_makes_as_many_requests_as_the_table_says_whatever_happens() {
    assert_eq!(TABLE.map(|(operation, _)| operation), ALL);
    let cells = TABLE
        .iter()
        .flat_map(|(operation, row)| FATES.into_iter().zip(row).map(move |cell| (operation, cell)));
    join_all(cells.map(async |(operation, (fate, expected))| {
        let (requests, error) = requests(*operation, fate, hasty()).await;
        assert_eq!(requests, *expected, "{operation:?}, {fate:?}: {error:?}");
        assert_eq!(error.tries() as usize, requests, "{operation:?}, {fate:?}: {error:?}");
        assert!(is_what_happened(fate, &error), "{operation:?}, {fate:?}: {error:?}");
    }))
    .await;
}

#[tokio::test(start_paused = true)]
async fn writes_run_as_often_as_reads_where_the_caller_opted_in() {
    let writes = ALL.into_iter().filter(|operation| operation.is_write());
    let cells = writes.flat_map(|write| FATES.into_iter().map(move |fate| (write, fate)));
    join_all(cells.map(async |(write, fate)| {
        let (requests, error) = requests(write, fate, hasty().with_non_idempotent(true)).await;
        let expected = if fate == Fate::Status(409) { 1 } else { 3 };
        assert_eq!(requests, expected, "{write:?}, {fate:?}: {error:?}");
    }))
    .await;
}

#[tokio::test(start_paused = true)]
async fn all_tries_send_the_same_bytes() {
    for operation in ALL {
        let replies = [Reply::status(503), Reply::default().reset(), Reply::json(&operation.answer())];
        let server = MisbehavingServer::scripted(replies).await;
        let client = client(server.address()).retry(hasty().with_non_idempotent(true));
        operation.call(&routing(client)).await.unwrap();
        let [first, second, third] = &server.received()[..] else { panic!("{operation:?}") };
        assert!(
            first.bytes == second.bytes && second.bytes == third.bytes,
            "{operation:?}: {}",
            first.text()
        );
        assert_eq!(!first.body().is_empty(), operation.is_write(), "{operation:?}: {}", first.text());
    }
}

#[tokio::test(start_paused = true)]
async fn a_get_that_is_answered_at_the_third_try_says_so() {
    let replies = [Reply::status(503), Reply::status(503), Reply::json(&Get.answer())];
    let server = MisbehavingServer::scripted(replies).await;
    let response = routing(client(server.address())).get("r").send_raw().await.unwrap();
    assert_eq!((response.tries(), response.value().id.as_str()), (3, "r"));
    assert_eq!(server.received().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn what_will_not_pass_is_not_tried_again() {
    for status in [301, 302, 307, 400, 401, 403, 404, 405, 410, 422, 501, 505, 599] {
        let server = MisbehavingServer::scripted([Reply::status(status)]).await;
        let routing = routing(client(server.address()).retry(hasty().with_non_idempotent(true)));
        for (operation, number) in ALL.into_iter().zip(1..) {
            let error = operation.call(&routing).await.unwrap_err();
            assert!(!error.is_retryable());
            assert_eq!(server.received().len(), number, "{operation:?}, {status}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_does_not_fit_or_says_that_the_call_failed_is_not_tried_again() {
    for body in ["{}", "", r#"{"success":false,"errors":[{"code":1,"message":"m"}],"result":null}"#] {
        let server = MisbehavingServer::scripted([Reply::new(200, &[], body)]).await;
        routing(client(server.address())).get("r").send().await.unwrap_err();
        assert_eq!(server.received().len(), 1, "{body}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_delete_whose_answer_was_lost_is_not_found_at_the_second_try_and_the_error_tells() {
    let server = MisbehavingServer::scripted([Reply::default().reset(), Reply::status(404)]).await;
    let error = routing(client(server.address())).delete("r").send().await.unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.tries(), 2);
    assert_eq!(server.received().len(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_policy_says_how_often() {
    for (policy, expected) in [
        (RetryPolicy::none(), 1),
        (hasty().with_max_retries(1), 2),
        (hasty(), 3),
        (hasty().with_max_retries(5), 6),
    ] {
        let server = MisbehavingServer::scripted([Reply::status(500)]).await;
        let error = routing(client(server.address()).retry(policy)).get("r").send().await.unwrap_err();
        assert_eq!((server.received().len(), error.tries()), (expected, u32::try_from(expected).unwrap()));
    }
}

#[tokio::test(start_paused = true)]
async fn a_try_after_a_broken_connection_is_made_on_a_new_one() {
    let replies = [Reply::status(503), Reply::default().reset(), Reply::json(&Get.answer())];
    let server = MisbehavingServer::scripted(replies).await;
    routing(client(server.address())).get("r").send().await.unwrap();
    let connections: Vec<usize> = server.received().iter().map(|request| request.connection).collect();
    assert_eq!(connections, [1, 1, 2], "what is answered leaves the connection as it is");
}

/// The service closes idle connections. A write that would have used one is sent once, and succeeds.
#[tokio::test(start_paused = true)]
async fn a_write_after_the_idle_connection_was_closed_runs_once() {
    let replies = [Reply::json(&Get.answer()).close(), Reply::json(&Create.answer())];
    let server = MisbehavingServer::scripted(replies).await;
    let routing = routing(client(server.address()));
    routing.get("r").send().await.unwrap();
    server.connections_have_ended().await;
    Create.call(&routing).await.unwrap();
    assert_eq!(server.received().len(), 2);
    assert_eq!(server.connections(), 2);
}

#[tokio::test(start_paused = true)]
async fn the_names_of_failures_that_pass_are_those_that_are_tried_again() {
    for fate in FATES {
        let (requests, error) = requests(Get, fate, hasty()).await;
        assert_eq!(error.is_retryable(), requests > 1, "{fate:?}");
        assert_eq!(error.is_rate_limited(), fate == Fate::Status(429), "{fate:?}");
        assert_eq!(error.is_timeout(), fate == Fate::Timeout, "{fate:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_client_is_made_with_two_retries() {
    let server = MisbehavingServer::scripted([Reply::new(503, &[("retry-after-ms", "1")], "")]).await;
    let client: ClientBuilder =
        cloudflare_dynamic_routing::Client::builder().api_token("t").base_url(server.address());
    routing(client).get("r").send().await.unwrap_err();
    assert_eq!(server.received().len(), 3);
}
