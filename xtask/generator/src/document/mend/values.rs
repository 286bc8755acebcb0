//! The values that a field may hold, and which others have a plain meaning.

use serde_json::{Number, Value, json};

use super::type_names::{self, TYPES};
use crate::document::version::kind;

/// The values that a field may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Text,
    Flag,
    Number,
    Count,
    List,
    Texts,
    /// Lists of texts by names.
    TextLists,
    /// The name of a type of OpenAPI 3.0.
    Type,
    /// The same, or `file`, as in Swagger 2.0.
    TypeOrFile,
    /// Names of types, one or several, as in JSON Schema.
    Types,
    /// Anything, or something that is checked elsewhere.
    Any,
}

impl Form {
    /// Whether a value is one of these.
    pub(super) fn holds(self, value: &Value) -> bool {
        match self {
            Self::Text => value.is_string(),
            Self::Flag => value.is_boolean(),
            Self::Number => value.is_number(),
            Self::Count => value.is_u64(),
            Self::List => value.is_array(),
            Self::Texts => value.as_array().is_some_and(|items| items.iter().all(Value::is_string)),
            Self::TextLists => {
                value.as_object().is_some_and(|lists| lists.values().all(|list| Self::Texts.holds(list)))
            }
            Self::Type => value.as_str().is_some_and(|name| TYPES.contains(&name)),
            Self::TypeOrFile => value == "file" || Self::Type.holds(value),
            Self::Types => match value {
                Value::Array(names) => !names.is_empty() && names.iter().all(is_type_or_null),
                name => is_type_or_null(name),
            },
            Self::Any => true,
        }
    }

    /// The words for these values.
    pub(super) fn wanted(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Flag => "a boolean",
            Self::Number => "a number",
            Self::Count => "a whole number that is not negative",
            Self::List => "an array",
            Self::Texts => "an array of strings",
            Self::TextLists => "an object that holds arrays of strings",
            Self::Type | Self::TypeOrFile => "one of the six types",
            Self::Types => "a type, or a list of types",
            Self::Any => "any value",
        }
    }

    /// What to do about another value.
    pub(super) fn remedy(self, field: &str) -> String {
        match (self, field) {
            (Self::Type, _) => format!(
                "write one of {}; for null, add `nullable: true`",
                TYPES.map(|name| format!("`{name}`")).join(", ")
            ),
            (Self::Flag, "exclusiveMinimum") => {
                "write the number as `minimum`, and `exclusiveMinimum: true`".to_owned()
            }
            (Self::Flag, "exclusiveMaximum") => {
                "write the number as `maximum`, and `exclusiveMaximum: true`".to_owned()
            }
            (Self::Types, _) => format!(
                "write one of {} and `\"null\"`, or a list of them",
                TYPES.map(|name| format!("`{name}`")).join(", ")
            ),
            (Self::Texts, "required") => {
                "list the names of the required properties in the object's schema".to_owned()
            }
            _ => format!("correct or remove `{field}`"),
        }
    }

    /// The value that is meant by another one, where that is plain.
    pub(super) fn meant(self, value: &Value) -> Option<Value> {
        match (self, value) {
            (Self::Text, Value::Number(_) | Value::Bool(_)) => Some(Value::String(value.to_string())),
            (Self::Flag, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
                "true" | "yes" => Some(Value::Bool(true)),
                "false" | "no" => Some(Value::Bool(false)),
                _ => None,
            },
            (Self::Number, Value::String(text)) => number(text).map(Value::Number),
            (Self::Count, Value::String(text)) => text.trim().parse::<u64>().ok().map(Value::from),
            (Self::Count, Value::Number(number)) => whole(number.as_f64()?).map(Value::from),
            (Self::List, Value::String(_) | Value::Number(_) | Value::Bool(_)) => Some(json!([value])),
            (Self::Texts, Value::String(_)) => Some(json!([value])),
            (Self::Texts, Value::Array(items)) => Some(items.iter().filter_map(text).collect()),
            (Self::TextLists, Value::Object(lists)) => {
                let list = |(name, list): (&String, &Value)| {
                    let list =
                        if Self::Texts.holds(list) { Some(list.clone()) } else { Self::Texts.meant(list) };
                    list.map(|list| (name.clone(), list))
                };
                Some(Value::Object(lists.iter().filter_map(list).collect()))
            }
            (Self::Type | Self::TypeOrFile, Value::String(name)) => type_names::meant(name)
                .filter(|schema| schema.len() == 1)
                .and_then(|schema| schema.get("type").cloned()),
            _ => None,
        }
    }
}

fn is_type_or_null(name: &Value) -> bool {
    name.as_str().is_some_and(|name| name == "null" || TYPES.contains(&name))
}

/// The text that an item of a list means: itself, a number, or the name of an object.
fn text(item: &Value) -> Option<Value> {
    let named = item.get("name").unwrap_or(item);
    if named.is_string() { Some(named.clone()) } else { Form::Text.meant(named) }
}

/// A number that is written as text, if JSON has it.
fn number(text: &str) -> Option<Number> {
    serde_json::from_str::<Number>(text.trim()).ok()
}

/// Whether a value can be one of a type.
pub(super) fn is_of(typed: &str, value: &Value) -> bool {
    match typed {
        "array" => value.is_array(),
        "boolean" => value.is_boolean(),
        "integer" => {
            value.is_i64() || value.is_u64() || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        "number" => value.is_number(),
        "object" => value.is_object(),
        "string" => value.is_string(),
        _ => true,
    }
}

/// The value of a type that another value plainly means.
pub(super) fn meant(typed: &str, value: &Value) -> Option<Value> {
    match (typed, value) {
        ("string", Value::Number(_) | Value::Bool(_)) => Some(json!(value.to_string())),
        ("boolean", _) => Form::Flag.meant(value),
        ("integer" | "number", Value::String(text)) => {
            number(text).map(Value::Number).filter(|number| is_of(typed, number))
        }
        _ => None,
    }
}

/// The largest floating-point number below which every whole one is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> Option<u64> {
    // The bounds make the conversion exact.
    (number.fract() == 0.0 && (0.0..=EXACT).contains(&number)).then_some(number as u64)
}

/// A value that is none of a form, as messages show it: of a list, what in it is wrong.
pub(super) fn shown_for(form: Form, value: &Value) -> String {
    let is_wrong = |item: &&Value| match form {
        Form::Texts => !item.is_string(),
        Form::Types => !is_type_or_null(item),
        _ => false,
    };
    match value.as_array().and_then(|items| items.iter().find(is_wrong)) {
        Some(item) => format!("an array that holds {}", shown(item)),
        None => shown(value),
    }
}

/// A value as messages show it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Number(_) | Value::String(_) => format!("`{value}`"),
        other => kind(other).to_owned(),
    }
}
