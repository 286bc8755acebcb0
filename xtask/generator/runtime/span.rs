//! Spans for calls and for their tries, under OpenTelemetry's names for HTTP clients; with the feature `tracing` only.
//!
//! They hold no secret and no body, and of the URL the template and the host alone.

use crate::error::Error;
use crate::operation::Operation;
use crate::response::Answer;

/// A span; nothing without the feature.
pub(crate) struct Span {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
    /// Whether it is one of a try, which is numbered from the beginning.
    #[cfg(feature = "tracing")]
    is_numbered: bool,
}

/// The fields of calls and of tries; those that are `Empty` are known at their end.
#[cfg(feature = "tracing")]
macro_rules! span {
    ($name:literal, $operation:expr, $request:expr, $resend_count:expr) => {
        tracing::info_span!(
            $name,
            "otel.name" = $operation.name,
            "otel.kind" = "client",
            "http.request.method" = $request.method().as_str(),
            "url.template" = $operation.path,
            "server.address" = $request.url().host_str(),
            "http.request.resend_count" = $resend_count,
            "http.response.status_code" = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
        )
    };
}

#[cfg(feature = "tracing")]
impl Span {
    /// The span of a call, all tries and the time between them included.
    pub(crate) fn call(operation: &Operation, request: &reqwest::Request) -> Self {
        Self { span: span!("call", operation, request, tracing::field::Empty), is_numbered: false }
    }

    /// The span of one try; the first has the number 1.
    pub(crate) fn one_try(operation: &Operation, request: &reqwest::Request, number: u32) -> Self {
        Self { span: span!("try", operation, request, number.saturating_sub(1)), is_numbered: true }
    }

    /// Runs something in the span, and records how it ended.
    pub(crate) async fn run<T, F>(&self, future: F) -> Result<T, Error>
    where
        T: AsRef<Answer>,
        F: Future<Output = Result<T, Error>>,
    {
        let result = tracing::Instrument::instrument(future, self.span.clone()).await;
        match &result {
            Ok(answer) => self.end(Some(answer.as_ref().status), answer.as_ref().tries),
            Err(error) => {
                self.end(error.status(), error.tries());
                self.fail(error);
            }
        }
        result
    }

    /// Records that what the span stands for failed.
    pub(crate) fn fail(&self, error: &Error) {
        self.span.record("error.type", error_type(error).as_ref());
    }

    fn end(&self, status: Option<reqwest::StatusCode>, tries: u32) {
        if !self.is_numbered {
            self.span.record("http.request.resend_count", tries.saturating_sub(1));
        }
        if let Some(status) = status {
            self.span.record("http.response.status_code", status.as_u16());
        }
    }
}

/// A future that runs in the span, and with the subscriber, that were current where it was made, on any thread.
#[cfg(all(feature = "tracing", feature = "blocking", not(target_arch = "wasm32")))]
pub(crate) fn carried<F: Future>(future: F) -> impl Future<Output = F::Output> {
    use tracing::instrument::{Instrument, WithSubscriber};
    future.in_current_span().with_current_subscriber()
}

/// A failure in one word: the status, where there is one that says so.
#[cfg(feature = "tracing")]
fn error_type(error: &Error) -> std::borrow::Cow<'static, str> {
    use crate::error::{ApiErrorKind, TransportErrorKind};
    match error {
        Error::Configuration(_) => "configuration".into(),
        Error::InvalidRequest(_) => "invalid_request".into(),
        Error::Transport(error) => match error.kind() {
            TransportErrorKind::Connect => "connect".into(),
            TransportErrorKind::Tls => "tls".into(),
            TransportErrorKind::Unprocessed => "unprocessed".into(),
            TransportErrorKind::Timeout => "timeout".into(),
            TransportErrorKind::DeadlineExceeded => "deadline_exceeded".into(),
            TransportErrorKind::Interrupted => "interrupted".into(),
            TransportErrorKind::Malformed => "malformed".into(),
            TransportErrorKind::Redirect => "redirect".into(),
            TransportErrorKind::TooLarge => "too_large".into(),
        },
        Error::Api(error) if error.kind() == ApiErrorKind::Unsuccessful => "unsuccessful".into(),
        Error::Api(error) => error.status().as_str().to_owned().into(),
        Error::Decode(_) => "decode".into(),
    }
}

/// A future without a span.
#[cfg(all(not(feature = "tracing"), feature = "blocking", not(target_arch = "wasm32")))]
pub(crate) fn carried<F>(future: F) -> F {
    future
}

#[cfg(not(feature = "tracing"))]
#[allow(clippy::unused_self)]
impl Span {
    pub(crate) fn call(_: &Operation, _: &reqwest::Request) -> Self {
        Self {}
    }

    pub(crate) fn one_try(_: &Operation, _: &reqwest::Request, _: u32) -> Self {
        Self {}
    }

    // Not an `async fn`, whose future would have room for this one twice.
    pub(crate) fn run<T, F>(&self, future: F) -> F
    where
        T: AsRef<Answer>,
        F: Future<Output = Result<T, Error>>,
    {
        future
    }

    pub(crate) fn fail(&self, _: &Error) {}
}
