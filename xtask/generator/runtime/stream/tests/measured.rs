//! What streams take of memory and time, beside bare reqwest with the same parser: `cargo test -p runtime measured --
//! --ignored --nocapture --test-threads 1`.

use super::super::events::EventParser;
use super::{EVENTS, begin, client, request};
use crate::stream::codec::events;
use crate::stream::{Event, ItemStream};
use futures_core::Stream;
use reqwest::Method;
use serde_json::Value;
use std::future::poll_fn;
use std::pin::pin;
use std::time::{Duration, Instant};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const EVENT: &str = "id: 12345\nevent: delta\ndata: {\"n\":12345,\"text\":\"some words of an answer\"}\n\n";

/// A server on a thread of its own that sends as many events as the client takes, up to a number, to each connection.
fn serve(events: usize) -> String {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            loop {
                let (mut stream, _) = listener.accept().await.unwrap();
                let mut head = [0; 4096];
                // The request is short: what it says makes no difference.
                let _some = stream.read(&mut head).await.unwrap();
                let super::Step::Send(begin) = begin(EVENTS) else { return };
                let _ = stream.write_all(begin.as_bytes()).await;
                let hundred = EVENT.repeat(100);
                for _ in 0..events / 100 {
                    if stream.write_all(hundred.as_bytes()).await.is_err() {
                        break;
                    }
                }
            }
        });
    });
    address
}

async fn open(address: &str) -> ItemStream<Event<Value>> {
    request(&client(address), Method::GET, events(None)).await.unwrap()
}

/// The memory that the process holds, in bytes.
fn held() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
    line.trim().trim_end_matches(" kB").trim().parse::<u64>().unwrap() * 1024
}

#[cfg(target_os = "linux")]
#[tokio::test]
#[ignore = "takes a while"]
async fn measured_memory_stays_the_same_over_a_million_events() {
    let mut stream = open(&serve(1_000_000)).await;
    let mut counted = 0;
    let mut at = Vec::new();
    while let Some(event) = stream.next().await {
        event.unwrap();
        counted += 1;
        if counted % 100_000 == 0 {
            at.push(held());
        }
    }
    assert_eq!(counted, 1_000_000);
    let (first, last) = (at.first().unwrap(), at.last().unwrap());
    let grown = last.saturating_sub(*first);
    println!(
        "{counted} events: {} KiB held after 100,000, {} KiB more at the end",
        first / 1024,
        grown / 1024
    );
    assert!(grown < 1 << 20, "{at:?}");
}

#[cfg(target_os = "linux")]
#[tokio::test]
#[ignore = "takes a while"]
async fn measured_a_slow_reader_lets_the_client_hold_less_than_a_megabyte() {
    // What the first request of a process takes once and for all is not counted.
    let address = serve(10_000_000);
    drop(open(&address).await);
    let before = held();
    let mut stream = open(&address).await;
    for _ in 0..10 {
        stream.next().await.unwrap().unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    let more = held().saturating_sub(before);
    println!("{} KiB held for a stream that nobody reads", more / 1024);
    assert!(more < 1 << 20, "{more}");
}

#[tokio::test]
#[ignore = "takes a while"]
async fn measured_events_come_nearly_as_fast_as_from_bare_reqwest() {
    const EVENTS: usize = 500_000;
    let address = serve(EVENTS);
    let (mut ours, mut bare) = (f64::MAX, f64::MAX);
    for _ in 0..5 {
        let begin = Instant::now();
        let mut stream = open(&address).await;
        let mut counted = 0;
        while let Some(event) = stream.next().await {
            event.unwrap();
            counted += 1;
        }
        assert_eq!(counted, EVENTS);
        ours = ours.min(begin.elapsed().as_secs_f64());

        let begin = Instant::now();
        let response = reqwest::get(&address).await.unwrap();
        let mut pieces = pin!(response.bytes_stream());
        let mut parser = EventParser::new(1 << 20);
        let mut counted = 0;
        while let Some(piece) = poll_fn(|context| pieces.as_mut().poll_next(context)).await {
            let mut piece = piece.unwrap();
            while let Some(item) = parser.next(&mut piece).unwrap() {
                let _: Value = serde_json::from_slice(&item.data).unwrap();
                counted += 1;
            }
        }
        assert_eq!(counted, EVENTS);
        bare = bare.min(begin.elapsed().as_secs_f64());
    }
    let rate = |seconds: f64| (500_000.0 / seconds).round();
    println!("{} events a second, {} with bare reqwest: {:.2} times", rate(ours), rate(bare), bare / ours);
    assert!(bare / ours > 0.8 && rate(ours) > 100_000.0);
}
