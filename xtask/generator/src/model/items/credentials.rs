//! The sets of secrets that authenticate a caller.

use crate::model::Name;
use serde::Serialize;

/// A sufficient set of secrets: a variant of `Credentials`, and the function that makes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CredentialSet {
    /// The variant.
    pub variant: Name,
    /// The function.
    pub function: Name,
    /// The schemes, by their index in [`Security::schemes`](crate::model::Security::schemes).
    pub schemes: Vec<usize>,
}
