//! What the document says of values, as data. The variants of a union are told apart by it.

use serde::ser::{Serialize, Serializer};
use serde_json::{Number, Value};
use std::fmt;

/// What the document says of a value.
#[derive(Debug)]
pub enum Schema {
    /// Anything.
    Any,
    /// Null.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Text.
    String,
    /// A list of such items.
    Array(&'static Schema),
    /// An object, all of whose properties are of one schema.
    Map(&'static Schema),
    /// An object: the properties that are named, and the schema of the others.
    Object(&'static [Property], &'static Schema),
    /// One or more of several.
    Union(&'static [Schema]),
    /// Exactly one of several.
    OneOf(&'static [Schema]),
    /// One of several, as the text of a property says: each of its values that stands for one, and which. Where it does
    /// not say, any of them.
    Discriminated(&'static str, &'static [(&'static str, usize)], &'static [Schema]),
    /// Null, or a value of this schema.
    Nullable(&'static Schema),
    /// The one value by which the document tells a kind of objects from others.
    Tag(Constant),
    /// What a named type has.
    Of(fn() -> &'static Schema),
    /// A schema, and what it demands further.
    With(&'static Schema, &'static [Keyword]),
}

/// A type of which the document says what its values are.
pub trait Described {
    /// What it says.
    fn schema() -> &'static Schema;
}

/// A property of an object: its name, whether it is required, and its schema.
pub type Property = (&'static str, bool, Schema);

/// What a schema demands of a value beside its type.
#[derive(Debug)]
pub enum Keyword {
    /// `enum`: one of these.
    Enum(&'static [Constant]),
    /// `minimum`.
    Minimum(f64),
    /// `maximum`.
    Maximum(f64),
    /// `minimum` with `exclusiveMinimum`.
    ExclusiveMinimum(f64),
    /// `maximum` with `exclusiveMaximum`.
    ExclusiveMaximum(f64),
    /// `multipleOf`.
    MultipleOf(f64),
    /// `minLength`.
    MinLength(usize),
    /// `maxLength`.
    MaxLength(usize),
    /// `minItems`.
    MinItems(usize),
    /// `maxItems`.
    MaxItems(usize),
    /// `uniqueItems`.
    UniqueItems,
    /// `minProperties`.
    MinProperties(usize),
    /// `maxProperties`.
    MaxProperties(usize),
    /// `additionalProperties: false`: no properties but these.
    Only(&'static [&'static str]),
    /// `not` with `required`: not all of these properties.
    NotAll(&'static [&'static str]),
    /// `anyOf` with `required`: all properties of at least one of these lists.
    AnyRequired(&'static [&'static [&'static str]]),
    /// `oneOf` with `required`: all properties of exactly one of these lists.
    OneRequired(&'static [&'static [&'static str]]),
}

/// A value that a document lists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Constant {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Integer(i128),
    /// A number with a fraction.
    Number(f64),
    /// Text.
    String(&'static str),
}

impl Constant {
    /// Whether a value is this one. Numbers are compared by what they are, not by how they are written.
    pub(crate) fn is(self, value: &Value) -> bool {
        match (self, value) {
            (Self::Boolean(constant), Value::Bool(value)) => constant == *value,
            (Self::String(constant), Value::String(value)) => constant == value,
            (Self::Integer(constant), Value::Number(number)) => whole(number) == Some(constant),
            (Self::Number(constant), Value::Number(number)) => number.as_f64() == Some(constant),
            _ => false,
        }
    }
}

impl Constant {
    /// Whether a value is of the type of this one.
    pub(super) fn is_like(self, value: &Value) -> bool {
        matches!(
            (self, value),
            (Self::Boolean(_), Value::Bool(_))
                | (Self::Integer(_) | Self::Number(_), Value::Number(_))
                | (Self::String(_), Value::String(_))
        )
    }
}

impl From<&'static str> for Constant {
    fn from(text: &'static str) -> Self {
        Self::String(text)
    }
}

impl fmt::Display for Constant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(f, "`{value}`"),
            Self::Integer(value) => write!(f, "the number {value}"),
            Self::Number(value) => write!(f, "the number {value}"),
            Self::String(value) => write!(f, "the string `{value}`"),
        }
    }
}

impl Serialize for Constant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Boolean(value) => serializer.serialize_bool(value),
            Self::Integer(value) => match (i64::try_from(value), u64::try_from(value)) {
                (Ok(value), _) => serializer.serialize_i64(value),
                (_, Ok(value)) => serializer.serialize_u64(value),
                _ => serializer.serialize_i128(value),
            },
            Self::Number(value) => serializer.serialize_f64(value),
            Self::String(value) => serializer.serialize_str(value),
        }
    }
}

/// The whole number that a number is, where it is one.
pub(super) fn whole(number: &Number) -> Option<i128> {
    /// Past this, a float no longer says which whole number was meant.
    const TWO_TO_53: f64 = 9_007_199_254_740_992.0;
    if let Some(value) = number.as_i64() {
        return Some(value.into());
    }
    if let Some(value) = number.as_u64() {
        return Some(value.into());
    }
    let value = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() <= TWO_TO_53)?;
    #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked first")]
    Some(value as i128)
}
