//! Which failures are tried again, how often, and after what time.

use crate::error::{Error, TransportErrorKind};
use backon::{Backoff, BackoffBuilder, ExponentialBuilder};
use reqwest::{Method, StatusCode};
use std::time::Duration;

/// How much of a delay chance can take off, so that clients which failed together do not come back together.
const JITTER: f64 = 0.25;

/// How often a call is sent again because the server did not take it, beside the retries that the policy allows. Of
/// many calls at once on one connection, each round of them can leave the same one over.
const MOST_UNPROCESSED: u32 = 100;

/// The most that is waited before such a call is sent again.
const MOST_WAITED_UNPROCESSED: Duration = Duration::from_millis(100);

/// When a call is tried again.
///
/// A failure is tried again if it is one that passes (no connection, a timeout, a connection that breaks, and the
/// statuses 408, 429, 500, 502, 503 and 504) and if trying again cannot do harm: GET, HEAD, OPTIONS, PUT and DELETE
/// may run twice. POST and PATCH are tried again only where they cannot have run, which is when there was no
/// connection, the server did not take the request, or the status is 429, unless
/// [`with_non_idempotent`](Self::with_non_idempotent) says otherwise.
///
/// The time between tries doubles from try to try, less up to a quarter by chance. An answer can ask for another time
/// with `Retry-After` or `retry-after-ms`; where there is less time than it asks for, the call ends at once. Zero, and a
/// date that is past, ask for nothing.
///
/// A request that the server did not take ([`Unprocessed`](TransportErrorKind::Unprocessed)) is sent again within
/// milliseconds, and does not count as a retry: servers end their HTTP/2 connections in this way in the middle of good
/// work. That has a limit of its own, of a hundred times.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    max_retries: u32,
    initial_backoff: Duration,
    max_backoff: Duration,
    max_retry_after: Duration,
    non_idempotent: bool,
    /// The longest time between two tries, whoever asks for it.
    longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Two retries, after 0.5 and 1 second; at most 8 seconds between tries where more are allowed, and at most 60 in
    /// all where the service asks for them.
    fn default() -> Self {
        Self {
            max_retries: 2,
            initial_backoff: Duration::from_millis(500),
            max_backoff: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
            non_idempotent: false,
            longest_wait: Duration::MAX,
        }
    }
}

impl RetryPolicy {
    /// Nothing is tried again.
    pub fn none() -> Self {
        Self::default().with_max_retries(0)
    }

    /// Sets how often a call is tried again after its first try.
    pub fn with_max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// Sets the time before the first retry, and the most that it grows to by doubling.
    pub fn with_backoff(mut self, initial: Duration, max: Duration) -> Self {
        (self.initial_backoff, self.max_backoff) = (initial.min(max), max);
        self
    }

    /// Sets the most that a call waits, in all, because the service asks for it. Where it asks for more, the call ends
    /// at once with what the service answered, and [`Error::retry_after`] says what that asks for.
    pub fn with_max_retry_after(mut self, max_retry_after: Duration) -> Self {
        self.max_retry_after = max_retry_after;
        self
    }

    /// Sets whether POST and PATCH are tried again even if they may have run, which can create a thing twice.
    pub fn with_non_idempotent(mut self, non_idempotent: bool) -> Self {
        self.non_idempotent = non_idempotent;
        self
    }

