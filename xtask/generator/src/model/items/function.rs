//! Functions, their arguments, and how arguments are converted.

use crate::model::{IntegerFormat, JsonPointer, Name, Scalar, TypeRef};
use serde::Serialize;

/// A function that makes a value or a call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Function {
    /// Its name.
    pub name: Name,
    /// Its arguments, without `self`.
    pub arguments: Vec<Argument>,
}

impl Function {
    /// Whether it returns a `Result`: an argument may be refused.
    #[must_use]
    pub fn is_fallible(&self) -> bool {
        self.arguments.iter().any(|argument| argument.conversion.is_fallible())
    }
}

/// An argument.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// The type that it is converted to.
    #[serde(rename = "type")]
    pub type_ref: TypeRef,
    /// How it is converted.
    pub conversion: Conversion,
    /// The JSON pointer of the place in the document that it comes from.
    pub pointer: JsonPointer,
}

impl Argument {
    /// Whether callers may pass a value of another type.
    #[must_use]
    pub fn is_converted(&self) -> bool {
        self.conversion != Conversion::AsIs
    }

    /// Makes an argument with the conversion that suits its type and its unit.
    #[must_use]
    pub fn new(name: Name, type_ref: TypeRef, unit: Option<&str>, pointer: JsonPointer) -> Self {
        let conversion = Conversion::of(&type_ref, unit);
        Self { name, type_ref, conversion, pointer }
    }
}

/// How an argument is taken: callers pass anything that converts, such as `&str` for text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conversion {
    /// As it is.
    AsIs,
    /// `impl Into<T>`.
    Into,
    /// `impl IntoIterator<Item = (impl Into<String>, impl Into<V>)>`, for a map. A name that is given twice is refused.
    Entries,
    /// `impl IntoInteger`, for a whole number of 64 bits.
    Integer,
    /// `impl IntoMilliseconds`: a whole number, or a `Duration`.
    Milliseconds,
    /// `impl IntoSeconds`: a whole number, or a `Duration`.
    Seconds,
    /// The inner conversion, then `Box::new`.
    Boxed(Box<Conversion>),
}

impl Conversion {
    /// How an argument of a type is taken. A `Duration` can be counted in the units that have a variant here.
    #[must_use]
    pub fn of(type_ref: &TypeRef, unit: Option<&str>) -> Self {
        match type_ref {
            TypeRef::Scalar(Scalar::Integer(IntegerFormat::Int64)) => match unit {
                Some("milliseconds") => Self::Milliseconds,
                Some("seconds") => Self::Seconds,
                _ => Self::Integer,
            },
            // `impl Into<bool>` would only make the compiler's messages worse.
            TypeRef::Scalar(Scalar::Boolean) => Self::AsIs,
            TypeRef::Map(_) => Self::Entries,
            TypeRef::Boxed(inner) => Self::Boxed(Box::new(Self::of(inner, unit))),
            _ => Self::Into,
        }
    }

    /// Whether a value may be refused.
    #[must_use]
    pub fn is_fallible(&self) -> bool {
        match self {
            Self::Entries => true,
            Self::Boxed(within) => within.is_fallible(),
            Self::AsIs | Self::Into | Self::Integer | Self::Milliseconds | Self::Seconds => false,
        }
    }
}

/// A method that takes a value and returns it with one thing set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Setter {
    /// Its name.
    pub method: Name,
    /// The value that it sets. It is named like the field that holds the value.
    pub argument: Argument,
    /// The part of the request or object that it sets; its documentation comes from there.
    pub source: Source,
}

/// The part of an operation's request that an argument or a setter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// A parameter, by its index in [`Operation::parameters`](crate::model::Operation::parameters).
    Parameter(usize),
    /// A property of an object, or a field of a form, by its index.
    Field(usize),
    /// The body as a whole.
    Body,
}
