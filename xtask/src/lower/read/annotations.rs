//! What a schema says beside its shape: what it is for, the form of its text, the values that it lists.

use crate::model::Docs;
use openapiv3::{Schema, SchemaKind, Type, VariantOrUnknownOrEmpty as Format};
use serde::Serialize;
use serde_json::Value;

/// The longest default, as JSON, that documentation shows: longer ones are examples.
const LONGEST_DEFAULT: usize = 80;

/// The documentation of a schema. What no type says stands there as well: the values of an enum that becomes no type of
/// its own, and what the service takes where nothing is sent.
pub(super) fn docs(schema: &Schema) -> Docs {
    let data = &schema.schema_data;
    let said = [data.description.clone(), allowed_values(&schema.schema_kind), default(schema)];
    Docs { text: paragraphs(said), deprecated: data.deprecated }
}

/// What is said of something, as one text.
pub(super) fn paragraphs(said: impl IntoIterator<Item = Option<String>>) -> String {
    said.into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

/// What the service takes where nothing is sent.
pub(super) fn default(schema: &Schema) -> Option<String> {
    let default = schema.schema_data.default.as_ref().filter(|value| !value.is_null())?.to_string();
    (default.len() <= LONGEST_DEFAULT).then(|| format!("Default: {default}."))
}

/// The form of a string, where the document names one.
pub(super) fn format(kind: &SchemaKind) -> Option<String> {
    match kind {
        SchemaKind::Type(Type::String(string)) => name(&string.format),
        SchemaKind::Any(any) => any.format.clone(),
        _ => None,
    }
}

/// A format's name, where the document names one.
pub(super) fn name<T: Serialize>(format: &Format<T>) -> Option<String> {
    match format {
        Format::Item(known) => serde_json::to_value(known).ok()?.as_str().map(str::to_owned),
        Format::Unknown(other) => Some(other.clone()),
        Format::Empty => None,
    }
}

/// The values of an enum that becomes no type of its own, for whoever reads its documentation.
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

/// Whether null is among the values that a schema without a type lists. One with a type must be `nullable` as well.
pub(super) fn lists_null(kind: &SchemaKind) -> bool {
    matches!(kind, SchemaKind::Any(any) if any.typ.is_none() && any.enumeration.contains(&Value::Null))
}

fn written<T: ToString>(values: &[Option<T>]) -> Vec<String> {
    values.iter().map(|value| value.as_ref().map_or_else(|| "null".to_owned(), T::to_string)).collect()
}
