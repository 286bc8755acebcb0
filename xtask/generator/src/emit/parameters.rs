//! Parameters: how the value that a caller passes becomes the value that is sent.

use super::ident::ident;
use super::type_ref::{Twice, converted, type_anywhere};
use crate::model::items::{Argument, ParameterPlan, Transported};
use crate::model::{IntegerFormat, Parameter, Place, Scalar, Serialization, Style, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Binds an argument to its converted value, and then to the value that is sent.
pub(super) fn binding(
    argument: &Argument,
    (parameter, plan): (&Parameter, &ParameterPlan),
    twice: Twice,
) -> TokenStream {
    let (name, wanted, converted) =
        (ident(&argument.name), type_anywhere(&argument.type_ref), converted(argument, twice));
    let sent = written(parameter, plan, &name).map(|sent| quote!(let #name = #sent;));
    quote!(let #name: #wanted = #converted; #sent)
}

/// The value that is sent, if it is not the argument as it is.
fn written(parameter: &Parameter, plan: &ParameterPlan, name: &Ident) -> Option<TokenStream> {
    const I64: TypeRef = TypeRef::Scalar(Scalar::Integer(IntegerFormat::Int64));
    let wire = &parameter.parameter;
    match (plan.transported, parameter.serialization, &parameter.type_ref) {
        (Transported::Not, ..) => None,
        (Transported::Encoded, Serialization::Styled { style, explode }, _) => {
            let style = style_tokens(style);
            Some(quote!(crate::style::segment(#wire, #style, #explode, &#name)))
        }
        (_, Serialization::Styled { explode, .. }, _) => Some(quote!(crate::style::header(#explode, &#name))),
        (_, Serialization::WholeQuery { .. }, _) => None,
        (_, Serialization::Json, _) => Some(quote!(crate::style::json(&#name))),
        (Transported::Integer, _, other) if *other != I64 => Some(quote!(i64::from(#name))),
        (Transported::Texts, ..) => Some(quote!(path::texts(&#name))),
        (Transported::Text, _, other) if *other != TypeRef::Scalar(Scalar::String) => {
            Some(quote!(path::text(&#name)))
        }
        (Transported::Integer | Transported::Boolean | Transported::Text | Transported::Encoded, ..) => None,
    }
}

/// The type of the value that is sent.
pub(super) fn sent_type(parameter: &Parameter, plan: &ParameterPlan) -> TokenStream {
    match plan.transported {
        Transported::Integer => quote!(i64),
        Transported::Boolean => quote!(bool),
        Transported::Texts => quote!(Vec<String>),
        Transported::Text | Transported::Encoded => quote!(String),
        Transported::Not => type_anywhere(&parameter.type_ref),
    }
}

/// A local variable as an argument of the transport's method.
pub(super) fn passed(parameter: &Parameter, plan: &ParameterPlan) -> TokenStream {
    let name = ident(&parameter.name);
    match (plan.transported, parameter.is_required()) {
        (Transported::Integer | Transported::Boolean, _) => quote!(#name),
        (Transported::Texts, false) => quote!(#name.as_ref()),
        (Transported::Text | Transported::Encoded, false) => quote!(#name.as_deref()),
        (Transported::Texts | Transported::Text | Transported::Encoded | Transported::Not, _) => {
            quote!(&#name)
        }
    }
}

/// The call that adds a parameter to the runtime's request.
pub(super) fn added(parameter: &Parameter) -> TokenStream {
    let (wire, name) = (&parameter.parameter, ident(&parameter.name));
    let value = if parameter.is_required() { quote!(Some(&#name)) } else { quote!(#name.as_ref()) };
    let (style, explode) = match parameter.serialization {
        Serialization::Styled { style, explode } => (style, explode),
        Serialization::Plain | Serialization::Json => (Style::Form, true),
        Serialization::WholeQuery { is_json } => return quote!(.with_whole_query(#is_json, #value)),
    };
    if parameter.place == Place::Cookie && parameter.serialization == Serialization::Json {
        return quote!(.with_json_cookie(#wire, #value));
    }
    if parameter.place == Place::Cookie {
        return quote!(.with_cookie(#wire, #explode, #value));
    }
    let style = style_tokens(style);
    quote!(.with_query(#wire, #style, #explode, #value))
}

/// The runtime's name for a style.
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
