//! How the items of a stream stand in its bytes.

/// What separates the items of a stream.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Framing {
    Events,
    Lines,
    Sequence,
    Parts,
}

impl Framing {
    /// The media type of such a stream, where nothing else is said.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Events => "text/event-stream",
            Self::Lines => "application/jsonl",
            Self::Sequence => "application/json-seq",
            Self::Parts => "multipart/mixed",
        }
    }
}
