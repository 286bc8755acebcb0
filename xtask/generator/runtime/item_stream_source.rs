//! The streams that items are sent from.

// An API need not use all of it.
#![allow(dead_code)]

use crate::item_framing::ItemFraming;
use crate::upload_stream::{ByteStream, Source};
use bytes::Bytes;
use futures_core::Stream;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// How much is sent at once, where the items are there.
const PIECE: usize = 16 * 1024;

/// The JSON texts of what a stream gives.
pub(crate) fn texts<S: Stream + Send + 'static>(
    items: S,
    text: fn(S::Item) -> io::Result<Bytes>,
) -> ByteStream {
    Box::pin(Texts { items: Box::pin(items), text })
}

struct Texts<S: Stream> {
    items: Pin<Box<S>>,
    text: fn(S::Item) -> io::Result<Bytes>,
}

impl<S: Stream> Stream for Texts<S> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.items.as_mut().poll_next(context).map(|item| item.map(self.text))
    }
}

/// JSON texts with what stands before and after each of them.
pub(crate) fn framed(texts: Arc<dyn Source>, framing: ItemFraming) -> Arc<dyn Source> {
    Arc::new(Framed { texts, framing })
}

struct Framed {
    texts: Arc<dyn Source>,
    framing: ItemFraming,
}

impl Source for Framed {
    fn length(&self) -> Result<Option<u64>, String> {
        Ok(None)
    }

    fn open(&self) -> Result<ByteStream, String> {
        Ok(Box::pin(Writing { texts: Some(self.texts.open()?), framing: self.framing, failed: None }))
    }

    fn is_whole(&self) -> bool {
        self.texts.is_whole()
    }
}

/// Small items that are there together are sent together.
struct Writing {
    texts: Option<ByteStream>,
    framing: ItemFraming,
    /// Why there are no more, once what came before has been sent.
    failed: Option<io::Error>,
}

impl Stream for Writing {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(error) = self.failed.take() {
            return Poll::Ready(Some(Err(error)));
        }
        let (mut piece, framing) = (Vec::new(), self.framing);
        while let Some(texts) = self.texts.as_mut().filter(|_| piece.len() < PIECE) {
            match texts.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(text))) => framing.write(&mut piece, &text),
                Poll::Ready(Some(Err(error))) => {
                    self.texts = None;
                    self.failed = Some(error);
                }
                Poll::Ready(None) => self.texts = None,
                Poll::Pending if piece.is_empty() => return Poll::Pending,
                Poll::Pending => break,
            }
        }
        match (piece.is_empty(), self.failed.take()) {
            (true, Some(error)) => Poll::Ready(Some(Err(error))),
            (true, None) => Poll::Ready(None),
            (false, failed) => {
                self.failed = failed;
                Poll::Ready(Some(Ok(piece.into())))
            }
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::item_upload::text;
    use crate::upload_stream;
    use std::future::poll_fn;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::task::Waker;

    /// Gives numbers, waits where a number is `None`, and counts how many it has given.
    struct Numbers(std::vec::IntoIter<Option<io::Result<u32>>>);

    impl Stream for Numbers {
        type Item = io::Result<u32>;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            match self.0.next() {
                Some(Some(number)) => Poll::Ready(Some(number)),
                Some(None) => {
                    context.waker().wake_by_ref();
                    Poll::Pending
                }
                None => Poll::Ready(None),
            }
        }
    }

    /// The pieces that are sent, and the error in the end.
    async fn sent(numbers: Vec<Option<io::Result<u32>>>, framing: ItemFraming) -> Vec<String> {
        let texts = texts(Numbers(numbers.into_iter()), |number| Ok(text(number?)?));
        let mut stream = framed(upload_stream::once(texts), framing).open().unwrap();
        let mut pieces = Vec::new();
        while let Some(piece) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
            pieces.push(piece.map_or_else(
                |error| error.to_string(),
                |piece| String::from_utf8_lossy(&piece).into_owned(),
            ));
        }
        pieces
    }

    #[tokio::test]
    async fn items_that_are_there_are_sent_together_and_none_waits_for_the_next() {
        let numbers = vec![Some(Ok(1)), Some(Ok(2)), None, Some(Ok(3))];
        assert_eq!(sent(numbers, ItemFraming::Lines).await, ["1\n2\n", "3\n"]);
        assert_eq!(sent(vec![Some(Ok(1))], ItemFraming::Sequence).await, ["\u{1e}1\n"]);
        assert!(sent(Vec::new(), ItemFraming::Lines).await.is_empty());
    }

    #[tokio::test]
    async fn what_came_before_an_error_is_sent() {
        let numbers = vec![Some(Ok(1)), Some(Err(io::Error::other("no more"))), Some(Ok(2))];
        assert_eq!(sent(numbers, ItemFraming::Lines).await, ["1\n", "no more"]);
    }

    #[test]
    fn no_more_is_taken_than_is_sent_at_once() {
        static TAKEN: AtomicUsize = AtomicUsize::new(0);
        let mut endless = (0..u32::MAX).inspect(|_| {
            TAKEN.fetch_add(1, Ordering::Relaxed);
        });
        let texts = upload_stream::of_pieces(move || endless.next().map(|number| Ok(text(number)?)));
        let mut stream = framed(upload_stream::once(texts), ItemFraming::Lines).open().unwrap();
        let mut context = Context::from_waker(Waker::noop());
        let first = stream.as_mut().poll_next(&mut context);
        let is_a_piece =
            matches!(first, Poll::Ready(Some(Ok(piece))) if (PIECE..PIECE + 12).contains(&piece.len()));
        assert!(is_a_piece && TAKEN.load(Ordering::Relaxed) < PIECE);
    }
}
