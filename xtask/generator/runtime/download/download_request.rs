//! One call whose answer is a file.

use super::content_range::range_of;
use super::file::{Download, Limits};
use super::resumption::Resumption;
use crate::call::Call;
use crate::error::Error;
use crate::opened::open;
use crate::options::option_setters;
use crate::request::{BoxFuture, Request};
use reqwest::header::{ACCEPT_ENCODING, HeaderValue, RANGE};
use std::fmt;
use std::ops::{Bound, RangeBounds};
use std::time::Duration;

/// A call that is ready to be sent, whose answer is read as a file: while it comes, whatever its length.
///
/// [`send`](Self::send) ends the chain, and so does `.await`, which is the same.
#[must_use = "nothing is sent until `send` is called and awaited"]
pub struct DownloadRequest {
    call: Box<Call>,
    range: Option<(u64, Option<u64>)>,
    resumptions: u32,
    idle_timeout: Option<Duration>,
}

impl<T> Request<T> {
    /// The same call, for an answer that is read as a file while it comes.
    pub fn download(self) -> DownloadRequest {
        DownloadRequest { call: self.call, range: None, resumptions: 0, idle_timeout: None }
    }
}

impl DownloadRequest {
    option_setters!(call.options);

    /// Asks for a part of the file only: `100..` is all from byte 100 on. [`Download::range`] says which part came, as a
    /// service may send the whole all the same.
    pub fn range(mut self, range: impl RangeBounds<u64>) -> Self {
        let first = match range.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.saturating_add(1),
            Bound::Unbounded => 0,
        };
        let last = match range.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(after) => Some(after.saturating_sub(1)),
            Bound::Unbounded => None,
        };
        self.range = Some((first, last));
        self
    }

    /// Sets how often in a row the rest of the file is asked for where it breaks off; 0 if nobody sets it. What comes
    /// begins a new row.
    ///
    /// Only a GET is resumed, and only where the answer has an `ETag` or a `Last-Modified`, by which the service can tell
    /// that the file is still the same.
    pub fn resume(mut self, times: u32) -> Self {
        self.resumptions = times;
        self
    }

    /// Sets how long nothing may come: as long as one try may take if nobody sets it.
    pub fn idle_timeout(mut self, timeout: Duration) -> Self {
        self.idle_timeout = Some(timeout);
        self
    }

    /// Sends the request, and waits for the beginning of the file. The retry policy and the time limits of the call hold
    /// until then; no limit holds for the size of the file.
    ///
    /// # Errors
    ///
    /// Those of [`Request::send`], but for [`Error::Decode`].
    pub async fn send(mut self) -> Result<Download, Error> {
        let inner = &self.call.client.inner;
        let idle = self.idle_timeout.or(self.call.options.timeout).unwrap_or(inner.timeout);
        if let Ok(request) = &mut self.call.request {
            // A part of a compressed file cannot be read, and the rest could not be joined to it.
            if self.range.is_some() || self.resumptions > 0 {
                request.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
            }
            if let Some((first, last)) = self.range {
                request.headers_mut().insert(RANGE, range_of(first, last)?);
            }
        }
        let resumption = match self.resumptions {
            0 => None,
            most => Some(Resumption::new(Box::new(self.call.try_clone()?), most)),
        };
        let (opened, span) = self.call.tried(open).await?;
        Ok(Download::new((opened, span), &Limits { idle }, resumption))
    }

    /// The same call, on connections that are served while its caller waits.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(super) fn with_blocking_http(mut self) -> Self {
        self.call.http = self.call.client.blocking_http();
        self
    }
}

/// The path and the query can hold what should stand in no log; the operation is said instead.
impl fmt::Debug for DownloadRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DownloadRequest")
            .field("client", &self.call.client)
            .field("operation", &self.call.operation.name)
            .field("options", &self.call.options)
            .finish_non_exhaustive()
    }
}

impl IntoFuture for DownloadRequest {
    type Output = Result<Download, Error>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// What requests for files have beside, for the request types of operations that have optional arguments.
#[allow(unused_macros)]
macro_rules! download_ends {
    ($request:ident) => {
        impl $request {
            /// The same call, for an answer that is read as a file while it comes.
            ///
            /// It returns [`DownloadRequest`]($crate::DownloadRequest), so it comes after the arguments.
            pub fn download(self) -> $crate::DownloadRequest {
                self.into_request().download()
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use download_ends;
