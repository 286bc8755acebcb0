//! One call: the tries that it takes, and the time that it may take.

use crate::body::{self, Unread};
use crate::clock::Instant;
use crate::error::{Error, TransportErrorKind};
use crate::request::Call;
use crate::response::Answer;
use crate::trace::Span;
use backon::Retryable;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// Sends a request until it is answered for good.
///
/// An answer other than 2xx is an error here, and so is one of 2xx that breaks off: the body is read within the try, so
/// that the try is what fails. All tries send the same bytes. The span is for what is found out about the answer later.
pub(crate) async fn exchange(call: &mut Call) -> Result<(Answer, Span), Error> {
    let Call { client, operation, request, options } = call;
    let request = request.as_mut().map_err(|problem| Error::invalid_request(&*problem))?;
    client.inner.prepare(request);
    options.apply(request)?;
    let (operation, request) = (&**operation, &*request);
    let policy = options.retry.as_ref().unwrap_or(&client.inner.retry);
    let limits = Limits {
        start: Instant::now(),
        timeout: options.timeout.unwrap_or(client.inner.timeout),
        deadline: options.deadline.or(client.inner.deadline),
        max_response_size: client.inner.max_response_size,
    };
    let tries = AtomicU32::new(0);
    let one_try = || {
        let number = tries.fetch_add(1, Ordering::Relaxed).saturating_add(1);
        let (limits, http) = (&limits, &client.inner.connection.client);
        async move { Span::one_try(operation, request, number).run(send(http, request, limits, number)).await }
    };
    let tried = one_try
        .retry(policy.backoff())
        .when(|error| policy.allows(request.method(), error))
        // A try that the deadline leaves no time for is not waited for.
        .adjust(|error, backoff| {
            let delay = policy.delay(error, backoff?);
            limits.remaining().is_none_or(|remaining| delay < remaining).then_some(delay)
        });
    let span = Span::call(operation, request);
    let answer = span.run(tried).await?;
    Ok((answer, span))
}

/// How long things may take, and how much they may bring.
struct Limits {
    start: Instant,
    timeout: Duration,
    deadline: Option<Duration>,
    max_response_size: u64,
}

impl Limits {
    /// The time that the deadline leaves.
    fn remaining(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_sub(self.start.elapsed()))
    }

    /// What it is that timed out just now. HTTP clients of callers can have limits that are shorter than ours.
    fn out_of_time(&self) -> TransportErrorKind {
        // Timers count milliseconds.
        match self.remaining() {
            Some(remaining) if remaining <= Duration::from_millis(1) => TransportErrorKind::DeadlineExceeded,
            _ => TransportErrorKind::Timeout,
        }
    }
}

/// One try, to the end of the answer's body.
async fn send(
    http: &reqwest::Client,
    request: &reqwest::Request,
    limits: &Limits,
    tries: u32,
) -> Result<Answer, Error> {
    let remaining = limits.remaining();
    let timeout = remaining.map_or(limits.timeout, |remaining| remaining.min(limits.timeout));
    if timeout.is_zero() {
        return Err(Error::transport(limits.out_of_time(), tries.saturating_sub(1), None, None));
    }
    let Some(mut request) = request.try_clone() else {
        return Err(Error::invalid_request("its body can only be read once"));
    };
    *request.timeout_mut() = Some(timeout);
    let kind = |error: &reqwest::Error| {
        if is_connect(error) {
            TransportErrorKind::Connect
        } else if error.is_timeout() {
            limits.out_of_time()
        } else {
            TransportErrorKind::Interrupted
        }
    };
    let mut response = http.execute(request).await.map_err(|error| {
        if error.is_builder() {
            return Error::invalid_request(error.without_url().to_string());
        }
        Error::transport(kind(&error), tries, None, Some(error))
    })?;
    // Where there is no other way to know it, the length is read from the headers: it is asked for before they are taken.
    let announced = response.content_length();
    let (status, headers) = (response.status(), std::mem::take(response.headers_mut()));
    match body::read(response, announced, limits.max_response_size).await {
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

/// Whether there was no connection. A browser does not say.
#[cfg(not(target_arch = "wasm32"))]
fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Whether there was no connection. A browser does not say.
#[cfg(target_arch = "wasm32")]
fn is_connect(_: &reqwest::Error) -> bool {
    false
}
