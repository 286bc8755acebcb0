//! Which part of a file is asked for, and which an answer is.

use crate::error::Error;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, HeaderMap, HeaderValue};

/// The bytes that an answer has, and how many the file has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct ContentRange {
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) of: Option<u64>,
}

impl ContentRange {
    /// What the header of a partial answer says.
    pub(super) fn of(status: StatusCode, headers: &HeaderMap) -> Option<Self> {
        if status != StatusCode::PARTIAL_CONTENT {
            return None;
        }
        let said = headers.get(CONTENT_RANGE)?.to_str().ok()?;
        let (range, of) = said.trim().strip_prefix("bytes")?.trim_start().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (first <= last).then(|| Self { first, last, of: of.trim().parse().ok() })
    }
}

/// The header that asks for a part of a file.
pub(super) fn range_of(first: u64, last: Option<u64>) -> Result<HeaderValue, Error> {
    let last = last.map(|last| last.to_string()).unwrap_or_default();
    HeaderValue::try_from(format!("bytes={first}-{last}"))
        .map_err(|error| Error::invalid_request(error.to_string()))
}
