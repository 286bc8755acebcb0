//! Responses that are one page of a list.

use super::ident::ident;
use super::type_ref::type_tokens;
use crate::model::{Api, Field, Name, Page, Scalar, StructType, TypeRef};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::{BTreeMap, BTreeSet};

/// The responses that are pages, each once, however many operations return it.
pub(super) fn responses(api: &Api) -> BTreeMap<&Name, &Page> {
    let operations = api.groups.iter().flat_map(|group| &group.operations);
    operations
        .filter_map(|operation| match (&operation.success.type_ref, &operation.page) {
            (Some(TypeRef::Named(response)), Some(page)) => Some((response, page)),
            _ => None,
        })
        .collect()
}

/// What makes a page of a response.
pub(super) fn implementation(api: &Api, response: &Name, page: &Page) -> Option<TokenStream> {
    let (container, inside, item) = parts(api, response, page)?;
    let items = field(inside, &page.items)?;
    let item = type_tokens(item, &TokenStream::new());
    let (response, container, items) = (ident(response), ident(&container.name), ident(&items.name));
    let number = counter(&container, field(inside, &page.number)?);
    let size = counter(&container, field(inside, &page.size)?);
    Some(quote! {
        impl crate::pages::Sealed for #response {}

        impl crate::Paginated for #response {
            type Entry = #item;

            fn entries(&self) -> &[Self::Entry] {
                &self.#container.#items
            }

            fn into_entries(self) -> Vec<Self::Entry> {
                self.#container.#items
            }

            fn number(&self) -> f64 {
                #number
            }

            fn size(&self) -> f64 {
                #size
            }
        }
    })
}

/// Adds the types that the code of a page names.
pub(super) fn names_of<'a>(api: &'a Api, response: &Name, page: &Page, named: &mut BTreeSet<&'a Name>) {
    if let Some((_, _, item)) = parts(api, response, page) {
        item.for_each_type(&mut |name| {
            named.insert(name);
        });
    }
}

/// The field that holds the page, the struct of the page, and what the list in it is of.
fn parts<'a>(api: &'a Api, response: &Name, page: &Page) -> Option<(&'a Field, &'a StructType, &'a TypeRef)> {
    let container = field(api.structure(response)?, &page.container)?;
    let TypeRef::Named(container_type) = &container.type_ref else { return None };
    let inside = api.structure(container_type)?;
    match &field(inside, &page.items)?.type_ref {
        TypeRef::Array(item) => Some((container, inside, item)),
        _ => None,
    }
}

/// A counter as a number of JSON, which is what services give however the document says it.
fn counter(container: &proc_macro2::Ident, counter: &Field) -> TokenStream {
    let name = ident(&counter.name);
    match counter.type_ref {
        TypeRef::Scalar(Scalar::Integer(format)) if format.fits_f64() => {
            quote!(f64::from(self.#container.#name))
        }
        TypeRef::Scalar(Scalar::Integer(_)) => quote!(self.#container.#name as f64),
        _ => quote!(self.#container.#name),
    }
}

fn field<'a>(structure: &'a StructType, property: &str) -> Option<&'a Field> {
    structure.fields.iter().find(|field| field.property == property)
}
