//! An answer that is too large is not kept in memory, compressed or not.
//!
//! This is one test, because memory is measured for the whole process.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::memory;
use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{Error, RetryPolicy, TransportErrorKind};
use flate2::Compression;
use flate2::write::GzEncoder;
use operations::{client, routing};
use std::io::Write;

const MEBIBYTE: usize = 1 << 20;

/// 256 MiB, compressed to a quarter of one.
fn bomb() -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    for _ in 0..256 {
        encoder.write_all(&[b' '; MEBIBYTE]).unwrap();
    }
    encoder.finish().unwrap()
}

#[tokio::test]
async fn memory_stays_near_the_limit_however_much_comes() {
    let bomb = bomb();
    assert!(bomb.len() < MEBIBYTE / 2, "{}", bomb.len());
    let chunk = format!("{MEBIBYTE:x}\r\n{}\r\n", " ".repeat(MEBIBYTE));
    let http = reqwest::Client::new();
    let before = memory::peak();
    for status in [200, 404, 500] {
        let compressed = Reply::head(status, &[("content-encoding", "gzip")]).send(&bomb).close();
        let chunked = Reply::head(status, &[("transfer-encoding", "chunked")]).repeat(&chunk);
        let endless = Reply::head(status, &[]).repeat(&chunk);
        for reply in [compressed, chunked, endless] {
            let server = MisbehavingServer::scripted([reply]).await;
            let client = client(server.address()).http_client(http.clone()).max_response_size(1 << 20);
            let error = routing(client).get("r").send().await.unwrap_err();
            let Error::Transport(error) = &error else { panic!("{error:?}") };
            assert_eq!(error.kind(), TransportErrorKind::TooLarge);
        }
    }
    let (Some(before), Some(after)) = (before, memory::peak()) else {
        eprintln!("skipped: this system does not say how much memory a process has");
        return;
    };
    assert!(after - before < 32 << 20, "{before} bytes before, {after} after");
    an_error_body_within_the_limit_takes_little_more_than_its_length(http).await;
}

/// Parsed as JSON, sixteen mebibytes of empty arrays would take some hundred.
async fn an_error_body_within_the_limit_takes_little_more_than_its_length(http: reqwest::Client) {
    let mut body = br#"{"errors":[[]"#.to_vec();
    body.extend(b",[]".repeat(16 * MEBIBYTE / 3));
    body.extend(b"]}");
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(&body).unwrap();
    let reply = Reply::new(500, &[("content-encoding", "gzip")], encoder.finish().unwrap());
    let length = std::mem::take(&mut body).len();
    let before = memory::peak();
    let server = MisbehavingServer::scripted([reply]).await;
    let client = client(server.address()).http_client(http).retry(RetryPolicy::none());
    let error = routing(client).get("r").send().await.unwrap_err();
    let Error::Api(error) = &error else { panic!("{error:?}") };
    assert_eq!((error.body().len(), error.errors().len()), (length, 0));
    if let (Some(before), Some(after)) = (before, memory::peak()) {
        assert!(after - before < 96 << 20, "{before} bytes before, {after} after");
    }
}
