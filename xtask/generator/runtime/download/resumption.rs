//! Asking for the rest of a file that broke off.

use super::content_range::{ContentRange, range_of};
use crate::call::Call;
use crate::error::Error;
use crate::opened::{Opened, open};
use crate::request::BoxFuture;
use crate::response::Answer;
use crate::span::Span;
use crate::timer::sleep;
use reqwest::Method;
use reqwest::header::{ETAG, HeaderValue, IF_RANGE, LAST_MODIFIED, RANGE};
use std::time::Duration;

/// The time before the first of several tries in a row. It doubles.
const FIRST_DELAY: Duration = Duration::from_millis(500);

/// The rest of a file, once it has begun.
pub(super) type Resumed = BoxFuture<Result<(Opened, Span), Error>>;

/// A call that is made again for the rest of its file.
pub(super) struct Resumption {
    /// As it was before it was sent.
    call: Box<Call>,
    /// How often it is made again without a byte in between, and how often it was.
    most: u32,
    in_a_row: u32,
}

impl Resumption {
    pub(super) fn new(call: Box<Call>, most: u32) -> Self {
        Self { call, most, in_a_row: 0 }
    }

    /// Something came.
    pub(super) fn advance(&mut self) {
        self.in_a_row = 0;
    }

    /// The call for what comes after the bytes that are there; `None` where it cannot be known that they belong together,
    /// or was tried often enough.
    pub(super) fn after(&mut self, answer: &Answer, received: u64) -> Option<Resumed> {
        if self.in_a_row >= self.most {
            return None;
        }
        let validator = validator(answer)?;
        // A service that sent the whole although a part was asked for began at the first byte.
        let range = ContentRange::of(answer.status, &answer.headers);
        let (begin, last) = range.map_or((0, None), |range| (range.first, Some(range.last)));
        let first = begin.saturating_add(received);
        let mut call = self.call.try_clone().ok()?;
        let request = call.request.as_mut().ok().filter(|request| *request.method() == Method::GET)?;
        request.headers_mut().insert(RANGE, range_of(first, last).ok()?);
        request.headers_mut().insert(IF_RANGE, validator);
        let delay = FIRST_DELAY.saturating_mul(1 << self.in_a_row.min(7));
        self.in_a_row += 1;
        Some(Box::pin(async move {
            sleep(delay).await;
            call.tried(open).await
        }))
    }
}

/// Whether an answer is the rest of a file from a byte on.
pub(super) fn continues(opened: &Opened, answer: &Answer, received: u64) -> bool {
    let begin = ContentRange::of(answer.status, &answer.headers).map_or(0, |range| range.first);
    let Answer { status, headers, .. } = &opened.answer;
    ContentRange::of(*status, headers).is_some_and(|range| Some(range.first) == begin.checked_add(received))
}

/// What tells one state of a file from another. A weak tag only says that two are alike.
fn validator(answer: &Answer) -> Option<HeaderValue> {
    let tag = answer.headers.get(ETAG).filter(|tag| !tag.as_bytes().starts_with(b"W/"));
    tag.or_else(|| answer.headers.get(LAST_MODIFIED)).cloned()
}
