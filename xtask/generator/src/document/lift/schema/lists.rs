//! Keywords of lists.

use serde_json::{Map, Value, json};

use super::super::beside::{MOST_POSITIONS, leave, mark_positions, say};
use super::super::step::Step;
use super::combining::put;
use crate::document::pointer::Pointer;

/// Lifts the keywords of lists.
pub(super) fn lift(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    unevaluated(fields, at, step);
    positions(fields, at, step);
    contains(fields);
    if fields.get("items") == Some(&Value::Bool(false)) {
        put(fields, "items", json!({}));
        put(fields, "maxItems", json!(0));
    }
}

/// What `unevaluatedItems` says of items is what `items` says, unless other schemas may describe more of them.
fn unevaluated(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let Some(value) = fields.remove("unevaluatedItems") else { return };
    if fields.contains_key("items") || value == json!(true) {
        return;
    }
    if OTHERS.iter().any(|keyword| fields.contains_key(*keyword)) {
        match value {
            Value::Bool(_) => say(fields, "No further items are allowed."),
            _ => leave(fields, "unevaluatedItems", "further items are any value"),
        }
        return;
    }
    step.origins.moved(&at.join("unevaluatedItems"), &at.join("items"));
    put(fields, "items", value);
}

/// The keywords with schemas that may describe other items of the same list.
const OTHERS: [&str; 6] = ["allOf", "anyOf", "oneOf", "if", "contains", "dependentSchemas"];

/// A list that describes its items by their position. Their schemas are combined by `anyOf`, so that they stand where
/// every step looks for schemas, and `beside.rs` says that they have positions.
fn positions(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let Some(Value::Array(described)) = fields.remove("prefixItems") else { return };
    if !fields.contains_key("type") {
        put(fields, "type", json!("array"));
    }
    let rest = fields.remove("items");
    if rest == Some(Value::Bool(false)) {
        fields.entry("maxItems").or_insert(json!(described.len()));
    }
    let rest = rest.filter(Value::is_object);
    if described.is_empty() {
        put(fields, "items", rest.unwrap_or_else(|| json!({})));
        return;
    }
    let count = described.len();
    let is_closed = fields.get("maxItems").and_then(Value::as_u64).is_some_and(|most| most <= count as u64);
    let (from, to) = (at.join("prefixItems"), at.join("items"));
    let all = described.into_iter().enumerate().map(|(index, schema)| (from.join(index), schema));
    let all: Vec<(Pointer, Value)> = all.chain(rest.map(|rest| (to.clone(), rest))).collect();
    if count > MOST_POSITIONS {
        return of_any_position(fields, &to, all, is_closed, step);
    }
    mark_positions(fields, count);
    let list = to.join("anyOf");
    let moves = all.iter().enumerate().map(|(index, (place, _))| (place.clone(), list.join(index)));
    step.origins.moved_together(moves);
    let schemas: Vec<Value> = all.into_iter().map(|(_, schema)| schema).collect();
    put(fields, "items", json!({ "anyOf": schemas }));
}

/// A list with more positions than tuples have: each item may be what any position allows. `all` ends with what further
/// items are, unless they are anything or not allowed.
fn of_any_position(
    fields: &mut Map<String, Value>,
    to: &Pointer,
    mut all: Vec<(Pointer, Value)>,
    is_closed: bool,
    step: &mut Step<'_>,
) {
    let done = "items are not told apart by so many positions: each may be what any of them is";
    leave(fields, "prefixItems", done);
    let is_described = all.last().is_some_and(|(place, _)| place == to);
    let mut schemas: Vec<Value> = Vec::new();
    all.retain(|(_, schema)| {
        let is_new = !schemas.contains(schema);
        if is_new {
            schemas.push(schema.clone());
        }
        is_new
    });
    if !is_described && !is_closed {
        schemas.push(json!({}));
    }
    match schemas.as_slice() {
        [only] => {
            let from = all.first().map(|(place, _)| place.clone());
            step.origins.moved_together(from.map(|place| (place, to.clone())));
            put(fields, "items", only.clone());
        }
        _ => {
            let list = to.join("anyOf");
            let moves = all.iter().enumerate().map(|(index, (place, _))| (place.clone(), list.join(index)));
            step.origins.moved_together(moves);
            put(fields, "items", json!({ "anyOf": schemas }));
        }
    }
}

/// An item that has to be there is documented, where it is a constant.
fn contains(fields: &mut Map<String, Value>) {
    let (least, most) = (fields.remove("minContains"), fields.remove("maxContains"));
    let Some(schema) = fields.remove("contains") else { return };
    let least = least.as_ref().and_then(Value::as_u64).unwrap_or(1);
    let most = most.as_ref().and_then(Value::as_u64);
    let values = schema.get("enum").and_then(Value::as_array);
    let Some(values) =
        values.filter(|values| values.iter().all(|value| value.is_string() || value.is_number()))
    else {
        if least > 0 || most.is_some() {
            leave(fields, "contains", "that items of a kind must be there is not checked");
        }
        return;
    };
    let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
    let values = values.join(" or ");
    match (least, most) {
        (0, None) => {}
        (0, Some(most)) => say(fields, format!("At most {most} of the items are {values}.")),
        (1, None) => say(fields, format!("At least one item is {values}.")),
        (least, None) => say(fields, format!("At least {least} of the items are {values}.")),
        (least, Some(most)) => say(fields, format!("{least} to {most} of the items are {values}.")),
    }
}
