//! How a client is made.

use crate::base_url;
use crate::client::{Client, Inner};
use crate::connection::Connection;
use crate::error::Error;
use crate::http_client;
use crate::retry::RetryPolicy;
use crate::secrets::Secrets;
use crate::settings;
use crate::token_source::TokenSource;
use secrecy::SecretString;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Makes a [`Client`].
#[must_use = "nothing is made until `build` is called"]
pub struct ClientBuilder {
    secrets: Secrets,
    base_url: Option<String>,
    /// The chosen servers of operations that have some of their own, by the names of the choices.
    operation_servers: Vec<(&'static str, String)>,
    environment_base_url: Option<String>,
    http: Option<reqwest::Client>,
    connect_timeout: Duration,
    timeout: Duration,
    deadline: Option<Duration>,
    retry: RetryPolicy,
    max_response_size: u64,
}

impl Default for ClientBuilder {
    fn default() -> Self {
        Self {
            secrets: Secrets::default(),
            base_url: None,
            operation_servers: Vec::new(),
            environment_base_url: None,
            http: None,
            connect_timeout: Duration::from_secs(5),
            timeout: Duration::from_secs(60),
            deadline: None,
            retry: RetryPolicy::default(),
            max_response_size: 64 << 20,
        }
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("timeout", &self.timeout)
            .field("deadline", &self.deadline)
            .field("retry", &self.retry)
            .field("max_response_size", &self.max_response_size)
            .finish_non_exhaustive()
    }
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
}

impl ClientBuilder {
    /// Takes from the environment what is not set otherwise, before or after: the secrets, where none of them is set, and
    /// the base URL. The crate's front page names the variables.
    pub fn environment(self) -> Self {
        // What is no text cannot be used, and the error says so; passing over it would be choosing another secret.
        self.variables(|name| Some(std::env::var_os(name)?.to_string_lossy().into_owned()))
    }

    fn variables(mut self, variable: impl Fn(&str) -> Option<String>) -> Self {
        let variable = |name: &str| variable(name).filter(|value| !value.is_empty());
        self.secrets.set_from(variable);
        self.environment_base_url = settings::BASE_URL_ENVIRONMENT.and_then(variable);
        self
    }

    /// Sets the address that all requests are made below, instead of the service's own.
    ///
    /// It is `https:`, or `http:` to this machine; it has no user information, query or fragment.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// Sets a server of operations that have some of their own.
    // Few documents have such operations.
    #[allow(dead_code)]
    pub(crate) fn operation_server(mut self, choice: &'static str, server: String) -> Self {
        self.operation_servers.push((choice, server));
        self
    }

    /// Sets how long one try may take, from connecting to the last byte of the answer: 60 seconds if nobody sets it.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets how long connecting may take: 5 seconds if nobody sets it.
    ///
    /// With an HTTP client of your own it means nothing: connecting is up to that client. In WebAssembly it means nothing
    /// either: connecting is up to the host.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Sets how long a call may take, all tries and the time between them counted. Without it, the number of tries and
    /// the time that each may take are the limit.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = Some(deadline);
        self
    }

    /// Sets when calls are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets how many bytes an answer's body may have, decompressed: 64 MiB if nobody sets it. No more than that is
    /// read.
    pub fn max_response_size(mut self, bytes: u64) -> Self {
        self.max_response_size = bytes;
        self
    }

    /// Sets the HTTP client to send requests with, for proxies, certificates, or connections shared with other code.
    ///
    /// Give it [`redirect::Policy::none`](reqwest::redirect::Policy::none) unless you know where the service may send
    /// it: a client that follows redirects can carry secrets and bodies to another host. It can also follow a redirect
    /// to where nobody listens, which looks as if nothing had been sent, so that a POST is tried again.
    ///
    /// It decides about proxies as well: one that the environment names sees all that is sent to an `http:` address, unless
    /// the client was made with [`no_proxy`](reqwest::ClientBuilder::no_proxy). What it repeats by itself is not counted.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn http_client(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Sets the secret of a security scheme; the last one counts.
    pub(crate) fn secret(mut self, scheme: usize, value: SecretString) -> Self {
        self.secrets.set(scheme, value);
        self
    }

