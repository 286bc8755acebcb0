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
