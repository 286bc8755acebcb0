//! One call, from its arguments to its value.

use crate::client::Client;
use crate::error::{Answer, Error};
use crate::transport;
use bytes::Bytes;
use futures_core::Stream;
use progenitor_client::{ByteStream, ResponseValue};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;

/// What progenitor's methods return. Bodies come raw, so that a body that does not fit keeps its status and headers.
pub(crate) type Sent = Result<ResponseValue<ByteStream>, progenitor_client::Error<()>>;

#[cfg(not(target_arch = "wasm32"))]
type Sending = Pin<Box<dyn Future<Output = Sent> + Send>>;
#[cfg(target_arch = "wasm32")]
type Sending = Pin<Box<dyn Future<Output = Sent>>>;

type Call = Box<dyn FnOnce(Arc<transport::Client>) -> Sending + Send>;

/// A call that is ready to be sent, for a value of type `T`.
#[must_use = "nothing is sent until `send` is called and awaited"]
pub struct Request<T> {
    client: Client,
    call: Result<Call, Error>,
    read: fn(Answer) -> Result<T, Error>,
}

impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request").field("client", &self.client).finish_non_exhaustive()
    }
}

impl<T> Request<T> {
    /// A call whose path parameters have been checked, whose sending is left to progenitor's method, and whose answer
    /// is read by `read`.
    pub(crate) fn new<F, S>(
        client: &Client,
        checked: Result<(), Error>,
        read: fn(Answer) -> Result<T, Error>,
        call: F,
    ) -> Self
    where
        F: FnOnce(Arc<transport::Client>) -> S + Send + 'static,
        S: MaybeSendFuture + 'static,
    {
        Self {
            client: client.clone(),
            call: checked.map(|()| Box::new(move |transport| Box::pin(call(transport)) as Sending) as Call),
            read,
        }
    }

    /// Sends the request and reads the value of the answer.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a path parameter is empty or a dot segment: nothing is sent then.
    /// [`Error::Transport`] where no whole answer came, [`Error::Api`] where the service says that the call failed,
    /// and [`Error::Decode`] where the answer does not fit `T`.
    pub async fn send(self) -> Result<T, Error> {
        let call = self.call?;
        match call(Arc::clone(&self.client.transport)).await {
            Ok(response) => {
                let (status, headers) = (response.status(), response.headers().clone());
                let body = collect(response.into_inner_stream()).await?;
                (self.read)(Answer { status, headers, body })
            }
            Err(error) => Err(failure(error).await),
        }
    }
}

/// A future of progenitor's; `Send` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) trait MaybeSendFuture: Future<Output = Sent> + Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<F: Future<Output = Sent> + Send> MaybeSendFuture for F {}
/// A future of progenitor's; `Send` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub(crate) trait MaybeSendFuture: Future<Output = Sent> {}
#[cfg(target_arch = "wasm32")]
impl<F: Future<Output = Sent>> MaybeSendFuture for F {}

async fn collect<S>(mut stream: Pin<Box<S>>) -> Result<Bytes, Error>
where
    S: Stream<Item = reqwest::Result<Bytes>> + ?Sized,
{
    let mut chunks = Vec::new();
    while let Some(chunk) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
        chunks.push(chunk.map_err(Error::Transport)?);
    }
    // The usual answer is one chunk, and needs no copy.
    if let [only] = chunks.as_slice() {
        return Ok(only.clone());
    }
    Ok(chunks.concat().into())
}

async fn failure(error: progenitor_client::Error<()>) -> Error {
    use progenitor_client::Error as Progenitor;
    match error {
        Progenitor::InvalidRequest(problem) | Progenitor::Custom(problem) => Error::invalid_request(problem),
        Progenitor::CommunicationError(error) if error.is_builder() => {
            Error::invalid_request(error.to_string())
        }
        Progenitor::CommunicationError(error)
        | Progenitor::InvalidUpgrade(error)
        | Progenitor::ResponseBodyError(error) => Error::Transport(error),
        Progenitor::UnexpectedResponse(response) => {
            let (status, headers) = (response.status(), response.headers().clone());
            match response.bytes().await {
                Ok(body) => Error::api(Answer { status, headers, body }),
                Err(error) => Error::Transport(error),
            }
        }
        Progenitor::ErrorResponse(response) => Error::api(Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: Bytes::new(),
        }),
        Progenitor::InvalidResponsePayload(_, error) => Error::invalid_request(error.to_string()),
    }
}
