//! Time limits that work with and without threads.

use crate::request::BoxFuture;
use backon::{DefaultSleeper, Sleeper};
use std::future::poll_fn;
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// A future that ends after a time.
pub(crate) fn sleep(time: Duration) -> BoxFuture<()> {
    let sleep = DefaultSleeper::default().sleep(time);
    Box::pin(async move {
        sleep.await;
    })
}

/// What a future gives; `None` where it takes longer than it may.
pub(crate) async fn within<F: Future>(time: Duration, future: F) -> Option<F::Output> {
    let (mut future, mut timer) = (pin!(future), sleep(time));
    poll_fn(|context| match future.as_mut().poll(context) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => timer.as_mut().poll(context).map(|()| None),
    })
    .await
}

/// Counts the time in which nothing comes.
pub(crate) struct IdleTimer {
    limit: Duration,
    /// There while nothing comes.
    timer: Option<BoxFuture<()>>,
}

impl IdleTimer {
    pub(crate) fn new(limit: Duration) -> Self {
        Self { limit, timer: None }
    }

    /// Something came.
    pub(crate) fn reset(&mut self) {
        self.timer = None;
    }

    /// Nothing came: ready where that has lasted for too long.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let limit = self.limit;
        self.timer.get_or_insert_with(|| sleep(limit)).as_mut().poll(context)
    }
}
