//! What is wrong with an object.

use super::edit::Edit;
use crate::document::faults::Fault;
use crate::document::pointer::Pointer;

/// A fault of an object, and the changes that mend it.
pub(super) struct Misuse {
    pub(super) at: Pointer,
    pub(super) fault: Fault,
    pub(super) edits: Vec<Edit>,
}

/// What a keyword with a value of the wrong type means.
pub(super) enum Plain {
    /// The words for it, and the changes that say it.
    Means(String, Vec<Edit>),
    /// It is code.
    Code,
    /// Nothing.
    No,
}
