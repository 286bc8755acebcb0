//! Parameters, from what a caller passes to what the transport and the runtime take.

use super::ident::ident;
use super::transport::{Taken, taken};
use super::type_ref::type_tokens;
use crate::model::{IntegerFormat, Parameter, Place, Scalar, Serialization, Style, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// What the transport takes an integer as.
const I64: TypeRef = TypeRef::Scalar(Scalar::Integer(IntegerFormat::Int64));

/// Binds an argument as its type, and then as what is sent of it.
pub(super) fn typed_binding(parameter: &Parameter, name: &Ident, converted: &TokenStream) -> TokenStream {
    let wanted = type_tokens(&parameter.type_ref, &quote!(crate::types::));
    let sent = written(parameter, name).map(|sent| quote!(let #name = #sent;));
    quote!(let #name: #wanted = #converted; #sent)
}

/// What is sent of a value; nothing where it is sent as it is.
fn written(parameter: &Parameter, name: &Ident) -> Option<TokenStream> {
    let wire = &parameter.parameter;
    match (taken(parameter), parameter.serialization, &parameter.type_ref) {
        (Taken::Added, ..) => None,
        (Taken::Encoded, Serialization::Styled { style, explode }, _) => {
            let style = style_tokens(style);
            Some(quote!(crate::style::segment(#wire, #style, #explode, &#name)))
        }
        (_, Serialization::Styled { explode, .. }, _) => Some(quote!(crate::style::header(#explode, &#name))),
        (_, Serialization::Json, _) => Some(quote!(crate::style::json(&#name))),
        (Taken::Integer, _, other) if *other != I64 => Some(quote!(i64::from(#name))),
        (Taken::Texts, ..) => Some(quote!(path::texts(&#name))),
        (Taken::Text, _, other) if *other != TypeRef::Scalar(Scalar::String) => {
            Some(quote!(path::text(&#name)))
        }
        (Taken::Integer | Taken::Boolean | Taken::Text | Taken::Encoded, ..) => None,
    }
}

/// The type of what is sent.
pub(super) fn sent_type(parameter: &Parameter) -> TokenStream {
    match taken(parameter) {
        Taken::Integer => quote!(i64),
        Taken::Boolean => quote!(bool),
        Taken::Texts => quote!(Vec<String>),
        Taken::Text | Taken::Encoded => quote!(String),
        Taken::Added => type_tokens(&parameter.type_ref, &quote!(crate::types::)),
    }
}

/// A local variable as an argument of the transport's method.
pub(super) fn passed(parameter: &Parameter) -> TokenStream {
    let name = ident(&parameter.name);
    match (taken(parameter), parameter.is_required()) {
        (Taken::Integer | Taken::Boolean, _) => quote!(#name),
        (Taken::Texts, false) => quote!(#name.as_ref()),
        (Taken::Text | Taken::Encoded, false) => quote!(#name.as_deref()),
        (Taken::Texts | Taken::Text | Taken::Encoded | Taken::Added, _) => quote!(&#name),
    }
}

/// The call that adds a parameter to the runtime's request.
pub(super) fn added(parameter: &Parameter) -> TokenStream {
    let (wire, name) = (&parameter.parameter, ident(&parameter.name));
    let value = if parameter.is_required() { quote!(Some(&#name)) } else { quote!(#name.as_ref()) };
    let (style, explode) = match parameter.serialization {
        Serialization::Styled { style, explode } => (style, explode),
        Serialization::Plain | Serialization::Json => (Style::Form, true),
    };
    if parameter.place == Place::Cookie {
        return quote!(.with_cookie(#wire, #explode, #value));
    }
    let style = style_tokens(style);
    quote!(.with_query(#wire, #style, #explode, #value))
}

/// The runtime's word for a style.
pub(super) fn style_tokens(style: Style) -> TokenStream {
    let variant = match style {
        Style::Matrix => quote!(Matrix),
        Style::Label => quote!(Label),
        Style::Simple => quote!(Simple),
        Style::Form => quote!(Form),
        Style::SpaceDelimited => quote!(SpaceDelimited),
        Style::PipeDelimited => quote!(PipeDelimited),
        Style::DeepObject => quote!(DeepObject),
    };
    quote!(crate::style::Style::#variant)
}
