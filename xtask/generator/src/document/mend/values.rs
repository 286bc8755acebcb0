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
    Type,
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
            Self::Type => value.as_str().is_some_and(|name| TYPES.contains(&name)),
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
            Self::Type => "one of the six types of OpenAPI 3.0",
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
                "true" => Some(Value::Bool(true)),
                "false" => Some(Value::Bool(false)),
                _ => None,
            },
            (Self::Number, Value::String(text)) => number(text).map(Value::Number),
            (Self::Count, Value::String(text)) => text.trim().parse::<u64>().ok().map(Value::from),
            (Self::Count, Value::Number(number)) => whole(number.as_f64()?).map(Value::from),
            (Self::List, Value::String(_) | Value::Number(_) | Value::Bool(_)) => Some(json!([value])),
            (Self::Texts, Value::String(_)) => Some(json!([value])),
            (Self::Texts, Value::Array(items)) => {
                Some(items.iter().filter(|item| item.is_string()).cloned().collect())
            }
            (Self::Type, Value::String(name)) => type_names::meant(name)
                .filter(|schema| schema.len() == 1)
                .and_then(|schema| schema.get("type").cloned()),
            _ => None,
        }
    }
}

/// A number that is written as text, if JSON has it.
pub(super) fn number(text: &str) -> Option<Number> {
    serde_json::from_str::<Number>(text.trim()).ok()
}

/// The largest floating-point number below which every whole one is exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(number: f64) -> Option<u64> {
    // The bounds make the conversion exact.
    (number.fract() == 0.0 && (0.0..=EXACT).contains(&number)).then_some(number as u64)
}

/// A value as messages show it.
pub(super) fn shown(value: &Value) -> String {
    match value {
        Value::Number(_) | Value::String(_) => format!("`{value}`"),
        other => kind(other).to_owned(),
    }
}
