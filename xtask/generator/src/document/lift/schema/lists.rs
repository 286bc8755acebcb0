//! Keywords of lists.

use serde_json::{Map, Value, json};

use super::super::beside::{leave, say};
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
    if fields.contains_key("items") || OTHERS.iter().any(|keyword| fields.contains_key(*keyword)) {
        return;
    }
    step.origins.moved(&at.join("unevaluatedItems"), &at.join("items"));
    put(fields, "items", value);
}

/// The keywords with schemas that may describe other items of the same list.
const OTHERS: [&str; 6] = ["allOf", "anyOf", "oneOf", "if", "contains", "dependentSchemas"];

/// A list that describes its items by their position: each item is any of those that are described.
fn positions(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let Some(Value::Array(described)) = fields.remove("prefixItems") else { return };
    let from = at.join("prefixItems");
    let to = at.join("items");
    let rest = fields.remove("items");
    if !fields.contains_key("type") {
        put(fields, "type", json!("array"));
    }
    let is_closed = rest == Some(Value::Bool(false));
    if is_closed {
        fields.entry("maxItems").or_insert(json!(described.len()));
    }
    let most = fields.get("maxItems").and_then(Value::as_u64);
    let takes_more = most.is_none_or(|most| most > described.len() as u64);
    if takes_more && !is_closed && !rest.as_ref().is_some_and(Value::is_object) {
        leave(fields, "prefixItems", "further items may be anything, so the items are any value");
        put(fields, "items", json!({}));
        return;
    }
    let mut kinds: Vec<(Pointer, Value)> = Vec::new();
    let all = described.into_iter().enumerate().map(|(index, schema)| (from.join(index), schema));
    for (place, schema) in
        all.chain(rest.filter(|rest| takes_more && rest.is_object()).map(|schema| (to.clone(), schema)))
    {
        if !kinds.iter().any(|(_, known)| bare(known) == bare(&schema)) {
            kinds.push((place, schema));
        }
    }
    if let [_] = kinds.as_slice() {
        if let Some((place, schema)) = kinds.pop() {
            step.origins.moved(&place, &to);
            put(fields, "items", schema);
        }
        return;
    }
    leave(fields, "prefixItems", "an item is any of those that are described, whatever its position");
    let list = to.join("anyOf");
    let moves = kinds.iter().enumerate().map(|(index, (place, _))| (place.clone(), list.join(index)));
    step.origins.moved_together(moves);
    let schemas: Vec<Value> = kinds.into_iter().map(|(_, schema)| schema).collect();
    put(fields, "items", json!({ "anyOf": schemas }));
}

/// A schema without what is only said about it.
fn bare(schema: &Value) -> Value {
    let Value::Object(fields) = schema else { return schema.clone() };
    let shapes =
        fields.iter().filter(|(keyword, _)| !matches!(keyword.as_str(), "title" | "description" | "example"));
    Value::Object(shapes.map(|(keyword, value)| (keyword.clone(), value.clone())).collect())
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
