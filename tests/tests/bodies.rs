//! Answers that stall, break off, have a wrong length, are too large, or are not JSON.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::{Error, RetryPolicy, TransportErrorKind};
use flate2::Compression;
use flate2::write::GzEncoder;
use operations::Operation::*;
use operations::{ALL, client, routing};
use std::io::Write;
use std::time::Duration;

const JSON: (&str, &str) = ("content-type", "application/json");
const CHUNKED: (&str, &str) = ("transfer-encoding", "chunked");

/// The error of a GET with this answer, without retries.
async fn error_of(reply: Reply) -> Error {
    let server = MisbehavingServer::scripted([reply]).await;
    routing(client(server.address()).retry(RetryPolicy::none())).get("r").send().await.unwrap_err()
}

fn kind(error: &Error) -> TransportErrorKind {
    let Error::Transport(error) = error else { panic!("{error:?}") };
    error.kind()
}

/// The answer to a GET, and its length.
fn body_and_length() -> (String, String) {
    let body = Get.answer().to_string();
    let length = body.len().to_string();
    (body, length)
}

#[tokio::test(start_paused = true)]
async fn answers_that_stall_time_out_wherever_they_do() {
    let (body, length) = body_and_length();
    let whole_head = Reply::head(200, &[("content-length", &length)]);
    for (reply, status) in [
        (Reply::default().stall(), None),
        (Reply::default().send("HTTP/1.1 200 OK\r\nconte").stall(), None),
        (whole_head.clone().stall(), Some(200)),
        (whole_head.send(&body[..body.len() - 1]).stall(), Some(200)),
        (Reply::head(200, &[CHUNKED]).send("5\r\n{\"suc").stall(), Some(200)),
        (Reply::head(500, &[("content-length", &length)]).send("{").stall(), Some(500)),
    ] {
        let error = error_of(reply).await;
        assert_eq!(kind(&error), TransportErrorKind::Timeout);
        assert_eq!(error.status().map(|status| status.as_u16()), status);
    }
}

