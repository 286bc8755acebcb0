//! An event of a stream.

use std::time::Duration;

/// An event of a stream, as the service sent it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The id of the event, or of the last one before it that had one.
    pub id: Option<String>,
    /// The name of the event, where it has one.
    pub name: Option<String>,
    /// How long the service asks to wait before connecting again.
    pub retry: Option<Duration>,
    /// What the event says.
    pub data: T,
}

impl<T> Event<T> {
    /// An event that says no more than that, for [mock servers](crate::MockServer::when_stream).
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub fn new(data: T) -> Self {
        Self { id: None, name: None, retry: None, data }
    }

    /// The same event with an id.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The same event with a name.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }
}
