//! What came back: the value, and what it came with.

use crate::settings;
use bytes::Bytes;
use reqwest::header::{CONTENT_ENCODING, HeaderMap, LOCATION};
use reqwest::{StatusCode, Url};
use std::fmt;

/// An answer that has been read to its end.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How many requests were sent for it.
    pub(crate) tries: u32,
}

impl Answer {
    pub(crate) fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// In words, that the body is in an encoding which was not undone, if so.
    pub(crate) fn unread_encoding(&self) -> Option<String> {
        // What reads an encoding takes the header away.
        let encoding = self.headers.get(CONTENT_ENCODING)?.to_str().ok()?;
        let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_., ".contains(&byte);
        let name =
            Some(encoding).filter(|name| name.len() <= 40 && name.bytes().all(is_name)).unwrap_or("unknown");
        (!encoding.eq_ignore_ascii_case("identity")).then(|| {
            format!(
                "the body has the Content-Encoding `{name}`, for which no feature of reqwest is turned on"
            )
        })
    }
}

impl AsRef<Self> for Answer {
    fn as_ref(&self) -> &Self {
        self
    }
}

/// What identifies a request to the service's support.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    headers.get(settings::REQUEST_ID_HEADER?)?.to_str().ok()
}

/// Bodies and headers can hold what should stand in no log, so neither is shown.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .field("body_length", &self.body.len())
            .field("tries", &self.tries)
            .finish_non_exhaustive()
    }
}

/// What is asked of an answer: methods of a type with a field `answer`, the body of which need not be there yet.
macro_rules! answer_accessors {
    () => {
        /// The HTTP status of the answer.
        #[must_use]
        pub fn status(&self) -> ::reqwest::StatusCode {
            self.answer.status
        }

        /// The headers of the answer.
        #[must_use]
        pub fn headers(&self) -> &::reqwest::header::HeaderMap {
            &self.answer.headers
        }

        /// What identifies the request to the service's support, where the service says it.
        #[must_use]
        pub fn request_id(&self) -> Option<&str> {
            self.answer.request_id()
        }
    };
}
pub(crate) use answer_accessors;

/// What [`Response`], [`ApiError`](crate::ApiError) and [`DecodeError`](crate::DecodeError) say of their answer, whose body
/// was read whole.
macro_rules! whole_answer_accessors {
    () => {
        $crate::response::answer_accessors!();

        /// The response's body as it came, whatever it is; decompressed where it came compressed.
        #[must_use]
        pub fn body(&self) -> &[u8] {
            &self.answer.body
        }

        /// How many requests were sent: 1 where the first was answered for good.
        #[must_use]
        pub fn tries(&self) -> u32 {
            self.answer.tries
        }
    };
}
pub(crate) use whole_answer_accessors;

/// A response whose call succeeded: the value of `send`, with the status, the headers and the body it came in.
#[derive(Clone)]
#[non_exhaustive]
pub struct Response<T> {
    answer: Answer,
    value: T,
    /// The address that was called.
    url: Url,
}

impl<T> Response<T> {
    pub(crate) fn new(answer: Answer, value: T, url: Url) -> Self {
        Self { answer, value, url }
    }

    whole_answer_accessors!();

    /// The address in the header `Location`: of what was made, or of what tells how far a call is that goes on (202).
    #[must_use]
    pub fn location(&self) -> Option<Url> {
        let location = self.answer.headers.get(LOCATION)?.to_str().ok()?;
        self.url.join(location).ok()
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("answer", &self.answer).field("value", &self.value).finish()
    }
}
