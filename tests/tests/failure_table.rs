//! What each kind of failure is called, how often it is tried, and what is said of it. All of it happens on loopback; the
//! clock is paused, so that nobody waits.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod operations;

use acceptance::http2_server::{Http2Server, Manners};
use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use acceptance::tls_server::{self, Authority};
use cloudflare_dynamic_routing::{ClientBuilder, Error, TransportErrorKind, reqwest};
use operations::Operation::{Create, Get};
use operations::{client, routing};
use std::any::Any;
use tokio::net::{TcpSocket, TcpStream};
use tokio_rustls::rustls::version::{TLS12, TLS13};

/// What a failure is, beside what is said of it.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Transport(TransportErrorKind),
    Api(u16),
    Decode,
}

use TransportErrorKind::{Connect, Interrupted, Malformed, Timeout, Tls, Unprocessed};

/// A row of the table.
struct Row {
    /// What goes wrong.
    what: &'static str,
    /// The failure.
    kind: Kind,
    /// How often a GET and a POST are tried, with the default of two retries.
    tries: [u32; 2],
    is_timeout: bool,
    is_retryable: bool,
    /// `Display` of the error, without the number of tries. `*` stands for what is the operating system's to say.
    says: &'static str,
}

impl Row {
    const fn transport(what: &'static str, kind: TransportErrorKind, says: &'static str) -> Self {
        let (kind, is_timeout) = (Kind::Transport(kind), matches!(kind, TransportErrorKind::Timeout));
        Self { what, kind, tries: [1, 1], is_timeout, is_retryable: false, says }
    }

    /// It may pass.
    const fn tried(mut self, get: u32, post: u32) -> Self {
        (self.tries, self.is_retryable) = ([get, post], true);
        self
    }

    const fn timed_out(mut self) -> Self {
        self.is_timeout = true;
        self
    }

    const fn answered(what: &'static str, kind: Kind, says: &'static str) -> Self {
        Self { what, kind, tries: [1, 1], is_timeout: false, is_retryable: false, says }
    }
}

const TABLE: [Row; 24] = [
    Row::transport(
        "the issuer of the certificate is unknown",
        Tls,
        "no secure connection could be made: invalid peer certificate: UnknownIssuer",
    ),
    Row::transport(
        "the certificate is expired",
        Tls,
        "no secure connection could be made: invalid peer certificate: certificate expired: *",
    ),
    Row::transport(
        "the certificate is for another name",
        Tls,
        "no secure connection could be made: invalid peer certificate: certificate not valid for name \"localhost\"*",
    ),
    Row::transport(
        "the server has an older TLS",
        Tls,
        "no secure connection could be made: received fatal alert: *",
    ),
    Row::transport(
        "plain HTTP on a port for TLS",
        Malformed,
        "the answer cannot be read: invalid HTTP version parsed",
    ),
    Row::transport(
        "TLS on a port for plain HTTP",
        Tls,
        "no secure connection could be made: received corrupt message of type InvalidContentType",
    ),
    Row::transport(
        "the headers are too large",
        Malformed,
        "the answer cannot be read: message head is too large",
    ),
    Row::transport(
        "the headers are too many",
        Malformed,
        "the answer cannot be read: message head is too large",
    ),
    Row::transport(
        "the headers are too large in HTTP/2",
        Malformed,
        "the answer cannot be read: HTTP/2 *",
    ),
    Row::transport(
        "the answer is no HTTP",
        Malformed,
        "the answer cannot be read: invalid HTTP version parsed",
    ),
    Row::transport("the name is not found", Connect, "no connection could be made: *").tried(3, 3),
    Row::transport("the connection is refused", Connect, "no connection could be made: Connection refused *")
        .tried(3, 3),
    Row::transport("connecting takes too long", Connect, "no connection could be made in time")
        .tried(3, 3)
        .timed_out(),
    Row::transport(
        "a reset before TLS is agreed on",
        Connect,
        "no connection could be made: *",
    )
    .tried(3, 3),
    Row::transport(
        "a reset before the answer",
        Interrupted,
        "the connection broke before the answer was whole: Connection reset by peer *",
    )
    .tried(3, 1),
    Row::transport(
        "the end of the connection before the answer",
        Interrupted,
        "the connection broke before the answer was whole: connection closed before message completed",
    )
    .tried(3, 1),
    Row::transport(
        "a reset inside the answer",
        Interrupted,
        "the connection broke before the answer was whole: Connection reset by peer *",
    )
    .tried(3, 1),
    Row::transport("no answer", Timeout, "it timed out").tried(3, 1),
    Row::transport(
        "GOAWAY before any request",
        Unprocessed,
        "the server did not take it: HTTP/2 NO_ERROR: not a result of an error",
    )
    .tried(101, 101),
    Row::transport(
        "REFUSED_STREAM for any request",
        Unprocessed,
        "the server did not take it: HTTP/2 REFUSED_STREAM: refused stream before processing any application logic",
    )
    .tried(101, 101),
    Row::answered(
        "a Content-Encoding that is not read",
        Kind::Decode,
        "the service answered 200 OK with a body that does not fit: $: the body has the Content-Encoding `br`, for \
         which no feature of reqwest is turned on",
    ),
    Row::answered(
        "a failure in a Content-Encoding that is not read",
        Kind::Api(400),
        "the service answered 400 Bad Request: the body has the Content-Encoding `br`, for which no feature of reqwest \
         is turned on",
    ),
    Row::answered(
        "success: false with messages",
        Kind::Api(200),
        "the service says that the call failed: no such model (code 7001); and more",
    ),
    Row::answered(
        "success: false without messages",
        Kind::Api(200),
        "the service says that the call failed, and names no reason",
    ),
];

