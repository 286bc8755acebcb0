//! What a call does: the request is sent until it is answered for good.

use crate::body_source::BodySource;
use crate::client::Client;
use crate::deadline::TimeLimits;
use crate::error::Error;
use crate::one_try::{self, Try};
use crate::operation::Operation;
use crate::options::Options;
use crate::response::Answer;
use crate::span::Span;
use backon::Retryable;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

/// What is sent, and how.
pub(crate) struct Call {
    pub(crate) client: Client,
    /// Sends the request: the client's, or one for calls that a thread waits for.
    pub(crate) http: reqwest::Client,
    pub(crate) operation: &'static Operation,
    /// The request, or why it cannot be made.
    pub(crate) request: Result<reqwest::Request, String>,
    /// What the body is read from, where it is read while it is sent.
    pub(crate) source: Option<Arc<dyn BodySource>>,
    pub(crate) options: Options,
}

impl Call {
    /// Sends the request until it is answered for good.
    ///
    /// An answer other than 2xx is an error here, and so is one of 2xx that breaks off: the body is read within the
    /// try, so that the try is what fails. All tries send the same bytes. The span is for what is found out about the
    /// answer later.
    pub(crate) async fn send(&mut self) -> Result<(Answer, Span), Error> {
        self.tried(one_try::send).await
    }

    /// Makes tries until one of them succeeds, or fails for good.
    pub(crate) async fn tried<'c, T, F>(
        &'c mut self,
        one_try: impl Fn(Try<'c>) -> F,
    ) -> Result<(T, Span), Error>
    where
        T: AsRef<Answer>,
        F: Future<Output = Result<T, Error>>,
    {
        let Self { client, http, operation, request, source, options } = self;
        let request = request.as_mut().map_err(|problem| Error::invalid_request(&*problem))?;
        client.inner.prepare(request, operation)?;
        options.apply(request)?;
        let (operation, request, http, source) = (&**operation, &*request, &*http, source.as_deref());
        let policy = options.retry.as_ref().unwrap_or(&client.inner.retry);
        let limits = TimeLimits::new(
            options.timeout.unwrap_or(client.inner.timeout),
            options.deadline.or(client.inner.deadline),
        );
        let max_response_size = client.inner.max_response_size;
        let tries = AtomicU32::new(0);
        let next_try = || {
            let number = tries.fetch_add(1, Ordering::Relaxed).saturating_add(1);
            let sent = one_try(Try { http, operation, request, source, limits, max_response_size, number });
            async move { Span::one_try(operation, request, number).run(sent).await }
        };
        let mut waits = policy.waits();
        let tried = next_try
            // Without end: `waits` knows the failure, and decides when it was the last try.
            .retry(std::iter::repeat(Duration::ZERO))
            .when(|error| {
                policy.allows(request.method(), error) && source.is_none_or(BodySource::can_be_sent)
            })
            // A try that the deadline leaves no time for is not waited for.
            .adjust(|error, _| waits.after(error).filter(|delay| limits.leave_time_after(*delay)));
        let span = Span::call(operation, request);
        let answer = span.run(tried).await?;
        Ok((answer, span))
    }

    /// The same call again; not where its body can only be read once.
    pub(crate) fn try_clone(&self) -> Result<Self, Error> {
        let request = self.request.as_ref().map_err(Error::invalid_request)?.try_clone();
        Ok(Self {
            client: self.client.clone(),
            http: self.http.clone(),
            operation: self.operation,
            request: Ok(request.ok_or_else(|| Error::invalid_request("it can only be sent once"))?),
            source: self.source.clone(),
            options: self.options.clone(),
        })
    }
}
