//! Bodies that are forms: their fields are arguments, and become parts or pairs of the runtime's form.

use super::ident::ident;
use super::parameters::style_tokens;
use super::type_ref::{argument, type_tokens};
use crate::model::{Form, FormEncoding, FormField, Presence, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// The statements that make the form of the required arguments.
pub(super) fn binding(form: &Form) -> TokenStream {
    let types = quote!(crate::types::);
    let new = match form.encoding {
        FormEncoding::Multipart => quote!(multipart),
        FormEncoding::UrlEncoded => quote!(url_encoded),
    };
    let required = form.fields.iter().filter(|field| field.field.presence == Presence::Required);
    let set: Vec<TokenStream> = required
        .map(|field| {
            let name = ident(&field.field.name);
            let (_, converted) = argument(&field.field.type_ref, &quote!(#name), &types);
            set(form, field, &quote!(body), &converted)
        })
        .collect();
    // Where everything is optional the form begins empty.
    let mutable = (!set.is_empty()).then(|| quote!(mut));
    quote!(let #mutable body = crate::form::Form::#new(); #(#set)*)
}

/// The statement that sets a field of the form at `place`.
pub(super) fn set(
    form: &Form,
    field: &FormField,
    place: &TokenStream,
    converted: &TokenStream,
) -> TokenStream {
    let (wire, name, type_ref) = (&field.field.property, ident(&field.field.name), &field.field.type_ref);
    let wanted = type_tokens(type_ref, &quote!(crate::types::));
    let media_type = match &field.content_type {
        Some(media_type) => quote!(Some(#media_type)),
        None => quote!(None),
    };
    let bound = quote!(let #name: #wanted = #converted;);
    match (form.encoding, type_ref) {
        (FormEncoding::UrlEncoded, _) => {
            let (style, explode) = (style_tokens(field.style), field.explode);
            quote!(#bound #place.set_pairs(#wire, #style, #explode, &#name);)
        }
        (FormEncoding::Multipart, TypeRef::Part) => {
            quote!(#bound #place.set_part(#wire, #media_type, #name);)
        }
        (FormEncoding::Multipart, TypeRef::Array(item)) if **item == TypeRef::Part => {
            quote!(#bound #place.set_parts(#wire, #media_type, #name);)
        }
        (FormEncoding::Multipart, _) => quote!(#bound #place.set_value(#wire, #media_type, &#name);),
    }
}
