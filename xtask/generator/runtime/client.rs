//! The client.

use crate::connection::Connection;
use crate::error::Error;
use crate::operation::Operation;
use crate::retry::RetryPolicy;
use crate::secrets::{Authorization, Given};
use crate::settings;
use crate::token_source::TokenSource;
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Calls the API. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones share.
pub(crate) struct Inner {
    pub(crate) connection: Connection,
    pub(crate) authorization: Authorization,
    // Few documents have operations with servers of their own.
    #[allow(dead_code)]
    pub(crate) operation_servers: Vec<(&'static str, String)>,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_response_size: u64,
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) for_blocking: crate::http_client::ForBlocking,
}

impl Client {
    /// The address that all requests are made below.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.inner.connection.baseurl
    }

    /// The HTTP client for calls that a thread waits for.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) fn blocking_http(&self) -> reqwest::Client {
        self.inner.for_blocking.get(self.base_url()).unwrap_or(&self.inner.connection.client).clone()
    }

    /// What progenitor's methods are called on.
    // A crate of groups can be compiled without any.
    #[allow(dead_code)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.inner.connection
    }
}

impl Inner {
    /// Adds the headers that all requests have, and what says who is calling; or returns the tokens of which each try
    /// takes one.
    pub(crate) fn prepare(
        &self,
        request: &mut reqwest::Request,
        operation: &Operation,
    ) -> Result<Option<Arc<dyn TokenSource>>, Error> {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let has_no_body = !is_read && request.body().is_none();
        let expects_body = matches!(*request.method(), Method::POST | Method::PUT | Method::PATCH);
        let headers = request.headers_mut();
        if !headers.contains_key(ACCEPT) {
            headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        }
        if let Some(content_type) = settings::EMPTY_BODY_CONTENT_TYPE
            && has_no_body
        {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        // RFC 9110, 8.6: of a request whose method may have a body, a server may ask for the length of one that has none.
        if has_no_body && expects_body {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        let required = operation.security.unwrap_or(settings::SECURITY_REQUIREMENTS);
        let mut tokens = None;
        for carried in self.authorization.carried(required)? {
            match carried {
                Given::Token(source) => tokens = Some(Arc::clone(source)),
                Given::Carried(secret) => secret.add_to(request),
            }
        }
        Ok(tokens)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
