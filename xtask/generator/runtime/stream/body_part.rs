//! A part of a `multipart` body.

use crate::header_parameters::parameter;
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE, HeaderMap};

/// A part of an answer of several parts, such as one of `multipart/mixed`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BodyPart<T> {
    /// The headers of the part.
    pub headers: HeaderMap,
    /// What the part holds.
    pub data: T,
}

impl<T> BodyPart<T> {
    /// A part without headers, for [mock servers](crate::MockServer::when_stream).
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub fn new(data: T) -> Self {
        Self { headers: HeaderMap::new(), data }
    }

    /// The media type of the part, where it names one.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// The name of the part, where the header `Content-Disposition` gives one.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        let said = self.headers.get(CONTENT_DISPOSITION)?;
        parameter(&String::from_utf8_lossy(said.as_bytes()), "name")
    }
}
