//! One try of a call: one request, and its answer to the end of the body.

use crate::body_source::BodySource;
use crate::deadline::TimeLimits;
use crate::error::{self, Error, HttpError, TransportErrorKind};
#[cfg(target_arch = "wasm32")]
use crate::fetch::execute;
#[cfg(not(target_arch = "wasm32"))]
use crate::http_client::execute;
use crate::incoming::Incoming;
use crate::operation::Operation;
use crate::response::Answer;
use crate::response_body::{self, Unread};
use bytes::Bytes;
use futures_core::Stream;
use reqwest::{Method, StatusCode};
use std::time::Duration;

/// What a try sends, and its limits.
pub(crate) struct Try<'c> {
    pub(crate) http: &'c reqwest::Client,
    pub(crate) operation: &'static Operation,
    pub(crate) request: &'c reqwest::Request,
    pub(crate) source: Option<&'c dyn BodySource>,
    pub(crate) limits: TimeLimits,
    pub(crate) max_response_size: u64,
    /// The first has the number 1.
    pub(crate) number: u32,
}

/// Sends a request, and reads the answer to the end of its body.
pub(crate) async fn send(one_try: Try<'_>) -> Result<Answer, Error> {
    let (request, timeout) = one_try.begin()?;
    let incoming =
        execute(one_try.http, request, timeout).await.map_err(|error| one_try.unanswered(error))?;
    one_try.read(incoming).await
}

impl Try<'_> {
    /// The request, and how long the try may take.
    pub(crate) fn begin(&self) -> Result<(reqwest::Request, Duration), Error> {
        let timeout = self.limits.of_a_try();
        if timeout.is_zero() {
            let tries = self.number.saturating_sub(1);
            return Err(Error::transport(self.limits.exceeded(), tries, None, None));
        }
        let request = self.request.try_clone();
        let mut request = request.ok_or_else(|| Error::invalid_request("its body can only be read once"))?;
        if let Some(source) = self.source {
            *request.body_mut() = Some(source.body().map_err(Error::invalid_request)?);
        }
        Ok((request, timeout))
    }

    /// Why no answer came.
    pub(crate) fn unanswered(&self, error: HttpError) -> Error {
        #[cfg(not(target_arch = "wasm32"))]
        if error.is_builder() {
            return Error::invalid_request(error.without_url().to_string());
        }
        Error::transport(self.kind(&error), self.number, None, Some(error))
    }

    fn kind(&self, error: &HttpError) -> TransportErrorKind {
        error::kind_of(error, self.limits.exceeded())
    }

    /// Reads an answer to the end of its body.
    pub(crate) async fn read(
        &self,
        incoming: Incoming<impl Stream<Item = Result<Bytes, HttpError>>>,
    ) -> Result<Answer, Error> {
        let Incoming { status, headers, announced, body } = incoming;
        let tries = self.number;
        // What has no body announces the length that another answer would have.
        let has_no_body = *self.request.method() == Method::HEAD || status == StatusCode::NOT_MODIFIED;
        let announced = announced.filter(|_| !has_no_body);
        match response_body::read(body, announced, self.max_response_size).await {
            Ok(body) => {
                let answer = Answer { status, headers, body, tries };
                if self.operation.is_success(status) { Ok(answer) } else { Err(Error::api(answer)) }
            }
            Err(Unread::TooLarge) => {
                Err(Error::transport(TransportErrorKind::TooLarge, tries, Some((status, headers)), None))
            }
            // The status says that the call failed, even if the explanation breaks off.
            Err(Unread::Broken { error, begun }) if !status.is_success() && !error.is_timeout() => {
                Err(Error::api(Answer { status, headers, body: begun, tries }))
            }
            Err(Unread::Broken { error, .. }) => {
                Err(Error::transport(self.kind(&error), tries, Some((status, headers)), Some(error)))
            }
        }
    }
}
