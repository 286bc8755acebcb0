//! The security schemes of an API: how a secret becomes the header that carries it.

use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
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
// An API need not have both.
#[allow(dead_code)]
pub(crate) enum SecretPlace {
    /// Into `Authorization: Bearer`.
    Bearer,
    /// Into a header of its own.
    Header(&'static str),
}

impl SecurityScheme {
    /// The header that carries a secret. An error names the scheme, never the secret.
    pub(crate) fn header(&self, secret: &SecretString) -> Result<(HeaderName, HeaderValue), String> {
        let unusable = |what: &str| format!("the secret `{}` {what}", self.name);
        let secret = secret.expose_secret();
        if secret.trim().is_empty() {
            return Err(unusable("is empty"));
        }
        let (name, text) = match self.place {
            SecretPlace::Bearer => (AUTHORIZATION, format!("Bearer {secret}")),
            SecretPlace::Header(name) => {
                let name = HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| unusable("has a header name that HTTP does not allow"))?;
                (name, secret.to_owned())
            }
        };
        let mut value = HeaderValue::from_str(&text)
            .map_err(|_| unusable("has characters that a header cannot hold, such as a line break"))?;
        value.set_sensitive(true);
        Ok((name, value))
    }
}
