//! Loads a document from an address, within limits of size and time, with a progress bar on a terminal.

use std::io::{self, ErrorKind, Read};
use std::time::Duration;

use http::Uri;
use indicatif::{ProgressBar, ProgressStyle};
use ureq::{Agent, Error};

use crate::diagnostic::{Diagnostic, Result};
use crate::document::MAX_BYTES;

/// How long a server may be silent.
const SILENCE: Duration = Duration::from_secs(30);

/// An address that a document can be loaded from.
#[derive(Debug)]
pub(super) struct Address {
    uri: Uri,
    /// The address as it is shown and recorded: without its query, which may hold secrets.
    pub(super) shown: String,
}

impl Address {
    /// Parses an address. It must begin with `http:` or `https:`, and must not hold credentials.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let refuse = |shown: &str, problem: &str, remedy: &str| Err(Diagnostic::file(shown, problem, remedy));
        let shown = text.split(['?', '#']).next().unwrap_or_default().to_owned();
        let Some((scheme, rest)) = shown.split_once("://") else {
            return refuse(&shown, "this is not an address", "write it in full: `https://HOST/PATH`");
        };
        if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
            let problem = format!("documents are not loaded from `{scheme}:` addresses");
            return refuse(&shown, &problem, "give an `https:` address, or the path of a file");
        }
        let host = rest.split('/').next().unwrap_or_default();
        if let Some((_, host)) = host.rsplit_once('@') {
            let shown = format!("{scheme}://{host}");
            let remedy = "download the document yourself, and give the file";
            return refuse(&shown, "the address holds credentials, which would be recorded", remedy);
        }
        match text.parse::<Uri>() {
            Ok(uri) if uri.host().is_some_and(|host| !host.is_empty()) => Ok(Self { uri, shown }),
            _ => refuse(&shown, "this is not an address", "write it in full: `https://HOST/PATH`"),
        }
    }

    fn failed(&self, problem: impl Into<String>, remedy: &str) -> Diagnostic {
        Diagnostic::file(self.shown.as_str(), problem, remedy)
    }

    fn too_large(&self) -> Diagnostic {
        self.failed(
            format!("the document is larger than {} MiB", MAX_BYTES / 1024 / 1024),
            "check that this is the address of an OpenAPI document; no API description is that large",
        )
    }

    fn explain(&self, error: &Error, patience: Duration) -> Diagnostic {
        let check = "check that the address is right and can be reached from here, then run it again";
        match error {
            Error::StatusCode(status) => self.failed(format!("the server answers with status {status}"), check),
            Error::Timeout(_) => self.failed(
                format!(
                    "the server takes too long: the document must arrive within {} s, without a pause of {} s",
                    patience.as_secs(),
                    SILENCE.min(patience).as_secs()
                ),
                "try again, with a longer `--timeout` if need be",
            ),
            Error::RequireHttpsOnly(_) => self.failed(
                "the server redirects to an address without encryption",
                "give that address yourself if you trust it",
            ),
            Error::Io(error) if error.kind() == ErrorKind::UnexpectedEof => {
                self.failed("the document ends too early: the connection was closed", "run it again")
            }
            error => self.failed(format!("the document cannot be loaded: {error}"), check),
        }
    }
}

/// The bytes at an address.
pub(super) fn load(address: &Address, patience: Duration) -> Result<Vec<u8>> {
    let agent: Agent = Agent::config_builder()
        .timeout_global(Some(patience))
        .timeout_per_read(Some(SILENCE.min(patience)))
        .https_only(address.uri.scheme_str() == Some("https"))
        .user_agent(concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")))
        .accept("application/json, application/yaml, */*;q=0.1")
        .build()
        .into();
    let failed = |error: Error| address.explain(&error, patience);
    let mut response = agent.get(&address.uri).call().map_err(failed)?;
    let announced = response.body().content_length();
    if announced.is_some_and(|length| length > MAX_BYTES) {
        return Err(address.too_large());
    }
    let mut bytes = Vec::new();
    let bar = progress(announced);
    // One byte more than is allowed shows that the document is too large.
    let body = response.body_mut().as_reader().take(MAX_BYTES + 1);
    let read = bar.wrap_read(body).read_to_end(&mut bytes);
    bar.finish_and_clear();
    read.map_err(|error| failed(cause(error)))?;
    if bytes.len() as u64 > MAX_BYTES { Err(address.too_large()) } else { Ok(bytes) }
}

/// While a body is read, `ureq` wraps its own errors in those of `std::io`.
fn cause(error: io::Error) -> Error {
    error.downcast::<Error>().unwrap_or_else(Error::Io)
}

/// A progress bar on standard error; it shows nothing if that is not a terminal.
fn progress(length: Option<u64>) -> ProgressBar {
    let (bar, template) = match length {
        Some(length) => (
            ProgressBar::new(length),
            "loading {bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
        ),
        None => (ProgressBar::no_length(), "loading {spinner} {bytes}, {bytes_per_sec}"),
    };
    // Both templates are valid; the default could only be needed after a mistake in them.
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
    bar.with_style(style)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn only_http_and_https_addresses_are_loaded() {
        for text in ["file:///etc/passwd", "ftp://example.com/a", "data://a", "HTTPSX://a", "://a"] {
            let error = Address::parse(text).unwrap_err();
            assert!(error.problem.contains("not loaded from"), "{error}");
        }
        for text in ["https://", "http:///a", "https:// /a"] {
            assert_eq!(Address::parse(text).unwrap_err().problem, "this is not an address", "{text}");
        }
        assert_eq!(Address::parse("HTTPS://example.com/a.json").unwrap().uri.scheme_str(), Some("https"));
    }

    #[test]
    fn secrets_in_an_address_are_neither_shown_nor_recorded() {
        let address = Address::parse("https://example.com/a.json?token=secret#secret").unwrap();
        assert_eq!(address.shown, "https://example.com/a.json");
        assert_eq!(address.uri.query(), Some("token=secret"));
        let error = Address::parse("https://me:secret@example.com/a.json").unwrap_err().to_string();
        assert!(error.contains("credentials") && !error.contains("secret"), "{error}");
    }
}
