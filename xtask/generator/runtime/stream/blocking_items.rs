//! Streams for code without async.

use super::item_stream::ItemStream;
use super::stream_request::StreamRequest;
use crate::blocking::{Blocking, wait};
use crate::error::Error;

impl<I: Send + 'static> StreamRequest<I> {
    /// Sends the request, waits for the beginning of the stream, and returns an iterator that waits for each item:
    /// [`send`](Self::send) for code without async.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and [`Error::Configuration`] where this process can start no thread.
    pub fn send_blocking(self) -> Result<Blocking<ItemStream<I>>, Error> {
        wait(self.with_blocking_http().send())?.map(Blocking::of)
    }
}

impl<I: Send + 'static> Iterator for Blocking<ItemStream<I>> {
    type Item = Result<I, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.wait_for(|mut items| async move {
            let next = items.next().await;
            (items, next)
        })
    }
}
