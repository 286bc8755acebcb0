//! Answers whose bodies are still to be read.

use reqwest::StatusCode;
use reqwest::header::HeaderMap;

/// An answer whose body is still to be read.
pub(crate) struct Incoming<B> {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// The length of the body, where it is announced.
    pub(crate) announced: Option<u64>,
    /// A stream of its bytes.
    pub(crate) body: B,
}
