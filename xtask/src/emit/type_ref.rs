//! Types where they are used, and arguments of those types.

use super::ident::{ident, word};
use crate::model::TypeRef;
use crate::model::items::{Argument, Conversion};
use proc_macro2::TokenStream;
use quote::quote;

/// A type; the API's types are found at the path `types`.
pub(super) fn type_tokens(type_ref: &TypeRef, types: &TokenStream) -> TokenStream {
    let inner = |inner: &TypeRef| type_tokens(inner, types);
    match type_ref {
        TypeRef::Any => quote!(::serde_json::Value),
        TypeRef::AnyObject => quote!(::serde_json::Map<String, ::serde_json::Value>),
        TypeRef::Scalar(scalar) => {
            let scalar = word(scalar.rust_type());
            quote!(#scalar)
        }
        TypeRef::Part => quote!(crate::Part),
        TypeRef::Bytes => quote!(::bytes::Bytes),
        TypeRef::Array(item) => {
            let item = inner(item);
            quote!(Vec<#item>)
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

/// The expression that converts an argument to its type.
pub(super) fn converted(argument: &Argument) -> TokenStream {
    let name = ident(&argument.name);
    convert(&argument.conversion, &quote!(#name))
}

fn convert(conversion: &Conversion, value: &TokenStream) -> TokenStream {
    match conversion {
        Conversion::AsIs => value.clone(),
        Conversion::Into => quote!(#value.into()),
        Conversion::Entries => {
            quote!(#value.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
        }
        Conversion::Boxed(within) => {
            let within = convert(within, value);
            quote!(Box::new(#within))
        }
    }
}

/// The initialiser of a field from the argument of the same name.
pub(super) fn initialiser(argument: &Argument) -> TokenStream {
    let (name, converted) = (ident(&argument.name), converted(argument));
    if argument.conversion == Conversion::AsIs { quote!(#name) } else { quote!(#name: #converted) }
}

/// The attribute for a function with more arguments than clippy allows; the document decides how many there are.
pub(super) fn allow_many(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}
