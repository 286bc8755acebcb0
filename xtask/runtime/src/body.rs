//! Reading the body of an answer, up to a limit.

use bytes::Bytes;
use futures_core::Stream;
use reqwest::Response;
use std::future::poll_fn;
use std::pin::pin;

/// The most that is set aside for a body because its length was announced.
const MOST_SET_ASIDE: usize = 1 << 20;

/// Why a body is not there.
pub(crate) enum Unread {
    /// It is longer than the limit.
    TooLarge,
    /// It broke off.
    Broken(reqwest::Error),
}

/// Reads the body. What counts is its length after decompression, and no more than that is ever held.
pub(crate) async fn read(response: Response, limit: u64) -> Result<Bytes, Unread> {
    let announced = response.content_length();
    if announced.is_some_and(|length| length > limit) {
        return Err(Unread::TooLarge);
    }
    let mut chunks = pin!(response.bytes_stream());
    let mut next = async || poll_fn(|context| chunks.as_mut().poll_next(context)).await.transpose();
    let Some(first) = next().await.map_err(Unread::Broken)? else { return Ok(Bytes::new()) };
    let mut length = 0;
    let mut count = |chunk: &Bytes| {
        length += chunk.len() as u64;
        if length > limit { Err(Unread::TooLarge) } else { Ok(()) }
    };
    count(&first)?;
    // The usual answer is one chunk, and needs no copy.
    let Some(second) = next().await.map_err(Unread::Broken)? else { return Ok(first) };
    let announced = announced.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    let mut body = Vec::with_capacity(announced.min(MOST_SET_ASIDE));
    body.extend_from_slice(&first);
    let mut chunk = Some(second);
    while let Some(more) = chunk {
        count(&more)?;
        body.extend_from_slice(&more);
        chunk = next().await.map_err(Unread::Broken)?;
    }
    Ok(body.into())
}
