//! One call, from its arguments to its value.

use crate::answer::Codec;
pub(crate) use crate::box_future::BoxFuture;
use crate::call::Call;
use crate::client::Client;
use crate::error::Error;
use crate::operation::Operation;
use crate::options::{Options, option_setters};
use crate::response::{Answer, Response};
use std::fmt;

/// A call that is ready to be sent, for a value of type `T`.
///
/// [`send`](Self::send) ends the chain, and so does `.await`, which is the same.
#[must_use = "nothing is sent until `send` is called and awaited"]
pub struct Request<T> {
    /// Boxed because it is large: futures are moved about, and each `async fn` of a chain keeps its arguments twice.
    pub(crate) call: Box<Call>,
    pub(crate) codec: Codec<T>,
}

/// The path and the query can hold what should stand in no log; the operation is said instead.
impl<T> fmt::Debug for Request<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("client", &self.call.client)
            .field("operation", &self.call.operation.name)
            .field("options", &self.call.options)
            .finish_non_exhaustive()
    }
}

impl<T> Request<T> {
    /// A call whose path parameters have been checked, which progenitor's method has made a request of, and whose
    /// answer is read by `codec`.
    // A crate of groups can be compiled without any.
    #[allow(dead_code)]
    pub(crate) fn new(
        client: &Client,
        operation: &'static Operation,
        checked: Result<(), String>,
        request: Result<reqwest::Request, progenitor_client::Error>,
        codec: Codec<T>,
    ) -> Self {
        let request = checked.and_then(|()| request.map_err(refused));
        let http = client.connection().client.clone();
        let (client, options) = (client.clone(), Options::default());
        let call = Call { client, http, operation, request, source: None, options };
        Self { call: Box::new(call), codec }
    }

    // Operations without optional arguments need it not.
    #[allow(dead_code)]
    pub(crate) fn with_options(mut self, options: Options) -> Self {
        self.call.options = options;
        self
    }

    /// Changes the request that was made of the arguments.
    // For most operations, progenitor's methods make all of the request.
    #[allow(dead_code)]
    pub(crate) fn revised(
        mut self,
        revise: impl FnOnce(&mut reqwest::Request) -> Result<(), String>,
    ) -> Self {
        if let Ok(request) = &mut self.call.request
            && let Err(problem) = revise(request)
        {
            self.call.request = Err(problem);
        }
        self
    }

    option_setters!(call.options);

    /// Sends the request and reads the value of the answer.
    ///
    /// # Errors
    ///
    /// [`Error::InvalidRequest`] where a path parameter is empty or a dot segment, or a header cannot be sent: nothing
    /// is sent then. [`Error::Configuration`] where the operation needs a secret that the client was not given.
    /// [`Error::Transport`] where no whole answer came, [`Error::Api`] where the service says that the
    /// call failed, and [`Error::Decode`] where the answer does not fit `T`.
    pub async fn send(mut self) -> Result<T, Error> {
        self.sent().await.map(|(_, value)| value)
    }

    /// Sends the request, and returns the value with the status, the headers and the body that it came in.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send).
    pub async fn send_raw(mut self) -> Result<Response<T>, Error> {
        let (answer, value) = self.sent().await?;
        // An address that cannot be called has no answer.
        let request = self.call.request.map_err(Error::invalid_request)?;
        Ok(Response::new(answer, value, request.url().clone()))
    }

    pub(crate) async fn sent(&mut self) -> Result<(Answer, T), Error> {
        let (answer, span) = self.call.send().await?;
        match (self.codec.read)(&answer) {
            Ok(value) => Ok((answer, value)),
            Err(refusal) => {
                let error = refusal.into_error(answer);
                span.fail(&error);
                Err(error)
            }
        }
    }

    /// The same call, on connections that are served while its caller waits.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(crate) fn with_blocking_http(mut self) -> Self {
        self.call.http = self.call.client.blocking_http();
        self
    }

    /// The same call again; not where its body can only be read once.
    pub(crate) fn try_clone(&self) -> Result<Self, Error> {
        Ok(Self { call: Box::new(self.call.try_clone()?), codec: self.codec })
    }

    /// The request as it would be sent, but for what the client adds.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn into_prepared(self) -> Result<reqwest::Request, Error> {
        let mut request = self.call.request.map_err(Error::invalid_request)?;
        self.call.options.apply(&mut request)?;
        Ok(request)
    }

    /// The head and the body of an answer with a value.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn write(&self, value: &T) -> Result<(crate::answer::Head, bytes::Bytes), Error> {
        (self.codec.write)(value)
            .map(|body| ((self.codec.head)(value), body))
            .map_err(|error| Error::invalid_request(format!("its value cannot be written: {error}")))
    }

    /// Whether its body is read while it is sent.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn has_source(&self) -> bool {
        self.call.source.is_some()
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.call.operation
    }

    /// The same call, with what options add to the query in its address.
    pub(crate) fn with_query_in_url(mut self) -> Self {
        let Call { request, options, .. } = &mut *self.call;
        if let Ok(request) = request {
            options.move_query(request);
        }
        self
    }

    /// The address that is called, with what options add to the query left out.
    pub(crate) fn url(&self) -> Option<&reqwest::Url> {
        self.call.request.as_ref().ok().map(reqwest::Request::url)
    }

    /// The request that was made of the arguments; options are not in it.
    pub(crate) fn request_mut(&mut self) -> Option<&mut reqwest::Request> {
        self.call.request.as_mut().ok()
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
// As with `Request::new`, which calls it.
#[allow(dead_code)]
fn refused(error: progenitor_client::Error) -> String {
    match error {
        progenitor_client::Error::CommunicationError(error) => error.without_url().to_string(),
        other => other.to_string(),
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
// As with `Request::new`.
#[allow(unused_imports)]
pub(crate) use chain_ends;