    /// Tries as often as without this, and waits no time in between, whatever the service asks for.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(crate) fn without_waits(mut self) -> Self {
        (self.longest_wait, self.max_retry_after) = (Duration::ZERO, Duration::MAX);
        self
    }

    /// Whether a failure may be tried again, leaving aside how often it has been.
    pub(crate) fn allows(&self, method: &Method, error: &Error) -> bool {
        let (passes, cannot_have_run) = match error {
            Error::Transport(error) => match error.kind() {
                TransportErrorKind::Connect | TransportErrorKind::Unprocessed => (true, true),
                TransportErrorKind::Timeout | TransportErrorKind::Interrupted => (true, false),
                TransportErrorKind::DeadlineExceeded
                | TransportErrorKind::Tls
                | TransportErrorKind::Malformed
                | TransportErrorKind::Redirect
                | TransportErrorKind::TooLarge => (false, false),
            },
            Error::Api(api) => (error.is_retryable(), api.status() == StatusCode::TOO_MANY_REQUESTS),
            Error::Decode(_) | Error::Configuration(_) | Error::InvalidRequest(_) => (false, false),
        };
        passes && (cannot_have_run || self.non_idempotent || is_idempotent(method))
    }

    /// The times between the tries of one call.
    pub(crate) fn waits(&self) -> Waits<impl Backoff + use<>> {
        let most_asked = self.max_retry_after;
        let most_unprocessed = if self.max_retries == 0 { 0 } else { MOST_UNPROCESSED };
        Waits {
            backoff: self.backoff(),
            asked: Duration::ZERO,
            most_asked,
            longest_wait: self.longest_wait,
            unprocessed: 0,
            most_unprocessed,
        }
    }

    /// The times between tries where nobody asks for others.
    fn backoff(&self) -> impl Backoff + use<> {
        let exponential = ExponentialBuilder::default()
            .with_min_delay(self.initial_backoff)
            .with_max_delay(self.max_backoff)
            .with_factor(2.0)
            .with_max_times(usize::try_from(self.max_retries).unwrap_or(usize::MAX))
            .build();
        // Taken off, because the longest of durations times one is too long for a duration.
        exponential.map(|delay: Duration| delay.saturating_sub(delay.mul_f64(JITTER * fastrand::f64())))
    }
}

/// Whether a method may run twice. QUERY is newer than the list that `http` has.
fn is_idempotent(method: &Method) -> bool {
    method.is_idempotent() || method.as_str() == "QUERY"
}

/// The times between the tries of one call, as far as its policy allows them.
pub(crate) struct Waits<B> {
    backoff: B,
    /// What the service has asked for so far, and how much of that is waited at most.
    asked: Duration,
    most_asked: Duration,
    longest_wait: Duration,
    /// How often the server did not take the request, and how often it is sent again at most.
    unprocessed: u32,
    most_unprocessed: u32,
}

impl<B: Backoff> Waits<B> {
    /// The time to wait after a failure; `None` where it is the last.
    pub(crate) fn after(&mut self, error: &Error) -> Option<Duration> {
        self.wanted(error).map(|wait| wait.min(self.longest_wait))
    }

    fn wanted(&mut self, error: &Error) -> Option<Duration> {
        if matches!(error, Error::Transport(error) if error.kind() == TransportErrorKind::Unprocessed) {
            return self.after_unprocessed();
        }
        let backoff = self.backoff.next()?;
        let Some(asked) = error.retry_after() else { return Some(backoff) };
        self.asked = self.asked.saturating_add(asked);
        (self.asked <= self.most_asked).then_some(asked)
    }

    fn after_unprocessed(&mut self) -> Option<Duration> {
        let longest = Duration::from_millis(1 << self.unprocessed.min(10)).min(MOST_WAITED_UNPROCESSED);
        self.unprocessed += 1;
        // By chance, so that calls which failed together are not all sent again together.
        (self.unprocessed <= self.most_unprocessed).then(|| longest.mul_f64(fastrand::f64()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delays(policy: &RetryPolicy) -> Vec<Duration> {
        policy.backoff().collect()
    }

    #[test]
    fn delays_double_up_to_the_limit_and_lose_at_most_a_quarter() {
        for _ in 0..200 {
            let delays = delays(&RetryPolicy::default().with_max_retries(7));
            assert_eq!(delays.len(), 7);
            for (delay, full) in delays.into_iter().zip([0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]) {
                let seconds = delay.as_secs_f64();
                assert!(seconds <= full && seconds >= full * 0.75, "{seconds} of {full}");
            }
        }
    }

    #[test]
    fn the_default_is_two_retries_and_none_is_none() {
        assert_eq!(delays(&RetryPolicy::default()).len(), 2);
        assert_eq!(delays(&RetryPolicy::none()), Vec::<Duration>::new());
    }

    #[test]
    fn delays_that_no_clock_can_hold_do_not_panic() {
        let policy = RetryPolicy::default().with_max_retries(3).with_backoff(Duration::MAX, Duration::MAX);
        assert_eq!(delays(&policy).len(), 3);
        let policy = RetryPolicy::default().with_backoff(Duration::MAX, Duration::from_secs(1));
        assert!(delays(&policy).into_iter().all(|delay| delay <= Duration::from_secs(1)));
    }
}
