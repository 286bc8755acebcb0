//! Failures and HTTP/2 with a real nginx: `nginx FOLDER`, where FOLDER has `certificate.pem` and `key.pem` for
//! `localhost`. Prints a row for each thing that is tried, and fails if one is not as it should be.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use acceptance::misbehaving_server::{MisbehavingServer, Reply};
use cloudflare_dynamic_routing::types::Element;
use cloudflare_dynamic_routing::{Client, Error, TransportErrorKind, reqwest};
use futures_util::stream::{self, StreamExt};
use serde_json::json;
use std::collections::BTreeSet;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitCode};
use std::time::Duration;

/// The ports that nginx listens on.
#[derive(Clone, Copy)]
struct Ports {
    plain: u16,
    tls: u16,
    tls_1_2: u16,
}

/// nginx, until it is dropped.
struct Nginx(Child);

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A port that nobody listens on.
fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

/// The settings: a connection takes seven requests, and one path has more headers than clients read.
fn settings(folder: &Path, ports: Ports, service: u16) -> String {
    let folder = folder.display();
    let Ports { plain, tls, tls_1_2 } = ports;
    let headers: String = (0..150).map(|number| format!("add_header x-{number} v;")).collect();
    format!(
        "daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
        events {{ worker_connections 1024; }}
        http {{
            access_log off; keepalive_requests 7;
            client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
            uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
            ssl_certificate {folder}/certificate.pem; ssl_certificate_key {folder}/key.pem;
            server {{
                listen 127.0.0.1:{plain}; listen 127.0.0.1:{tls} ssl http2;
                location / {{ proxy_pass http://127.0.0.1:{service}; }}
                location /headers {{ {headers} return 200; }}
            }}
            server {{ listen 127.0.0.1:{tls_1_2} ssl; ssl_protocols TLSv1.2; return 200; }}
        }}"
    )
}

async fn start(folder: &Path, service: u16) -> (Nginx, Ports) {
    let ports = Ports { plain: free_port(), tls: free_port(), tls_1_2: free_port() };
    std::fs::write(folder.join("nginx.conf"), settings(folder, ports, service)).unwrap();
    let nginx = Command::new("nginx").arg("-c").arg(folder.join("nginx.conf")).spawn().unwrap();
    let nginx = Nginx(nginx);
    for _ in 0..200 {
        if tokio::net::TcpStream::connect(("127.0.0.1", ports.tls_1_2)).await.is_ok() {
            return (nginx, ports);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nginx did not start; see {}", folder.join("error.log").display());
}

/// A client that trusts the certificate, to be set up further.
fn trusting(folder: &Path) -> reqwest::ClientBuilder {
    let certificate = std::fs::read(folder.join("certificate.pem")).unwrap();
    reqwest::Client::builder().tls_certs_only([reqwest::Certificate::from_pem(&certificate).unwrap()])
}

fn client(address: String, http: Option<reqwest::ClientBuilder>) -> Client {
    let client = Client::builder().api_token("t").base_url(address);
    match http {
        Some(http) => client.http_client(http.build().unwrap()).build().unwrap(),
        None => client.build().unwrap(),
    }
}

/// What a failure should be.
enum Expected {
    Transport(TransportErrorKind),
    Status(u16),
}

/// Prints how a call failed; whether it failed once and as expected.
async fn row(what: &str, client: Client, account: &str, expected: Expected) -> bool {
    let outcome = client.dynamic_routing(account, "g").get("r").send().await;
    let is_expected = match (&outcome, expected) {
        (Err(Error::Transport(error)), Expected::Transport(kind)) => {
            error.kind() == kind && error.tries() == 1
        }
        (Err(Error::Api(error)), Expected::Status(status)) => error.status() == status && error.tries() == 1,
        _ => false,
    };
    let said = outcome.map_or_else(|error| error.to_string(), |_| "no failure".to_owned());
    report(is_expected, &format!("{what}: {said}"))
}

fn report(is_well: bool, line: &str) -> bool {
    println!("{}: {line}", if is_well { "ok" } else { "FAILED" });
    is_well
}

async fn failures(folder: &Path, ports: Ports) -> bool {
    use TransportErrorKind::{Malformed, Tls};
    let Ports { plain, tls, tls_1_2 } = ports;
    let https = |port| format!("https://localhost:{port}");
    let newer = trusting(folder).tls_version_min(reqwest::tls::Version::TLS_1_3);
    let large = Client::builder().api_token("t").base_url(format!("http://127.0.0.1:{plain}/headers"));
    [
        row("unknown issuer", client(https(tls), None), "a", Expected::Transport(Tls)).await,
        row(
            "certificate for another name",
            client(format!("https://127.0.0.1:{tls}"), Some(trusting(folder))),
            "a",
            Expected::Transport(Tls),
        )
        .await,
        row("only TLS 1.2", client(https(tls_1_2), Some(newer)), "a", Expected::Transport(Tls)).await,
        row("TLS on the plain port", client(https(plain), None), "a", Expected::Transport(Tls)).await,
        row(
            "plain on the TLS port",
            client(format!("http://127.0.0.1:{tls}"), None),
            "a",
            Expected::Status(400),
        )
        .await,
        row("too many headers", large.build().unwrap(), "a", Expected::Transport(Malformed)).await,
    ]
    .into_iter()
    .all(|is_well| is_well)
}

/// Makes three thousand calls that create a route, sixteen at once; whether each succeeded and arrived exactly once.
async fn posts(what: &str, client: &Client, service: &MisbehavingServer) -> bool {
    let before = service.received().len();
    let routing = client.dynamic_routing("a", "g");
    let call = |number: usize| {
        let elements = vec![Element::start("start", "end"), Element::end("end")];
        routing.create(format!("{what}-{number}"), elements)
    };
    let outcomes = stream::iter(0..3000).map(|number| call(number).send_raw()).buffer_unordered(16);
    let outcomes: Vec<_> = outcomes.collect().await;
    let failed: Vec<&Error> = outcomes.iter().filter_map(|outcome| outcome.as_ref().err()).collect();
    let again = outcomes.iter().flatten().filter(|response| response.tries() > 1).count();
    let arrived = service.received().split_off(before);
    let bodies: BTreeSet<&[u8]> = arrived.iter().map(|request| request.body()).collect();
    let (arrived, different, failures) = (arrived.len(), bodies.len(), failed.len());
    let first = failed.first().map(|error| format!(", the first with: {error}")).unwrap_or_default();
    report(
        (arrived, different, failures) == (3000, 3000, 0),
        &format!(
            "{what}: 3000 POSTs, 16 at once, 7 to a connection: {arrived} arrived, {different} of them different, \
             {failures} failed{first}; {again} were sent again by this crate"
        ),
    )
}

#[tokio::main]
async fn main() -> ExitCode {
    let folder = PathBuf::from(std::env::args().nth(1).expect("the folder with the certificate"));
    let folder = folder.canonicalize().unwrap();
    let time = "2026-01-01T00:00:00Z";
    let deployment = json!({"deployment_id": "d", "version_id": "v", "created_at": time});
    let version =
        json!({"version_id": "v", "data": "[]", "active": "true", "is_valid": true, "created_at": time});
    let route = json!({
        "id": "r", "name": "n", "elements": [], "gateway_id": "g", "created_at": time, "modified_at": time,
        "deployment": deployment, "version": version,
    });
    let answer = json!({"success": true, "result": route});
    let service = MisbehavingServer::start(move |_| Reply::json(&answer)).await;
    let (_nginx, ports) = start(&folder, service.port()).await;
    let https = format!("https://localhost:{}", ports.tls);
    let is_well = [
        failures(&folder, ports).await,
        posts("HTTP/2", &client(https.clone(), Some(trusting(&folder))), &service).await,
        posts("HTTP/1.1", &client(https, Some(trusting(&folder).http1_only())), &service).await,
    ];
    if is_well.into_iter().all(|is_well| is_well) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