/// What has to live as long as a call is made.
type Kept = Box<dyn Any>;

/// A client for something that goes wrong.
async fn arrange(what: &str) -> (ClientBuilder, Kept) {
    if let Some(client) = arrange_tls(what).await {
        return (client, Box::new(()));
    }
    if let Some(client) = arrange_http2(what).await {
        return client;
    }
    if let Some(client) = arrange_connecting(what).await {
        return client;
    }
    let server = MisbehavingServer::scripted([match what {
        "the headers are too large" => Reply::new(200, &[("x", &"v".repeat(1 << 20))], ""),
        "the headers are too many" => Reply::new(200, &[("x", "v"); 200], ""),
        "the answer is no HTTP" => Reply::default().send("SSH-2.0-OpenSSH_9.6\r\n").close(),
        "a reset before the answer" => Reply::default().reset(),
        "the end of the connection before the answer" => Reply::default().close(),
        "a reset inside the answer" => Reply::head(200, &[("content-length", "9")]).send("{").reset(),
        "no answer" => Reply::default().stall(),
        "a Content-Encoding that is not read" => {
            Reply::new(200, &[("content-encoding", "br")], [0x8b, 0x02, 0x80, 0x7b, 0x7d, 0x03])
        }
        "a failure in a Content-Encoding that is not read" => {
            Reply::new(400, &[("content-encoding", "br")], [0x8b, 0x02, 0x80, 0x7b, 0x7d, 0x03])
        }
        "success: false with messages" => Reply::new(
            200,
            &[],
            r#"{"success":false,"errors":[{"code":7001,"message":"no such model"},{"message":"and more"}]}"#,
        ),
        "success: false without messages" => {
            Reply::new(200, &[], r#"{"success":false,"errors":[],"messages":[],"result":null}"#)
        }
        other => panic!("nothing is arranged for {other}"),
    }])
    .await;
    (client(server.address()), Box::new(server))
}

/// An HTTP client whose TLS is that of rustls, also where the feature `native-tls` is on.
fn rustls() -> reqwest::ClientBuilder {
    reqwest::Client::builder().tls_backend_rustls().retry(reqwest::retry::never())
}

async fn arrange_tls(what: &str) -> Option<ClientBuilder> {
    const ANSWER: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}";
    let authority = Authority::new();
    let trusting = reqwest::Certificate::from_der(authority.certificate()).unwrap();
    let trusting = rustls().tls_certs_only([trusting]);
    let valid = authority.issue("localhost", 2090);
    Some(match what {
        "the issuer of the certificate is unknown" => {
            let address = tls_server::start(valid, &[&TLS13], ANSWER).await;
            client(format!("https://localhost:{}", address.port())).http_client(rustls().build().unwrap())
        }
        "the certificate is expired" => {
            let expired = authority.issue("localhost", 2025);
            let address = tls_server::start(expired, &[&TLS13], ANSWER).await;
            client(format!("https://localhost:{}", address.port())).http_client(trusting.build().unwrap())
        }
        "the certificate is for another name" => {
            let other = authority.issue("example.com", 2090);
            let address = tls_server::start(other, &[&TLS13], ANSWER).await;
            client(format!("https://localhost:{}", address.port())).http_client(trusting.build().unwrap())
        }
        "the server has an older TLS" => {
            let address = tls_server::start(valid, &[&TLS12], ANSWER).await;
            let newer = trusting.tls_version_min(reqwest::tls::Version::TLS_1_3);
            client(format!("https://localhost:{}", address.port())).http_client(newer.build().unwrap())
        }
        "plain HTTP on a port for TLS" => {
            client(format!("http://{}", tls_server::start(valid, &[&TLS13], ANSWER).await))
        }
        _ => return None,
    })
}

