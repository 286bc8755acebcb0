//! Reads what a schema states beside its shape: its documentation, its format, its null.

use super::constraints;
use crate::document::lift::beside;
use crate::model::Docs;
use openapiv3::{AnySchema, Schema, SchemaData, SchemaKind, Type, VariantOrUnknownOrEmpty as Format};
use serde::Serialize;
use serde_json::Value;

/// The longest default, as JSON, that documentation shows. Longer ones are examples rather than defaults.
const LONGEST_DEFAULT: usize = 80;

/// The documentation of a schema, with what its type does not show: the default, and the values of an enum that becomes
/// no type of its own.
pub(super) fn docs(schema: &Schema) -> Docs {
    let data = &schema.schema_data;
    let text = data.description.clone().unwrap_or_default();
    Docs { text, facts: facts(schema), deprecated: data.deprecated }
}

/// What a schema says beside its description and its type, in sentences.
pub(super) fn facts(schema: &Schema) -> String {
    let kind = &schema.schema_kind;
    let lifted: Vec<&str> = beside::words(|key| schema.schema_data.extensions.get(key)).collect();
    let lifted = (!lifted.is_empty()).then(|| lifted.join(" "));
    let facts = [allowed_values(kind), constraints::sentences(kind), lifted, default(schema)];
    facts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The default, as a sentence.
fn default(schema: &Schema) -> Option<String> {
    let default = schema.schema_data.default.as_ref().filter(|value| !value.is_null())?.to_string();
    (default.len() <= LONGEST_DEFAULT).then(|| format!("Default: {default}."))
}

/// The unit of a number: `x-unit`, such as `milliseconds`.
pub(super) fn unit(data: &SchemaData) -> Option<String> {
    data.extensions.get("x-unit").and_then(Value::as_str).map(str::to_owned)
}

/// The properties that constructors write although the schema does not require them: `x-written-by-constructors`, a list
/// like `required`. An overlay states it where a service leaves out what it demands of others.
pub(super) fn written_by_constructors(data: &SchemaData) -> Vec<&str> {
    let listed = data.extensions.get("x-written-by-constructors").and_then(Value::as_array);
    listed.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The format of a string.
pub(super) fn format(kind: &SchemaKind) -> Option<String> {
    match kind {
        SchemaKind::Type(Type::String(string)) => format_name(&string.format),
        SchemaKind::Any(any) => any.format.clone(),
        _ => None,
    }
}

/// The name of a format.
pub(super) fn format_name<T: Serialize>(format: &Format<T>) -> Option<String> {
    match format {
        Format::Item(known) => serde_json::to_value(known).ok()?.as_str().map(str::to_owned),
        Format::Unknown(other) => Some(other.clone()),
        Format::Empty => None,
    }
}

/// The values of an enum that becomes no type of its own, as a sentence.
fn allowed_values(kind: &SchemaKind) -> Option<String> {
    let values: Vec<String> = match kind {
        SchemaKind::Type(Type::Integer(integer)) => written(&integer.enumeration),
        SchemaKind::Type(Type::Number(number)) => written(&number.enumeration),
        SchemaKind::Type(Type::Boolean(boolean)) => written(&boolean.enumeration),
        SchemaKind::Any(any) if !any.enumeration.iter().all(|value| value.is_string() || value.is_null()) => {
            any.enumeration.iter().map(Value::to_string).collect()
        }
        _ => Vec::new(),
    };
    (!values.is_empty()).then(|| format!("One of: {}.", values.join(", ")))
}

/// Whether a schema says what texts, numbers, lists or objects may be like.
pub(super) fn limits_values(any: &AnySchema) -> bool {
    let lengths = [any.min_length, any.max_length, any.min_items, any.max_items];
    let numbers = [any.minimum, any.maximum, any.multiple_of];
    lengths.iter().any(Option::is_some)
        || numbers.iter().any(Option::is_some)
        || any.min_properties.or(any.max_properties).is_some()
        || any.pattern.is_some()
        || any.format.is_some()
}

/// Whether a schema without a type lists null among its values. One with a type allows null only if it is `nullable`.
pub(super) fn lists_null(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Any(any) if any.typ.is_none() && any.enumeration.contains(&Value::Null))
}

fn written<T: ToString>(values: &[Option<T>]) -> Vec<String> {
    values.iter().map(|value| value.as_ref().map_or_else(|| "null".to_owned(), T::to_string)).collect()
}
