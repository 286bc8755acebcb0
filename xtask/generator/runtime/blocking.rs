//! Calls for code without async; with the feature `blocking` only.

use crate::error::{Error, TransportErrorKind};
use crate::pages::{Entries, Pages, Paginated};
use crate::request::Request;
use crate::response::Response;
use crate::span;
use std::sync::{OnceLock, mpsc};
use tokio::runtime::{Builder, Runtime};

impl<T: Send + 'static> Request<T> {
    /// Sends the request, waits for the answer, and reads its value: [`send`](Self::send) for code without async.
    ///
    /// The thread waits; in a task, that keeps other tasks from running. With an
    /// [HTTP client of your own](crate::ClientBuilder::http_client) it may even wait for a connection that its own
    /// runtime made and now does not serve: there, wait in tokio's `spawn_blocking`.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and [`Error::Configuration`] where this process can start no thread.
    pub fn send_blocking(self) -> Result<T, Error> {
        self.send_raw_blocking().map(Response::into_value)
    }

    /// Sends the request and waits: [`send_raw`](Self::send_raw) for code without async.
    ///
    /// # Errors
    ///
    /// Those of [`send_blocking`](Self::send_blocking).
    pub fn send_raw_blocking(self) -> Result<Response<T>, Error> {
        wait(self.with_blocking_http().send_raw())?
    }
}

/// A list for code without async: an iterator that waits for each page when it is wanted.
#[derive(Debug)]
#[must_use = "nothing is sent until it is iterated over"]
pub struct Blocking<S> {
    /// `None` after a wait that failed.
    list: Option<S>,
}

impl<T: Paginated + Send> Pages<T> {
    /// The pages for code without async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking { list: Some(self.with_blocking_http()) }
    }
}

impl<T: Paginated + Send> Entries<T> {
    /// The items for code without async.
    pub fn blocking(self) -> Blocking<Self> {
        Blocking { list: Some(self.with_blocking_http()) }
    }
}

impl<T: Paginated + Send> Iterator for Blocking<Pages<T>> {
    type Item = Result<T, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.wait_for(|mut pages| async move {
            let next = pages.next().await;
            (pages, next)
        })
    }
}

impl<T: Paginated + Send> Iterator for Blocking<Entries<T>> {
    type Item = Result<T::Entry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.wait_for(|mut items| async move {
            let next = items.next().await;
            (items, next)
        })
    }
}

impl<S> Blocking<S> {
    // Only streams need it.
    #[allow(dead_code)]
    pub(crate) fn of(list: S) -> Self {
        Self { list: Some(list) }
    }

    // Only files need it.
    #[allow(dead_code)]
    pub(crate) fn inner(&self) -> Option<&S> {
        self.list.as_ref()
    }

    /// Waits for the next of a list, which is handed over and comes back.
    pub(crate) fn wait_for<T, F>(&mut self, next: impl FnOnce(S) -> F) -> Option<Result<T, Error>>
    where
        S: Send,
        T: Send,
        F: Future<Output = (S, Option<Result<T, Error>>)> + Send + 'static,
    {
        match wait(next(self.list.take()?)) {
            Ok((list, next)) => {
                self.list = Some(list);
                next
            }
            Err(error) => Some(Err(error)),
        }
    }
}

/// Waits for a future. It runs on a thread that this crate keeps for it, so that waiting works everywhere: tokio refuses
/// to wait in a thread that runs tasks.
pub(crate) fn wait<F>(future: F) -> Result<F::Output, Error>
where
    F: Future<Output: Send> + Send + 'static,
{
    static RUNTIME: OnceLock<Result<Runtime, String>> = OnceLock::new();
    let make = || {
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).thread_name(env!("CARGO_PKG_NAME")).enable_all();
        builder.build().map_err(|error| error.to_string())
    };
    let runtime = RUNTIME.get_or_init(make);
    let runtime = runtime
        .as_ref()
        .map_err(|error| Error::configuration(format!("no thread can be started: {error}")))?;
    let future = span::carried(future);
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime.spawn(async move {
        // Nobody waits any longer where the process ends.
        let _ = sender.send(future.await);
    });
    receiver.recv().map_err(|_| Error::transport(TransportErrorKind::Interrupted, 0, None, None))
}
