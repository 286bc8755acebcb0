//! From the answer to the value: envelopes are opened, and answers that say they failed are errors.

// An API need not use all of it.
#![allow(dead_code)]

use crate::envelope::{self, Envelope};
use crate::error::Error;
use crate::json::{self, Json, Reason};
use crate::response::Answer;
use crate::settings;
use bytes::Bytes;
use reqwest::StatusCode;

/// Why an answer has no value.
pub(crate) enum Refusal {
    /// It says that the call failed.
    Unsuccessful,
    /// It does not fit.
    Misfit(Reason),
}

impl Refusal {
    pub(crate) fn into_error(self, answer: Answer) -> Error {
        match self {
            Self::Unsuccessful => Error::api(answer),
            Self::Misfit(reason) => Error::decode(answer, reason),
        }
    }
}

/// How a value stands in the body of an answer.
pub(crate) struct Codec<T> {
    /// Reads the value.
    pub(crate) read: fn(&Answer) -> Result<T, Refusal>,
    /// Writes the body that the value is read from.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) write: fn(&T) -> serde_json::Result<Bytes>,
    /// The status and the media type of such an answer.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) head: fn(&T) -> Head,
}

/// The status and the media type of an answer.
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub(crate) struct Head {
    pub(crate) status: u16,
    pub(crate) media_type: &'static str,
}

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
impl Head {
    pub(crate) const JSON: Self = Self::ok("application/json");
    pub(crate) const EMPTY: Self = Self { status: 204, media_type: "" };

    pub(crate) const fn ok(media_type: &'static str) -> Self {
        Self { status: 200, media_type }
    }
}

impl<T> Clone for Codec<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Codec<T> {}

/// A codec of functions of which all but the first are only there for mock servers.
macro_rules! codec {
    ($read:expr, $write:expr, $head:expr) => {
        $crate::answer::Codec {
            read: $read,
            #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
            write: $write,
            #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
            head: $head,
        }
    };
}
// Only answers of several forms are read by functions of their own.
#[allow(unused_imports)]
pub(crate) use codec;

/// The body is the value.
pub(crate) const fn whole<T: Json>() -> Codec<T> {
    codec!(|answer| read_whole(&answer.body), write_whole, |_| Head::JSON)
}

/// The body holds the value, and says whether the call succeeded.
pub(crate) const fn result<T: Json>() -> Codec<T> {
    codec!(|answer| read_result(&answer.body), write_result, |_| Head::JSON)
}

/// The body is the value, and says itself whether the call succeeded.
pub(crate) const fn success<T: Json>() -> Codec<T> {
    codec!(|answer| read_success(&answer.body), write_whole, |_| Head::JSON)
}

/// Like [`whole`], where an answer without a body is none.
pub(crate) const fn whole_if_any<T: Json>() -> Codec<Option<T>> {
    codec!(
        |answer| if_any(answer, |answer| read_whole(&answer.body)),
        |value| write_if_any(value, write_whole),
        head_if_any
    )
}

/// Like [`result`], where an answer without a body is none.
pub(crate) const fn result_if_any<T: Json>() -> Codec<Option<T>> {
    codec!(
        |answer| if_any(answer, |answer| read_result(&answer.body)),
        |value| write_if_any(value, write_result),
        head_if_any
    )
}

/// Like [`success`], where an answer without a body is none.
pub(crate) const fn success_if_any<T: Json>() -> Codec<Option<T>> {
    codec!(
        |answer| if_any(answer, |answer| read_success(&answer.body)),
        |value| write_if_any(value, write_whole),
        head_if_any
    )
}

/// The body is text. Text is UTF-8 whatever an answer says of it: JSON has no other, and services know no other.
pub(crate) const fn text() -> Codec<String> {
    codec!(
        |answer| match std::str::from_utf8(&answer.body) {
            Ok(text) => Ok(text.to_owned()),
            Err(_) => Err(Refusal::Misfit(Reason::because("expected text, found bytes that are no UTF-8"))),
        },
        |text| Ok(Bytes::from(text.clone())),
        |_| Head::ok("text/plain")
    )
}

