//! The items of a stream, one after the other.

use super::codec::{Misread, Parser, StreamCodec};
use super::framing::Framing;
use super::item::RawItem;
use super::parts::boundary;
use super::reconnects::Reconnects;
use crate::error::{self, Error, HttpError, TransportErrorKind};
use crate::json::Reason;
use crate::opened::{Body, Opened};
use crate::request::BoxFuture;
use crate::response::{Answer, answer_accessors};
use crate::span::Span;
use crate::timer::IdleTimer;
use bytes::Bytes;
use reqwest::StatusCode;
use reqwest::header::CONTENT_TYPE;
use std::fmt;
use std::future::poll_fn;
use std::task::{Context, Poll, ready};
use std::time::Duration;

/// The items of an answer that is a stream, read while they come: each is an [`Event`](crate::Event), a
/// [`BodyPart`](crate::BodyPart), or a value where the stream is one of JSON texts.
///
/// Nothing is read ahead: what is not asked for stays with the service, as far as the buffers of the network do not hold
/// it. To drop the stream closes its connection. An item that does not fit its type is an
/// [`Error::Decode`] in its place, and the stream goes on after it. Every other error is the last item.
#[must_use = "nothing is read until an item is asked for"]
pub struct ItemStream<I> {
    state: State,
    codec: StreamCodec<I>,
    parser: Parser,
    /// What has come and is not parsed yet.
    piece: Bytes,
    /// The answer without its body.
    answer: Answer,
    span: Span,
    idle: IdleTimer,
    reconnects: Option<Reconnects>,
    has_delivered: bool,
}

enum State {
    Reading(Body),
    Reconnecting(BoxFuture<Result<(Opened, Span), Error>>),
    Ended,
}

/// What a stream is read with.
pub(super) struct Limits {
    pub(super) item: u64,
    pub(super) idle: Duration,
}

impl<I> ItemStream<I> {
    /// The items of an answer that has begun.
    pub(super) fn new(
        (opened, span): (Opened, Span),
        codec: StreamCodec<I>,
        limits: &Limits,
        reconnects: Option<Reconnects>,
    ) -> Self {
        let Opened { answer, body } = opened;
        Self {
            state: State::Reading(body),
            codec,
            parser: codec.framing.parser(limits.item, &answer.headers),
            piece: Bytes::new(),
            answer,
            span,
            idle: IdleTimer::new(limits.idle),
            reconnects,
            has_delivered: false,
        }
    }

    answer_accessors!();

