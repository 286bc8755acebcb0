//! The bodies of requests that are made from a method's arguments and never leave the crate.

use super::conditions;
use super::file::File;
use super::ident::{ident, word};
use super::type_ref::{Twice, converted, initialiser, type_anywhere};
use crate::model::items::{Argument, BodyPlan, Crate, Home, TypeItem};
use crate::model::{AdditionalProperties, Field, Name, Presence, StructType, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;

/// A body: its name, its struct and its item.
type Body<'a> = (&'a Name, &'a StructType, &'a TypeItem);

/// The private module of bodies that several groups use, and one for each group that has bodies of its own.
pub(super) fn files(made: &Crate) -> Vec<File<'_>> {
    let mut bodies: BTreeMap<Option<&Name>, Vec<Body<'_>>> = BTreeMap::from([(None, Vec::new())]);
    for (name, item) in &made.types {
        let group = match &item.home {
            Home::Arguments => None,
            Home::GroupArguments(group) => Some(group),
            Home::Types(_) | Home::Group(_) => continue,
        };
        let body = made.api.structure(name).map(|structure| (name, structure, item));
        bodies.entry(group).or_default().extend(body);
    }
    bodies.into_iter().map(|(group, bodies)| file(group, bodies)).collect()
}

fn file<'a>(group: Option<&Name>, bodies: Vec<Body<'a>>) -> File<'a> {
    let folder = group.map(|group| format!("{group}/")).unwrap_or_default();
    File::tokens(format!("src/operations/{folder}arguments.rs"), move || module(&bodies))
}

/// The path of the type of a body that is made from arguments.
pub(super) fn type_path(made: &Crate, name: &Name) -> TokenStream {
    let type_name = ident(name);
    match made.types.get(name).map(|item| &item.home) {
        Some(Home::GroupArguments(group)) => {
            let group = ident(group);
            quote!(crate::operations::#group::arguments::#type_name)
        }
        Some(Home::Arguments) => quote!(crate::operations::arguments::#type_name),
        Some(Home::Types(_) | Home::Group(_)) | None => quote!(crate::types::#type_name),
    }
}

/// The statement that makes a body from arguments; `given` returns the argument for a field.
pub(super) fn binding<'a>(
    made: &Crate,
    (name, plan): (&Name, &BodyPlan),
    given: impl Fn(usize) -> Option<&'a Argument>,
) -> TokenStream {
    let Some(structure) = made.api.structure(name) else { return TokenStream::new() };
    let body = type_path(made, name);
    let fields = structure.fields.iter().enumerate().map(|(index, field)| match given(index) {
        Some(argument) if field.presence == Presence::Required => initialiser(argument, Twice::ByOptions),
        given => {
            let name = ident(&field.name);
            match given {
                Some(argument) => {
                    let converted = converted(argument, Twice::ByOptions);
                    quote!(#name: Some(#converted))
                }
                None if plan.switched_on.as_ref() == Some(&field.name) => {
                    let on = switched_on(field);
                    quote!(#name: #on)
                }
                None if plan.empty.contains(&field.name) => quote!(#name: Some(Default::default())),
                None => quote!(#name: None),
            }
        }
    });
    let keeps_more = !structure.arguments_only || structure.additional != AdditionalProperties::Any;
    let rest = keeps_more.then(|| quote!(additional_properties: Default::default(),));
    quote!(let body = #body { #(#fields,)* #rest };)
}

/// `true`, as the value of a property.
fn switched_on(field: &Field) -> TokenStream {
    let is_nullable = matches!(field.type_ref, TypeRef::Nullable(_));
    match (is_nullable, field.presence) {
        (false, Presence::Required) => quote!(true),
        (true, Presence::Required) | (false, Presence::Optional) => quote!(Some(true)),
        (true, Presence::Optional) => quote!(Some(Some(true))),
    }
}

fn module(bodies: &[Body<'_>]) -> TokenStream {
    let bodies = bodies.iter().map(|(name, structure, item)| body(name, structure, item));
    quote! {
        #![doc = " The bodies of requests whose properties are the arguments of a method."]

        #(#bodies)*
    }
}

fn body(name: &Name, structure: &StructType, item: &TypeItem) -> TokenStream {
    let (type_name, attribute) = (ident(name), conditions::attribute(&item.condition));
    let derives = item.derives.iter().map(|name| word(name));
    let fields = structure.fields.iter().map(|field| {
        let (name, plain) = (ident(&field.name), type_anywhere(&field.type_ref));
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
        AdditionalProperties::Any => (None, quote!(object.end())),
        AdditionalProperties::Typed(type_ref) => {
            let value = type_anywhere(type_ref);
            (
                Some(quote!(pub(crate) additional_properties: ::std::collections::BTreeMap<String, #value>,)),
                quote!(object.finish(&[#(#properties),*], &self.additional_properties)),
            )
        }
    };
    quote! {
        #attribute
        #[derive(#(#derives),*)]
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
