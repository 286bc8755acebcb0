//! Objects with known properties.

use super::ident::{ident, word};
use super::type_ref::type_here;
use super::{constructors, docs, sentences, struct_json};
use crate::model::items::{StructItem, TypeItem};
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
    let made = constructors::of_struct(name, structure, offered);
    let json = struct_json::json(name, structure);
    quote! { #declared #made #json }
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
    let docs = docs::attributes(&structure.docs, &sentences::of_struct(structure));
    let fields = structure.fields.iter().map(|field| {
        let docs = sentences::of_field(field);
        let (name, field_type) = (ident(&field.name), field_type(field));
        quote! { #docs pub #name: #field_type, }
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
