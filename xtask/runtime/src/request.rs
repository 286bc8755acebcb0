//! One call, from its arguments to its value.

use crate::answer::Codec;
use crate::client::Client;
use crate::error::Error;
use crate::exchange::exchange;
use crate::operation::Operation;
use crate::options::{Options, option_setters};
use crate::response::Response;
use std::fmt;
use std::pin::Pin;

/// A future that is `Send` wherever there are threads.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;
/// A future that is `Send` wherever there are threads.
#[cfg(target_arch = "wasm32")]
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T>>>;

/// A call that is ready to be sent, for a value of type `T`.
///
/// [`send`](Self::send) ends the chain, and so does `.await`, which is the same.
#[must_use = "nothing is sent until `send` is called and awaited"]
pub struct Request<T> {
    client: Client,
    operation: &'static Operation,
    request: Result<reqwest::Request, Error>,
    codec: Codec<T>,
    options: Options,
}

/// The path and the query can hold what should stand in no log; the operation is said instead.
impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("client", &self.client)
            .field("operation", &self.operation.name)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl<T> Request<T> {
    /// A call whose path parameters have been checked, which progenitor's method has made a request of, and whose
    /// answer is read by `codec`.
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        checked: Result<(), Error>,
        request: Result<reqwest::Request, progenitor_client::Error>,
        codec: Codec<T>,
    ) -> Self {
        let request = checked.and_then(|()| request.map_err(refused));
        Self { client: client.clone(), operation, request, codec, options: Options::default() }
    }

    // Operations without optional arguments need it not.
    #[allow(dead_code)]
    pub(crate) fn with_options(self, options: Options) -> Self {
        Self { options, ..self }
    }

    /// Changes the request that was made of the arguments.
    // Most operations are all said by progenitor's methods.
    #[allow(dead_code)]
    pub(crate) fn revised(self, revise: impl FnOnce(&mut reqwest::Request) -> Result<(), String>) -> Self {
        let request = self.request.and_then(|mut request| match revise(&mut request) {
            Ok(()) => Ok(request),
            Err(problem) => Err(Error::invalid_request(problem)),
        });
        Self { request, ..self }
    }

    option_setters!();

    /// Sends the request and reads the value of the answer.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a path parameter is empty or a dot segment, or a header cannot be sent: nothing
    /// is sent then. [`Error::Transport`] where no whole answer came, [`Error::Api`] where the service says that the
    /// call failed, and [`Error::Decode`] where the answer does not fit `T`.
    pub async fn send(self) -> Result<T, Error> {
        self.send_raw().await.map(Response::into_value)
    }

    /// Sends the request, and returns the value with the status, the headers and the body that it came in.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn send_raw(self) -> Result<Response<T>, Error> {
        let Self { client, operation, request, codec, options } = self;
        let (answer, span) = exchange(client, operation, request?, options).await?;
        match (codec.read)(&answer.body) {
            Ok(value) => Ok(Response::new(answer, value)),
            Err(refusal) => {
                let error = refusal.into_error(answer);
                span.fail(&error);
                Err(error)
            }
        }
    }

    /// The same call, on connections that are served while its caller waits.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) fn apart(self) -> Self {
        Self { client: self.client.apart(), ..self }
    }

    /// The same call again; not where its body can only be read once.
    pub(crate) fn try_clone(&self) -> Result<Self, Error> {
        let request = match &self.request {
            Ok(request) => {
                request.try_clone().ok_or_else(|| Error::invalid_request("it can only be sent once"))
            }
            Err(Error::InvalidRequest(problem)) => Err(Error::invalid_request(problem)),
            Err(error) => Err(Error::invalid_request(error.to_string())),
        };
        let (client, options) = (self.client.clone(), self.options.clone());
        Ok(Self { client, operation: self.operation, request: Ok(request?), codec: self.codec, options })
    }

    /// The request as it would be sent, but for what the client adds.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn into_prepared(self) -> Result<reqwest::Request, Error> {
        let mut request = self.request?;
        self.options.apply(&mut request)?;
        Ok(request)
    }

    /// The body of an answer with a value.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn write(&self, value: &T) -> Result<bytes::Bytes, Error> {
        (self.codec.write)(value)
            .map_err(|error| Error::invalid_request(format!("its value cannot be written: {error}")))
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The same call, with what options add to the query in its address.
    pub(crate) fn with_query_in_url(mut self) -> Self {
        if let Ok(request) = &mut self.request {
            self.options.move_query(request);
        }
        self
    }

    /// The address that is called, with what options add to the query left out.
    pub(crate) fn url(&self) -> Option<&reqwest::Url> {
        self.request.as_ref().ok().map(reqwest::Request::url)
    }

    /// The request that was made of the arguments; options are not in it.
    pub(crate) fn request_mut(&mut self) -> Option<&mut reqwest::Request> {
        self.request.as_mut().ok()
    }
}

impl<T: 'static> IntoFuture for Request<T> {
    type Output = Result<T, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// progenitor's methods only build requests: nothing can have been sent.
fn refused(error: progenitor_client::Error) -> Error {
    match error {
        progenitor_client::Error::CommunicationError(error) => {
            Error::invalid_request(error.without_url().to_string())
        }
        other => Error::invalid_request(other.to_string()),
    }
}

/// The ends of the chain, for the request types of operations that have optional arguments.
#[allow(unused_macros)]
macro_rules! chain_ends {
    ($request:ident, $value:ty) => {
        impl $request {
            /// Sends the request and reads the value of the answer.
            ///
            /// # Errors
            ///
            /// Those of [`Request::send`]($crate::Request::send).
            pub async fn send(self) -> Result<$value, $crate::Error> {
                self.into_request().send().await
            }

            /// Sends the request, and returns the value with the status, the headers and the body that it came in.
            ///
            /// # Errors
            ///
            /// Those of [`Request::send`]($crate::Request::send).
            pub async fn send_raw(self) -> Result<$crate::Response<$value>, $crate::Error> {
                self.into_request().send_raw().await
            }

            /// Sends the request, waits for the answer, and reads its value.
            ///
            /// # Errors
            ///
            /// Those of [`Request::send_blocking`]($crate::Request::send_blocking).
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            pub fn send_blocking(self) -> Result<$value, $crate::Error> {
                self.into_request().send_blocking()
            }

            /// Sends the request and waits, and returns the value with what it came in.
            ///
            /// # Errors
            ///
            /// Those of [`Request::send_blocking`]($crate::Request::send_blocking).
            #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
            pub fn send_raw_blocking(self) -> Result<$crate::Response<$value>, $crate::Error> {
                self.into_request().send_raw_blocking()
            }
        }

        impl From<$request> for $crate::Request<$value> {
            fn from(request: $request) -> Self {
                request.into_request()
            }
        }

        impl IntoFuture for $request {
            type Output = Result<$value, $crate::Error>;
            type IntoFuture = <$crate::Request<$value> as IntoFuture>::IntoFuture;

            fn into_future(self) -> Self::IntoFuture {
                self.into_request().into_future()
            }
        }
    };
}
pub(crate) use chain_ends;
