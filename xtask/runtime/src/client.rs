//! The client, and how it is made.

use crate::error::Error;
use crate::security::{SecretPlace, SecurityScheme};
use crate::settings;
use crate::transport::{self, Authorization};
use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use std::fmt;
use std::sync::Arc;

/// Calls the API. Cloning is cheap, and clones share their connections.
#[derive(Clone)]
pub struct Client {
    pub(crate) transport: Arc<transport::Client>,
}

impl Client {
    /// A client with the secrets and the base URL from the environment; see the crate's front page for the variables.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`], where no variable or an ambiguous set of variables is there, or one of them is unusable.
    pub fn from_env() -> Result<Self, Error> {
        Self::from_variables(|name| std::env::var(name).ok())
    }

    fn from_variables(variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        let mut builder = Self::builder();
        for (index, scheme) in settings::SECURITY_SCHEMES.iter().enumerate() {
            if let Some(value) = scheme.environment.and_then(variable) {
                builder = builder.secret(index, value);
            }
        }
        if let Some(base_url) = settings::BASE_URL_ENVIRONMENT.and_then(variable) {
            builder = builder.base_url(base_url);
        }
        builder.build()
    }

    /// A client made step by step.
    pub fn builder() -> ClientBuilder {
        ClientBuilder { secrets: Vec::new(), base_url: settings::BASE_URL.to_owned() }
    }

    /// The address that all requests are made below.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.transport.baseurl
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").field("base_url", &self.base_url()).finish_non_exhaustive()
    }
}

/// Makes a [`Client`].
#[must_use = "nothing is made until `build` is called"]
pub struct ClientBuilder {
    /// Secrets by their scheme's place in the settings.
    secrets: Vec<(usize, SecretString)>,
    base_url: String,
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("base_url", &self.base_url).finish_non_exhaustive()
    }
}