#[tokio::test(start_paused = true)]
async fn one_byte_a_second_is_no_way_around_the_timeout() {
    let (body, length) = body_and_length();
    let second = Duration::from_secs(1);
    let in_body = Reply::head(200, &[("content-length", &length)]).trickle(&body, second);
    let in_head = Reply::default().trickle(format!("HTTP/1.1 200 OK\r\nx-a: {}", "a".repeat(100)), second);
    let in_errors = Reply::head(503, &[("content-length", "1000")]).trickle([b' '; 1000], second);
    for reply in [in_body, in_head, in_errors] {
        assert_eq!(kind(&error_of(reply).await), TransportErrorKind::Timeout);
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_answer_that_ends_in_time_is_an_answer() {
    let (body, length) = body_and_length();
    let slow = Reply::head(200, &[("content-length", &length)]).trickle(&body, Duration::from_millis(100));
    let server = MisbehavingServer::scripted([slow]).await;
    assert_eq!(routing(client(server.address())).get("r").send().await.unwrap().id, "r");
}

#[tokio::test(start_paused = true)]
async fn answers_that_break_off_are_never_a_value() {
    let (body, length) = body_and_length();
    let half = &body[..body.len() / 2];
    let head = || Reply::head(200, &[("content-length", &length)]);
    let more = (body.len() + 1).to_string();
    let chunk = format!("{:x}\r\n{body}\r\n", body.len());
    for (name, reply) in [
        ("closed before the answer", Reply::default().close()),
        ("half closed before the answer", Reply::default().stop_sending()),
        ("reset before the answer", Reply::default().reset()),
        ("closed in the head", Reply::default().send("HTTP/1.1 200 OK\r\ncontent-len").close()),
        ("closed after the head", head().close()),
        ("closed in the body", head().send(half).close()),
        ("half closed in the body", head().send(half).stop_sending()),
        ("reset in the body", head().send(half).reset()),
        ("a byte shorter than it says", Reply::head(200, &[("content-length", &more)]).send(&body).close()),
        ("closed in a chunk", Reply::head(200, &[CHUNKED]).send(&chunk[..chunk.len() - 20]).close()),
        ("closed before the last chunk", Reply::head(200, &[CHUNKED]).send(&chunk).close()),
        ("half closed before the last chunk", Reply::head(200, &[CHUNKED]).send(&chunk).stop_sending()),
    ] {
        assert_eq!(kind(&error_of(reply).await), TransportErrorKind::Interrupted, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_no_http_is_told_apart_from_what_breaks_off() {
    for (name, reply) in [
        ("a chunk of no length", Reply::head(200, &[CHUNKED]).send("zz\r\n{}\r\n0\r\n\r\n")),
        ("a chunk of endless length", Reply::head(200, &[CHUNKED]).send("fffffffffffffffff\r\n{}")),
        ("two lengths", Reply::head(200, &[("content-length", "2"), ("content-length", "3")]).send("{}")),
        ("a length below zero", Reply::head(200, &[("content-length", "-1")]).send("{}")),
        ("no HTTP", Reply::default().send("220 mail.example.com ESMTP\r\n").close()),
        ("HTTP of another kind", Reply::default().send("HTTP/9.9 200 OK\r\n\r\n{}").close()),
        ("zeros", Reply::default().send([0; 100]).close()),
    ] {
        assert_eq!(kind(&error_of(reply).await), TransportErrorKind::Malformed, "{name}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_head_without_end_is_an_error_and_is_not_kept() {
    let server = MisbehavingServer::scripted([Reply::default()
        .send("HTTP/1.1 200 OK\r\n")
        .repeat("x-a: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n")])
    .await;
    let client = client(server.address()).retry(RetryPolicy::none());
    let error = routing(client).get("r").send().await.unwrap_err();
    assert_eq!(kind(&error), TransportErrorKind::Malformed);
    server.connections_have_ended().await;
    assert!(server.written() < 32 << 20, "{} bytes were taken", server.written());
}

#[tokio::test(start_paused = true)]
async fn a_length_that_is_too_short_is_an_error_and_what_is_left_over_is_in_no_other_answer() {
    let (body, _) = body_and_length();
    // The bytes that are left over look like an answer to the next request.
    let forged = body.replace("name of r", "forged");
    let next = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{forged}", forged.len());
    let short = (body.len() - 1).to_string();
    let server = MisbehavingServer::scripted([
        Reply::default().send(format!("HTTP/1.1 200 OK\r\ncontent-length: {short}\r\n\r\n{body}{next}")),
        Reply::json(&Get.answer()),
    ])
    .await;
    let routing = routing(client(server.address()));
    let error = routing.get("r").send().await.unwrap_err();
    assert!(matches!(error, Error::Decode(_)), "{error:?}");
    assert_eq!(routing.get("r").send().await.unwrap().name, "name of r");
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_a_length_ends_with_its_connection() {
    let (body, _) = body_and_length();
    for end in [Reply::close, Reply::stop_sending] {
        let server = MisbehavingServer::scripted([end(Reply::head(200, &[]).send(&body))]).await;
        assert_eq!(routing(client(server.address())).get("r").send().await.unwrap().id, "r");
        let error = error_of(end(Reply::head(200, &[]).send(&body[..body.len() - 1]))).await;
        assert!(matches!(error, Error::Decode(_)), "{error:?}");
    }
}

/// A client that reads no more than a thousand bytes, and decompresses.
fn frugal(server: &MisbehavingServer) -> cloudflare_dynamic_routing::ClientBuilder {
    client(server.address()).http_client(reqwest::Client::new()).max_response_size(1000)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[tokio::test(start_paused = true)]
async fn an_answer_that_is_too_large_is_an_error_and_is_not_read_on() {
    let gzip_head = |status| Reply::head(status, &[("content-encoding", "gzip"), ("connection", "close")]);
    let bomb = gzip(&vec![b' '; 64 << 20]);
    assert!(bomb.len() < 70_000, "{}", bomb.len());
    for status in [200, 400, 503] {
        for (name, reply) in [
            ("by its length", Reply::head(status, &[("content-length", "1001")]).repeat([b' '; 1024])),
            (
                "by a length of all there is",
                Reply::head(status, &[("content-length", "9223372036854775807")]),
            ),
            (
                "in chunks",
                Reply::head(status, &[CHUNKED]).repeat("400\r\n".to_owned() + &" ".repeat(1024) + "\r\n"),
            ),
            ("until it closes", Reply::head(status, &[]).repeat([b' '; 1024])),
            ("compressed", gzip_head(status).send(&bomb).close()),
            ("a byte too large", Reply::new(status, &[], [b' '; 1001])),
        ] {
            let server = MisbehavingServer::scripted([reply]).await;
            let error = routing(frugal(&server)).get("r").send().await.unwrap_err();
            assert_eq!((kind(&error), error.tries()), (TransportErrorKind::TooLarge, 1), "{name}, {status}");
            assert_eq!(error.status().unwrap(), status, "{name}");
            assert!(!error.is_retryable(), "{name}");
            // The rest of what was sent is in the buffers of the connection.
            assert!(server.written() < 32 << 20, "{name}: {} bytes were taken", server.written());
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_may_have_64_mib_if_nobody_says_otherwise() {
    for (length, expected) in
        [("67108864", TransportErrorKind::Interrupted), ("67108865", TransportErrorKind::TooLarge)]
    {
        let error = error_of(Reply::head(200, &[("content-length", length)]).send("{").close()).await;
        assert_eq!(kind(&error), expected, "{length}");
    }
}

#[tokio::test(start_paused = true)]
async fn an_answer_as_large_as_it_may_be_is_read_compressed_or_not() {
    let mut body = Get.answer().to_string();
    body.push_str(&" ".repeat(1000 - body.len()));
    let chunked: String = body.bytes().map(|byte| format!("1\r\n{}\r\n", char::from(byte))).collect();
    for reply in [
        Reply::new(200, &[JSON], &body),
        Reply::head(200, &[CHUNKED]).send(chunked + "0\r\n\r\n"),
        Reply::new(200, &[("content-encoding", "gzip")], gzip(body.as_bytes())),
    ] {
        let server = MisbehavingServer::scripted([reply]).await;
        let response = routing(frugal(&server)).get("r").send_raw().await.unwrap();
        assert_eq!(response.body(), body.as_bytes());
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_compressed_wrongly_is_an_error() {
    let whole = gzip(Get.answer().to_string().as_bytes());
    let broken = [&whole[..20], &[0xff; 50][..]].concat();
    for body in [&whole[..whole.len() / 2], b"no gzip", &broken] {
        let server =
            MisbehavingServer::scripted([Reply::new(200, &[("content-encoding", "gzip")], body)]).await;
        let client = frugal(&server).retry(RetryPolicy::none());
        let error = routing(client).get("r").send().await.unwrap_err();
        assert_eq!(kind(&error), TransportErrorKind::Malformed, "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn error_bodies_are_kept_as_they_came_whatever_they_are() {
    let deep = "[".repeat(200_000);
    let html = "<!DOCTYPE html><title>502 Bad Gateway</title>";
    for (content_type, body) in [
        ("text/html", html.as_bytes()),
        ("application/json", html.as_bytes()),
        ("application/json", b""),
        ("application/json", br#"{"success":false,"errors":[{"code":1,"mess"#),
        ("application/json", b"\xff\xfe\x00not UTF-8\xc3\x28"),
        ("application/json", b"null"),
        ("application/json", br#"{"errors":{"a":1}}"#),
        ("application/json", br#"{"errors":[1,null,{"message":2},"m"]}"#),
        ("application/json", deep.as_bytes()),
        ("nonsense", b"\0"),
    ] {
        for status in [400, 404, 502] {
            let headers = [("content-type", content_type), ("cf-ray", "ray-1")];
            let server = MisbehavingServer::scripted([Reply::new(status, &headers, body)]).await;
            let error = routing(client(server.address())).get("r").send().await.unwrap_err();
            let Error::Api(api) = &error else { panic!("{error:?}") };
            assert_eq!((api.status().as_u16(), api.request_id()), (status, Some("ray-1")));
            assert!(api.body() == body, "{} bytes came, {} are kept", body.len(), api.body().len());
            assert!(api.errors().is_empty());
            assert_eq!(api.headers()["content-type"], content_type);
        }
    }
}

/// The status tells what happened, even if the body breaks off.
#[tokio::test(start_paused = true)]
async fn an_error_body_that_breaks_off_is_kept_as_far_as_it_came() {
    let begun = r#"{"success":false,"errors":[{"code":7002,"#;
    for (status, tries) in [(404, 1), (409, 1), (500, 3)] {
        let headers = [("content-length", "1000"), ("cf-ray", "ray-1")];
        let server = MisbehavingServer::scripted([Reply::head(status, &headers).send(begun).close()]).await;
        let error = routing(client(server.address())).get("r").send().await.unwrap_err();
        let Error::Api(api) = &error else { panic!("{error:?}") };
        assert_eq!((api.status().as_u16(), api.request_id()), (status, Some("ray-1")));
        assert_eq!((api.body(), api.tries()), (begun.as_bytes(), tries));
    }
}

#[tokio::test(start_paused = true)]
async fn a_success_that_is_not_what_was_asked_for_is_an_error_that_keeps_it() {
    let deep = format!(r#"{{"success":true,"result":{}"#, r#"{"elements":"#.repeat(200_000));
    for (content_type, body) in [
        ("text/html", b"<!DOCTYPE html>".as_slice()),
        ("application/json", b"\xff\xfe"),
        ("application/json", b"{\"success\":true,\"result\":null}"),
        ("application/json", deep.as_bytes()),
    ] {
        let headers = [("content-type", content_type), ("cf-ray", "ray-1")];
        for operation in ALL {
            let server = MisbehavingServer::scripted([Reply::new(200, &headers, body)]).await;
            let error = operation.call(&routing(client(server.address()))).await.unwrap_err();
            let Error::Decode(decode) = &error else { panic!("{operation:?}: {error:?}") };
            assert_eq!((decode.status().as_u16(), decode.request_id()), (200, Some("ray-1")));
            assert!(decode.body() == body);
            assert_eq!(decode.headers()["content-type"], content_type);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn json_that_begins_with_a_byte_order_mark_is_read() {
    let marked = |body: String| format!("\u{feff}{body}");
    let server = MisbehavingServer::scripted([
        Reply::new(200, &[], marked(Get.answer().to_string())),
        Reply::new(400, &[], marked(r#"{"errors":[{"code":7001,"message":"no"}]}"#.to_owned())),
    ])
    .await;
    let routing = routing(client(server.address()));
    assert_eq!(routing.get("r").send().await.unwrap().id, "r");
    let error = routing.get("r").send().await.unwrap_err();
    assert_eq!(error.to_string(), "the service answered 400 Bad Request: no (code 7001)");
}

/// Services that are wrong about the encoding of a body that can be read are not held to it.
#[tokio::test(start_paused = true)]
async fn json_whose_content_encoding_is_a_mistake_is_read() {
    for encoding in ["utf-8", "br", "identity"] {
        let reply = Reply::new(200, &[("content-encoding", encoding)], Get.answer().to_string());
        let server = MisbehavingServer::scripted([reply]).await;
        assert_eq!(routing(client(server.address())).get("r").send().await.unwrap().id, "r");
    }
    let reply = Reply::new(200, &[("content-encoding", "br")], r#"{"success":true,"result":{"id":1}}"#);
    let server = MisbehavingServer::scripted([reply]).await;
    let error = routing(client(server.address())).get("r").send().await.unwrap_err();
    assert!(error.to_string().contains("$.result.id: expected a string"), "{error}");
}
