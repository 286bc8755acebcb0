//! Bodies that are forms: their fields are arguments, and become parts or pairs of the runtime's form.

use super::ident::ident;
use super::parameters::style_tokens;
use super::type_ref::{Twice, converted, type_anywhere};
use crate::model::items::Argument;
use crate::model::{Form, FormEncoding, FormField, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;

/// The statements that make the form from the required arguments.
pub(super) fn binding<'a>(
    form: &Form,
    required: impl Iterator<Item = (&'a FormField, &'a Argument)>,
) -> TokenStream {
    let new = match form.encoding {
        FormEncoding::Multipart => quote!(multipart),
        FormEncoding::UrlEncoded => quote!(url_encoded),
    };
    let set: Vec<TokenStream> = required
        .map(|(field, argument)| set(form, field, (argument, Twice::ByOptions), &quote!(body)))
        .collect();
    // If every field is optional, the form begins empty.
    let mutable = (!set.is_empty()).then(|| quote!(mut));
    quote!(let #mutable body = crate::form::Form::#new(); #(#set)*)
}

/// The statement that sets a field of the form at `place`.
pub(super) fn set(
    form: &Form,
    field: &FormField,
    (argument, twice): (&Argument, Twice),
    place: &TokenStream,
) -> TokenStream {
    let (wire, name, type_ref) = (&field.field.property, ident(&argument.name), &argument.type_ref);
    let (wanted, converted) = (type_anywhere(type_ref), converted(argument, twice));
    let is_binary = *type_ref == TypeRef::Part && field.field.format.as_deref() == Some("binary");
    let media_type = match &field.content_type {
        Some(media_type) => quote!(Some(#media_type)),
        // What the specification says of binary parts.
        None if is_binary => quote!(Some("application/octet-stream")),
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