impl ClientBuilder {
    /// Sets the address that all requests are made below, instead of the service's own.
    ///
    /// It is `https:`, or `http:` to this machine; it has no user information, query or fragment.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = base_url.into();
        self
    }

    /// Sets the secret of a security scheme; the last one counts.
    pub(crate) fn secret(mut self, scheme: usize, value: impl Into<String>) -> Self {
        self.secrets.retain(|(other, _)| *other != scheme);
        self.secrets.push((scheme, SecretString::from(value.into())));
        self
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`], where the secrets are missing, ambiguous or cannot stand in a header, or where the
    /// base URL is not one that requests are made to.
    pub fn build(self) -> Result<Client, Error> {
        let baseurl = checked_base_url(&self.base_url)?;
        let authorization = self.authorization()?;
        let http = http_client()?;
        let transport = transport::Client { baseurl, client: http, inner: authorization };
        Ok(Client { transport: Arc::new(transport) })
    }

    fn authorization(&self) -> Result<Authorization, Error> {
        if settings::SECURITY_REQUIREMENTS.is_empty() {
            return Ok(Authorization::default());
        }
        let given: Vec<usize> = self.secrets.iter().map(|(scheme, _)| *scheme).collect();
        let sufficient: Vec<&&[usize]> = settings::SECURITY_REQUIREMENTS
            .iter()
            .filter(|set| set.iter().all(|scheme| given.contains(scheme)))
            .collect();
        if sufficient.is_empty() {
            return Err(Error::configuration(format!("set {}", alternatives())));
        }
        let Some(chosen) = sufficient.into_iter().find(|set| set.len() == given.len()) else {
            return Err(Error::configuration(format!(
                "it is ambiguous which secrets to use: set only {}",
                alternatives()
            )));
        };
        let mut authorization = Authorization::default();
        for (index, secret) in &self.secrets {
            if let Some(scheme) = settings::SECURITY_SCHEMES.get(*index).filter(|_| chosen.contains(index)) {
                let (name, value) = header(scheme, secret)?;
                authorization.headers.push((name, value));
            }
        }
        Ok(authorization)
    }
}

/// The sets of secrets that suffice, in words.
fn alternatives() -> String {
    let describe = |index: &usize| {
        let scheme = settings::SECURITY_SCHEMES.get(*index)?;
        Some(match scheme.environment {
            Some(variable) => format!("`{}` ({variable} in the environment)", scheme.name),
            None => format!("`{}`", scheme.name),
        })
    };
    let sets = settings::SECURITY_REQUIREMENTS
        .iter()
        .map(|set| set.iter().filter_map(describe).collect::<Vec<_>>().join(" and "));
    sets.collect::<Vec<_>>().join(", or ")
}

/// The header that carries a secret. An error names the scheme, never the secret.
fn header(scheme: &SecurityScheme, secret: &SecretString) -> Result<(HeaderName, HeaderValue), Error> {
    let unusable = |what: &str| Error::configuration(format!("the secret `{}` {what}", scheme.name));
    let secret = secret.expose_secret();
    if secret.trim().is_empty() {
        return Err(unusable("is empty"));
    }
    let (name, text) = match scheme.place {
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

fn checked_base_url(text: &str) -> Result<String, Error> {
    let refuse = |problem: &str| Err(Error::configuration(format!("the base URL {problem}")));
    let Ok(url) = Url::parse(text) else { return refuse("is not a URL") };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("has user information; secrets are set by themselves");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return refuse("has a query or a fragment");
    }
    match (url.scheme(), url.host()) {
        ("https", Some(_)) => {}
        ("http", Some(host)) if is_loopback(&host.to_string()) => {}
        ("http", Some(_)) => {
            return refuse("is `http:` to another machine, where anyone on the way can read the secrets");
        }
        _ => return refuse("is neither `https:` nor `http:`"),
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || address.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn http_client() -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder().user_agent(settings::USER_AGENT);
    // The browser has its own rules for these.
    #[cfg(not(target_arch = "wasm32"))]
    let builder = {
        use std::time::Duration;
        builder
            .connect_timeout(Duration::from_secs(5))
            .timeout(Duration::from_secs(60))
            // A redirect would carry secrets and bodies to wherever it points.
            .redirect(reqwest::redirect::Policy::none())
    };
    builder.build().map_err(|error| Error::configuration(format!("the HTTP client cannot be made: {error}")))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn with(variables: &'static [(&str, &str)]) -> Result<Client, Error> {
        Client::from_variables(|name| {
            variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn each_sufficient_set_of_variables_makes_a_client() {
        for variables in [
            &[("EXAMPLE_TOKEN", "t")] as &'static [_],
            &[("EXAMPLE_EMAIL", "a@example.com"), ("EXAMPLE_KEY", "k")],
        ] {
            assert!(with(variables).is_ok(), "{variables:?}");
        }
    }

    #[test]
    fn missing_and_ambiguous_variables_are_named_in_the_error() {
        for variables in [
            &[] as &'static [_],
            &[("EXAMPLE_EMAIL", "a@example.com")],
            &[("EXAMPLE_TOKEN", "t"), ("EXAMPLE_EMAIL", "a@example.com"), ("EXAMPLE_KEY", "k")],
            &[("EXAMPLE_TOKEN", "t"), ("EXAMPLE_EMAIL", "a@example.com")],
        ] {
            let error = with(variables).unwrap_err().to_string();
            for name in ["EXAMPLE_TOKEN", "EXAMPLE_EMAIL", "EXAMPLE_KEY"] {
                assert!(error.contains(name), "{error}");
            }
        }
    }

    #[test]
    fn a_secret_that_cannot_stand_in_a_header_is_refused_and_not_repeated() {
        for secret in ["canary\r\nX-Injected: 1", "canary\0", "canary\n", " "] {
            let error = Client::builder().secret(0, secret).build().unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("token") && !shown.contains("canary"), "{shown}");
        }
    }

    #[test]
    fn the_base_url_follows_the_stated_policy() {
        let build = |url: &str| Client::builder().secret(0, "t").base_url(url).build();
        assert_eq!(build("https://example.com/v1/").unwrap().base_url(), "https://example.com/v1");
        for taken in ["http://127.0.0.1:80", "http://localhost/x", "http://[::1]:9/"] {
            assert!(build(taken).is_ok(), "{taken}");
        }
        for refused in [
            "",
            "example.com",
            "ftp://example.com",
            "http://example.com",
            "https://user:canary@example.com",
            "https://example.com/?a=b",
            "https://example.com/#a",
            "file:///etc/passwd",
        ] {
            let error = build(refused).unwrap_err().to_string();
            assert!(!error.contains("canary"), "{error}");
        }
    }

    #[test]
    fn debug_output_shows_no_secret() {
        let builder = Client::builder().secret(0, "canary");
        assert!(!format!("{builder:?}").contains("canary"));
        let client = builder.build().unwrap();
        assert!(!format!("{client:?} {:?}", client.transport.inner).contains("canary"));
    }
}
