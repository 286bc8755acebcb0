//! The types of an API.

use super::{Constant, GraphRules, JsonPointer, Name, Scalar};
use serde::Serialize;

/// Documentation from the document, as plain text. It is escaped when it is emitted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Docs {
    /// What the document says; empty if it says nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What follows from other keywords and the type does not show, in sentences: a default, constraints.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub facts: String,
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
    /// Bytes that are sent: in memory, or read while they are sent.
    Upload,
    /// Bytes of a media type that is neither JSON nor a form.
    Bytes,
    /// Items that are sent one after the other.
    Items(Box<TypeRef>),
    /// A list.
    Array(Box<TypeRef>),
    /// A list whose items are described by their position.
    Tuple(Box<TupleRef>),
    /// An object whose property names are data.
    Map(Box<TypeRef>),
    /// A value that may be null.
    Nullable(Box<TypeRef>),
    /// A boxed type, which would otherwise contain itself.
    Boxed(Box<TypeRef>),
    /// A named type.
    Named(Name),
    /// A boolean, a number or text.
    #[serde(untagged)]
    Scalar(Scalar),
}

/// A list whose items are described by their position.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct TupleRef {
    /// The types of the first items.
    pub items: Vec<TypeRef>,
    /// How many of them are always there.
    pub least: usize,
    /// The type of all further items.
    pub rest: TypeRef,
}

impl TupleRef {
    /// The first items, each with whether it is always there.
    pub fn positions(&self) -> impl Iterator<Item = (&TypeRef, bool)> {
        self.items.iter().enumerate().map(|(index, item)| (item, index < self.least))
    }
}

impl TypeRef {
    /// The type in the box, if it is boxed; otherwise the type itself.
    #[must_use]
    pub fn unboxed(&self) -> &Self {
        match self {
            Self::Boxed(inner) => inner,
            other => other,
        }
    }
}

/// A named type.
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

impl Definition {
    /// Its documentation.
    #[must_use]
    pub fn docs(&self) -> &Docs {
        match self {
            Self::Struct(structure) => &structure.docs,
            Self::Enum(enumeration) => &enumeration.docs,
            Self::Union(union) => &union.docs,
        }
    }

    /// The JSON pointer of the place in the document that it comes from. Where several places share the type, it is the
    /// place that represents them.
    #[must_use]
    pub fn pointer(&self) -> &JsonPointer {
        match self {
            Self::Struct(structure) => &structure.pointer,
            Self::Enum(enumeration) => &enumeration.pointer,
            Self::Union(union) => &union.pointer,
        }
    }
}

/// An object with known properties.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StructType {
    /// Its documentation.
    pub docs: Docs,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
    /// The property that says which variant of a union the object is, and its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// The properties: the required ones in the document's order, then the optional ones by name.
    pub fields: Vec<Field>,
    /// How properties without a field are kept.
    pub additional: AdditionalProperties,
    /// Whether the type is only the body of one request, whose properties are the arguments of a method.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub arguments_only: bool,
    /// Whether the type is part of answers and of no request, so that callers never make one.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub received_only: bool,
}

impl StructType {
    /// The field of a property.
    #[must_use]
    pub fn field(&self, property: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.property == property)
    }

    /// The JSON pointer of the schema of additional properties.
    #[must_use]
    pub fn additional_pointer(&self) -> JsonPointer {
        format!("{}/additionalProperties", self.pointer).into()
    }

    /// The required fields.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence == Presence::Required)
    }

    /// The target of an edge: the only required field, if it is a string.
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
    pub value: Constant,
    /// Whether the object also stands where no union is, so that it may have another value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
}

/// How properties without a field are kept.
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
    /// Its documentation.
    pub docs: Docs,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
    /// The format of a string, such as `date-time`. It is only documented: a value in another format must not make the
    /// response unreadable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub format: Option<String>,
    /// The type of its value.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
    /// Whether it is always present.
    pub presence: Presence,
    /// Whether constructors write it although it need not be present.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub by_constructors: bool,
    /// The unit of a number, such as `milliseconds`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// Whether a property is always present.
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
    /// Its documentation.
    pub docs: Docs,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
    /// The known values, in the document's order.
    pub values: Vec<EnumValue>,
    /// The name of the variant for all other strings.
    pub other: Name,
}

/// A value of an enum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnumValue {
    /// The string on the wire.
    pub value: String,
    /// The variant's name in Rust.
    pub name: Name,
    /// Its index among the values that the document lists.
    pub index: usize,
    /// What the document says of it; empty if it says nothing.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub description: String,
}

impl EnumType {
    /// The values for true and false, if they are all that it has: a boolean as text.
    #[must_use]
    pub fn booleans(&self) -> Option<[&EnumValue; 2]> {
        let value = |text: &str| self.values.iter().find(|value| value.value == text);
        let both = [value("true")?, value("false")?];
        (self.values.len() == both.len()).then_some(both)
    }

    /// The JSON pointer of a value.
    #[must_use]
    pub fn value_pointer(&self, value: &EnumValue) -> JsonPointer {
        format!("{}/enum/{}", self.pointer, value.index).into()
    }
}

/// One of several types.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionType {
    /// Its documentation.
    pub docs: Docs,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
    /// The property that distinguishes the variants. Without one, the schema decides: [`Api::schemas`](super::Api::schemas).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The variants, in the document's order.
    pub variants: Vec<Variant>,
    /// The name of the variant for values that fit no other.
    pub unknown: Name,
    /// A property that every variant requires as a string: it identifies the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Name>,
    /// The type that links one value of the union to the next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edge: Option<Name>,
    /// The rules for graphs of its values, if they have ids and lead to each other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub graph: Option<GraphRules>,
}

/// A variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// Its name in Rust.
    pub name: Name,
    /// The values of the tag that select it. If it fixes the tag to the only one, that one is written; otherwise the tag
    /// is a field of its value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// The type of its value.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
    /// The JSON pointer of its place in the document.
    pub pointer: JsonPointer,
}
