//! A schema of JSON Schema 2020-12 becomes one of OpenAPI 3.0.

mod booleans;
mod combining;
mod conditions;
mod contents;
pub(super) mod definitions;
pub(super) mod identifiers;
mod limits;
mod lists;
mod null;
mod objects;
mod references;
mod types;
mod values;

use serde_json::{Map, Value};

use super::step::Step;
use crate::diagnostic::Result;
use crate::document::pointer::Pointer;

/// Lifts a schema whose inner schemas are lifted.
pub(super) fn lift(value: &mut Value, at: &Pointer, step: &mut Step<'_>) -> Result<()> {
    let fields = match value {
        Value::Object(fields) => fields,
        Value::Bool(allows) => {
            *value = booleans::meaning(*allows);
            return Ok(());
        }
        _ => return Ok(()),
    };
    if is_plain(fields) {
        return Ok(());
    }
    definitions::collect(fields, at, step);
    fields.retain(|field, _| !matches!(field.as_str(), "$schema" | "$comment" | "$vocabulary"));
    booleans::lift(fields);
    references::lift(fields, at, step);
    values::lift(fields, at, step);
    types::simplify(fields, at, step);
    null::lift(fields, at, step);
    values::join_constants(fields, at, step);
    limits::lift(fields, at, step);
    objects::lift(fields, at, step);
    lists::lift(fields, at, step);
    conditions::lift(fields, at, step);
    contents::lift(fields);
    types::split(fields, at, step);
    fields.sort_keys();
    Ok(())
}

/// Whether a schema has nothing to lift: most have not.
fn is_plain(fields: &Map<String, Value>) -> bool {
    fields.iter().all(|(field, value)| match field.as_str() {
        "type" => value.as_str().is_some_and(|name| name != "null"),
        "$ref" => fields.len() == 1,
        "items" => value.is_object(),
        "properties" => value.as_object().is_some_and(|properties| properties.values().all(Value::is_object)),
        "description"
        | "title"
        | "format"
        | "pattern"
        | "minLength"
        | "maxLength"
        | "minimum"
        | "maximum"
        | "minItems"
        | "maxItems"
        | "uniqueItems"
        | "required"
        | "default"
        | "readOnly"
        | "writeOnly"
        | "deprecated"
        | "enum"
        | "additionalProperties"
        | "example"
        | "multipleOf" => true,
        _ => false,
    })
}
