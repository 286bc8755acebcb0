//! Finds operations that the crate has and the new document no longer gives it.
//!
//! If generator.toml selects by tag or path, an operation can disappear although every entry still names something. That
//! removes a method from the crate, so it needs `--accept-removed`.

use serde_json::Value;

use super::upstream::Upstream;
use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::{Pointer, PublishedOperation, operations};

/// Refuses a document that lacks an operation of the old one. An operation is the same if it has the same operationId, or
/// the same method and path.
pub(super) fn check(old: &Value, new: &Value, upstream: &Upstream, selection: &Selection) -> Result<()> {
    let new = operations(new);
    let same = |one: &PublishedOperation, other: &PublishedOperation| {
        (one.id.is_some() && one.id == other.id) || (one.method == other.method && one.path == other.path)
    };
    let old = operations(old);
    let mut gone = old.iter().filter(|old| !new.iter().any(|new| same(old, new)));
    let Some(first) = gone.next() else { return Ok(()) };
    let others = match gone.count() {
        0 => String::new(),
        more => format!("; the same is true of {more} more"),
    };
    let file = &upstream.source.file;
    let published = operations(&upstream.source.json);
    let Some(left_out) = published.iter().find(|published| same(first, published)) else {
        return Err(Diagnostic::file(
            file,
            format!("the crate has {first}, but the document no longer does{others}"),
            "if it should be removed from the crate as well, remove its entry below `[operations]` in generator.toml, \
             if it has one, and run this again with `--accept-removed`",
        ));
    };
    Err(Diagnostic::at(
        file,
        Pointer::root().join("paths").join(&left_out.path).join(left_out.method),
        format!(
            "the crate has {first}, but it is no longer selected{others}; its tags are {}",
            list(left_out)
        ),
        format!(
            "correct `[selection]` in {}; if it should be removed from the crate, run this again with `--accept-removed`",
            selection.file.as_deref().unwrap_or("generator.toml")
        ),
    ))
}

fn list(operation: &PublishedOperation) -> String {
    let tags: Vec<String> = operation.tags.iter().map(|tag| format!("`{tag}`")).collect();
    if tags.is_empty() { "none".to_owned() } else { tags.join(", ") }
}
