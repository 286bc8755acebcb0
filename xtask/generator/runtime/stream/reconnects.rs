//! Connecting again where a stream breaks off.

use crate::call::Call;
use crate::error::{Error, TransportErrorKind};
use crate::opened::{Opened, open};
use crate::request::BoxFuture;
use crate::span::Span;
use crate::timer::sleep;
use reqwest::header::HeaderValue;
use std::time::Duration;

/// The time before the first of several connections in a row, where the service asks for none. It doubles.
const FIRST_DELAY: Duration = Duration::from_millis(500);

/// The most that is waited before a connection, whoever asks for it.
const MOST_WAITED: Duration = Duration::from_secs(60);

/// A call that is made again where its stream breaks off.
pub(super) struct Reconnects {
    /// As it was before it was sent.
    call: Box<Call>,
    /// How often it is made again without an item in between, and how often it was.
    most: u32,
    in_a_row: u32,
    /// What the service asks to wait for.
    asked: Option<Duration>,
}

impl Reconnects {
    pub(super) fn new(call: Box<Call>, most: u32) -> Self {
        Self { call, most, in_a_row: 0, asked: None }
    }

    /// An item came, and may have said how long to wait before connecting again.
    pub(super) fn advance(&mut self, asked: Option<Duration>) {
        self.in_a_row = 0;
        self.asked = asked.or(self.asked);
    }

    /// The call made again, for what comes after an event with an id; `None` where that may do harm, or was done often
    /// enough.
    pub(super) fn after(
        &mut self,
        error: Option<&Error>,
        last_id: Option<&str>,
    ) -> Option<BoxFuture<Result<(Opened, Span), Error>>> {
        let options = &self.call.options;
        let policy = options.retry.as_ref().unwrap_or(&self.call.client.inner.retry);
        let method = self.call.request.as_ref().ok()?.method().clone();
        let ended = Error::transport(TransportErrorKind::Interrupted, 1, None, None);
        if self.in_a_row >= self.most || !policy.allows(&method, error.unwrap_or(&ended)) {
            return None;
        }
        let mut call = self.call.try_clone().ok()?;
        if let (Some(id), Ok(request)) = (last_id, &mut call.request) {
            request.headers_mut().insert("last-event-id", HeaderValue::from_bytes(id.as_bytes()).ok()?);
        }
        let doubled = FIRST_DELAY.saturating_mul(1 << self.in_a_row.min(10));
        let delay = self.asked.unwrap_or(doubled).min(MOST_WAITED);
        self.in_a_row += 1;
        Some(Box::pin(async move {
            sleep(delay).await;
            call.tried(open).await
        }))
    }
}
