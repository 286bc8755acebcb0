//! A file while it comes.

use super::content_range::ContentRange;
use super::file_name::file_name;
use super::resumption::{Resumed, Resumption, continues};
use crate::error::{self, Error, HttpError, TransportErrorKind};
use crate::opened::{Body, Opened};
use crate::response::{Answer, answer_accessors};
use crate::span::Span;
use crate::timer::IdleTimer;
use bytes::Bytes;
use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE};
use std::fmt;
use std::future::poll_fn;
use std::ops::RangeInclusive;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// An answer that is a file, read while it comes.
///
/// Nothing is read ahead: what is not asked for stays with the service, as far as the buffers of the network do not hold
/// it. To drop it closes its connection.
#[must_use = "nothing is read until it is asked for"]
pub struct Download {
    state: State,
    /// The first answer, without its body.
    answer: Answer,
    span: Span,
    idle: IdleTimer,
    resumption: Option<Resumption>,
    received: u64,
    /// What was read and is not taken yet.
    #[cfg(not(target_arch = "wasm32"))]
    rest: Bytes,
    progress: Option<Progress>,
}

type Progress = Box<dyn FnMut(u64, Option<u64>) + Send + Sync>;

enum State {
    Reading(Body),
    Resuming(Resumed, Option<Error>),
    Ended,
}

/// What a file is read with.
pub(super) struct Limits {
    pub(super) idle: Duration,
}

impl Download {
    /// The file of an answer that has begun.
    pub(super) fn new(
        (opened, span): (Opened, Span),
        limits: &Limits,
        resumption: Option<Resumption>,
    ) -> Self {
        let Opened { answer, body } = opened;
        Self {
            state: State::Reading(body),
            answer,
            span,
            idle: IdleTimer::new(limits.idle),
            resumption,
            received: 0,
            #[cfg(not(target_arch = "wasm32"))]
            rest: Bytes::new(),
            progress: None,
        }
    }

    answer_accessors!();

    /// The name of the file, where the service gives one in `Content-Disposition`. It is a name and never a path, so that
    /// it leads out of no folder.
    #[must_use]
    pub fn file_name(&self) -> Option<String> {
        file_name(&self.answer.headers)
    }

    /// The media type of the file, where the service names it.
    #[must_use]
    pub fn media_type(&self) -> Option<&str> {
        self.answer.headers.get(CONTENT_TYPE)?.to_str().ok()
    }

