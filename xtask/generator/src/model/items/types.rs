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
    /// The function that makes one; `None` if the type is only received, so that callers never make one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub constructor: Option<Constructor>,
    /// A method for each optional field, if there is a constructor.
    pub setters: Vec<Setter>,
    /// The types that can be converted into it.
    pub conversions: Vec<ConvertedFrom>,
    /// How it is a page of a list, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub page: Option<PageItem>,
}

/// The function that makes a value of a struct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Constructor {
    /// The function. Its arguments are the fields that are required, and those that constructors write.
    pub function: Function,
    /// The struct by which the function takes its arguments. Two of one type could be swapped otherwise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub named: Option<NamedArguments>,
    /// The fields that may be absent, but are written empty.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub empty: Vec<Name>,
}

/// A struct with a public field for each argument of a constructor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NamedArguments {
    /// The struct.
    pub name: Name,
    /// The type parameter for each argument; `None` for one that is taken as it is.
    pub parameters: Vec<Option<Name>>,
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
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct UnionItem {
    /// The functions that make a variant from its required fields.
    pub constructors: Vec<UnionConstructor>,
    /// The methods that give the value of a variant, if the union has a tag.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accessors: Vec<VariantAccessors>,
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
    /// Whether its argument is the value of the variant, whose constructor takes its arguments by name.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub takes_value: bool,
}

/// The methods that give the value of a variant, if that is the variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct VariantAccessors {
    /// The index of the variant; `None` for the one that holds what fits no other.
    pub variant: Option<usize>,
    /// The method that borrows the value.
    pub by_reference: Name,
    /// The method that borrows it for a change.
    pub by_mutable_reference: Name,
    /// The method that takes it out.
    pub by_value: Name,
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
