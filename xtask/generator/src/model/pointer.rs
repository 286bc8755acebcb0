//! Places in the document.

use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The JSON pointer (RFC 6901) of a place in the document. It is shared, as many items come from one place.
///
/// Where members of `allOf` were merged, it may point beyond what the document contains.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonPointer(Arc<str>);

impl Default for JsonPointer {
    fn default() -> Self {
        Self("".into())
    }
}

impl From<&str> for JsonPointer {
    fn from(pointer: &str) -> Self {
        Self(pointer.into())
    }
}

impl From<String> for JsonPointer {
    fn from(pointer: String) -> Self {
        Self(pointer.into())
    }
}

impl From<&JsonPointer> for String {
    fn from(pointer: &JsonPointer) -> Self {
        pointer.0.to_string()
    }
}

impl JsonPointer {
    /// The pointer as text; empty for the document as a whole.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for JsonPointer {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for JsonPointer {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for JsonPointer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
