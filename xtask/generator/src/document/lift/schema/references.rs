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
    let Some(reference) = fields.remove("$ref") else { return };
    step.origins.came(&at.join("$ref"), &at.join("allOf").join(0).join("$ref"));
    add_to_all_of(fields, at, step, vec![(json!({ "$ref": reference }), None)]);
}
