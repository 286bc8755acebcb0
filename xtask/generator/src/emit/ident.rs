//! Identifiers. A [`Name`] was checked when it was made.

use crate::model::Name;
use proc_macro2::{Ident, Span};

/// A name as an identifier.
pub(super) fn ident(name: &Name) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// A fixed word as an identifier: a built-in type, a trait, a module of the runtime.
pub(super) fn word(word: &str) -> Ident {
    Ident::new(word, Span::call_site())
}

/// The local variable that holds the field of a struct while it is read. It is prefixed, so that a property named like
/// the reader does not hide the reader.
pub(super) fn field_variable(field: &Name) -> Ident {
    word(&format!("field_{}", field.as_str().trim_start_matches('_')))
}
