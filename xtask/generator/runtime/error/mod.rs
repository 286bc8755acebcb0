//! Everything that can go wrong in a call.

mod api;
mod cause;
mod decode;
#[cfg(target_arch = "wasm32")]
mod fetch;
mod kind;
mod transport;

pub use api::{ApiError, ApiErrorKind, ErrorDetail};
pub use decode::DecodeError;
#[cfg(target_arch = "wasm32")]
pub(crate) use fetch::FetchError;
pub(crate) use kind::kind_of;
pub(crate) use transport::HttpError;
pub use transport::{TransportError, TransportErrorKind};

use crate::json::{self, Json, Reason};
use crate::response::Answer;
use crate::retry_after;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// Why a call did not return its value.
///
/// Neither `Display` nor `Debug` shows a secret, and `Display` shows no value of a response but the messages that the
/// service means to be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client cannot be made: a secret, the base URL or the HTTP client is unusable. The text says which.
    Configuration(String),
    /// The request cannot be made as asked; nothing was sent.
    InvalidRequest(String),
    /// No whole answer came: no connection, a timeout, a reset, too large a body.
    Transport(Box<TransportError>),
    /// The service answered that the call failed. Where that answer broke off, its body is what had come of it.
    Api(Box<ApiError>),
    /// The service answered that the call succeeded, with a body that does not fit its type.
    Decode(Box<DecodeError>),
}

impl Error {
    pub(crate) fn configuration(problem: impl Into<String>) -> Self {
        Self::Configuration(problem.into())
    }

    pub(crate) fn invalid_request(problem: impl Into<String>) -> Self {
        Self::InvalidRequest(problem.into())
    }

    pub(crate) fn api(answer: Answer) -> Self {
        Self::Api(Box::new(ApiError::new(answer)))
    }

    pub(crate) fn decode(answer: Answer, reason: Reason) -> Self {
        let is_unreadable = reason.path() == "$";
        let unread = answer.unread_encoding().filter(|_| is_unreadable);
        let reason = unread.map_or(reason, Reason::because);
        Self::Decode(Box::new(DecodeError { answer, reason }))
    }

    pub(crate) fn transport(
        kind: TransportErrorKind,
        tries: u32,
        begun: Option<(StatusCode, HeaderMap)>,
        source: Option<HttpError>,
    ) -> Self {
        #[cfg(not(target_arch = "wasm32"))]
        let source = source.map(HttpError::without_url);
        Self::Transport(Box::new(TransportError { kind, tries, begun, source }))
    }

    /// The status of the answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Decode(error) => Some(error.status()),
            Self::Transport(error) => error.status(),
            Self::Configuration(_) | Self::InvalidRequest(_) => None,
        }
    }

    /// What identifies the request to the service's support, where the service says it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(error) => error.request_id(),
            Self::Decode(error) => error.request_id(),
            Self::Transport(error) => error.request_id(),
            Self::Configuration(_) | Self::InvalidRequest(_) => None,
        }
    }

    /// How many tries were made, those without a connection among them; 0 where the request could not be made.
    #[must_use]
    pub fn tries(&self) -> u32 {
        match self {
            Self::Api(error) => error.tries(),
            Self::Decode(error) => error.tries(),
            Self::Transport(error) => error.tries(),
            Self::Configuration(_) | Self::InvalidRequest(_) => 0,
        }
    }

    /// Whether the service says that there is no such resource (404).
    ///
    /// After a DELETE that was tried more than once, this can mean that an earlier try, whose answer was lost, deleted
    /// it: [`tries`](Self::tries) tells.
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        self.api_status() == Some(StatusCode::NOT_FOUND)
    }

    /// Whether the service says that nothing has changed (304), because a header of the call asked for that. Where the
    /// document describes it, that is an answer without a value, and no error.
    #[must_use]
    pub fn is_not_modified(&self) -> bool {
        self.api_status() == Some(StatusCode::NOT_MODIFIED)
    }

    /// Whether the service says that there were too many requests (429).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        self.api_status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether connecting, a try or the whole call took too long.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_timeout())
    }

    /// Whether the failure is one that passes: the same call may succeed later.
    ///
    /// It says nothing of whether what was asked has run already. A call that creates something, and got no answer,
    /// may have created it.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Transport(error) => error.kind().passes(),
            Self::Api(error) => matches!(error.status().as_u16(), 408 | 429 | 500 | 502 | 503 | 504),
            Self::Decode(_) | Self::Configuration(_) | Self::InvalidRequest(_) => false,
        }
    }

    /// How long the service asks to wait before the next try, by `retry-after-ms` or `Retry-After`; a date there is
    /// compared with this machine's clock, now. `None` where it asks for nothing.
    ///
    /// Calls that are tried again wait for it, as far as their [`RetryPolicy`](crate::RetryPolicy) and deadline allow.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Api(error) => error.retry_after(),
            Self::Transport(error) => retry_after::read(error.headers()?),
            Self::Decode(_) | Self::Configuration(_) | Self::InvalidRequest(_) => None,
        }
    }

    fn api_status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            _ => None,
        }
    }
}

// In this file because it returns an [`Error`], of which `ApiError` is a part.
impl ApiError {
    /// The body as the type that the operation's documentation names for this status.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], where the body does not fit the type.
    pub fn body_as<T: Json>(&self) -> Result<T, Error> {
        json::from_slice(&self.answer.body).map_err(|reason| Error::decode(self.answer.clone(), reason))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(problem) => write!(f, "the client is not configured: {problem}"),
            Self::InvalidRequest(problem) => write!(f, "the request is invalid: {problem}"),
            Self::Transport(error) => write!(f, "{error}"),
            Self::Api(error) => write!(f, "{error}"),
            Self::Decode(error) => write!(f, "{error}"),
        }
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // What it says has been said; its own cause comes next.
            Self::Transport(error) => error.source(),
            Self::Configuration(_) | Self::InvalidRequest(_) | Self::Api(_) | Self::Decode(_) => None,
        }
    }
}
