//! Access tokens of OAuth 2.0 for a program of its own: the grant "client credentials" (RFC 6749, 4.4).

use crate::base_url;
use crate::error::Error;
#[cfg(target_arch = "wasm32")]
use crate::fetch::execute;
use crate::http_client;
#[cfg(not(target_arch = "wasm32"))]
use crate::http_client::execute;
use crate::incoming::Incoming;
use crate::response_body;
use crate::token_provider::{AccessToken, TokenError, TokenFuture, TokenProvider};
use bytes::Bytes;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::header::{ACCEPT, CONTENT_TYPE, HeaderValue};
use reqwest::{StatusCode, Url};
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;
use std::fmt;
use std::time::Duration;

/// The most that a token endpoint may answer.
const MOST: u64 = 1 << 20;

/// How long the token endpoint may take.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Gets access tokens with the id and the secret of a client, by the grant "client credentials" of OAuth 2.0.
///
/// It is a [`TokenProvider`]: a token is kept until it is about to expire or is refused, and shared by all calls. Its
/// `Debug` output shows no secret.
#[derive(Clone)]
pub struct ClientCredentials {
    token_url: String,
    client_id: String,
    client_secret: SecretString,
    scopes: Vec<String>,
}

impl ClientCredentials {
    /// Tokens from this address, which is `https:`, or `http:` to this machine.
    pub fn new(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
    ) -> Self {
        Self {
            token_url: token_url.into(),
            client_id: client_id.into(),
            client_secret: SecretString::from(client_secret.into()),
            scopes: Vec::new(),
        }
    }

    /// Sets what the tokens are for. Without it, the service decides.
    #[must_use]
    pub fn scopes(mut self, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.scopes = scopes.into_iter().map(Into::into).collect();
        self
    }

    /// Asks for a token.
    async fn ask(self) -> Result<AccessToken, TokenError> {
        base_url::check(Some(&self.token_url)).map_err(|error| {
            Error::configuration(format!("the token endpoint {} cannot be used: {error}", self.token_url))
        })?;
        // Tokens are rare, and a connection belongs to the runtime that made it: none is kept.
        let http = http_client::make(TIMEOUT, &self.token_url)?;
        let Incoming { status, body, announced, .. } =
            execute(&http, self.request(&http)?, TIMEOUT).await.map_err(|error| {
                Error::transport(
                    crate::error::kind_of(&error, crate::TransportErrorKind::Timeout),
                    1,
                    None,
                    Some(error),
                )
            })?;
        let read = response_body::read(body, announced, MOST).await;
        let body =
            read.map_err(|_| Error::transport(crate::TransportErrorKind::Interrupted, 1, None, None))?;
        let answer: Value = serde_json::from_slice(&body).unwrap_or_default();
        let text = |property: &str| answer.get(property).and_then(Value::as_str);
        match text("access_token").filter(|_| status.is_success()) {
            Some(token) => {
                let token = AccessToken::new(token);
                let seconds = answer.get("expires_in").and_then(|seconds| match seconds {
                    Value::String(text) => text.parse().ok(),
                    other => other.as_u64(),
                });
                Ok(seconds.map_or(token.clone(), |seconds| token.expires_in(Duration::from_secs(seconds))))
            }
            None => Err(self.refused(status, text("error"), text("error_description"))),
        }
    }

    fn request(&self, http: &reqwest::Client) -> Result<reqwest::Request, Error> {
        let url = Url::parse(&self.token_url).map_err(|error| Error::configuration(error.to_string()))?;
        let mut body = "grant_type=client_credentials".to_owned();
        if !self.scopes.is_empty() {
            body.push_str(&format!("&scope={}", encoded(&self.scopes.join(" "))));
        }
        let builder = http
            .post(url)
            // RFC 6749, 2.3.1: both are encoded as in a form first.
            .basic_auth(encoded(&self.client_id), Some(encoded(self.client_secret.expose_secret())))
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"))
            .body(Bytes::from(body));
        builder.build().map_err(|error| Error::configuration(error.without_url().to_string()))
    }

    fn refused(&self, status: StatusCode, error: Option<&str>, description: Option<&str>) -> TokenError {
        let said: Vec<&str> = [error, description].into_iter().flatten().collect();
        let said = if said.is_empty() { "without saying why".to_owned() } else { said.join(": ") };
        Error::configuration(format!("no access token was given by {}: {status}, {said}", self.token_url))
            .into()
    }
}

impl TokenProvider for ClientCredentials {
    fn token(&self) -> TokenFuture {
        Box::pin(self.clone().ask())
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("token_url", &self.token_url)
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
