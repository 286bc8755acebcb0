//! How the keywords of schemas come together in one.

use serde_json::{Map, Value, json};

use super::super::beside::{is_beside, join};
use super::super::step::Step;
use crate::document::pointer::Pointer;

/// Gives a keyword a value.
pub(super) fn put(fields: &mut Map<String, Value>, keyword: &str, value: Value) {
    fields.insert(keyword.to_owned(), value);
}

/// Adds schemas to the `allOf` of a schema, before those that are there.
pub(super) fn add_to_all_of(
    fields: &mut Map<String, Value>,
    at: &Pointer,
    step: &mut Step<'_>,
    added: Vec<(Value, Option<Pointer>)>,
) {
    let list = at.join("allOf");
    let known = match fields.remove("allOf") {
        Some(Value::Array(known)) => known,
        Some(other) => vec![other],
        None => Vec::new(),
    };
    let count = added.len();
    let shifted = (0..known.len()).map(|index| (list.join(index), list.join(index + count)));
    let mut moves: Vec<(Pointer, Pointer)> = shifted.collect();
    let mut members = Vec::new();
    for (index, (value, from)) in added.into_iter().enumerate() {
        moves.extend(from.map(|from| (from, list.join(index))));
        members.push(value);
    }
    step.origins.moved_together(moves);
    members.extend(known);
    put(fields, "allOf", Value::Array(members));
}

/// The keywords that say something of a schema without shaping its values.
const ANNOTATIONS: [&str; 9] = [
    "title",
    "description",
    "default",
    "example",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "nullable",
];

pub(super) fn is_annotation(keyword: &str) -> bool {
    ANNOTATIONS.contains(&keyword) || keyword.starts_with("x-")
}

/// Takes the keywords of an inner schema into the schema that holds it, which has only annotations, or none of these
/// keywords. Returns whether that was possible.
pub(super) fn take_in(
    fields: &mut Map<String, Value>,
    at: &Pointer,
    inner: &Map<String, Value>,
    from: &Pointer,
    step: &mut Step<'_>,
) -> bool {
    let clashes = |keyword: &String| !is_annotation(keyword) && fields.contains_key(keyword);
    let combines = |keyword: &str| matches!(keyword, "allOf" | "anyOf" | "oneOf" | "$ref");
    let shapes = fields.keys().any(|keyword| !is_annotation(keyword));
    if inner.keys().any(|keyword| clashes(keyword) || combines(keyword)) && shapes
        || inner.contains_key("$ref")
    {
        return false;
    }
    let mut moves = Vec::new();
    for (keyword, value) in inner {
        if is_beside(keyword) || (is_annotation(keyword) && fields.contains_key(keyword)) {
            continue;
        }
        moves.push((from.join(keyword), at.join(keyword)));
        put(fields, keyword, value.clone());
    }
    if inner.get("nullable") == Some(&json!(true)) {
        put(fields, "nullable", json!(true));
    }
    join(fields, inner);
    step.origins.moved_together(moves);
    true
}
