//! Reading the body of an answer, up to a limit.

use crate::error::HttpError;
use bytes::Bytes;
use futures_core::Stream;
use std::future::poll_fn;
use std::pin::pin;

/// The most that is set aside for a body because its length was announced.
const MOST_SET_ASIDE: usize = 1 << 20;

/// Why a body is not there.
pub(crate) enum Unread {
    /// It is longer than the limit.
    TooLarge,
    /// It broke off.
    Broken {
        /// Why.
        error: HttpError,
        /// What had come of it.
        begun: Bytes,
    },
}

/// Reads the body, whose length may have been announced. What counts is its length after decompression, and no more
/// than that is ever held.
pub(crate) async fn read(
    body: impl Stream<Item = Result<Bytes, HttpError>>,
    announced: Option<u64>,
    limit: u64,
) -> Result<Bytes, Unread> {
    if announced.is_some_and(|length| length > limit) {
        return Err(Unread::TooLarge);
    }
    let announced = announced.and_then(|length| usize::try_from(length).ok()).unwrap_or_default();
    let mut chunks = pin!(body);
    let mut body = Chunks::None;
    while let Some(chunk) = poll_fn(|context| chunks.as_mut().poll_next(context)).await {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(error) => return Err(Unread::Broken { error, begun: body.into_bytes() }),
        };
        if (body.length() as u64).saturating_add(chunk.len() as u64) > limit {
            return Err(Unread::TooLarge);
        }
        body = body.with(chunk, announced.min(MOST_SET_ASIDE));
    }
    Ok(body.into_bytes())
}

/// What has come of a body. The usual answer is one chunk, and needs no copy.
enum Chunks {
    None,
    One(Bytes),
    Joined(Vec<u8>),
}

impl Chunks {
    fn length(&self) -> usize {
        match self {
            Self::None => 0,
            Self::One(chunk) => chunk.len(),
            Self::Joined(chunks) => chunks.len(),
        }
    }

    fn with(self, chunk: Bytes, set_aside: usize) -> Self {
        let mut joined = match self {
            Self::None => return Self::One(chunk),
            Self::One(first) => {
                let mut joined = Vec::with_capacity(set_aside);
                joined.extend_from_slice(&first);
                joined
            }
            Self::Joined(joined) => joined,
        };
        joined.extend_from_slice(&chunk);
        Self::Joined(joined)
    }

    fn into_bytes(self) -> Bytes {
        match self {
            Self::None => Bytes::new(),
            Self::One(chunk) => chunk,
            Self::Joined(chunks) => chunks.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_chunk_is_not_copied_and_several_come_in_their_order() {
        assert_eq!(Chunks::None.into_bytes(), "");
        let one = Bytes::from("one".repeat(100));
        let taken = Chunks::None.with(one.clone(), 0).into_bytes();
        assert_eq!(taken.as_ptr(), one.as_ptr());
        let several = ["a", "bc", "", "d"]
            .into_iter()
            .fold(Chunks::None, |chunks, chunk| chunks.with(Bytes::from(chunk), MOST_SET_ASIDE));
        assert_eq!(several.length(), 4);
        assert_eq!(several.into_bytes(), "abcd");
    }
}
