//! A server on loopback that records requests, and gives the same answer to all of them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{Response, header};
use serde_json::Value;
use std::sync::{Arc, Mutex};
use tokio::net::TcpListener;

/// A request as it was received.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The method.
    pub method: String,
    /// The path, percent-encoded as in the request line.
    pub path: String,
    /// The query, as in the request line; empty if there is none.
    pub query: String,
    /// The headers, with names in lower case, in order.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl Recorded {
    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The body as JSON; null if there is none.
    #[must_use]
    pub fn json(&self) -> Value {
        if self.body.is_empty() { Value::Null } else { serde_json::from_slice(&self.body).unwrap() }
    }
}

/// The server.
pub struct Recorder {
    address: String,
    shared: Arc<Shared>,
}

struct Shared {
    recorded: Mutex<Vec<Recorded>>,
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Recorder {
    /// Starts a server that gives one answer to all requests.
    pub async fn answering(status: u16, body: impl Into<Vec<u8>>) -> Self {
        Self::with_headers(status, &[], body).await
    }

    /// Starts a server that gives one answer, with these headers, to all requests.
    pub async fn with_headers(status: u16, headers: &[(&str, &str)], body: impl Into<Vec<u8>>) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let shared = Arc::new(Shared { recorded: Mutex::default(), status, headers, body: body.into() });
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let router = Router::new().fallback(record).with_state(Arc::clone(&shared));
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { address, shared }
    }

    /// The address, without a trailing slash.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The requests so far.
    #[must_use]
    pub fn recorded(&self) -> Vec<Recorded> {
        self.shared.recorded.lock().unwrap().clone()
    }
}

async fn record(State(shared): State<Arc<Shared>>, request: Request) -> Response<Body> {
    let (parts, body) = request.into_parts();
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| {
            (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned())
        })
        .collect();
    let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
    let (method, path) = (parts.method.to_string(), parts.uri.path().to_owned());
    let query = parts.uri.query().unwrap_or_default().to_owned();
    shared.recorded.lock().unwrap().push(Recorded { method, path, query, headers, body });
    let mut response =
        Response::builder().status(shared.status).header(header::CONTENT_TYPE, "application/json");
    for (name, value) in &shared.headers {
        response = response.header(name, value);
    }
    response.body(Body::from(shared.body.clone())).unwrap()
}
