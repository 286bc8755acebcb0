//! `cargo xtask update --from URL`, from servers on loopback that behave well and badly.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::{Ended, copy_of_project, run_with, tree};
use acceptance::recorder::Recorder;
use acceptance::upstream::{around, ours};
use std::io::{Read as _, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

fn update(folder: &Path, from: &str, more: &[&str]) -> Ended {
    let arguments = [&["update", "--from", from], more].concat();
    // A proxy in the environment must not be used.
    run_with(XTASK, folder, &arguments, &[("NO_PROXY", "127.0.0.1"), ("no_proxy", "127.0.0.1")])
}

/// Runs an update that is refused and writes nothing. Returns the place, the problem and the remedy.
#[track_caller]
fn refused(from: &str, more: &[&str]) -> (String, String, String) {
    let folder = copy_of_project();
    let before = tree(folder.path());
    let refusal = update(folder.path(), from, more).refusal();
    assert!(tree(folder.path()) == before, "a refused update wrote something");
    refusal
}

/// Starts a server that takes one request and lets `answer` use the connection. Returns its address.
fn misbehaving(answer: impl FnOnce(&mut TcpStream) + Send + 'static) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}/openapi.json", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut request = [0; 4096];
        let _ = stream.read(&mut request);
        answer(&mut stream);
    });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_is_loaded_and_its_address_recorded_without_its_query() {
    let mut published = around(ours());
    let schema = "/paths/~1accounts~1{account_id}~1ai-gateway~1gateways~1{gateway_id}~1routes/get/summary";
    *published.pointer_mut(schema).unwrap() = "Lists routes.".into();
    let server = Recorder::answering(200, published.to_string()).await;
    let folder = copy_of_project();
    let address = format!("{}/v4/openapi.json", server.address());
    let ended = update(folder.path(), &format!("{address}?token=canary"), &[]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("spec/openapi.json: replaced"), "{}", ended.stdout);
    // There is no terminal, so no progress bar.
    assert_eq!(ended.stderr, "");
    let config = std::fs::read_to_string(folder.path().join("spec/generator.toml")).unwrap();
    assert!(config.contains(&format!("\nfrom = \"{address}\"\n")), "{config}");
    assert!(!config.contains("canary"), "{config}");
    let [request] = &server.recorded()[..] else { panic!("{:?}", server.recorded()) };
    assert_eq!((request.method.as_str(), request.query.as_str()), ("GET", "token=canary"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_is_followed_and_the_address_that_was_given_is_named() {
    let server = Recorder::answering(200, around(ours()).to_string()).await;
    let headers = [("location", format!("{}/moved.json", server.address()))];
    let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
    let first = Recorder::with_headers(302, &headers, "").await;
    let ended = update(copy_of_project().path(), first.address(), &["--dry-run"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert_eq!(server.recorded()[0].path, "/moved.json");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_status_that_is_no_success_is_named() {
    let server = Recorder::answering(404, "{}").await;
    let address = format!("{}/a.json", server.address());
    let (place, problem, remedy) = refused(&format!("{address}?token=canary"), &[]);
    assert_eq!(place, address);
    assert!(problem.contains("status 404"), "{problem}");
    assert!(!remedy.contains("canary") && !problem.contains("canary"));
}

#[test]
fn an_announced_length_past_the_limit_is_refused_before_anything_is_read() {
    let address = misbehaving(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 67108865\r\n\r\n");
        // Nothing follows: a client that waits for it reports its time limit.
        let _ = stream.read(&mut [0]);
    });
    assert!(refused(&address, &["--timeout", "20"]).1.contains("larger than 64 MiB"));
}

#[test]
fn an_endless_document_is_refused_at_the_limit() {
    let address = misbehaving(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        while stream.write_all(&[b' '; 1 << 16]).is_ok() {}
    });
    assert!(refused(&address, &[]).1.contains("larger than 64 MiB"));
}

#[test]
fn a_server_that_falls_silent_is_not_waited_for() {
    for beginning in ["", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"openapi\":"] {
        let address = misbehaving(move |stream| {
            let _ = stream.write_all(beginning.as_bytes());
            // Waits until the client closes the connection.
            let _ = stream.read(&mut [0]);
        });
        let (_, problem, remedy) = refused(&address, &["--timeout", "1"]);
        assert!(problem.contains("takes too long"), "{problem}");
        assert!(remedy.contains("--timeout"), "{remedy}");
    }
}

#[test]
fn a_document_that_ends_too_early_is_refused() {
    let address = misbehaving(|stream| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{}");
    });
    assert!(refused(&address, &[]).1.contains("ends too early"));
}

#[test]
fn an_address_where_nobody_answers_is_refused() {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = format!("http://{}/openapi.json", listener.local_addr().unwrap());
    drop(listener);
    let (_, problem, remedy) = refused(&address, &[]);
    assert!(problem.contains("cannot be loaded"), "{problem}");
    assert!(remedy.contains("can be reached"), "{remedy}");
}

#[test]
fn other_schemes_and_credentials_are_refused() {
    for from in ["ftp://127.0.0.1/openapi.json", "file:///etc/hostname"] {
        assert!(refused(from, &[]).1.contains("not loaded from"), "{from}");
    }
    let (_, problem, _) = refused("https://user:pass@127.0.0.1/openapi.json", &[]);
    assert!(problem.contains("credentials"), "{problem}");
}
