//! Objects with known properties.

use super::ident::{ident, word};
use super::type_ref::{allow_many, converted, declared, initialiser, type_here};
use super::{docs, struct_json};
use crate::model::items::{ConvertedFrom, Function, StructItem, TypeItem};
use crate::model::{AdditionalProperties, Field, Name, Presence, StructType};
use proc_macro2::TokenStream;
use quote::quote;

/// A struct with its constructor, setters, conversions and JSON code.
pub(super) fn definition(
    name: &Name,
    structure: &StructType,
    (item, offered): (&TypeItem, &StructItem),
) -> TokenStream {
    let declared = declaration(name, structure, &item.derives);
    let made_from_fields = functions(name, structure, offered);
    let conversions = offered.conversions.iter().map(|from| conversion(name, &offered.constructor, from));
    let json = struct_json::json(name, structure);
    quote! { #declared #made_from_fields #(#conversions)* #json }
}

/// The type of a field: an `Option` if it may be absent.
fn field_type(field: &Field) -> TokenStream {
    let plain = type_here(&field.type_ref);
    match field.presence {
        Presence::Required => plain,
        Presence::Optional => quote!(Option<#plain>),
    }
}

fn additional_type(structure: &StructType) -> TokenStream {
    match &structure.additional {
        AdditionalProperties::Any => quote!(crate::AdditionalProperties),
        AdditionalProperties::Typed(type_ref) => {
            let value = type_here(type_ref);
            quote!(::std::collections::BTreeMap<String, #value>)
        }
    }
}

fn declaration(name: &Name, structure: &StructType, derives: &[&str]) -> TokenStream {
    let type_name = ident(name);
    let docs = docs::attributes(&structure.docs, &format!("The schema `{name}` of the API."));
    let fields = structure.fields.iter().map(|field| {
        let docs = docs::attributes(&field.docs, &format!("The property `{}`.", docs::code(&field.property)));
        let format = field.format.as_deref();
        let format = format.map(|format| docs::lines(&format!("\nFormat: `{}`.", docs::code(format))));
        let (name, field_type) = (ident(&field.name), field_type(field));
        quote! { #docs #format pub #name: #field_type, }
    });
    let additional = additional_type(structure);
    let derives = derives.iter().map(|name| word(name));
    quote! {
        #docs
        #[derive(#(#derives),*)]
        #[non_exhaustive]
        pub struct #type_name {
            #(#fields)*
            /// Properties that the schema does not name, or that are null where it does not allow it. They are written back.
            pub additional_properties: #additional,
        }
    }
}

/// The constructor, which takes the required fields, and a setter for each optional one.
fn functions(name: &Name, structure: &StructType, offered: &StructItem) -> TokenStream {
    let type_name = ident(name);
    let Function { name: constructor, arguments } = &offered.constructor;
    let constructor = ident(constructor);
    let mut required = arguments.iter();
    let fields = structure.fields.iter().map(|field| match field.presence {
        Presence::Required => required.next().map(initialiser).unwrap_or_default(),
        Presence::Optional => {
            let name = ident(&field.name);
            quote!(#name: None)
        }
    });
    let optional = structure.fields.iter().filter(|field| field.presence == Presence::Optional);
    let setters = offered.setters.iter().zip(optional).map(|(setter, field)| {
        let (method, name) = (ident(&setter.method), ident(&setter.argument.name));
        let (declared, converted) =
            (declared(&setter.argument, &TokenStream::new()), converted(&setter.argument));
        let docs = docs::lines(&format!("Sets the property `{}`.", docs::code(&field.property)));
        let deprecated = field.docs.deprecated.then(|| quote!(#[allow(deprecated)]));
        quote! {
            #docs
            #deprecated
            #[must_use]
            pub fn #method(mut self, #declared) -> Self {
                self.#name = Some(#converted);
                self
            }
        }
    });
    let docs = docs::lines(match arguments.as_slice() {
        [] => "Makes one without any property.",
        _ => "Makes one from its required properties.",
    });
    let (allowed, arguments) = (
        allow_many(arguments.len()),
        arguments.iter().map(|argument| declared(argument, &TokenStream::new())),
    );
    quote! {
        impl #type_name {
            #docs
            #allowed
            #[must_use]
            pub fn #constructor(#(#arguments),*) -> Self {
                Self { #(#fields,)* additional_properties: Default::default() }
            }
            #(#setters)*
        }
    }
}

/// A conversion from the only required field.
fn conversion(name: &Name, constructor: &Function, from: &ConvertedFrom) -> TokenStream {
    let (type_name, constructor) = (ident(name), ident(&constructor.name));
    let from = match from {
        ConvertedFrom::Str => quote!(&str),
        ConvertedFrom::Value(type_ref) => type_here(type_ref),
    };
    quote! {
        impl From<#from> for #type_name {
            fn from(value: #from) -> Self {
                Self::#constructor(value)
            }
        }
    }
}
