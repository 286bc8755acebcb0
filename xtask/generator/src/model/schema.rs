//! What the document says of values: that by which the variants of a union are told apart. `emit/schema_data.rs` prints it,
//! and `xtask/generator/runtime/json/judge.rs` asks it.

use super::Name;
use serde::Serialize;
use serde_json::{Number, Value};

/// What the document says of a value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
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
    /// A list.
    Array(Box<Schema>),
    /// An object, all of whose properties are of one schema.
    Map(Box<Schema>),
    /// An object.
    Object {
        /// The properties that are named.
        properties: Vec<Property>,
        /// The schema of all others.
        others: Box<Schema>,
    },
    /// One or more of several.
    Union(Vec<Schema>),
    /// Exactly one of several.
    OneOf(Vec<Schema>),
    /// One of several, as a property says.
    Discriminated {
        /// The property.
        property: String,
        /// Its values, and the index of the one that each stands for.
        names: Vec<(String, usize)>,
        /// The several.
        variants: Vec<Schema>,
    },
    /// Null, or a value of this schema.
    Nullable(Box<Schema>),
    /// The one value that tells a kind of objects from others.
    Tag(Constant),
    /// What a named type has.
    Of(Name),
    /// A schema, and what it demands beside its type.
    With(Box<Schema>, Vec<Keyword>),
}

impl Schema {
    /// The same, with further demands.
    #[must_use]
    pub fn with(self, keywords: Vec<Keyword>) -> Self {
        if keywords.is_empty() { self } else { Self::With(Box::new(self), keywords) }
    }

    /// Calls `found` with every type that it names.
    pub fn for_each_type<'a>(&'a self, found: &mut impl FnMut(&'a Name)) {
        match self {
            Self::Of(name) => found(name),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::With(inner, _) => {
                inner.for_each_type(found);
            }
            Self::Object { properties, others } => {
                properties.iter().for_each(|property| property.schema.for_each_type(found));
                others.for_each_type(found);
            }
            Self::Union(variants) | Self::OneOf(variants) | Self::Discriminated { variants, .. } => {
                variants.iter().for_each(|variant| variant.for_each_type(found));
            }
            _ => {}
        }
    }
}

/// What the document says of the values of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Described {
    /// What it says.
    pub schema: Schema,
    /// For a union: the index of the variant that each alternative of the schema is read as.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub read_as: Vec<usize>,
}

/// A property of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Property {
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// What the document says of its value.
    pub schema: Schema,
}

/// What a schema demands of a value beside its type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Keyword {
    /// `enum`.
    Enum(Vec<Constant>),
    /// `minimum`.
    Minimum(Number),
    /// `maximum`.
    Maximum(Number),
    /// `minimum` with `exclusiveMinimum`.
    ExclusiveMinimum(Number),
    /// `maximum` with `exclusiveMaximum`.
    ExclusiveMaximum(Number),
    /// `multipleOf`.
    MultipleOf(Number),
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
    Only(Vec<String>),
    /// `not` with `required`: not all of these properties.
    NotAll(Vec<String>),
    /// `anyOf` with `required`: all properties of at least one of these lists.
    AnyRequired(Vec<Vec<String>>),
    /// `oneOf` with `required`: all properties of exactly one of these lists.
    OneRequired(Vec<Vec<String>>),
}

/// A value that a document lists.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(untagged)]
pub enum Constant {
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// Text.
    String(String),
}

impl Constant {
    /// The constant that a JSON value is; `None`: null, a list or an object.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Bool(value) => Some(Self::Boolean(*value)),
            Value::Number(value) => Some(Self::Number(value.clone())),
            Value::String(value) => Some(Self::String(value.clone())),
            Value::Null | Value::Array(_) | Value::Object(_) => None,
        }
    }

    /// The text that it is or would be.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Boolean(value) => value.to_string(),
            Self::Number(value) => value.to_string(),
            Self::String(value) => value.clone(),
        }
    }
}
