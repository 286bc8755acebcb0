//! An answer that has begun, and whose body is read while it comes.

use crate::error::{Error, HttpError};
#[cfg(target_arch = "wasm32")]
use crate::fetch::execute;
#[cfg(not(target_arch = "wasm32"))]
use crate::http_client::execute;
use crate::incoming::Incoming;
use crate::one_try::Try;
use crate::response::Answer;
use crate::timer::within;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::time::Duration;

/// A body while it comes. To drop it ends the request.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type Body = Pin<Box<dyn Stream<Item = Result<Bytes, HttpError>> + Send>>;
/// A body while it comes. To drop it ends the request.
#[cfg(target_arch = "wasm32")]
pub(crate) type Body = Pin<Box<dyn Stream<Item = Result<Bytes, HttpError>>>>;

/// An answer of success that has begun.
pub(crate) struct Opened {
    /// The answer, whose body is still empty.
    pub(crate) answer: Answer,
    pub(crate) body: Body,
}

impl AsRef<Answer> for Opened {
    fn as_ref(&self) -> &Answer {
        &self.answer
    }
}

/// Sends a request, and waits for the beginning of the answer. The time limit of a try ends there.
pub(crate) async fn open(one_try: Try<'_>) -> Result<Opened, Error> {
    let (request, timeout) = one_try.begin()?;
    let opened = within(timeout, async {
        // The body has no time limit as a whole.
        let sent = execute(one_try.http, request, Duration::MAX).await;
        let incoming = sent.map_err(|error| one_try.unanswered(error))?;
        if !incoming.status.is_success() {
            return Err(Error::api(one_try.read(incoming).await?));
        }
        let Incoming { status, headers, body, .. } = incoming;
        let answer = Answer { status, headers, body: Bytes::new(), tries: one_try.number };
        Ok(Opened { answer, body: Box::pin(body) })
    });
    let late = || Error::transport(one_try.limits.exceeded(), one_try.number, None, None);
    opened.await.unwrap_or_else(|| Err(late()))
}
