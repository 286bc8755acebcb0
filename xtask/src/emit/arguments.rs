//! The bodies that are made from a method's arguments and never leave the crate.

use super::ident::ident;
use super::type_ref::type_tokens;
use super::{features, types};
use crate::model::{AdditionalProperties, Api, Definition, Name, Presence, StructType};
use proc_macro2::TokenStream;
use quote::quote;

/// The private module of bodies that several groups use; of all bodies, where groups are no features.
pub(super) fn shared(api: &Api) -> TokenStream {
    let shared = all(api).filter(|(name, _)| api.owner(name).is_none());
    let bodies = shared.map(|(name, structure)| body(name, structure, &features::of_shared(api, name)));
    module(bodies)
}

/// The private module of bodies that one group alone uses.
pub(super) fn owned(bodies: &[(&Name, &StructType)]) -> TokenStream {
    module(bodies.iter().map(|(name, structure)| body(name, structure, &TokenStream::new())))
}

/// The type of a body that is made of arguments, with its path.
pub(super) fn type_path(api: &Api, name: &Name) -> TokenStream {
    let type_name = ident(name);
    if !api.types.get(name).is_some_and(types::is_arguments) {
        return quote!(crate::types::#type_name);
    }
    match api.owner(name) {
        Some(accessor) => {
            let accessor = ident(accessor);
            quote!(crate::operations::#accessor::arguments::#type_name)
        }
        None => quote!(crate::operations::arguments::#type_name),
    }
}

fn all(api: &Api) -> impl Iterator<Item = (&Name, &StructType)> {
    api.types.iter().filter_map(|(name, definition)| match definition {
        Definition::Struct(structure) if structure.arguments_only => Some((name, structure)),
        _ => None,
    })
}

fn module(bodies: impl Iterator<Item = TokenStream>) -> TokenStream {
    quote! {
        #![doc = " The bodies of requests whose properties are the arguments of a method."]

        #(#bodies)*
    }
}

/// The fields that a body's literal needs beside those of the schema.
pub(super) fn rest(structure: &StructType) -> Option<TokenStream> {
    let keeps_more = !structure.arguments_only || structure.additional != AdditionalProperties::Any;
    keeps_more.then(|| quote!(additional_properties: Default::default(),))
}

fn body(name: &Name, structure: &StructType, attribute: &TokenStream) -> TokenStream {
    let type_name = ident(name);
    let types = quote!(crate::types::);
    let fields = structure.fields.iter().map(|field| {
        let (name, plain) = (ident(&field.name), type_tokens(&field.type_ref, &types));
        match field.presence {
            Presence::Required => quote!(pub(crate) #name: #plain,),
            Presence::Optional => quote!(pub(crate) #name: Option<#plain>,),
        }
    });
    let mutable = (!structure.fields.is_empty()).then(|| quote!(mut));
    let writes = structure.fields.iter().map(|field| {
        let (property, name) = (&field.property, ident(&field.name));
        match field.presence {
            Presence::Required => quote!(object.required(#property, &self.#name)?;),
            Presence::Optional => quote!(object.optional(#property, &self.#name)?;),
        }
    });
    let properties: Vec<&str> = structure.fields.iter().map(|field| field.property.as_str()).collect();
    let (additional, finish) = match &structure.additional {
        AdditionalProperties::Any => (None, quote!(object.finish(&[]))),
        AdditionalProperties::Typed(type_ref) => {
            let value = type_tokens(type_ref, &types);
            (
                Some(quote!(pub(crate) additional_properties: ::std::collections::BTreeMap<String, #value>,)),
                quote!(object.finish_typed(&[#(#properties),*], &self.additional_properties)),
            )
        }
    };
    quote! {
        #attribute
        #[derive(Clone, Debug)]
        pub(crate) struct #type_name {
            #(#fields)*
            #additional
        }

        #attribute
        impl ::serde::Serialize for #type_name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let #mutable object = crate::json::ObjectWriter::new(serializer, None)?;
                #(#writes)*
                #finish
            }
        }
    }
}
