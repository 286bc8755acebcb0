//! An answer that is too large is not held, compressed or not.
//!
//! One test: memory is counted for the whole process.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::memory;
use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{Error, TransportErrorKind};
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
}
