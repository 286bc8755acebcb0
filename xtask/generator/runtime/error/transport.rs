//! Requests that got no whole answer.

use super::cause::Cause;
use crate::response::request_id;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::error::Error as StdError;
use std::fmt;

/// The error of what requests are sent with.
#[cfg(target_arch = "wasm32")]
pub(crate) use super::fetch::FetchError as HttpError;
/// The error of what requests are sent with.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use reqwest::Error as HttpError;

/// Why no whole answer came.
#[non_exhaustive]
pub struct TransportError {
    pub(super) kind: TransportErrorKind,
    pub(super) tries: u32,
    /// What had come when the answer broke off.
    pub(super) begun: Option<(StatusCode, HeaderMap)>,
    /// Without its URL: a URL holds the caller's ids and queries.
    pub(super) source: Option<HttpError>,
}

/// The ways in which an answer can fail to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There was no connection: nothing was sent, and nothing ran. That it took too long to connect is said by
    /// [`Error::is_timeout`](crate::Error::is_timeout).
    Connect,
    /// The two sides do not agree on TLS: the certificate is expired, for another name, or of an unknown issuer; they
    /// share no version of TLS; or the server does not speak TLS on this port. Nothing was sent, nothing ran, and
    /// another try ends the same way.
    Tls,
    /// The server, or the connection, did not take the request, and nothing ran. HTTP/2 says so with GOAWAY and
    /// REFUSED_STREAM.
    Unprocessed,
    /// A try took longer than a try may take. What was asked may have run.
    Timeout,
    /// The call took longer than the call may take, all tries and the time between them counted. What was asked may
    /// have run.
    DeadlineExceeded,
    /// The connection broke before the answer was whole. What was asked may have run.
    Interrupted,
    /// What came is not HTTP, has headers that are too large or too many, or is encoded wrongly. What was asked may have
    /// run; another try ends the same way.
    Malformed,
    /// The answer is a redirect that a browser hides, and none is followed. Elsewhere a redirect is an
    /// [`Error::Api`](crate::Error::Api) with its status.
    Redirect,
    /// The answer is larger than the limit, and was not read further.
    TooLarge,
}

impl TransportErrorKind {
    pub(crate) const fn text(self) -> &'static str {
        match self {
            Self::Connect => "no connection could be made",
            Self::Tls => "no secure connection could be made",
            Self::Unprocessed => "the server did not take it",
            Self::Timeout => "it timed out",
            Self::DeadlineExceeded => "the deadline passed",
            Self::Interrupted => "the connection broke before the answer was whole",
            Self::Malformed => "the answer cannot be read",
            Self::Redirect => "the answer is a redirect, which is not followed",
            Self::TooLarge => "the answer is larger than the limit",
        }
    }

    /// Whether the failure is one that passes: another try may succeed.
    pub(super) const fn passes(self) -> bool {
        match self {
            Self::Connect
            | Self::Unprocessed
            | Self::Timeout
            | Self::DeadlineExceeded
            | Self::Interrupted => true,
            Self::Tls | Self::Malformed | Self::Redirect | Self::TooLarge => false,
        }
    }
}

impl TransportError {
    /// Which way it was.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// How many requests were tried.
    #[must_use]
    pub fn tries(&self) -> u32 {
        self.tries
    }

    /// The HTTP status, where the answer broke off after it.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.begun.as_ref().map(|(status, _)| *status)
    }

    /// The response's headers, where the answer broke off after them.
    #[must_use]
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.begun.as_ref().map(|(_, headers)| headers)
    }

    /// Whether connecting, a try or the whole call took too long.
    pub(super) fn is_timeout(&self) -> bool {
        match self.kind {
            TransportErrorKind::Timeout | TransportErrorKind::DeadlineExceeded => true,
            TransportErrorKind::Connect => self.source.as_ref().is_some_and(HttpError::is_timeout),
            _ => false,
        }
    }

    /// What identifies the request to the service's support, where the service said it before the answer broke off.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(self.headers()?)
    }
}

/// Headers can hold what should stand in no log.
impl fmt::Debug for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportError")
            .field("kind", &self.kind)
            .field("tries", &self.tries)
            .field("status", &self.status())
            .field("request_id", &self.request_id())
            .field("source", &self.source)
            .finish()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request was not answered: {}", self.kind.text())?;
        match &self.source {
            Some(_) if self.kind == TransportErrorKind::Connect && self.is_timeout() => {
                f.write_str(" in time")?
            }
            Some(source) if !self.is_timeout() => write!(f, ": {}", Cause(source))?,
            _ => {}
        }
        if self.tries > 1 {
            write!(f, ", after {} tries", self.tries)?;
        }
        Ok(())
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_ref().map(|error| error as &dyn StdError)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    #[test]
    fn debug_output_shows_the_status_and_the_request_and_no_other_header() {
        let mut headers = HeaderMap::new();
        headers.insert("x-request-id", HeaderValue::from_static("id-1"));
        headers.insert("set-cookie", HeaderValue::from_static("canary"));
        let begun = Some((StatusCode::OK, headers));
        let kind = TransportErrorKind::Interrupted;
        let shown = format!("{:?}", TransportError { kind, tries: 2, begun, source: None });
        assert!(shown.contains("200") && shown.contains("id-1") && !shown.contains("canary"), "{shown}");
    }
}
