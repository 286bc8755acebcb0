//! The headers of answers: their names and types.

use super::naming::{self, Scope};
use super::raw_operation::RawHeader;
use super::types::Types;
use crate::model::{AnswerHeader, Scalar, TypeRef};

/// The headers of an operation's answers that have a name of their own in Rust.
pub(super) fn headers(types: Types<'_>, operation: &str, raw: &[RawHeader]) -> Vec<AnswerHeader> {
    let names: Vec<&str> = raw.iter().map(|header| header.name.as_str()).collect();
    let kept = |at: usize| types.remembered.header(operation, names.get(at)?);
    let named = raw.iter().zip(naming::names_kept(&names, Scope::Headers, (&[], &kept)));
    let header = |(header, name): (&RawHeader, Option<_>)| {
        let text = || TypeRef::Scalar(Scalar::String);
        Some(AnswerHeader {
            header: header.name.to_ascii_lowercase(),
            name: name?,
            docs: header.docs.clone(),
            pointer: header.pointer.clone(),
            type_ref: header.node.map_or_else(text, |node| types.type_ref(node)),
        })
    };
    named.filter_map(header).collect()
}
