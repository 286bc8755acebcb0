//! The types of an API.

use super::{Name, Scalar};
use serde::Serialize;

/// The documentation of something, as plain text of the document; it is escaped when it is emitted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// What the document says; empty where it says nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// Whether the document calls it deprecated.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub deprecated: bool,
}

/// A type where it is used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeRef {
    /// Any JSON value.
    Any,
    /// Any JSON object.
    AnyObject,
    /// A part of a multipart form: text or a file.
    Part,
    /// A list.
    Array(Box<TypeRef>),
    /// An object whose property names are data.
    Map(Box<TypeRef>),
    /// A value that may be null.
    Nullable(Box<TypeRef>),
    /// A type that would hold itself without the box.
    Boxed(Box<TypeRef>),
    /// A type with a name of its own.
    Named(Name),
    /// A truth value, a number or text.
    #[serde(untagged)]
    Scalar(Scalar),
}

/// A type with a name of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Definition {
    /// An object with known properties.
    Struct(StructType),
    /// A string out of a known set, which may grow.
    Enum(EnumType),
    /// One of several types.
    Union(UnionType),
}

/// An object with known properties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StructType {
    /// What it is.
    pub docs: Docs,
    /// The property that says which variant of a union the object is, and its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// The properties: the required ones in the document's order, then the optional ones by name.
    pub fields: Vec<Field>,
    /// What becomes of properties that have no field.
    pub additional: AdditionalProperties,
    /// Whether the type is only the body of one request, whose properties are the arguments of a method.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub arguments_only: bool,
}

impl StructType {
    /// The fields that are always there.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence == Presence::Required)
    }

    /// The one required string of a struct that has no other required field: where an edge leads.
    #[must_use]
    pub fn target(&self) -> Option<&Field> {
        let mut required = self.required();
        let only = required.next().filter(|field| field.type_ref == TypeRef::Scalar(Scalar::String))?;
        required.next().is_none().then_some(only)
    }
}

/// The property that says which variant of a union an object is, and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tag {
    /// The property.
    pub property: String,
    /// Its value.
    pub value: String,
}

/// What becomes of properties that have no field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AdditionalProperties {
    /// They are kept as they are.
    Any,
    /// They are all of one type.
    Typed(TypeRef),
}

/// A property of an object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// Its name on the wire.
    pub property: String,
    /// Its name in Rust.
    pub name: Name,
    /// What it is.
    pub docs: Docs,
    /// What the document says of the form of a string, such as `date-time`. Strings stay strings: a service that
    /// strays from the form it promised must not cost the response.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The type of its value.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
    /// Whether it is always there.
    pub presence: Presence,
}

/// Whether a property is always there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Presence {
    /// Always.
    Required,
    /// It may be absent.
    Optional,
}

/// A string out of a known set, which may grow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumType {
    /// What it is.
    pub docs: Docs,
    /// The values on the wire and their names in Rust, in the document's order.
    pub values: Vec<(String, Name)>,
    /// The name of the variant for all other strings.
    pub other: Name,
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionType {
    /// What it is.
    pub docs: Docs,
    /// The property that tells the variants apart; without one they are tried, those first that know more of a value's
    /// properties.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The variants, in the document's order.
    pub variants: Vec<Variant>,
    /// The name of the variant that keeps what fits no other.
    pub unknown: Name,
    /// A property that every variant requires as a string: it identifies the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Name>,
    /// The type that leads from one value of the union to the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge: Option<Name>,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// Its name in Rust.
    pub name: Name,
    /// The values of the tag that stand for it. Where it fixes its tag to the only one, that is what is written; else
    /// the tag is a field of what it holds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// What it holds.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
}
