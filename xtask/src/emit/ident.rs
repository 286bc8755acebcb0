//! The one place where an identifier is made. A [`Name`] has been checked when it was made.

use crate::model::{IntegerFormat, Name};
use proc_macro2::{Ident, Span};

/// A name as an identifier.
pub(super) fn ident(name: &Name) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// The type of an integer.
pub(super) fn integer(format: IntegerFormat) -> Ident {
    Ident::new(format.rust_type(), Span::call_site())
}

/// A name led in by a word of ours.
pub(super) fn prefixed(prefix: &str, name: &Name) -> Ident {
    Ident::new(&format!("{prefix}{}", name.as_str().trim_start_matches('_')), Span::call_site())
}

/// Two names in one, for what belongs to a member of a group.
pub(super) fn joined(group: &Name, member: &Name) -> Ident {
    // What keeps a keyword from being one is not needed within a name.
    let (group, member) = (group.as_str().trim_end_matches('_'), member.as_str().trim_start_matches('_'));
    Ident::new(&format!("{group}_{member}"), Span::call_site())
}
