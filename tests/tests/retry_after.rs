//! The client waits as long as `Retry-After` says, within limits. The clock is paused: it advances only while everything
//! waits for it, so times are exact.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{Error, RetryPolicy};
use operations::Operation::{self, *};
use operations::{ALL, client, routing};
use std::ops::RangeInclusive;
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

/// How long a call waits after one failure with these headers, and how many requests it makes.
async fn waited(
    operation: Operation,
    status: u16,
    headers: &[(&str, &str)],
    policy: RetryPolicy,
) -> (Duration, usize) {
    let replies = [Reply::new(status, headers, ""), Reply::json(&operation.answer())];
    let server = MisbehavingServer::scripted(replies).await;
    let routing = routing(client(server.address()).retry(policy));
    let start = Instant::now();
    let _ = operation.call(&routing).await;
    (start.elapsed(), server.received().len())
}

/// tokio's clock has a resolution of a millisecond, and rounds up.
fn about(asked: Duration) -> RangeInclusive<Duration> {
    asked..=asked + Duration::from_millis(10)
}

async fn waits(headers: &[(&str, &str)]) -> Duration {
    let (waited, requests) = waited(Get, 503, headers, RetryPolicy::default()).await;
    assert_eq!(requests, 2, "{headers:?}");
    waited
}

/// The default wait before the first retry: half a second, less up to a quarter of it.
fn is_backoff(waited: Duration) -> bool {
    (Duration::from_millis(375)..=Duration::from_millis(510)).contains(&waited)
}

