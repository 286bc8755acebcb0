//! Checks that the keywords of a schema hold values of the right type.
//!
//! `openapiv3` checks this too. But when schemas are nested, the time in which it finds an error in an inner one doubles
//! with each level, and its message does not name the place. So no such error may reach it.

use serde_json::Value;

use super::pointer::Pointer;
use super::version::kind;

/// The values that a keyword may hold.
#[derive(Clone, Copy)]
enum Form {
    Text,
    Flag,
    Number,
    Count,
    List,
    Texts,
    Type,
}

const KEYWORDS: [(&str, Form); 23] = [
    ("deprecated", Form::Flag),
    ("description", Form::Text),
    ("enum", Form::List),
    ("exclusiveMaximum", Form::Flag),
    ("exclusiveMinimum", Form::Flag),
    ("format", Form::Text),
    ("maxItems", Form::Count),
    ("maxLength", Form::Count),
    ("maxProperties", Form::Count),
    ("maximum", Form::Number),
    ("minItems", Form::Count),
    ("minLength", Form::Count),
    ("minProperties", Form::Count),
    ("minimum", Form::Number),
    ("multipleOf", Form::Number),
    ("nullable", Form::Flag),
    ("pattern", Form::Text),
    ("readOnly", Form::Flag),
    ("required", Form::Texts),
    ("title", Form::Text),
    ("type", Form::Type),
    ("uniqueItems", Form::Flag),
    ("writeOnly", Form::Flag),
];

const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// A mistake in an object.
pub(super) struct Misuse {
    /// The pointer to it, from the object on.
    pub(super) within: String,
    /// What is wrong.
    pub(super) problem: String,
    /// What to do about it.
    pub(super) remedy: String,
}

/// Checks the keywords of a schema, other than those that hold schemas.
pub(super) fn check(schema: &Value) -> Result<(), Misuse> {
    for (keyword, form) in KEYWORDS {
        if let Some(value) = schema.get(keyword) {
            form.check(&[keyword], value)?;
        }
    }
    if let Some(discriminator) = schema.get("discriminator") {
        check_object("discriminator", "propertyName", discriminator)?;
        check_mapping(discriminator)?;
    }
    if let Some(docs) = schema.get("externalDocs") {
        check_object("externalDocs", "url", docs)?;
        if let Some(description) = docs.get("description") {
            Form::Text.check(&["externalDocs", "description"], description)?;
        }
    }
    Ok(())
}

fn check_object(keyword: &'static str, required: &'static str, value: &Value) -> Result<(), Misuse> {
    match value.get(required) {
        Some(text) => Form::Text.check(&[keyword, required], text),
        None => Err(Misuse {
            within: Pointer::root().join(keyword).into(),
            problem: format!(
                "`{keyword}` must be an object with `{required}`, here it is {} without it",
                kind(value)
            ),
            remedy: format!("write `{required}` within `{keyword}`"),
        }),
    }
}

fn check_mapping(discriminator: &Value) -> Result<(), Misuse> {
    let Some(mapping) = discriminator.get("mapping") else { return Ok(()) };
    let is_good = mapping.as_object().is_some_and(|entries| entries.values().all(Value::is_string));
    if is_good {
        return Ok(());
    }
    Err(Misuse {
        within: Pointer::root().join("discriminator").join("mapping").into(),
        problem: "`mapping` must be an object that holds strings".to_owned(),
        remedy: "give each value of the tag property the reference to its schema".to_owned(),
    })
}

impl Form {
    fn check(self, at: &[&'static str], value: &Value) -> Result<(), Misuse> {
        let (is_good, wanted) = match self {
            Self::Text => (value.is_string(), "a string"),
            Self::Flag => (value.is_boolean(), "a boolean"),
            Self::Number => (value.is_number(), "a number"),
            Self::Count => (value.is_u64(), "a whole number that is not negative"),
            Self::List => (value.is_array(), "an array"),
            Self::Texts => {
                let texts = value.as_array().is_some_and(|items| items.iter().all(Value::is_string));
                (texts, "an array of strings")
            }
            Self::Type => (
                value.as_str().is_some_and(|name| TYPES.contains(&name)),
                "one of the six types of OpenAPI 3.0",
            ),
        };
        if is_good {
            return Ok(());
        }
        let keyword = at.last().copied().unwrap_or_default();
        let found = match value {
            Value::Number(_) | Value::String(_) => format!("`{value}`"),
            other => kind(other).to_owned(),
        };
        Err(Misuse {
            within: at.iter().fold(Pointer::root(), |pointer, field| pointer.join(field)).into(),
            problem: format!("`{keyword}` must be {wanted}, here it is {found}"),
            remedy: self.remedy(keyword),
        })
    }

    fn remedy(self, keyword: &str) -> String {
        match (self, keyword) {
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
            (Self::Texts, _) => "list the names of the required properties in the object's schema".to_owned(),
            _ => format!("correct or remove `{keyword}`"),
        }
    }
}
