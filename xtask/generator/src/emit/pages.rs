//! Responses that are one page of a list.

use super::ident::ident;
use super::type_ref::type_here;
use crate::model::items::PageItem;
use crate::model::{Name, Scalar, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The implementation that makes a response a page.
pub(super) fn implementation(response: &Name, page: &PageItem) -> TokenStream {
    let entry = type_here(&page.entry);
    let (response, container, entries) = (ident(response), ident(&page.container), ident(&page.entries));
    let (number, size) = (counter(&container, &page.number), counter(&container, &page.size));
    quote! {
        impl crate::pages::Sealed for #response {}

        impl crate::Paginated for #response {
            type Entry = #entry;

            fn entries(&self) -> &[Self::Entry] {
                &self.#container.#entries
            }

            fn into_entries(self) -> Vec<Self::Entry> {
                self.#container.#entries
            }

            fn number(&self) -> f64 {
                #number
            }

            fn size(&self) -> f64 {
                #size
            }
        }
    }
}

/// A counter as an `f64`: services send any JSON number, whatever the document says.
fn counter(container: &Ident, (name, type_ref): &(Name, TypeRef)) -> TokenStream {
    let name = ident(name);
    match type_ref {
        TypeRef::Scalar(Scalar::Integer(format)) if format.fits_f64() => {
            quote!(f64::from(self.#container.#name))
        }
        TypeRef::Scalar(Scalar::Integer(_)) => quote!(self.#container.#name as f64),
        _ => quote!(self.#container.#name),
    }
}
