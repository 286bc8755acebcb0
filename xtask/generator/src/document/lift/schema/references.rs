//! References with other keywords beside them, which count as well.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use super::combining::add_to_all_of;
use crate::document::pointer::Pointer;

/// Puts a reference that has keywords beside it among the schemas that `allOf` combines.
pub(super) fn lift(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    if fields.len() < 2 || !fields.contains_key("$ref") {
        return;
    }
    if is_member_of_all_of(at) && fields.keys().all(|keyword| keyword == "$ref" || is_words(keyword)) {
        // The words are about the schema that is referred to, which has its own. So it stays a reference, by which what
        // extends a schema with a discriminator is known.
        fields.retain(|keyword, _| keyword == "$ref");
        return;
    }
    let Some(reference) = fields.remove("$ref") else { return };
    step.origins.came(&at.join("$ref"), &at.join("allOf").join(0).join("$ref"));
    add_to_all_of(fields, at, step, vec![(json!({ "$ref": reference }), None)]);
}

/// Whether a place is that of a schema which `allOf` combines with others.
fn is_member_of_all_of(at: &Pointer) -> bool {
    let holder = at.split_last().and_then(|(list, _)| list.split_last());
    holder.is_some_and(|(_, keyword)| keyword == "allOf")
}

/// Whether a keyword says something for people alone.
fn is_words(keyword: &str) -> bool {
    matches!(
        keyword,
        "title" | "description" | "summary" | "deprecated" | "example" | "examples" | "externalDocs"
    ) || keyword.starts_with("x-")
}
