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
