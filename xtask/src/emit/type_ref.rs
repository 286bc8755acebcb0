//! Types where they are used, and arguments of those types.

use super::ident::{ident, integer};
use crate::model::{Scalar, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};

/// A type, as written where the types of the API are at `types`.
pub(super) fn type_tokens(type_ref: &TypeRef, types: &TokenStream) -> TokenStream {
    match type_ref {
        TypeRef::Any => quote!(::serde_json::Value),
        TypeRef::AnyObject => quote!(::serde_json::Map<String, ::serde_json::Value>),
        TypeRef::Scalar(scalar) => scalar_tokens(*scalar),
        TypeRef::Part => quote!(crate::Part),
        TypeRef::Array(item) => {
            let item = type_tokens(item, types);
            quote!(Vec<#item>)
        }
        TypeRef::Map(value) => {
            let value = type_tokens(value, types);
            quote!(::std::collections::BTreeMap<String, #value>)
        }
        TypeRef::Nullable(inner) => {
            let inner = type_tokens(inner, types);
            quote!(Option<#inner>)
        }
        TypeRef::Boxed(inner) => {
            let inner = type_tokens(inner, types);
            quote!(Box<#inner>)
        }
        TypeRef::Named(name) => {
            let name = ident(name);
            quote!(#types #name)
        }
    }
}

fn scalar_tokens(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Boolean => quote!(bool),
        Scalar::Integer(format) => integer(format).into_token_stream(),
        Scalar::Number => quote!(f64),
        Scalar::String => quote!(String),
    }
}

/// The initialiser of a field from the argument of the same name.
pub(super) fn initialiser(type_ref: &TypeRef, name: &Ident, types: &TokenStream) -> TokenStream {
    let (_, converted) = argument(type_ref, &quote!(#name), types);
    if *type_ref == TypeRef::Scalar(Scalar::Boolean) { quote!(#name) } else { quote!(#name: #converted) }
}

/// The attribute for a function with more arguments than clippy likes: their number is the document's.
pub(super) fn allow_many(arguments: usize) -> Option<TokenStream> {
    (arguments > 7).then(|| quote!(#[allow(clippy::too_many_arguments)]))
}

/// How an argument is taken, and how it becomes the type: callers pass what converts, such as `&str` for text.
pub(super) fn argument(
    type_ref: &TypeRef,
    name: &TokenStream,
    types: &TokenStream,
) -> (TokenStream, TokenStream) {
    match type_ref {
        TypeRef::Scalar(Scalar::Boolean) => (quote!(bool), name.clone()),
        TypeRef::Map(value) => {
            let value_tokens = type_tokens(value, types);
            (
                quote!(impl IntoIterator<Item = (impl Into<String>, impl Into<#value_tokens>)>),
                quote!(#name.into_iter().map(|(key, value)| (key.into(), value.into())).collect()),
            )
        }
        TypeRef::Boxed(inner) => {
            let (taken, converted) = argument(inner, name, types);
            (taken, quote!(Box::new(#converted)))
        }
        other => {
            let tokens = type_tokens(other, types);
            (quote!(impl Into<#tokens>), quote!(#name.into()))
        }
    }
}
