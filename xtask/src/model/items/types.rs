//! The types of the API as items: the module of each, and its functions and conversions. Fields and variants are in its
//! [`Definition`](crate::model::Definition).

use super::{Condition, Function, Setter};
use crate::model::{Name, Presence, TypeRef};
use serde::Serialize;

/// A type of the API.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TypeItem {
    /// The module that it is in.
    pub home: Home,
    /// The features that it needs to be compiled.
    #[serde(skip_serializing_if = "Condition::is_always")]
    pub condition: Condition,
    /// The traits that it derives.
    pub derives: Vec<&'static str>,
    /// Its functions and conversions.
    pub kind: TypeKind,
}

/// The module that a type is in.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Home {
    /// In a private module of `types`, which exports it.
    Types(Name),
    /// In `operations::GROUP::types`, because that group alone uses it. `types` exports it as well.
    Group(Name),
    /// In the private module `operations::arguments`: the body of requests, made from the arguments of methods.
    Arguments,
    /// In the private module `operations::GROUP::arguments`, because that group alone uses it.
    GroupArguments(Name),
}

impl Home {
    /// Whether users of the crate can name the type.
    #[must_use]
    pub fn is_public(&self) -> bool {
        match self {
            Self::Types(_) | Self::Group(_) => true,
            Self::Arguments | Self::GroupArguments(_) => false,
        }
    }
}

/// The functions and conversions of a type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeKind {
    /// A struct that callers can make.
    Struct(StructItem),
    /// An enum of strings: `as_str`, and conversions from text.
    Enum,
    /// A union.
    Union(UnionItem),
    /// The body of requests, which is only written.
    Body,
}

/// The functions and conversions of a struct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StructItem {
    /// The function that makes one from the required fields.
    pub constructor: Function,
    /// A method for each optional field.
    pub setters: Vec<Setter>,
    /// The types that can be converted into it.
    pub conversions: Vec<ConvertedFrom>,
    /// How it is a page of a list, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<PageItem>,
}

/// A type that can be converted into another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ConvertedFrom {
    /// `&str`.
    Str,
    /// A value of a type.
    Value(TypeRef),
}

/// How a response is one page of a list: `Paginated`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageItem {
    /// The field that holds the page.
    pub container: Name,
    /// The field of the page that holds the entries.
    pub entries: Name,
    /// The type of an entry.
    pub entry: TypeRef,
    /// The field of the page that holds its number, and the type of that.
    pub number: (Name, TypeRef),
    /// The field of the page that holds how many entries a page has, and the type of that.
    pub size: (Name, TypeRef),
}

/// The functions and conversions of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionItem {
    /// The functions that make a variant from its required fields.
    pub constructors: Vec<UnionConstructor>,
    /// Where `kind()` finds the value of the tag, for each variant; `None` if there is no `kind()`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<Vec<KindSource>>,
    /// The indices of the variants whose values can be converted into the union.
    pub conversions: Vec<usize>,
}

/// A function that makes a variant of a union.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct UnionConstructor {
    /// The index of the variant in the union.
    pub variant: usize,
    /// The struct that the variant holds.
    pub holds: Name,
    /// The function.
    pub function: Function,
}

/// Where the value of a union's tag is found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KindSource {
    /// It is this constant.
    Constant(String),
    /// It is in a field of the variant's value.
    Field(Name, Presence),
}
