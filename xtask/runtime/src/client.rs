//! The client.

use crate::builder::ClientBuilder;
use crate::connection::Connection;
use crate::error::Error;
use crate::retry::RetryPolicy;
use crate::secrets;
use crate::settings;
use reqwest::Method;
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Calls the API. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

/// What all clones share.
#[derive(Clone)]
pub(crate) struct Inner {
    pub(crate) connection: Connection,
    pub(crate) authorization: secrets::Headers,
    pub(crate) timeout: Duration,
    pub(crate) deadline: Option<Duration>,
    pub(crate) retry: RetryPolicy,
    pub(crate) max_response_size: u64,
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) apart: crate::blocking::Apart,
}

impl Client {
    /// A client with the secrets and the base URL from the environment; see the crate's front page for the variables.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`], where no variable or an ambiguous set of variables is there, or one of them is unusable.
    pub fn from_env() -> Result<Self, Error> {
        Self::builder().environment().build()
    }

    /// A client made step by step.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// The address that all requests are made below.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.inner.connection.baseurl
    }

    /// What progenitor's methods are called on.
    // A crate of groups can be compiled without any.
    #[allow(dead_code)]
    pub(crate) fn connection(&self) -> &Connection {
        &self.inner.connection
    }
}

impl Inner {
    /// Adds the headers that all requests have.
    pub(crate) fn prepare(&self, request: &mut reqwest::Request) {
        let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
        let has_no_body = !is_read && request.body().is_none();
        let headers = request.headers_mut();
        if !headers.contains_key(ACCEPT) {
            headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        }
        if let Some(content_type) = settings::EMPTY_BODY_CONTENT_TYPE
            && has_no_body
        {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        }
        for (name, value) in &self.authorization {
            headers.insert(name, value.clone());
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}
