//! Types where they are used, and arguments of those types.

use super::ident::{ident, word};
use crate::model::items::{Argument, Conversion};
use crate::model::{Scalar, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// A type; the API's types are found at the path `types`.
pub(super) fn type_tokens(type_ref: &TypeRef, types: &TokenStream) -> TokenStream {
    let inner = |inner: &TypeRef| type_tokens(inner, types);
    match type_ref {
        TypeRef::Any => quote!(::serde_json::Value),
        TypeRef::AnyObject => quote!(crate::JsonObject),
        TypeRef::Scalar(Scalar::Formatted(format)) => {
            let name = word(format.type_name());
            quote!(crate::formats::#name)
        }
        TypeRef::Scalar(scalar) => {
            let scalar = word(scalar.rust_type());
            quote!(#scalar)
        }
        TypeRef::Part => quote!(crate::Part),
        TypeRef::Upload => quote!(crate::Upload),
        TypeRef::Bytes => quote!(::bytes::Bytes),
        TypeRef::Items(item) => {
            let item = inner(item);
            quote!(crate::ItemUpload<#item>)
        }
        TypeRef::Array(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
        }
        TypeRef::Tuple(tuple) => {
            let items = tuple.positions().map(|(item, is_there)| match (inner(item), is_there) {
                (item, true) => item,
                (item, false) => quote!(crate::Optional<#item>),
            });
            let rest = (tuple.rest != TypeRef::Any).then(|| inner(&tuple.rest)).map(|rest| quote!(, #rest));
            quote!(crate::Tuple<(#(#items,)*) #rest>)
        }
        TypeRef::Map(value) => {
            let value = inner(value);
            quote!(::std::collections::BTreeMap<String, #value>)
        }
        TypeRef::Nullable(held) => {
            let held = inner(held);
            quote!(Option<#held>)
        }
        TypeRef::Boxed(held) => {
            let held = inner(held);
            quote!(Box<#held>)
        }
        TypeRef::Named(name) => {
            let name = ident(name);
            quote!(#types #name)
        }
    }
}

/// A type, in a module where the API's types need no path.
pub(super) fn type_here(type_ref: &TypeRef) -> TokenStream {
    type_tokens(type_ref, &TokenStream::new())
}

/// A type, with paths from the crate's root.
pub(super) fn type_anywhere(type_ref: &TypeRef) -> TokenStream {
    type_tokens(type_ref, &quote!(crate::types::))
}

/// The declaration of an argument.
pub(super) fn declared(argument: &Argument, types: &TokenStream) -> TokenStream {
    let (name, taken) = (ident(&argument.name), taken(argument, types));
    quote!(#name: #taken)
}

/// The type that callers may pass for an argument.
pub(super) fn taken(argument: &Argument, types: &TokenStream) -> TokenStream {
    let (mut type_ref, mut conversion) = (&argument.type_ref, &argument.conversion);
    while let (TypeRef::Boxed(inner), Conversion::Boxed(within)) = (type_ref, conversion) {
        (type_ref, conversion) = (inner, within);
    }
    match (conversion, type_ref) {
        (Conversion::AsIs, _) => type_tokens(type_ref, types),
        (Conversion::Integer, _) => quote!(impl crate::IntoInteger),
        (Conversion::Milliseconds, _) => quote!(impl crate::IntoMilliseconds),
        (Conversion::Seconds, _) => quote!(impl crate::IntoSeconds),
        (Conversion::Entries, TypeRef::Map(value)) => {
            let value = type_tokens(value, types);
            quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#value>)>)
        }
        (Conversion::Into | Conversion::Entries | Conversion::Boxed(_), _) => {
            let tokens = type_tokens(type_ref, types);
            quote!(impl Into<#tokens>)
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
    convert(argument, &argument.conversion, twice)
}

fn convert(argument: &Argument, conversion: &Conversion, twice: Twice) -> TokenStream {
    let value = ident(&argument.name);
    match conversion {
        Conversion::AsIs => quote!(#value),
        Conversion::Into => quote!(#value.into()),
        Conversion::Integer => quote!(crate::IntoInteger::into_integer(#value)),
        Conversion::Milliseconds => quote!(crate::IntoMilliseconds::into_milliseconds(#value)),
        Conversion::Seconds => quote!(crate::IntoSeconds::into_seconds(#value)),
        Conversion::Entries => {
            let (of, options) = (argument.name.as_str(), options_variable());
            match twice {
                Twice::Returned => {
                    quote!(crate::json::entries(#of, #value).map_err(crate::Error::invalid_request)?)
                }
                Twice::ByOptions => quote!(#options.entries(#of, #value)),
                Twice::ByOptionsOfSelf => quote!(self.options.entries(#of, #value)),
            }
        }
        Conversion::Boxed(within) => {
            let within = convert(argument, within, twice);
            quote!(Box::new(#within))
        }
    }
}

/// The initialiser of a field from the argument of the same name.
pub(super) fn initialiser(argument: &Argument, twice: Twice) -> TokenStream {
    let (name, converted) = (ident(&argument.name), converted(argument, twice));
    if argument.conversion == Conversion::AsIs { quote!(#name) } else { quote!(#name: #converted) }
}

/// The attribute for a function with more arguments than clippy allows; the document decides how many there are.
pub(super) fn allow_many(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}
