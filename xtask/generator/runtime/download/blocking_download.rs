//! Files for code without async.

use super::download_request::DownloadRequest;
use super::file::Download;
use crate::blocking::{Blocking, wait};
use crate::error::Error;
use bytes::Bytes;
use std::path::PathBuf;

impl DownloadRequest {
    /// Sends the request, waits for the beginning of the file, and returns what reads it: an iterator of its pieces.
    /// [`send`](Self::send) for code without async.
    ///
    /// # Errors
    ///
    /// Those of [`send`](Self::send), and [`Error::Configuration`] where this process can start no thread.
    pub fn send_blocking(self) -> Result<Blocking<Download>, Error> {
        wait(self.with_blocking_http().send())?.map(Blocking::of)
    }

    /// Sends the request, writes the file to a path, and waits for its end: [`Download::save`] for code without async.
    ///
    /// # Errors
    ///
    /// Those of [`send_blocking`](Self::send_blocking) and of [`Download::save`].
    pub fn save_blocking(self, path: impl Into<PathBuf>) -> Result<u64, Error> {
        let (request, path) = (self.with_blocking_http(), path.into());
        wait(async move { request.send().await?.save(path).await })?
    }
}

impl Iterator for Blocking<Download> {
    type Item = Result<Bytes, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.wait_for(|mut file| async move {
            let next = file.chunk().await;
            (file, next)
        })
    }
}

impl Blocking<Download> {
    /// The file, with its name and its headers; `None` after a wait that failed.
    #[must_use]
    pub fn file(&self) -> Option<&Download> {
        self.inner()
    }
}
