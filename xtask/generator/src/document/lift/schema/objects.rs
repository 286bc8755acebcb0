//! Keywords of objects.

use serde_json::{Map, Value, json};

use super::super::beside::{leave, say};
use super::super::step::Step;
use super::combining::put;
use crate::document::pointer::Pointer;

/// Lifts the keywords of objects.
pub(super) fn lift(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    unevaluated(fields, at, step);
    patterns(fields, at, step);
    names(fields);
    dependent(fields);
}

/// What `unevaluatedProperties` says of properties is what `additionalProperties` says, where no other schema describes any.
fn unevaluated(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let Some(value) = fields.remove("unevaluatedProperties") else { return };
    let others = ["$ref", "allOf", "anyOf", "oneOf", "if", "dependentSchemas"];
    let is_beside_others = others.iter().any(|keyword| fields.contains_key(*keyword));
    // What other schemas describe is evaluated, so it is not of this type.
    if value.is_object() && is_beside_others {
        leave(fields, "unevaluatedProperties", "other properties are any value");
        return;
    }
    if value == json!(true) || fields.contains_key("additionalProperties") {
        return;
    }
    // What other schemas describe is kept, and so is what none describes.
    if value == json!(false) && is_beside_others {
        say(fields, "No other properties are allowed.");
        return;
    }
    step.origins.moved(&at.join("unevaluatedProperties"), &at.join("additionalProperties"));
    put(fields, "additionalProperties", value);
}

/// Whether every name matches a pattern.
fn matches_all(pattern: &str) -> bool {
    matches!(pattern.trim_start_matches('^').trim_end_matches('$'), "" | ".*" | ".+" | "(.*)" | "[\\s\\S]*")
}

/// Properties whose names match patterns are values of a map.
fn patterns(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let Some(Value::Object(patterns)) = fields.remove("patternProperties") else { return };
    if patterns.is_empty() {
        return;
    }
    let from = at.join("patternProperties");
    let to = at.join("additionalProperties");
    let takes_all = patterns.keys().any(|pattern| matches_all(pattern));
    let others = match fields.remove("additionalProperties") {
        Some(Value::Bool(false)) => None,
        _ if takes_all => None,
        Some(Value::Object(schema)) => Some(Value::Object(schema)),
        _ => Some(json!({})),
    };
    let shown: Vec<String> =
        patterns.keys().filter(|pattern| !matches_all(pattern)).map(|p| format!("`{p}`")).collect();
    if others == Some(json!({})) {
        leave(fields, "patternProperties", "other names may hold anything, so the values are any value");
        put(fields, "additionalProperties", json!(true));
        return;
    }
    if others.is_none() && !shown.is_empty() {
        say(fields, format!("Other names match {}.", shown.join(" or ")));
    }
    let mut moves = Vec::new();
    let mut schemas: Vec<Value> = Vec::new();
    let count = patterns.len() + usize::from(others.is_some());
    let place = |index: usize| if count == 1 { to.clone() } else { to.join("anyOf").join(index) };
    for (pattern, schema) in patterns {
        moves.push((from.join(pattern), place(schemas.len())));
        schemas.push(schema);
    }
    if let Some(others) = others {
        moves.push((to.clone(), place(schemas.len())));
        schemas.push(others);
    }
    step.origins.moved_together(moves);
    let schema = match schemas.as_slice() {
        [schema] => schema.clone(),
        _ => json!({ "anyOf": schemas }),
    };
    put(fields, "additionalProperties", schema);
}

/// What the names of properties have to be is documented.
fn names(fields: &mut Map<String, Value>) {
    let Some(names) = fields.remove("propertyNames") else { return };
    let text = |keyword: &str| names.get(keyword).and_then(Value::as_str).filter(|text| !text.contains('`'));
    let count = |keyword: &str| names.get(keyword).and_then(Value::as_u64);
    let mut said = Vec::new();
    if let Some(Value::Array(values)) = names.get("enum") {
        let values: Vec<String> =
            values.iter().filter_map(Value::as_str).map(|value| format!("`{value}`")).collect();
        said.push(format!("Names are one of: {}.", values.join(", ")));
    }
    said.extend(text("pattern").map(|pattern| format!("Names match `{pattern}`.")));
    said.extend(text("format").map(|format| format!("Names have the format `{format}`.")));
    said.extend(count("minLength").map(|least| format!("Names have at least {least} characters.")));
    said.extend(count("maxLength").map(|most| format!("Names have at most {most} characters.")));
    let is_open = names.as_bool() == Some(true)
        || names.as_object().is_some_and(|names| {
            names.keys().all(|keyword| keyword == "type" || keyword == "title" || keyword == "description")
        });
    if said.is_empty() && !is_open {
        leave(fields, "propertyNames", "what the names of properties have to be is not checked");
    }
    said.into_iter().for_each(|sentence| say(fields, sentence));
    // Only an object has names.
    if !fields.contains_key("type") && !fields.contains_key("properties") && !fields.contains_key("allOf") {
        fields.entry("additionalProperties").or_insert(json!(true));
    }
}

/// Properties that others need are documented.
fn dependent(fields: &mut Map<String, Value>) {
    let Some(Value::Object(dependent)) = fields.remove("dependentRequired") else { return };
    for (name, needed) in dependent {
        let needed: Vec<String> = needed
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .map(|name| format!("`{name}`"))
            .collect();
        if !needed.is_empty() {
            say(fields, format!("With `{name}`, there must be {}.", needed.join(" and ")));
        }
    }
}
