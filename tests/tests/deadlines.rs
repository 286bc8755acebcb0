//! Limits on the time of a call. The clock is paused: it advances only while everything waits for it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{Error, RetryPolicy, TransportErrorKind};
use operations::Operation::*;
use operations::{ALL, client, routing};
use std::time::Duration;
use tokio::time::Instant;

fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn kind(error: &Error) -> TransportErrorKind {
    let Error::Transport(error) = error else { panic!("{error:?}") };
    error.kind()
}

/// A temporary failure that asks to wait for twenty seconds.
fn busy() -> Reply {
    Reply::new(503, &[("retry-after", "20")], "")
}

#[tokio::test(start_paused = true)]
async fn a_try_takes_a_minute_at_most() {
    let server = MisbehavingServer::scripted([Reply::default().stall()]).await;
    let start = Instant::now();
    let policy = RetryPolicy::none();
    let error = routing(client(server.address()).retry(policy)).get("r").send().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Timeout);
    assert!((seconds(60)..seconds(61)).contains(&start.elapsed()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_deadline_covers_the_time_between_tries() {
    let server = MisbehavingServer::scripted([busy()]).await;
    let policy = RetryPolicy::default().with_max_retries(100);
    let routing = routing(client(server.address()).retry(policy).deadline(seconds(50)));
    let start = Instant::now();
    let error = routing.get("r").send().await.unwrap_err();
    // Tries at 0, 20 and 40 seconds. The one at 60 would be too late, so it is not waited for.
    assert_eq!(server.received().len(), 3);
    assert_eq!((error.status().unwrap().as_u16(), error.tries()), (503, 3));
    assert!((seconds(40)..seconds(41)).contains(&start.elapsed()), "{:?}", start.elapsed());
}

#[tokio::test(start_paused = true)]
async fn the_deadline_cuts_the_last_try_short() {
    let server = MisbehavingServer::scripted([Reply::default().stall()]).await;
    let policy = RetryPolicy::default().with_max_retries(100);
    let routing = routing(client(server.address()).retry(policy).deadline(seconds(90)));
    let start = Instant::now();
    let error = routing.get("r").send().await.unwrap_err();
    assert_eq!(server.received().len(), 2);
    assert_eq!((kind(&error), error.tries()), (TransportErrorKind::DeadlineExceeded, 2));
    assert!(error.is_timeout());
    assert!((seconds(90)..seconds(91)).contains(&start.elapsed()), "{:?}", start.elapsed());
}

/// The caller's own HTTP client can have shorter limits.
#[tokio::test(start_paused = true)]
async fn what_times_out_before_the_deadline_is_tried_again_as_long_as_there_is_time() {
    let server = MisbehavingServer::scripted([Reply::default().stall(), Reply::json(&Get.answer())]).await;
    let http = reqwest::Client::builder().read_timeout(seconds(5)).build().unwrap();
    let routing = routing(client(server.address()).http_client(http).deadline(seconds(30)));
    assert_eq!(routing.get("r").send_raw().await.unwrap().tries(), 2);

    let server = MisbehavingServer::scripted([Reply::default().stall()]).await;
    let http = reqwest::Client::builder().read_timeout(seconds(5)).build().unwrap();
    let routing = operations::routing(client(server.address()).http_client(http).deadline(seconds(30)));
    let error = routing.get("r").retry(RetryPolicy::none()).send().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Timeout);
}

#[tokio::test(start_paused = true)]
async fn the_deadline_covers_slow_answers() {
    let head = Reply::head(200, &[("content-length", "1000")]);
    let server = MisbehavingServer::scripted([head.trickle([b' '; 1000], seconds(1))]).await;
    let start = Instant::now();
    let error = routing(client(server.address())).get("r").deadline(seconds(30)).send().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::DeadlineExceeded);
    assert_eq!(error.status().unwrap(), 200);
    assert!((seconds(30)..seconds(31)).contains(&start.elapsed()), "{:?}", start.elapsed());
    assert_eq!(server.received().len(), 1);
}

#[tokio::test(start_paused = true)]
async fn what_is_said_for_a_call_beats_what_is_said_for_the_client() {
    let server = MisbehavingServer::scripted([Reply::default().stall()]).await;
    let stingy = client(server.address()).retry(RetryPolicy::none()).timeout(seconds(1)).deadline(seconds(2));
    let routing = routing(stingy);
    let after = async |call: cloudflare_dynamic_routing::Request<_>| {
        let start = Instant::now();
        let error = call.send().await.unwrap_err();
        (kind(&error), start.elapsed().as_secs())
    };
    use TransportErrorKind::{DeadlineExceeded, Timeout};
    assert_eq!(after(routing.get("r")).await, (Timeout, 1));
    assert_eq!(after(routing.get("r").timeout(seconds(60))).await, (DeadlineExceeded, 2));
    assert_eq!(after(routing.get("r").timeout(seconds(60)).deadline(seconds(600))).await, (Timeout, 60));
    assert_eq!(
        after(routing.get("r").timeout(seconds(60)).deadline(seconds(20))).await,
        (DeadlineExceeded, 20)
    );
    assert_eq!(after(routing.get("r")).await, (Timeout, 1), "it was said for one call");
}

#[tokio::test(start_paused = true)]
async fn no_time_at_all_is_a_deadline_that_passed_with_nothing_sent() {
    let server = MisbehavingServer::scripted([Reply::json(&Get.answer())]).await;
    let error = routing(client(server.address())).get("r").deadline(Duration::ZERO).send().await.unwrap_err();
    assert_eq!((kind(&error), error.tries()), (TransportErrorKind::DeadlineExceeded, 0));
    assert_eq!(server.connections(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_between_tries_sends_nothing_more() {
    for operation in ALL {
        let server = MisbehavingServer::scripted([Reply::new(429, &[("retry-after", "20")], "")]).await;
        let routing = routing(client(server.address()));
        assert!(tokio::time::timeout(seconds(10), operation.call(&routing)).await.is_err());
        tokio::time::sleep(seconds(3600)).await;
        assert_eq!(server.received().len(), 1, "{operation:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_is_dropped_while_it_waits_for_an_answer_ends_its_connection() {
    for operation in ALL {
        let server = MisbehavingServer::scripted([Reply::default().stall()]).await;
        let routing = routing(client(server.address()));
        assert!(tokio::time::timeout(seconds(10), operation.call(&routing)).await.is_err());
        server.connections_have_ended().await;
        tokio::time::sleep(seconds(3600)).await;
        assert_eq!((server.received().len(), server.connections()), (1, 1), "{operation:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_nobody_awaits_sends_nothing() {
    let server = MisbehavingServer::scripted([Reply::json(&Get.answer())]).await;
    let routing = routing(client(server.address()));
    drop(routing.get("r"));
    drop(routing.get("r").send());
    drop(IntoFuture::into_future(routing.get("r")));
    drop(routing.list().send_raw());
    tokio::time::sleep(seconds(3600)).await;
    assert_eq!(server.connections(), 0);
}
