//! Answers that say that the call failed.

use crate::json;
use crate::response::{Answer, whole_answer_accessors};
use crate::retry_after;
use crate::settings;
use reqwest::StatusCode;
use serde_json::Value;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// The service's answer that a call failed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ApiError {
    pub(super) answer: Answer,
    errors: Vec<ErrorDetail>,
}

/// What an answer that a call failed is about, by its status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ApiErrorKind {
    /// 400: the request is not as the service wants it.
    BadRequest,
    /// 401: the service does not know the caller.
    Unauthorized,
    /// 403: the caller may not do this.
    Forbidden,
    /// 404: there is no such resource.
    NotFound,
    /// 409: the resource is in a state that does not allow this.
    Conflict,
    /// 422: the request is well formed, and does not make sense.
    UnprocessableContent,
    /// 429: there were too many requests.
    TooManyRequests,
    /// 500 and above: the service failed.
    Server,
    /// 2xx, with a body that says that the call failed.
    Unsuccessful,
    /// Any other status.
    Other,
}

/// One of the errors that the service names in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The service's number for the error, where it gives one.
    pub code: Option<i64>,
    /// What went wrong, in the service's words.
    pub message: String,
}

impl ApiError {
    pub(crate) fn new(answer: Answer) -> Self {
        let errors = read_details(&answer.body);
        Self { answer, errors }
    }

    whole_answer_accessors!();

    /// What the answer is about, by its status.
    #[must_use]
    pub fn kind(&self) -> ApiErrorKind {
        match self.answer.status {
            StatusCode::BAD_REQUEST => ApiErrorKind::BadRequest,
            StatusCode::UNAUTHORIZED => ApiErrorKind::Unauthorized,
            StatusCode::FORBIDDEN => ApiErrorKind::Forbidden,
            StatusCode::NOT_FOUND => ApiErrorKind::NotFound,
            StatusCode::CONFLICT => ApiErrorKind::Conflict,
            StatusCode::UNPROCESSABLE_ENTITY => ApiErrorKind::UnprocessableContent,
            StatusCode::TOO_MANY_REQUESTS => ApiErrorKind::TooManyRequests,
            status if status.as_u16() >= 500 => ApiErrorKind::Server,
            status if status.is_success() => ApiErrorKind::Unsuccessful,
            _ => ApiErrorKind::Other,
        }
    }

    /// How long the service asks to wait before the next try; see [`Error::retry_after`](crate::Error::retry_after).
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        retry_after::read(&self.answer.headers)
    }

    /// The errors that the body names; empty where it is not of the service's usual form, or has more than a mebibyte.
    #[must_use]
    pub fn errors(&self) -> &[ErrorDetail] {
        &self.errors
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            ApiErrorKind::Unsuccessful => f.write_str("the service says that the call failed")?,
            _ => write!(f, "the service answered {}", self.answer.status)?,
        }
        match self.answer.unread_encoding() {
            _ if !self.errors.is_empty() => {}
            Some(encoding) => write!(f, ": {encoding}")?,
            None if self.kind() == ApiErrorKind::Unsuccessful => f.write_str(", and names no reason")?,
            None => {}
        }
        for (index, ErrorDetail { code, message }) in self.errors.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { "; " })?;
            f.write_str(message)?;
            if let Some(code) = code {
                write!(f, " (code {code})")?;
            }
        }
        if self.answer.tries > 1 {
            write!(f, ", after {} tries", self.answer.tries)?;
        }
        Ok(())
    }
}

impl StdError for ApiError {}

/// How long a body may be whose errors are looked for. JSON takes many times its length in memory, and explanations are
/// short.
const MOST_LOOKED_AT: usize = 1 << 20;

/// The errors that a body names. Whatever is not of the usual form is passed over: the body itself is kept beside.
fn read_details(body: &[u8]) -> Vec<ErrorDetail> {
    let Some(names) = settings::ENVELOPE else { return Vec::new() };
    if body.len() > MOST_LOOKED_AT {
        return Vec::new();
    }
    let Ok(Value::Object(mut body)) = json::from_slice(body) else { return Vec::new() };
    let Some(Value::Array(errors)) = body.remove(names.errors) else { return Vec::new() };
    errors.iter().filter_map(ErrorDetail::read).collect()
}

impl ErrorDetail {
    /// A code that is not a number costs the code, not the message.
    fn read(error: &Value) -> Option<Self> {
        let code = error.get("code").and_then(|code| json::read(code).ok()?.ok());
        Some(Self { code, message: error.get("message")?.as_str()?.to_owned() })
    }
}
