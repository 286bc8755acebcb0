//! One try of a call: one request, and its answer to the end of the body.

use crate::deadline::TimeLimits;
use crate::error::{self, Error, HttpError, TransportErrorKind};
#[cfg(target_arch = "wasm32")]
use crate::fetch::execute;
#[cfg(not(target_arch = "wasm32"))]
use crate::http_client::execute;
use crate::incoming::Incoming;
use crate::response::Answer;
use crate::response_body::{self, Unread};

/// Sends a request, and reads the answer to the end of its body.
pub(crate) async fn send(
    http: &reqwest::Client,
    request: &reqwest::Request,
    limits: &TimeLimits,
    max_response_size: u64,
    tries: u32,
) -> Result<Answer, Error> {
    let timeout = limits.of_a_try();
    if timeout.is_zero() {
        return Err(Error::transport(limits.exceeded(), tries.saturating_sub(1), None, None));
    }
    let Some(request) = request.try_clone() else {
        return Err(Error::invalid_request("its body can only be read once"));
    };
    let kind = |error: &HttpError| error::kind_of(error, limits.exceeded());
    let incoming = execute(http, request, timeout).await.map_err(|error| {
        #[cfg(not(target_arch = "wasm32"))]
        if error.is_builder() {
            return Error::invalid_request(error.without_url().to_string());
        }
        Error::transport(kind(&error), tries, None, Some(error))
    })?;
    let Incoming { status, headers, announced, body } = incoming;
    match response_body::read(body, announced, max_response_size).await {
        Ok(body) => {
            let answer = Answer { status, headers, body, tries };
            if status.is_success() { Ok(answer) } else { Err(Error::api(answer)) }
        }
        Err(Unread::TooLarge) => {
            Err(Error::transport(TransportErrorKind::TooLarge, tries, Some((status, headers)), None))
        }
        // The status says that the call failed, even if the explanation breaks off.
        Err(Unread::Broken { error, begun }) if !status.is_success() && !error.is_timeout() => {
            Err(Error::api(Answer { status, headers, body: begun, tries }))
        }
        Err(Unread::Broken { error, .. }) => {
            Err(Error::transport(kind(&error), tries, Some((status, headers)), Some(error)))
        }
    }
}
