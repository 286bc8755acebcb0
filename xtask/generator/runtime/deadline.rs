//! The time that a call and each of its tries may take.

use crate::clock::Instant;
use crate::error::TransportErrorKind;
use std::time::Duration;

/// How long a call and each of its tries may take.
#[derive(Clone, Copy)]
pub(crate) struct TimeLimits {
    start: Instant,
    timeout: Duration,
    deadline: Option<Duration>,
}

impl TimeLimits {
    /// Limits for a call that begins now: for each try, and for all of them with the time between.
    pub(crate) fn new(timeout: Duration, deadline: Option<Duration>) -> Self {
        Self { start: Instant::now(), timeout, deadline }
    }

    /// How long a try that begins now may take; zero where the deadline has passed.
    pub(crate) fn of_a_try(&self) -> Duration {
        self.remaining().map_or(self.timeout, |remaining| remaining.min(self.timeout))
    }

    /// Whether the deadline leaves time for a try after a delay.
    pub(crate) fn leave_time_after(&self, delay: Duration) -> bool {
        self.remaining().is_none_or(|remaining| delay < remaining)
    }

    /// What it is that timed out just now. HTTP clients of callers can have limits that are shorter than ours.
    pub(crate) fn exceeded(&self) -> TransportErrorKind {
        // Timers count milliseconds.
        match self.remaining() {
            Some(remaining) if remaining <= Duration::from_millis(1) => TransportErrorKind::DeadlineExceeded,
            _ => TransportErrorKind::Timeout,
        }
    }

    /// The time that the deadline leaves.
    fn remaining(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_sub(self.start.elapsed()))
    }
}
