//! Answers that are streams of items.

use serde::Serialize;

/// How an answer is a stream of items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Streamed {
    /// What separates the items.
    pub framing: Framing,
    /// How an item is read.
    pub reading: ItemReading,
    /// The data of the event that says that the stream has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub done: Option<String>,
    /// Whether another method reads the answer as a whole.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_alternative: bool,
}

/// What separates the items of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Framing {
    /// `text/event-stream`.
    Events,
    /// JSON lines.
    Lines,
    /// JSON text sequences.
    Sequence,
    /// The parts of `multipart/mixed` and its like.
    Parts,
}

impl Framing {
    /// What the items are called in the name of the method that reads them.
    #[must_use]
    pub fn items(self) -> &'static str {
        match self {
            Self::Events => "events",
            Self::Lines | Self::Sequence => "items",
            Self::Parts => "parts",
        }
    }

    /// What tells the method that reads such a stream from the other methods of its operation.
    #[must_use]
    pub fn form(self) -> &'static str {
        match self {
            Self::Events => "a stream",
            Self::Lines => "a stream of lines",
            Self::Sequence => "a sequence",
            Self::Parts => "parts",
        }
    }
}

/// How an item is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemReading {
    /// The data is JSON.
    Json,
    /// The data is text.
    Text,
    /// The event is an object with the properties `event`, `data`, `id` and `retry`.
    Whole,
    /// A part is bytes.
    Bytes,
}
