//! Names as they are written in Rust.

use serde::{Serialize, Serializer};
use std::fmt;
use std::sync::Arc;

/// A name as it is written in Rust: never empty, never a bare keyword.
///
/// All names are made in `lower/naming`, which knows what Rust and the generated crate reserve.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name(Arc<str>);

impl Name {
    /// A name that was made by the rules of `lower/naming`.
    pub(crate) fn checked(name: String) -> Self {
        Self(name.into())
    }

    /// The name as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
