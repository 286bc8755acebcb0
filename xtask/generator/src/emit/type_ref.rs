//! Types where they are used, and arguments of those types.

use super::ident::word;
use crate::model::items::{Argument, Conversion};
use crate::model::{Scalar, TupleRef, TypeRef};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

/// A type, as text; the API's types are found at the path `types`, such as `crate::types::`.
pub(super) fn type_text(type_ref: &TypeRef, types: &str) -> String {
    let mut text = String::new();
    push(&mut text, type_ref, types);
    text
}

fn push(text: &mut String, type_ref: &TypeRef, types: &str) {
    let within = |text: &mut String, begin: &str, inner: &TypeRef| {
        text.push_str(begin);
        push(text, inner, types);
        text.push('>');
    };
    match type_ref {
        TypeRef::Any => text.push_str("::serde_json::Value"),
        TypeRef::AnyObject => text.push_str("crate::JsonObject"),
        TypeRef::Scalar(Scalar::Formatted(format)) => {
            text.push_str("crate::formats::");
            text.push_str(format.type_name());
        }
        TypeRef::Scalar(scalar) => text.push_str(scalar.rust_type()),
        TypeRef::Part => text.push_str("crate::Part"),
        TypeRef::Upload => text.push_str("crate::Upload"),
        TypeRef::Bytes => text.push_str("::bytes::Bytes"),
        TypeRef::Items(item) => within(text, "crate::ItemUpload<", item),
        TypeRef::Array(item) => within(text, "Vec<", item),
        TypeRef::Tuple(tuple) => push_tuple(text, tuple, types),
        TypeRef::Map(value) => within(text, "::std::collections::BTreeMap<String, ", value),
        TypeRef::Nullable(held) => within(text, "Option<", held),
        TypeRef::Boxed(held) => within(text, "Box<", held),
        TypeRef::Named(name) => {
            text.push_str(types);
            text.push_str(name.as_str());
        }
    }
}

fn push_tuple(text: &mut String, tuple: &TupleRef, types: &str) {
    text.push_str("crate::Tuple<(");
    for (index, (item, is_there)) in tuple.positions().enumerate() {
        text.push_str(if index == 0 { "" } else { ", " });
        if is_there {
            push(text, item, types);
        } else {
            text.push_str("crate::Optional<");
            push(text, item, types);
            text.push('>');
        }
    }
    text.push_str(if tuple.items.len() == 1 { ",)" } else { ")" });
    if tuple.rest != TypeRef::Any {
        text.push_str(", ");
        push(text, &tuple.rest, types);
    }
    text.push('>');
}

/// A type, in a module where the API's types need no path.
pub(super) fn type_here(type_ref: &TypeRef) -> TokenStream {
    tokens(&type_text(type_ref, HERE))
}

/// A type, with paths from the crate's root.
pub(super) fn type_anywhere(type_ref: &TypeRef) -> TokenStream {
    tokens(&type_text(type_ref, FROM_THE_ROOT))
}

/// The path of the API's types in a module that imports or declares them.
pub(super) const HERE: &str = "";

/// The path of the API's types from anywhere in the crate.
pub(super) const FROM_THE_ROOT: &str = "crate::types::";

/// Code that this file writes as text, for code that is made of tokens.
fn tokens(code: &str) -> TokenStream {
    code.parse().unwrap_or_default()
}

/// The declaration of an argument.
pub(super) fn declared(argument: &Argument, types: &str) -> TokenStream {
    tokens(&declared_text(argument, types))
}

/// The same, as text.
pub(super) fn declared_text(argument: &Argument, types: &str) -> String {
    format!("{}: {}", argument.name, taken_text(argument, types))
}

/// The type that callers may pass for an argument.
pub(super) fn taken(argument: &Argument, types: &str) -> TokenStream {
    tokens(&taken_text(argument, types))
}

/// The same, as text.
pub(super) fn taken_text(argument: &Argument, types: &str) -> String {
    let (mut type_ref, mut conversion) = (&argument.type_ref, &argument.conversion);
    while let (TypeRef::Boxed(inner), Conversion::Boxed(within)) = (type_ref, conversion) {
        (type_ref, conversion) = (inner, within);
    }
    match (conversion, type_ref) {
        (Conversion::AsIs, _) => type_text(type_ref, types),
        (Conversion::Integer, _) => "impl crate::IntoInteger".to_owned(),
        (Conversion::Milliseconds, _) => "impl crate::IntoMilliseconds".to_owned(),
        (Conversion::Seconds, _) => "impl crate::IntoSeconds".to_owned(),
        (Conversion::Entries, TypeRef::Map(value)) => {
            let value = type_text(value, types);
            format!("impl IntoIterator<Item = (impl Into<String>, impl Into<{value}>)>")
        }
        (Conversion::Into | Conversion::Entries | Conversion::Boxed(_), _) => {
            format!("impl Into<{}>", type_text(type_ref, types))
        }
    }
}

/// Where it is said that a name is given twice among the entries of a map.
#[derive(Clone, Copy)]
pub(super) enum Twice {
    /// By the function, which returns a `Result`.
    Returned,
    /// By the request that the function makes, when it is sent. The options of the request are in this local variable.
    ByOptions,
    /// The same, in a method of the request type.
    ByOptionsOfSelf,
}

/// The local variable that holds the options of a request. No argument is called like it.
pub(super) fn options_variable() -> Ident {
    word("__options")
}

/// The expression that converts an argument to its type.
pub(super) fn converted(argument: &Argument, twice: Twice) -> TokenStream {
    tokens(&converted_text(argument, twice))
}

/// The same, as text.
pub(super) fn converted_text(argument: &Argument, twice: Twice) -> String {
    convert(argument, &argument.conversion, twice)
}

fn convert(argument: &Argument, conversion: &Conversion, twice: Twice) -> String {
    let value = &argument.name;
    match conversion {
        Conversion::AsIs => value.to_string(),
        Conversion::Into => format!("{value}.into()"),
        Conversion::Integer => format!("crate::IntoInteger::into_integer({value})"),
        Conversion::Milliseconds => format!("crate::IntoMilliseconds::into_milliseconds({value})"),
        Conversion::Seconds => format!("crate::IntoSeconds::into_seconds({value})"),
        Conversion::Entries => {
            let of = Literal::string(value.as_str());
            match twice {
                Twice::Returned => {
                    format!("crate::json::entries({of}, {value}).map_err(crate::Error::invalid_request)?")
                }
                Twice::ByOptions => format!("{}.entries({of}, {value})", options_variable()),
                Twice::ByOptionsOfSelf => format!("self.options.entries({of}, {value})"),
            }
        }
        Conversion::Boxed(within) => format!("Box::new({})", convert(argument, within, twice)),
    }
}

/// The initialiser of a field from the argument of the same name.
pub(super) fn initialiser(argument: &Argument, twice: Twice) -> TokenStream {
    tokens(&initialiser_text(argument, twice))
}

/// The same, as text.
pub(super) fn initialiser_text(argument: &Argument, twice: Twice) -> String {
    match argument.conversion {
        Conversion::AsIs => argument.name.to_string(),
        _ => format!("{}: {}", argument.name, converted_text(argument, twice)),
    }
}

/// How many arguments clippy allows.
pub(super) const MANY: usize = 7;

/// The attribute for a function with more arguments than clippy allows; the document decides how many there are.
pub(super) fn allow_many(arguments: usize) -> Option<TokenStream> {
    (arguments > MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}
