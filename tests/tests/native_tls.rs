//! Failures of TLS where the operating system does it, with the feature `native-tls`: they are of the same kind as those of
//! rustls, which `failure_table` has, and the cause is said in the system's words.

#![cfg(feature = "native-tls")]
#![allow(clippy::unwrap_used, clippy::panic)]

mod operations;

use acceptance::tls_server::{self, Authority};
use cloudflare_dynamic_routing::{ClientBuilder, Error, TransportErrorKind, reqwest};
use operations::Operation::{Create, Get};
use operations::{client, routing};
use tokio_rustls::rustls::version::{TLS12, TLS13};

/// What goes wrong, and what OpenSSL says of it.
const TABLE: [(&str, &str); 5] = [
    ("the issuer of the certificate is unknown", "(unable to get local issuer certificate)"),
    ("the certificate is expired", "(certificate has expired)"),
    ("the certificate is for another name", "(hostname mismatch)"),
    ("the server has a newer TLS", "version"),
    ("TLS on a port for plain HTTP", "wrong version number"),
];

/// A client for something that goes wrong.
async fn arrange(what: &str) -> ClientBuilder {
    let authority = Authority::new();
    let trusted = reqwest::Certificate::from_der(authority.certificate()).unwrap();
    let (http, valid) = (reqwest::Client::builder().tls_backend_native(), authority.issue("localhost", 2090));
    let (server, http) = match what {
        "the issuer of the certificate is unknown" => (tls_server::start(valid, &[&TLS12], "").await, http),
        "the certificate is expired" => {
            let expired = authority.issue("localhost", 2025);
            (tls_server::start(expired, &[&TLS12], "").await, http.tls_certs_merge([trusted]))
        }
        "the certificate is for another name" => {
            let other = authority.issue("example.com", 2090);
            (tls_server::start(other, &[&TLS12], "").await, http.tls_certs_merge([trusted]))
        }
        "the server has a newer TLS" => {
            let older = http.tls_certs_merge([trusted]).tls_version_max(reqwest::tls::Version::TLS_1_2);
            (tls_server::start(valid, &[&TLS13], "").await, older)
        }
        "TLS on a port for plain HTTP" => (plain_port().await, http),
        other => panic!("nothing is arranged for {other}"),
    };
    client(format!("https://localhost:{}", server.port())).http_client(http.build().unwrap())
}

/// A port where every connection is answered without TLS.
async fn plain_port() -> std::net::SocketAddr {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.read(&mut [0; 4096]).await;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    address
}

#[tokio::test(start_paused = true)]
async fn each_failure_of_the_systems_tls_is_one_of_tls_is_tried_once_and_says_why() {
    for (what, says) in TABLE {
        for operation in [Get, Create] {
            let error = operation.call(&routing(arrange(what).await)).await.unwrap_err();
            let text = error.to_string();
            let Error::Transport(transport) = &error else { panic!("{what}: {error:?}") };
            let is = (transport.kind(), error.tries(), error.is_timeout(), error.is_retryable());
            assert_eq!(is, (TransportErrorKind::Tls, 1, false, false), "{what}: {text}: {error:?}");
            let cause =
                text.strip_prefix("the request was not answered: no secure connection could be made: ");
            assert!(cause.is_some_and(|cause| !cause.is_empty() && !cause.contains('\n')), "{what}: {text}");
            assert!(!cfg!(target_os = "linux") || text.contains(says), "{what}: {text}");
        }
    }
}