/// Like [`text`], where an answer without a value is none: an empty one may be a text without characters.
pub(crate) const fn text_if_any() -> Codec<Option<String>> {
    codec!(
        |answer| if is_without_value(answer) { Ok(None) } else { (text().read)(answer).map(Some) },
        |text| Ok(text.as_ref().map_or_else(Bytes::new, |text| Bytes::from(text.clone()))),
        |text| if text.is_some() { Head::ok("text/plain") } else { Head::EMPTY }
    )
}

/// Like [`raw`], where an answer without a value is none.
pub(crate) const fn raw_if_any() -> Codec<Option<Bytes>> {
    codec!(
        |answer| Ok((!is_without_value(answer)).then(|| answer.body.clone())),
        |bytes| Ok(bytes.clone().unwrap_or_default()),
        |bytes| if bytes.is_some() { Head::ok("application/octet-stream") } else { Head::EMPTY }
    )
}

fn is_without_value(answer: &Answer) -> bool {
    matches!(answer.status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED)
}

/// There is no value.
pub(crate) const fn nothing() -> Codec<()> {
    codec!(|_| Ok(()), |()| Ok(Bytes::new()), |()| Head::ok(""))
}

/// The body is no JSON, and the value is its bytes.
pub(crate) const fn raw() -> Codec<Bytes> {
    codec!(|answer| Ok(answer.body.clone()), |value| Ok(value.clone()), |_| Head::ok(
        "application/octet-stream"
    ))
}

pub(crate) fn if_any<T>(
    answer: &Answer,
    read: fn(&Answer) -> Result<T, Refusal>,
) -> Result<Option<T>, Refusal> {
    if answer.body.is_empty() { Ok(None) } else { read(answer).map(Some) }
}

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
fn head_if_any<T>(value: &Option<T>) -> Head {
    if value.is_some() { Head::JSON } else { Head::EMPTY }
}

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub(crate) fn write_if_any<T>(
    value: &Option<T>,
    write: fn(&T) -> serde_json::Result<Bytes>,
) -> serde_json::Result<Bytes> {
    value.as_ref().map_or_else(|| Ok(Bytes::new()), write)
}

fn read_whole<T: Json>(body: &Bytes) -> Result<T, Refusal> {
    json::from_slice(body).map_err(Refusal::Misfit)
}

fn read_result<T: Json>(body: &Bytes) -> Result<T, Refusal> {
    let Some(names) = settings::ENVELOPE else { return read_whole(body) };
    match envelope::read(body, &names) {
        Ok(Envelope { success: Some(false), .. }) => Err(Refusal::Unsuccessful),
        Ok(Envelope { value, .. }) => value.map_err(Refusal::Misfit),
        Err(reason) => Err(Refusal::Misfit(reason)),
    }
}

fn read_success<T: Json>(body: &Bytes) -> Result<T, Refusal> {
    let Some(names) = settings::ENVELOPE else { return read_whole(body) };
    match envelope::read::<()>(body, &names) {
        Ok(Envelope { success: Some(false), .. }) => Err(Refusal::Unsuccessful),
        Ok(_) => read_whole(body),
        Err(reason) => Err(Refusal::Misfit(reason)),
    }
}

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
fn write_whole<T: Json>(value: &T) -> serde_json::Result<Bytes> {
    json::to_value(value).and_then(|value| serde_json::to_vec(&value)).map(Bytes::from)
}

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
fn write_result<T: Json>(value: &T) -> serde_json::Result<Bytes> {
    let Some(names) = settings::ENVELOPE else { return write_whole(value) };
    let result = json::to_value(value)?;
    let body = serde_json::json!({ names.success: true, names.errors: [], names.result: result });
    serde_json::to_vec(&body).map(Bytes::from)
}
