//! The security schemes of an API: how a request carries a secret.

use reqwest::Request;
use reqwest::header::{AUTHORIZATION, COOKIE, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

/// A way to say who is calling.
pub(crate) struct SecurityScheme {
    /// Its name in the document.
    pub(crate) name: &'static str,
    /// The environment variable that holds the secret.
    pub(crate) environment: Option<&'static str>,
    /// Where the secret goes.
    pub(crate) place: SecretPlace,
}

/// Where a secret goes in a request.
// An API need not have all of them.
#[allow(dead_code)]
pub(crate) enum SecretPlace {
    /// Into `Authorization: Bearer`.
    Bearer,
    /// Into `Authorization`, as this function writes it.
    Authorization(fn(&str) -> String),
    /// Into a header of its own.
    Header(&'static str),
    /// Into the query.
    Query(&'static str),
    /// Into a cookie.
    Cookie(&'static str),
}

/// A secret as requests carry it.
pub(crate) enum Carried {
    /// In a header.
    Header(HeaderName, HeaderValue),
    /// In the query.
    Query(&'static str, SecretString),
    /// In a cookie.
    Cookie(&'static str, SecretString),
}

impl SecurityScheme {
    /// A secret as requests carry it. An error names the scheme, never the secret.
    pub(crate) fn carried(&self, secret: &SecretString) -> Result<Carried, String> {
        let unusable = |what: &str| format!("the secret `{}` {what}", self.name);
        let text = secret.expose_secret();
        if text.trim().is_empty() {
            return Err(unusable("is empty"));
        }
        let (name, text) = match self.place {
            SecretPlace::Bearer => (AUTHORIZATION, format!("Bearer {text}")),
            SecretPlace::Authorization(write) => (AUTHORIZATION, write(text)),
            SecretPlace::Query(name) => return Ok(Carried::Query(name, secret.clone())),
            SecretPlace::Cookie(name) => {
                let is_allowed =
                    |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\');
                if !text.bytes().all(is_allowed) {
                    return Err(unusable("has characters that a cookie cannot hold"));
                }
                return Ok(Carried::Cookie(name, secret.clone()));
            }
            SecretPlace::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| unusable("has a header name that HTTP does not allow"))?;
                (name, text.to_owned())
            }
        };
        let mut value = HeaderValue::from_str(&text)
            .map_err(|_| unusable("has characters that a header cannot hold, such as a line break"))?;
        value.set_sensitive(true);
        Ok(Carried::Header(name, value))
    }
}

impl Carried {
    /// Adds the secret to a request, which may have it already.
    pub(crate) fn add_to(&self, request: &mut Request) {
        match self {
            Self::Header(name, value) => {
                request.headers_mut().insert(name, value.clone());
            }
            Self::Query(name, secret) => {
                if !request.url().query_pairs().any(|(other, _)| other == *name) {
                    request.url_mut().query_pairs_mut().append_pair(name, secret.expose_secret());
                }
            }
            Self::Cookie(name, secret) => add_cookie(request, name, secret.expose_secret()),
        }
    }
}

/// Adds a cookie beside those that a request has.
fn add_cookie(request: &mut Request, name: &str, secret: &str) {
    let pair = format!("{name}={secret}");
    let text = match request.headers().get(COOKIE).and_then(|value| value.to_str().ok()) {
        Some(others) if others.split("; ").any(|other| other == pair) => return,
        Some(others) => format!("{others}; {pair}"),
        None => pair,
    };
    if let Ok(mut value) = HeaderValue::from_str(&text) {
        value.set_sensitive(true);
        request.headers_mut().insert(COOKIE, value);
    }
}
