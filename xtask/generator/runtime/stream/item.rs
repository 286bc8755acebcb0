//! One item of a stream, before it is read as its type.

use bytes::Bytes;
use reqwest::header::HeaderMap;
use std::time::Duration;

/// An item as it came.
pub(crate) struct RawItem {
    /// What it holds, such as JSON.
    pub(crate) data: Bytes,
    /// The name of an event.
    pub(crate) name: Option<String>,
    /// The id of an event.
    pub(crate) id: Option<String>,
    /// The time that an event asks to wait for before reconnecting.
    pub(crate) retry: Option<Duration>,
    /// The headers of a part. In a box, since all other items are without them.
    pub(crate) headers: Option<Box<HeaderMap>>,
}

#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
impl RawItem {
    /// An item that is nothing but what it holds.
    pub(super) fn of(data: Bytes) -> Self {
        Self { data, name: None, id: None, retry: None, headers: None }
    }
}

/// An item is larger than the limit.
#[derive(Debug)]
pub(crate) struct TooLarge;
