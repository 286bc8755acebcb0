//! Values that a schema lists: `const`, `examples`, and alternatives that are a constant each.

use serde_json::{Map, Value, json};

use super::super::beside::is_beside;
use super::super::step::Step;
use super::combining::{is_annotation, put};
use crate::document::pointer::Pointer;

/// Writes `const` as an `enum` of one value, and the first of `examples` as `example`.
pub(super) fn lift(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    if let Some(Value::Array(examples)) = fields.remove("examples")
        && let Some(first) = examples.into_iter().next()
    {
        fields.entry("example").or_insert(first);
    }
    let Some(constant) = fields.remove("const") else { return };
    step.origins.came(&at.join("const"), &at.join("enum"));
    if constant.is_null() {
        put(fields, "type", json!("null"));
        fields.remove("enum");
        return;
    }
    if let Some(name) = type_of(&constant).filter(|_| !fields.contains_key("type")) {
        put(fields, "type", json!(name));
    }
    put(fields, "enum", json!([constant]));
}

/// The type of a constant. One that is an object or a list is documented by its value.
fn type_of(value: &Value) -> Option<&'static str> {
    match value {
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("number"),
        Value::Number(_) => Some("integer"),
        Value::String(_) => Some("string"),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Writes alternatives that are a constant each, of one type, as an `enum`. Their titles and descriptions are those of
/// its values.
pub(super) fn join_constants(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let plain = |fields: &Map<String, Value>, keyword: &str| {
        let is_other =
            |other: &str| other != keyword && other != "type" && other != "format" && !is_annotation(other);
        !fields.keys().any(|other| is_other(other))
    };
    for keyword in ["oneOf", "anyOf"] {
        let Some(Value::Array(members)) = fields.get(keyword).filter(|_| plain(fields, keyword)) else {
            continue;
        };
        let constants: Option<Vec<(Value, Map<String, Value>)>> = members.iter().map(constant).collect();
        let Some(constants) = constants.filter(|constants| constants.len() > 1) else { continue };
        let named: Vec<Option<&str>> = constants
            .iter()
            .map(|(value, member)| {
                let of = member.get("type").or(fields.get("type"));
                of.and_then(Value::as_str).or_else(|| type_of(value))
            })
            .collect();
        let Some(Some(name)) = named.first().copied() else { continue };
        if named.iter().any(|other| *other != Some(name)) {
            continue;
        }
        let name = name.to_owned();
        let list = at.join(keyword);
        let moves = (0..constants.len())
            .map(|index| (list.join(index).join("enum").join(0), at.join("enum").join(index)));
        step.origins.moved_together(moves);
        let texts = |field: &str| -> Option<Vec<Value>> {
            let text = |(_, member): &(Value, Map<String, Value>)| member.get(field).cloned();
            constants.iter().map(text).collect()
        };
        let (titles, descriptions) = (texts("title"), texts("description"));
        let values: Vec<Value> = constants.into_iter().map(|(value, _)| value).collect();
        fields.remove(keyword);
        put(fields, "type", json!(name));
        put(fields, "enum", Value::Array(values));
        for (extension, texts) in [("x-enum-varnames", titles), ("x-enum-descriptions", descriptions)] {
            if let Some(texts) = texts {
                fields.entry(extension).or_insert(Value::Array(texts));
            }
        }
        return;
    }
}

/// The only value of a schema that says no more than that.
fn constant(schema: &Value) -> Option<(Value, Map<String, Value>)> {
    let fields = schema.as_object()?;
    let Some(Value::Array(values)) = fields.get("enum") else { return None };
    let [value] = values.as_slice() else { return None };
    let is_said =
        |key: &str| matches!(key, "enum" | "type" | "title" | "description" | "deprecated" | "format");
    let is_plain = fields.keys().all(|key| is_said(key) || is_beside(key) || key.starts_with("x-"));
    (is_plain && !value.is_null()).then(|| (value.clone(), fields.clone()))
}
