//! The headers of answers: a struct for those that the document names.

use super::docs;
use super::ident::ident;
use super::type_ref::type_anywhere;
use crate::model::{Group, Name, Operation, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// The struct, and the function that reads it.
pub(super) fn definition(group: &Group, operation: &Operation, name: &Name) -> TokenStream {
    let docs = docs::lines(&format!(
        "The headers of answers to [`{}::{}`] that its document names. What is not there, or does not fit, is `None`.",
        group.type_name, operation.name
    ));
    let type_name = ident(name);
    let fields = operation.headers.iter().map(|header| {
        let docs = docs::attributes(&header.docs, &format!("The header `{}`.", docs::code(&header.header)));
        let (name, held) = (ident(&header.name), type_anywhere(held(&header.type_ref)));
        quote!(#docs pub #name: Option<#held>,)
    });
    let reads = operation.headers.iter().map(|header| {
        let (name, wire) = (ident(&header.name), &header.header);
        quote!(#name: crate::answer_headers::read(headers, #wire),)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, Default, PartialEq)]
        #[non_exhaustive]
        pub struct #type_name {
            #(#fields)*
        }

        impl #type_name {
            /// Reads them from the headers of an answer, such as those of a [`Response`](crate::Response).
            #[must_use]
            pub fn of(headers: &::reqwest::header::HeaderMap) -> Self {
                Self { #(#reads)* }
            }
        }
    }
}

/// What a header holds; one that may be null is like one that is not there.
fn held(type_ref: &TypeRef) -> &TypeRef {
    match type_ref {
        TypeRef::Nullable(inner) => held(inner),
        other => other,
    }
}

/// What the documentation of a method says of the headers.
pub(super) fn docs(name: &Name) -> TokenStream {
    docs::lines(&format!(
        "\nWhat the document says of the answer's headers is read by [`{name}::of`] from those that \
         [`send_raw`](crate::Request::send_raw) gives."
    ))
}
