//! Parameters other than the body, and headers: their keywords describe their values themselves.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use super::schemas;
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::pointer::Pointer;

/// The fields that belong to the parameter and not to its values.
const OWN: [&str; 8] =
    ["name", "in", "description", "required", "allowEmptyValue", "collectionFormat", "$ref", "deprecated"];

/// Whether a parameter is the body, or a part of it.
pub(super) fn is_of_body(parameter: &Value) -> bool {
    matches!(parameter.get("in").and_then(Value::as_str), Some("body" | "formData"))
}

/// Writes the keywords of a parameter as its schema, and how the items of a list are joined as its style.
pub(super) fn lift(parameter: &mut Value, at: &Pointer, step: &mut Step<'_>) -> Result<()> {
    let Value::Object(fields) = parameter else { return Ok(()) };
    if fields.contains_key("$ref") || fields.contains_key("schema") {
        return Ok(());
    }
    let place = fields.get("in").and_then(Value::as_str).unwrap_or("header").to_owned();
    let is_list = fields.get("type").and_then(Value::as_str) == Some("array");
    if let Some(format) = fields.remove("collectionFormat").or_else(|| is_list.then(|| json!("csv")))
        && is_list
    {
        let format = format.as_str().unwrap_or("csv");
        let (style, explode) = style(format, &place);
        if format == "tsv" {
            step.fault(at.join("collectionFormat"), Fault::ListsWithTabs {})?;
        }
        fields.insert("style".to_owned(), json!(style));
        fields.insert("explode".to_owned(), json!(explode));
    }
    let schema = values(fields, at, &at.join("schema"), step);
    fields.insert("schema".to_owned(), schema);
    fields.sort_keys();
    Ok(())
}

/// The style of a list, and whether each of its items is a value of its own.
pub(super) fn style(format: &str, place: &str) -> (&'static str, bool) {
    match (format, place) {
        (_, "path" | "header") => ("simple", false),
        ("multi", _) => ("form", true),
        ("ssv", _) => ("spaceDelimited", false),
        ("pipes", _) => ("pipeDelimited", false),
        _ => ("form", false),
    }
}

/// Takes the keywords that describe the values out of a parameter.
pub(super) fn values(
    fields: &mut Map<String, Value>,
    from: &Pointer,
    to: &Pointer,
    step: &mut Step<'_>,
) -> Value {
    let is_own = |field: &str| {
        OWN.contains(&field)
            || matches!(field, "style" | "explode")
            || (field.starts_with("x-") && field != "x-nullable")
    };
    let mut schema = Map::new();
    let mut moves = Vec::new();
    let keywords: Vec<String> = fields.keys().filter(|field| !is_own(field)).cloned().collect();
    for keyword in keywords {
        if let Some(value) = fields.remove(&keyword) {
            moves.push((from.join(&keyword), to.join(&keyword)));
            schema.insert(keyword, value);
        }
    }
    step.origins.came(from, to);
    step.origins.moved_together(moves);
    schemas::lift(&mut schema);
    Value::Object(schema)
}