    /// Sets who gives the tokens of a security scheme.
    // An API need not know such tokens.
    #[allow(dead_code)]
    pub(crate) fn token_source(mut self, scheme: usize, source: Arc<dyn TokenSource>) -> Self {
        self.secrets.set_tokens(scheme, source);
        self
    }

    /// Sets all secrets there are.
    pub(crate) fn only_secrets(mut self, secrets: impl IntoIterator<Item = (usize, SecretString)>) -> Self {
        self.secrets.clear();
        secrets.into_iter().fold(self, |builder, (scheme, value)| builder.secret(scheme, value))
    }

    /// Makes the client. Nothing is sent.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`], where the secrets are missing, ambiguous or cannot stand in a header, or where the
    /// base URL is not one that requests are made to.
    pub fn build(self) -> Result<Client, Error> {
        let base_url = self.base_url.or(self.environment_base_url);
        let baseurl = base_url::check(base_url.as_deref().or(settings::BASE_URL))?;
        for (_, server) in &self.operation_servers {
            base_url::check(Some(server))?;
        }
        #[cfg(not(any(feature = "rustls", feature = "native-tls", target_arch = "wasm32")))]
        if self.http.is_none() && baseurl.starts_with("https:") {
            return Err(Error::configuration(
                "an `https:` address needs the feature `rustls` or `native-tls`",
            ));
        }
        let authorization = self.secrets.authorization()?;
        #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
        let for_blocking = http_client::ForBlocking::new(self.http.is_none().then_some(self.connect_timeout));
        let client = match self.http {
            Some(client) => client,
            None => http_client::make(self.connect_timeout, &baseurl)?,
        };
        Ok(Client {
            inner: Arc::new(Inner {
                connection: Connection { baseurl, client },
                #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
                for_blocking,
                authorization,
                operation_servers: self.operation_servers,
                timeout: self.timeout,
                deadline: self.deadline,
                retry: self.retry,
                max_response_size: self.max_response_size,
            }),
        })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::panic)]
mod tests {
    use super::*;

    fn builder(variables: &'static [(&str, &str)]) -> ClientBuilder {
        Client::builder().variables(|name| {
            variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        })
    }

    fn with(variables: &'static [(&str, &str)]) -> Result<Client, Error> {
        builder(variables).build()
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
            let error = Client::builder().secret(0, secret.into()).build().unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(shown.contains("token") && !shown.contains("canary"), "{shown}");
        }
    }

    #[test]
    fn the_base_url_follows_the_stated_policy() {
        let build = |url: &str| Client::builder().secret(0, "t".into()).base_url(url).build();
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
        let builder = Client::builder().secret(0, "canary".into());
        assert!(!format!("{builder:?}").contains("canary"));
        let client = builder.build().unwrap();
        assert!(!format!("{client:?} {:?}", client.inner.timeout).contains("canary"));
    }

    #[test]
    fn what_is_set_beats_the_environment_before_or_after() {
        let variables = &[
            ("EXAMPLE_EMAIL", "a@example.com"),
            ("EXAMPLE_KEY", "k"),
            ("EXAMPLE_BASE_URL", "http://[::1]:1"),
        ];
        let after = builder(variables).secret(0, "t".into()).base_url("http://[::1]:2").build().unwrap();
        assert_eq!(after.inner.authorization.carried(settings::SECURITY_REQUIREMENTS).unwrap().len(), 1);
        assert_eq!(after.base_url(), "http://[::1]:2");
        let before = Client::builder().secret(0, "t".into()).base_url("http://[::1]:2").variables(|name| {
            variables.iter().find(|(other, _)| *other == name).map(|(_, value)| (*value).to_owned())
        });
        let before = before.build().unwrap();
        assert_eq!(before.inner.authorization.carried(settings::SECURITY_REQUIREMENTS).unwrap().len(), 1);
        assert_eq!(before.base_url(), "http://[::1]:2");
        assert_eq!(builder(variables).build().unwrap().base_url(), "http://[::1]:1");
    }
}