async fn arrange_http2(what: &str) -> Option<(ClientBuilder, Kept)> {
    let manners = match what {
        "the headers are too large in HTTP/2" => Manners::LargeHeaders,
        "GOAWAY before any request" => Manners::GoAwayAfter(0),
        "REFUSED_STREAM for any request" => Manners::TakeOnlyEach(usize::MAX),
        _ => return None,
    };
    let server = Http2Server::start(manners, "{}").await;
    let http = reqwest::Client::builder().http2_prior_knowledge().retry(reqwest::retry::never());
    Some((client(server.address()).http_client(http.build().unwrap()), Box::new(server)))
}

async fn arrange_connecting(what: &str) -> Option<(ClientBuilder, Kept)> {
    Some(match what {
        "TLS on a port for plain HTTP" => {
            let server = plain_port("HTTP/1.1 400 Bad Request\r\n\r\n", false).await;
            let client = client(format!("https://127.0.0.1:{server}"));
            (client.http_client(rustls().build().unwrap()), Box::new(()))
        }
        "a reset before TLS is agreed on" => {
            let server = plain_port("", true).await;
            let client = client(format!("https://127.0.0.1:{server}"));
            (client.http_client(rustls().build().unwrap()), Box::new(()))
        }
        "the name is not found" => (client("https://nobody.invalid"), Box::new(())),
        "the connection is refused" => {
            // A port that is bound without a listener, so that no other test can use it.
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
            (client(format!("http://{}", socket.local_addr().unwrap())), Box::new(socket))
        }
        "connecting takes too long" => {
            let socket = TcpSocket::new_v4().unwrap();
            socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
            let listener = socket.listen(1).unwrap();
            let address = listener.local_addr().unwrap();
            // Once these wait to be accepted, the system leaves others unanswered.
            let waiting =
                [TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap()];
            (client(format!("http://{address}")), Box::new((listener, waiting)))
        }
        _ => return None,
    })
}

/// A port where every connection is given some bytes and ended, with a reset if asked for.
async fn plain_port(answer: &'static str, resets: bool) -> u16 {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(answer.as_bytes()).await;
            if resets {
                stream.set_zero_linger().unwrap();
            }
        }
    });
    port
}

fn kind(error: &Error) -> Kind {
    match error {
        Error::Transport(error) => Kind::Transport(error.kind()),
        Error::Api(error) => Kind::Api(error.status().as_u16()),
        Error::Decode(_) => Kind::Decode,
        other => panic!("{other:?}"),
    }
}

/// Whether a text is as the table says, where `*` stands for anything.
fn is_as_said(text: &str, says: &str) -> bool {
    let Some((start, end)) = says.split_once('*') else { return text == says };
    text.len() >= start.len() + end.len() && text.starts_with(start) && text.ends_with(end)
}

#[tokio::test(start_paused = true)]
async fn each_failure_is_what_the_table_says() {
    let mut problems = Vec::new();
    for Row { what, kind: expected, tries, is_timeout, is_retryable, says } in TABLE {
        for (operation, tries) in [Get, Create].into_iter().zip(tries) {
            let (client, _kept) = arrange(what).await;
            let error = operation.call(&routing(client)).await.unwrap_err();
            let text = error.to_string();
            let is = (kind(&error), error.tries(), error.is_timeout(), error.is_retryable());
            if is != (expected, tries, is_timeout, is_retryable) {
                problems.push(format!("{what}, {operation:?}: {is:?}: {text}: {error:?}"));
            }
            let after = if tries > 1 { format!(", after {tries} tries") } else { String::new() };
            let said = text.strip_suffix(&after).unwrap_or(&text);
            let said = said.strip_prefix("the request was not answered: ").unwrap_or(said);
            if !is_as_said(said, says) || text.contains('\n') {
                problems.push(format!("{what}, {operation:?}: {text}"));
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// The answer was whole: what becomes of its connection is no failure.
#[tokio::test(start_paused = true)]
async fn a_reset_after_the_answer_is_no_failure() {
    for operation in [Get, Create] {
        let server = MisbehavingServer::scripted([Reply::json(&operation.answer()).reset()]).await;
        operation.call(&routing(client(server.address()))).await.unwrap();
        assert_eq!(server.received().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn what_fails_is_said_without_secrets_and_without_the_address() {
    for Row { what, .. } in TABLE {
        let (client, _kept) = arrange(what).await;
        let client = client.api_token("canary-token").build().unwrap();
        let request =
            client.dynamic_routing("canary-account", "g").get("canary-route").query("q", "canary-query");
        let error = request.header("x-canary", "canary-header").send().await.unwrap_err();
        let said = format!("{error} {error:?} {:?}", std::error::Error::source(&error));
        assert!(!said.contains("canary"), "{what}: {said}");
    }
}
