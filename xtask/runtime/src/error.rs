//! Everything that can go wrong in a call.

use crate::json::{Fields, Json, Object, Reading, Reason, read_object};
use crate::settings;
use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::de::{Deserializer, MapAccess};
use serde::ser::Serializer;
use serde_json::Value;
use std::error::Error as StdError;
use std::fmt;

/// Why a call did not return its value.
///
/// Neither `Display` nor `Debug` shows a secret, and `Display` shows no value of a response.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client cannot be made: a secret, the base URL or the HTTP client is unusable. The text says which.
    Configuration(String),
    /// The request cannot be made as asked; nothing was sent.
    InvalidRequest(String),
    /// The request was not answered, or the answer broke off: no connection, a timeout, a reset.
    Transport(reqwest::Error),
    /// The service answered that the call failed.
    Api(Box<ApiError>),
    /// The service answered that the call succeeded, with a body that does not fit its type.
    Decode(Box<DecodeError>),
}

/// The service's answer that a call failed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ApiError {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    errors: Vec<ErrorDetail>,
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

/// A response whose body does not fit its type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DecodeError {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    reason: Reason,
}

/// A response that has been read to its end.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Error {
    pub(crate) fn configuration(problem: impl Into<String>) -> Self {
        Self::Configuration(problem.into())
    }

    pub(crate) fn invalid_request(problem: impl Into<String>) -> Self {
        Self::InvalidRequest(problem.into())
    }

    pub(crate) fn api(answer: Answer) -> Self {
        let Answer { status, headers, body } = answer;
        let errors = read_details(&body);
        Self::Api(Box::new(ApiError { status, headers, body, errors }))
    }

    pub(crate) fn decode(answer: Answer, reason: Reason) -> Self {
        let Answer { status, headers, body } = answer;
        Self::Decode(Box::new(DecodeError { status, headers, body, reason }))
    }

    /// The status of the answer, where there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status),
            Self::Decode(error) => Some(error.status),
            Self::Transport(error) => error.status(),
            Self::Configuration(_) | Self::InvalidRequest(_) => None,
        }
    }

    /// Whether the service says that there is no such resource (404).
    #[must_use]
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Api(error) if error.status == StatusCode::NOT_FOUND)
    }

    /// Whether the service says that there were too many requests (429).
    #[must_use]
    pub fn is_rate_limited(&self) -> bool {
        matches!(self, Self::Api(error) if error.status == StatusCode::TOO_MANY_REQUESTS)
    }
}

impl ApiError {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The response's body as it came, whatever it is.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The errors that the body names; empty where it is not of the service's usual form.
    #[must_use]
    pub fn errors(&self) -> &[ErrorDetail] {
        &self.errors
    }

    /// What identifies the request to the service's support, where the service says it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// The body as the type that the operation's documentation names for this status.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`], where the body does not fit the type.
    pub fn body_as<T: Json>(&self) -> Result<T, Error> {
        crate::json::from_slice(&self.body).map_err(|reason| {
            let Self { status, headers, body, .. } = self.clone();
            Error::decode(Answer { status, headers, body }, reason)
        })
    }
}

impl DecodeError {
    /// The HTTP status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The response's headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The response's body as it came.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Where in the body the value stands that does not fit, as a JSONPath such as `$.result.elements[3].id`.
    #[must_use]
    pub fn path(&self) -> String {
        self.reason.path()
    }

    /// What was expected there.
    #[must_use]
    pub fn expectation(&self) -> &str {
        self.reason.message()
    }

    /// What identifies the request to the service's support, where the service says it.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }
}

fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(settings::REQUEST_ID_HEADER?)?.to_str().ok()
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(problem) => write!(f, "the client is not configured: {problem}"),
            Self::InvalidRequest(problem) => write!(f, "the request is invalid: {problem}"),
            Self::Transport(_) => f.write_str("the request was not answered"),
            Self::Api(error) => write!(f, "{error}"),
            Self::Decode(error) => write!(f, "{error}"),
        }
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {}", self.status)?;
        for (index, ErrorDetail { code, message }) in self.errors.iter().enumerate() {
            f.write_str(if index == 0 { ": " } else { "; " })?;
            f.write_str(message)?;
            if let Some(code) = code {
                write!(f, " (code {code})")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service answered {} with a body that does not fit: {}", self.status, self.reason)
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Transport(error) => Some(error),
            Self::Configuration(_) | Self::InvalidRequest(_) | Self::Api(_) | Self::Decode(_) => None,
        }
    }
}

impl StdError for ApiError {}

impl StdError for DecodeError {}

/// The errors that a body names. Whatever is not of the usual form is passed over: the body itself is kept beside.
fn read_details(body: &[u8]) -> Vec<ErrorDetail> {
    let Some(names) = settings::ENVELOPE else { return Vec::new() };
    let Ok(Value::Object(mut body)) = serde_json::from_slice(body) else { return Vec::new() };
    let Some(Value::Array(errors)) = body.remove(names.errors) else { return Vec::new() };
    errors
        .into_iter()
        .filter_map(|error| match ErrorDetail::read(error) {
            Ok(Reading::Fits(detail)) => Some(detail),
            Ok(Reading::Misfit(_)) | Err(_) => None,
        })
        .collect()
}

impl Object for ErrorDetail {
    fn read_fields<'de, A: MapAccess<'de>>(mut fields: Fields<'de, A>) -> Result<Reading<Self>, A::Error> {
        let (mut code, mut message) = (None, None);
        while let Some(name) = fields.next_name()? {
            match &*name {
                "code" => fields.optional("code", &mut code)?,
                "message" => fields.required("message", &mut message)?,
                _ => fields.skip()?,
            }
        }
        // A code that is not a number costs the code, not the message.
        Ok(match message {
            Some(message) => Reading::Fits(Self { code, message }),
            None => fields.misfit(&["message"]),
        })
    }
}

impl Json for ErrorDetail {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error> {
        read_object(deserializer)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = crate::json::ObjectWriter::new(serializer, None)?;
        object.optional("code", &self.code)?;
        object.required("message", &self.message)?;
        object.finish(&[])
    }
}
