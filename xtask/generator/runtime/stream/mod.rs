//! Answers that are streams of items: of events, of JSON texts, or of parts.

// An API need not use all of it.
#![allow(dead_code, unused_imports)]

#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
mod blocking_items;
mod body_part;
pub(crate) mod codec;
mod event;
mod events;
mod framing;
mod item;
mod item_stream;
mod parts;
mod reconnects;
mod stream_request;
mod texts;
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
mod when_stream;
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
mod write;

pub use body_part::BodyPart;
pub use event::Event;
pub use item_stream::ItemStream;
pub use stream_request::StreamRequest;
pub(crate) use stream_request::{event_ends, stream_ends};
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
pub use when_stream::WhenStream;

#[cfg(test)]
mod tests;