    /// The id by which the service can tell what has come of a stream of events: that of the last event that had one.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        self.parser.last_id()
    }

    /// The next item; `None` at the end of the stream.
    ///
    /// # Errors
    ///
    /// [`Error::Decode`] for an item that does not fit its type: the next one may. [`Error::Transport`] where the stream
    /// breaks off, an item is too large, or nothing comes for too long: the stream ends with it.
    pub async fn next(&mut self) -> Option<Result<I, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<I, Error>>> {
        loop {
            let body = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Reconnecting(opening) => {
                    match ready!(opening.as_mut().poll(context)) {
                        Ok((opened, span)) => self.reconnected(opened, span),
                        Err(error) => self.reconnect(Some(error))?,
                    }
                    continue;
                }
                State::Reading(body) => body,
            };
            match self.parser.next(&mut self.piece) {
                Ok(Some(item)) if self.codec.done.is_some_and(|done| item.data == done) => {
                    self.state = State::Ended;
                    continue;
                }
                Ok(Some(item)) => return Poll::Ready(Some(self.read(item))),
                Ok(None) => {}
                Err(_) => {
                    let error = self.broken(TransportErrorKind::TooLarge, None);
                    return Poll::Ready(Some(Err(self.fail(error))));
                }
            }
            match body.as_mut().poll_next(context) {
                Poll::Ready(Some(Ok(piece))) => {
                    self.idle.reset();
                    self.piece = piece;
                }
                Poll::Ready(Some(Err(error))) => {
                    let kind = error::kind_of(&error, TransportErrorKind::Timeout);
                    let error = self.broken(kind, Some(error));
                    self.reconnect(Some(error))?;
                }
                Poll::Ready(None) => {
                    if let Some(item) = self.parser.end() {
                        return Poll::Ready(Some(self.read(item)));
                    }
                    // An event that has begun, or an end that was not said: something is missing.
                    let is_cut = self.parser.is_within() || self.codec.done.is_some();
                    let error = is_cut.then(|| self.broken(TransportErrorKind::Interrupted, None));
                    self.reconnect(error)?;
                }
                Poll::Pending => {
                    ready!(self.idle.poll(context));
                    let error = self.broken(TransportErrorKind::Timeout, None);
                    self.reconnect(Some(error))?;
                }
            }
        }
    }

    /// Reads an item as its type.
    fn read(&mut self, item: RawItem) -> Result<I, Error> {
        self.has_delivered = true;
        if let Some(reconnects) = &mut self.reconnects {
            reconnects.advance(item.retry);
        }
        (self.codec.read)(item).map_err(|Misread { reason, data }| {
            Error::decode(Answer { body: data, ..self.answer.clone() }, reason)
        })
    }

    /// Connects again after the end of the stream, or after an error. Without that, the stream has ended.
    fn reconnect(&mut self, error: Option<Error>) -> Result<(), Error> {
        let last_id = self.parser.last_id();
        // Without an id, the service would send again what it has sent.
        let is_possible = last_id.is_some() || !self.has_delivered;
        let is_final = error.is_none() && self.answer.status == StatusCode::NO_CONTENT;
        let reconnects = self.reconnects.as_mut().filter(|_| is_possible && !is_final);
        match (reconnects.and_then(|reconnects| reconnects.after(error.as_ref(), last_id)), error) {
            (Some(opening), _) => self.state = State::Reconnecting(opening),
            (None, Some(error)) => return Err(self.fail(error)),
            (None, None) => self.state = State::Ended,
        }
        Ok(())
    }

    fn reconnected(&mut self, opened: Opened, span: Span) {
        self.parser.restart();
        self.piece = Bytes::new();
        self.idle.reset();
        (self.answer, self.span, self.state) = (opened.answer, span, State::Reading(opened.body));
    }

    fn broken(&self, kind: TransportErrorKind, source: Option<HttpError>) -> Error {
        let begun = Some((self.answer.status, self.answer.headers.clone()));
        Error::transport(kind, self.answer.tries, begun, source)
    }

    /// Ends the stream with an error.
    fn fail(&mut self, error: Error) -> Error {
        self.state = State::Ended;
        self.span.fail(&error);
        error
    }
}

/// Why the body of an answer cannot be read as a stream, if so.
pub(super) fn unreadable(framing: Framing, answer: &Answer) -> Option<Reason> {
    if let Some(problem) = answer.unread_encoding() {
        return Some(Reason::because(problem));
    }
    if framing == Framing::Parts && boundary(&answer.headers).is_none() {
        return Some(Reason::because(
            "expected an answer of several parts, found no boundary in Content-Type",
        ));
    }
    // Nothing else says so clearly what comes. JSON texts are sent under many names.
    let media_type = answer.headers.get(CONTENT_TYPE).filter(|_| framing == Framing::Events)?;
    let essence = media_type.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim();
    let is_expected = essence.eq_ignore_ascii_case("text/event-stream");
    (!is_expected).then(|| Reason::because("expected a stream of events, found another Content-Type"))
}

// Nothing in it is pinned: the body and the futures are in boxes.
impl<I> Unpin for ItemStream<I> {}

#[cfg(feature = "stream")]
impl<I> futures_core::Stream for ItemStream<I> {
    type Item = Result<I, Error>;

    fn poll_next(self: std::pin::Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }
}

/// Items can hold what should stand in no log.
impl<I> fmt::Debug for ItemStream<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").field("answer", &self.answer).finish_non_exhaustive()
    }
}
