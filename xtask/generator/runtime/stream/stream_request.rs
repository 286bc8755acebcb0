//! One call whose answer is a stream of items.

use super::codec::StreamCodec;
use super::event::Event;
use super::item_stream::{ItemStream, Limits, unreadable};
use super::reconnects::Reconnects;
use crate::call::Call;
use crate::error::{Error, TransportErrorKind};
use crate::incoming::Incoming;
use crate::opened::{Opened, open};
use crate::options::option_setters;
use crate::request::{BoxFuture, Request};
use crate::response::Answer;
use crate::response_body::{self, Unread};
use crate::timer::within;
use std::fmt;
use std::time::Duration;

/// A call that is ready to be sent, for a stream of items of type `I`.
///
/// [`send`](Self::send) ends the chain, and so does `.await`, which is the same.
#[must_use = "nothing is sent until `send` is called and awaited"]
pub struct StreamRequest<I> {
    call: Box<Call>,
    codec: StreamCodec<I>,
    idle_timeout: Option<Duration>,
    reconnects: u32,
}

impl Request<()> {
    /// The same call, for an answer that is a stream.
    pub(crate) fn streamed<I>(self, codec: StreamCodec<I>) -> StreamRequest<I> {
        StreamRequest { call: self.call, codec, idle_timeout: None, reconnects: 0 }
    }
}

impl<I> StreamRequest<I> {
    option_setters!(call.options);

    /// Sets how long nothing may come while an item is waited for: as long as one try may take if nobody sets it. Whatever
    /// comes counts, also what is no item, such as the comments by which services keep a connection alive.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(timeout);
        self
    }

    /// Sends the request, and waits for the beginning of the stream. The retry policy and the time limits of the call hold
    /// until then; the limit for the size of a response holds for each item.
    ///
    /// # Errors
    ///
    /// Those of [`Request::send`]. [`Error::Decode`] also where the answer is no stream of the kind that is expected.
    pub async fn send(mut self) -> Result<ItemStream<I>, Error> {
        let inner = &self.call.client.inner;
        let idle = self.idle_timeout.or(self.call.options.timeout).unwrap_or(inner.timeout);
        let limits = Limits { item: inner.max_response_size, idle };
        let again = match self.reconnects {
            0 => None,
            most => Some(Reconnects::new(Box::new(self.call.try_clone()?), most)),
        };
        let (opened, span) = self.call.tried(open).await?;
        match unreadable(self.codec.framing, &opened.answer) {
            None => Ok(ItemStream::new((opened, span), self.codec, &limits, again)),
            Some(reason) => {
                let error = whole(opened, &limits)
                    .await
                    .map_or_else(|error| error, |answer| Error::decode(answer, reason));
                span.fail(&error);
                Err(error)
            }
        }
    }

    /// How the items are read and written.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(super) fn codec(&self) -> StreamCodec<I> {
        self.codec
    }

    /// The same call without what it is answered with, and a header of it.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(super) fn into_request(self, header: reqwest::header::HeaderName) -> (Option<String>, Request<()>) {
        let headers = self.call.request.as_ref().ok().map(reqwest::Request::headers);
        let value = headers.and_then(|headers| headers.get(header)?.to_str().ok()).map(str::to_owned);
        (value, Request { call: self.call, codec: crate::answer::nothing() })
    }

    /// The same call, on connections that are served while its caller waits.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(super) fn with_blocking_http(mut self) -> Self {
        self.call.http = self.call.client.blocking_http();
        self
    }
}

impl<T> StreamRequest<Event<T>> {
    /// Sets how often in a row the call is made again where the stream ends or breaks off, with the header
    /// `Last-Event-ID`; 0 if nobody sets it. An event that comes begins a new row.
    ///
    /// Only a call that may run twice is made again: one by GET, HEAD, OPTIONS, PUT or DELETE, and any other where its
    /// retry policy [says so](crate::RetryPolicy::with_non_idempotent). A stream that has sent events without ids is not
    /// asked for again, since it would begin from the start. After the event that ends the stream, and after an answer
    /// with the status 204, there is nothing more to ask for.
    pub fn reconnect(mut self, times: u32) -> Self {
        self.reconnects = times;
        self
    }
}

/// The whole answer, up to the limits of an item.
async fn whole(opened: Opened, limits: &Limits) -> Result<Answer, Error> {
    let Opened { answer, body } = opened;
    let broken = |kind, source| {
        Error::transport(kind, answer.tries, Some((answer.status, answer.headers.clone())), source)
    };
    match within(limits.idle, response_body::read(body, None, limits.item)).await {
        Some(Ok(body)) => Ok(Answer { body, ..answer }),
        Some(Err(Unread::TooLarge)) => Err(broken(TransportErrorKind::TooLarge, None)),
        Some(Err(Unread::Broken { error, .. })) => Err(broken(TransportErrorKind::Interrupted, Some(error))),
        None => Err(broken(TransportErrorKind::Timeout, None)),
    }
}

/// The path and the query can hold what should stand in no log; the operation is said instead.
impl<I> fmt::Debug for StreamRequest<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StreamRequest")
            .field("client", &self.call.client)
            .field("operation", &self.call.operation.name)
            .field("options", &self.call.options)
            .finish_non_exhaustive()
    }
}

impl<I: 'static> IntoFuture for StreamRequest<I> {
    type Output = Result<ItemStream<I>, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// The ends of the chain, for the request types of operations that have optional arguments.
#[allow(unused_macros)]
macro_rules! stream_ends {
    ($request:ident, $item:ty) => {
        impl $request {
            /// Sets how long nothing may come while an item is waited for.
            ///
            /// It returns [`StreamRequest`]($crate::StreamRequest), so it comes after the arguments.
            pub fn idle_timeout(self, timeout: ::std::time::Duration) -> $crate::StreamRequest<$item> {
                self.into_request().idle_timeout(timeout)
            }

            /// Sends the request, and waits for the beginning of the stream.
            ///
            /// # Errors
            ///
            /// Those of [`StreamRequest::send`]($crate::StreamRequest::send).
            pub async fn send(self) -> Result<$crate::ItemStream<$item>, $crate::Error> {
                self.into_request().send().await
            }

            /// Sends the request, and waits for the beginning of the stream.
            ///
            /// # Errors
            ///
            /// Those of [`StreamRequest::send_blocking`]($crate::StreamRequest::send_blocking).
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            pub fn send_blocking(self) -> Result<$crate::Blocking<$crate::ItemStream<$item>>, $crate::Error> {
                self.into_request().send_blocking()
            }
        }

        impl From<$request> for $crate::StreamRequest<$item> {
            fn from(request: $request) -> Self {
                request.into_request()
            }
        }

        impl IntoFuture for $request {
            type Output = Result<$crate::ItemStream<$item>, $crate::Error>;
            type IntoFuture = <$crate::StreamRequest<$item> as IntoFuture>::IntoFuture;

            fn into_future(self) -> Self::IntoFuture {
                self.into_request().into_future()
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use stream_ends;

/// What requests for events have beside.
#[allow(unused_macros)]
macro_rules! event_ends {
    ($request:ident, $item:ty) => {
        impl $request {
            /// Sets how often in a row the call is made again where the stream ends or breaks off; see
            /// [`StreamRequest::reconnect`]($crate::StreamRequest::reconnect).
            ///
            /// It returns [`StreamRequest`]($crate::StreamRequest), so it comes after the arguments.
            pub fn reconnect(self, times: u32) -> $crate::StreamRequest<$item> {
                self.into_request().reconnect(times)
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use event_ends;
