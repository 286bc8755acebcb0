//! Lists of types.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use super::combining::{add_to_all_of, put};
use crate::document::pointer::Pointer;

/// All types but null.
const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Takes null out of the types of a schema. A single type is written as such.
pub(super) fn simplify(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let listed = match fields.get("type") {
        Some(Value::String(name)) if name == "null" => vec![json!("null")],
        Some(Value::Array(listed)) => listed.clone(),
        _ => return,
    };
    let mut names: Vec<String> = Vec::new();
    let mut allows_null = false;
    for name in listed {
        match name {
            Value::String(name) if name == "null" => allows_null = true,
            Value::String(name) if !names.contains(&name) => names.push(name),
            Value::String(_) => {}
            // That is no name of a type: `mend` reports it.
            _ => return,
        }
    }
    if names.iter().any(|name| name == "number") {
        names.retain(|name| name != "integer");
    }
    if allows_null {
        put(fields, "nullable", json!(true));
    }
    match names.as_slice() {
        [] if allows_null => {
            fields.remove("type");
            put(fields, "enum", json!([null]));
            step.origins.came(&at.join("type"), &at.join("enum"));
        }
        [] => drop(fields.remove("type")),
        [name] => put(fields, "type", json!(name)),
        names if TYPES.iter().all(|known| *known == "integer" || names.iter().any(|name| name == known)) => {
            fields.remove("type");
        }
        names => put(fields, "type", json!(names)),
    }
}

/// The type whose values a keyword is about.
fn subject(keyword: &str) -> Option<&'static [&'static str]> {
    Some(match keyword {
        "minLength" | "maxLength" | "pattern" => &["string"],
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf" => {
            &["integer", "number"]
        }
        "items" | "minItems" | "maxItems" | "uniqueItems" => &["array"],
        "properties" | "required" | "additionalProperties" | "minProperties" | "maxProperties" => &["object"],
        _ => return None,
    })
}

/// The types that a format is about.
fn of_format(format: &str) -> &'static [&'static str] {
    let is_number = format.starts_with("int") || format.starts_with("uint");
    if is_number || matches!(format, "float" | "double" | "decimal") {
        &["integer", "number"]
    } else {
        &["string"]
    }
}

fn is_of(value: &Value, name: &str) -> bool {
    match name {
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "object" => value.is_object(),
        _ => value.is_string(),
    }
}

/// Writes a schema of several types as one of several schemas, each with the keywords that are about its type.
pub(super) fn split(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let Some(Value::Array(names)) = fields.get("type").cloned() else { return };
    fields.remove("type");
    let names: Vec<String> = names.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    let list =
        if fields.contains_key("anyOf") { at.join("allOf").join(0).join("anyOf") } else { at.join("anyOf") };
    let mut moves = Vec::new();
    let mut members = Vec::new();
    for name in &names {
        let place = list.join(members.len());
        let mut member = Map::from_iter([("type".to_owned(), json!(name))]);
        for (keyword, value) in fields.iter() {
            let subject = match keyword.as_str() {
                "format" => value.as_str().map(of_format),
                "enum" => None,
                keyword => subject(keyword),
            };
            if subject.is_some_and(|subject| subject.contains(&name.as_str())) {
                member.insert(keyword.clone(), value.clone());
                moves.push((at.join(keyword), place.join(keyword)));
            }
        }
        if let Some(Value::Array(values)) = fields.get("enum") {
            let own: Vec<Value> = values.iter().filter(|value| is_of(value, name)).cloned().collect();
            // A type without a value among them is not allowed.
            if own.is_empty() {
                continue;
            }
            member.insert("enum".to_owned(), Value::Array(own));
        }
        step.origins.came(at, &place);
        members.push(Value::Object(member));
    }
    fields.retain(|keyword, _| subject(keyword).is_none() && !matches!(keyword.as_str(), "enum" | "format"));
    if fields.contains_key("anyOf") {
        add_to_all_of(fields, at, step, vec![(json!({ "anyOf": members }), None)]);
    } else {
        put(fields, "anyOf", Value::Array(members));
    }
    step.origins.moved_together(moves);
}