    /// How many bytes come, where the service says it.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        self.answer.headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
    }

    /// Which bytes of the file come, where it is a part of it.
    #[must_use]
    pub fn range(&self) -> Option<RangeInclusive<u64>> {
        self.content_range().map(|range| range.first..=range.last)
    }

    /// How long the whole file is, where the service says it.
    #[must_use]
    pub fn whole_length(&self) -> Option<u64> {
        match self.content_range() {
            Some(range) => range.of,
            None => self.length(),
        }
    }

    fn content_range(&self) -> Option<ContentRange> {
        ContentRange::of(self.answer.status, &self.answer.headers)
    }

    /// How many bytes have come.
    #[must_use]
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Sets what is told how many bytes have come, and how many will, where that is known.
    pub fn on_progress(mut self, progress: impl FnMut(u64, Option<u64>) + Send + Sync + 'static) -> Self {
        self.progress = Some(Box::new(progress));
        self
    }

    /// The next piece; `None` at the end of the file.
    ///
    /// # Errors
    ///
    /// [`Error::Transport`] where the file breaks off, or nothing comes for too long: it is the last piece.
    pub async fn chunk(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| self.poll_chunk(context)).await
    }

    /// Writes the file to a path, where a file that is there is replaced, and returns how many bytes it has. What has come
    /// stays there where the rest does not.
    ///
    /// # Errors
    ///
    /// Those of [`chunk`](Self::chunk), and [`Error::InvalidRequest`] where the path cannot be written to.
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn save(mut self, path: impl AsRef<std::path::Path>) -> Result<u64, Error> {
        use tokio::io::AsyncWriteExt;
        let path = path.as_ref();
        let refused = |error: std::io::Error| {
            Error::invalid_request(format!("the file {} cannot be written: {error}", path.display()))
        };
        let mut file = tokio::fs::File::create(path).await.map_err(refused)?;
        while let Some(piece) = self.chunk().await {
            file.write_all(&piece?).await.map_err(refused)?;
        }
        file.flush().await.map_err(refused)?;
        Ok(self.received)
    }

    pub(super) fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, Error>>> {
        loop {
            let body = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Resuming(resuming, why) => {
                    let resumed = ready!(resuming.as_mut().poll(context));
                    let why = why.take();
                    self.resumed(resumed, why)?;
                    continue;
                }
                State::Reading(body) => body,
            };
            match body.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(piece))) if piece.is_empty() => {}
                Poll::Ready(Some(Ok(piece))) => return Poll::Ready(Some(Ok(self.taken(piece)))),
                Poll::Ready(Some(Err(error))) => {
                    let kind = error::kind_of(&error, TransportErrorKind::Timeout);
                    self.broken(kind, Some(error))?;
                }
                Poll::Ready(None) if self.length().is_some_and(|length| self.received < length) => {
                    self.broken(TransportErrorKind::Interrupted, None)?;
                }
                Poll::Ready(None) => self.state = State::Ended,
                Poll::Pending => {
                    ready!(self.idle.poll(context));
                    self.broken(TransportErrorKind::Timeout, None)?;
                }
            }
        }
    }

    fn taken(&mut self, piece: Bytes) -> Bytes {
        self.idle.reset();
        self.received = self.received.saturating_add(piece.len() as u64);
        if let Some(resumption) = &mut self.resumption {
            resumption.advance();
        }
        let (received, length) = (self.received, self.length());
        if let Some(progress) = &mut self.progress {
            progress(received, length);
        }
        piece
    }

    /// Asks for the rest of the file after it broke off. Without that, it has ended.
    fn broken(&mut self, kind: TransportErrorKind, source: Option<HttpError>) -> Result<(), Error> {
        let begun = Some((self.answer.status, self.answer.headers.clone()));
        let error = Error::transport(kind, self.answer.tries, begun, source);
        self.resume(error)
    }

    fn resume(&mut self, error: Error) -> Result<(), Error> {
        let (answer, received) = (&self.answer, self.received);
        match self.resumption.as_mut().and_then(|resumption| resumption.after(answer, received)) {
            Some(resuming) => {
                self.state = State::Resuming(resuming, Some(error));
                Ok(())
            }
            None => Err(self.fail(error)),
        }
    }

    fn resumed(&mut self, resumed: Result<(Opened, Span), Error>, why: Option<Error>) -> Result<(), Error> {
        match (resumed, why) {
            (Ok((opened, span)), _) if continues(&opened, &self.answer, self.received) => {
                self.idle.reset();
                (self.span, self.state) = (span, State::Reading(opened.body));
                Ok(())
            }
            // The file is another one by now, so the rest of the first one cannot be had.
            (Ok(_), Some(why)) => Err(self.fail(why)),
            (Ok(_), None) => {
                self.state = State::Ended;
                Ok(())
            }
            (Err(error @ Error::Transport(_)), _) => self.resume(error),
            (Err(error), _) => Err(self.fail(error)),
        }
    }

    /// Ends the file with an error.
    fn fail(&mut self, error: Error) -> Error {
        self.state = State::Ended;
        self.span.fail(&error);
        error
    }
}

// Nothing in it is pinned: the body and the futures are in boxes.
impl Unpin for Download {}

#[cfg(feature = "stream")]
impl futures_core::Stream for Download {
    type Item = Result<Bytes, Error>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(context)
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl tokio::io::AsyncRead for Download {
    fn poll_read(
        self: std::pin::Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut tokio::io::ReadBuf<'_>,
    ) -> Poll<std::io::Result<()>> {
        let this = self.get_mut();
        if this.rest.is_empty() {
            match ready!(this.poll_chunk(context)) {
                Some(piece) => this.rest = piece.map_err(std::io::Error::other)?,
                None => return Poll::Ready(Ok(())),
            }
        }
        let count = this.rest.len().min(into.remaining());
        into.put_slice(&this.rest.split_to(count));
        Poll::Ready(Ok(()))
    }
}

/// A file can hold what should stand in no log.
impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download")
            .field("answer", &self.answer)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}
