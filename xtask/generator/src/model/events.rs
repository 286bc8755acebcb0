//! What the service tells of by calls of its own: webhooks.

use super::{Docs, JsonPointer, Name, TypeRef};
use serde::Serialize;

/// The events of an API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Events {
    /// Those that the document names.
    pub listed: Vec<Event>,
    /// The variant of any other.
    pub unknown: Name,
}

impl Events {
    /// Whether the document names none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }
}

/// An event, told by a call with a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Event {
    /// Its name in the document.
    pub name: String,
    /// Its variant.
    pub variant: Name,
    /// The body of the call.
    pub value: TypeRef,
    /// Its documentation.
    pub docs: Docs,
    /// Its place in the document.
    pub pointer: JsonPointer,
}