#[tokio::test(start_paused = true)]
async fn seconds_and_milliseconds_are_waited() {
    for (name, value, milliseconds) in [
        ("retry-after", "20", 20_000),
        ("Retry-After", "1", 1000),
        ("retry-after", "1.5", 1500),
        ("retry-after", "60", 60_000),
        ("retry-after-ms", "250", 250),
        ("Retry-After-Ms", "1", 1),
    ] {
        let waited = waits(&[(name, value)]).await;
        assert!(about(Duration::from_millis(milliseconds)).contains(&waited), "{name}: {value}: {waited:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_date_is_waited_for() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(7200));
    let policy = RetryPolicy::default().with_max_retry_after(Duration::from_secs(86_400));
    let (waited, requests) = waited(Get, 503, &[("retry-after", &date)], policy).await;
    assert_eq!(requests, 2);
    // The date is compared with the real clock, which advances a little during this test.
    assert!((Duration::from_secs(3600)..=Duration::from_secs(7201)).contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn more_than_a_minute_is_not_waited_for_and_the_error_says_how_long() {
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(86_400));
    for (name, value) in [
        ("retry-after", "61"),
        ("retry-after", "86400"),
        ("retry-after", "1e400"),
        ("retry-after", "18446744073709551615"),
        ("retry-after", "99999999999999999999999999999999"),
        ("retry-after-ms", "18446744073709551615"),
        ("retry-after-ms", "1e308"),
        ("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT"),
        ("retry-after", &date),
    ] {
        let server = MisbehavingServer::scripted([Reply::new(503, &[(name, value)], "")]).await;
        let start = Instant::now();
        let error = routing(client(server.address())).get("r").send().await.unwrap_err();
        assert_eq!((server.received().len(), start.elapsed().as_secs()), (1, 0), "{name}: {value}");
        assert!(error.retry_after().unwrap() > Duration::from_secs(60), "{name}: {value}");
    }
}

/// The limit is one for the call as a whole.
#[tokio::test(start_paused = true)]
async fn a_minute_is_waited_in_all() {
    for (asked, requests, waited) in [("30", 3, 60), ("40", 2, 40), ("60", 2, 60)] {
        let server = MisbehavingServer::scripted([Reply::new(503, &[("retry-after", asked)], "")]).await;
        let start = Instant::now();
        let error = routing(client(server.address())).get("r").send().await.unwrap_err();
        assert_eq!((server.received().len(), start.elapsed().as_secs()), (requests, waited), "{asked}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(asked.parse().unwrap())));
    }
}

#[tokio::test(start_paused = true)]
async fn what_does_not_fit_into_the_deadline_is_not_waited_for() {
    for (operation, status) in [(Get, 503), (Get, 429), (Create, 429)] {
        let server = MisbehavingServer::scripted([Reply::new(status, &[("retry-after", "30")], "")]).await;
        let client = client(server.address()).deadline(Duration::from_secs(20));
        let start = Instant::now();
        let error = operation.call(&routing(client)).await.unwrap_err();
        assert_eq!((server.received().len(), start.elapsed().as_secs()), (1, 0), "{operation:?}");
        assert_eq!(error.retry_after(), Some(Duration::from_secs(30)));
    }
}

#[tokio::test(start_paused = true)]
async fn errors_say_what_the_service_asks_for_whether_or_not_it_is_waited_for() {
    let broken = [("retry-after", "20"), ("content-length", "9")];
    for (reply, expected) in [
        (Reply::new(409, &[("retry-after", "20")], ""), Some(20.0)),
        (Reply::new(429, &[("retry-after-ms", "1500")], ""), Some(1.5)),
        (Reply::new(500, &[], ""), None),
        (Reply::new(500, &[("retry-after", "soon")], ""), None),
        (Reply::head(200, &broken).send("{").reset(), Some(20.0)),
    ] {
        let server = MisbehavingServer::scripted([reply]).await;
        let routing = routing(client(server.address()).retry(RetryPolicy::none()));
        let error = routing.get("r").send().await.unwrap_err();
        assert_eq!(error.retry_after().map(|asked| asked.as_secs_f64()), expected, "{error}");
        if let Error::Api(api) = &error {
            assert_eq!(api.retry_after(), error.retry_after());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_time_to_come_leaves_it_at_the_backoff() {
    for value in [
        "0",
        "-10",
        "NaN",
        "inf",
        "-inf",
        "",
        "soon",
        "20s",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "Tue, 24 Nov 2020 12:00:00 GMT",
        "Tue, 99 Foo 2026 12:00:00 GMT",
        "\u{fc}",
    ] {
        for name in ["retry-after", "retry-after-ms"] {
            let waited = waits(&[(name, value)]).await;
            assert!(is_backoff(waited), "{name}: {value}: {waited:?}");
        }
    }
    assert!(is_backoff(waits(&[]).await));
}

#[tokio::test(start_paused = true)]
async fn of_several_the_milliseconds_count_and_then_the_first() {
    let waited = waits(&[("retry-after", "20"), ("retry-after-ms", "100")]).await;
    assert!(about(Duration::from_millis(100)).contains(&waited), "{waited:?}");
    let waited = waits(&[("retry-after", "7"), ("retry-after", "30")]).await;
    assert!(about(Duration::from_secs(7)).contains(&waited), "{waited:?}");
}

#[tokio::test(start_paused = true)]
async fn the_bound_is_the_callers_to_set() {
    for (bound, expected, requests) in [(0, 0, 1), (5, 0, 1), (20, 20, 2), (30, 20, 2)] {
        let policy = RetryPolicy::default().with_max_retry_after(Duration::from_secs(bound));
        let (waited, made) = waited(Get, 503, &[("retry-after", "20")], policy).await;
        assert!(about(Duration::from_secs(expected)).contains(&waited), "{bound}: {waited:?}");
        assert_eq!(made, requests, "{bound}");
    }
}

/// `Retry-After` alone is no reason to repeat a call that may have had an effect.
#[tokio::test(start_paused = true)]
async fn only_what_may_be_tried_again_is() {
    for operation in ALL {
        for (status, again) in [(429, true), (503, !operation.is_write()), (409, false), (200, false)] {
            let policy = RetryPolicy::default();
            let (waited, requests) = waited(operation, status, &[("retry-after", "20")], policy).await;
            assert_eq!(requests, if again { 2 } else { 1 }, "{operation:?}, {status}");
            assert_eq!(waited >= Duration::from_secs(20), again, "{operation:?}, {status}");
        }
    }
}

#[tokio::test(start_paused = true)]
async fn without_it_the_time_between_tries_doubles_from_half_a_second_to_eight() {
    let server = MisbehavingServer::scripted([Reply::status(503)]).await;
    let routing = routing(client(server.address()).retry(RetryPolicy::default().with_max_retries(6)));
    let start = Instant::now();
    routing.get("r").send().await.unwrap_err();
    let (all, waited) = (0.5 + 1.0 + 2.0 + 4.0 + 8.0 + 8.0, start.elapsed().as_secs_f64());
    assert_eq!(server.received().len(), 7);
    assert!((all * 0.75..all + 0.1).contains(&waited), "{waited}");
}

#[tokio::test(start_paused = true)]
async fn times_that_no_clock_can_hold_do_not_panic() {
    let policy =
        RetryPolicy::default().with_backoff(Duration::MAX, Duration::MAX).with_max_retry_after(Duration::MAX);
    let server = MisbehavingServer::scripted([
        Reply::new(503, &[("retry-after", "1e300")], ""),
        Reply::json(&Get.answer()),
    ])
    .await;
    let routing = routing(client(server.address()).retry(policy).timeout(Duration::MAX));
    // It waits as long as it was told.
    let call = routing.get("r").send();
    assert!(tokio::time::timeout(Duration::from_secs(86_400 * 365), call).await.is_err());
    assert_eq!(server.received().len(), 1);
    routing.get("r").deadline(Duration::MAX).send().await.unwrap();
}
