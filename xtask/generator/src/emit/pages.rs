//! Responses that are one page of a list, and how the next page is found.

use super::ident::ident;
use super::type_ref::type_here;
use crate::model::items::PageItem;
use crate::model::{Envelope, FoundBy, Name, NextPage, Opening, Operation, Scalar, TypeRef};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// The implementation that makes a response a page.
pub(super) fn implementation(response: &Name, page: &PageItem) -> TokenStream {
    let (response, entry) = (ident(response), type_here(&page.entry));
    let (borrowed, taken) = (borrowed(&page.entries), taken(&page.entries));
    let (number, size) = match &page.counters {
        Some(counters) => {
            let container = ident(&counters.container);
            (counter(&container, &counters.number), counter(&container, &counters.size))
        }
        None => (quote!(0.0), quote!(0.0)),
    };
    quote! {
        impl crate::pages::Sealed for #response {}

        impl crate::Paginated for #response {
            type Entry = #entry;

            fn entries(&self) -> &[Self::Entry] {
                #borrowed
            }

            fn into_entries(self) -> Vec<Self::Entry> {
                #taken
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

fn is_always_there(fields: &[(Name, usize)]) -> bool {
    fields.iter().all(|(_, options)| *options == 0)
}

/// The expression for the entries of `&self`.
fn borrowed(fields: &[(Name, usize)]) -> TokenStream {
    let names = fields.iter().map(|(name, _)| ident(name));
    if is_always_there(fields) {
        return quote!(&self.#(#names).*);
    }
    let steps = fields.iter().map(|(name, options)| {
        let name = ident(name);
        let inner = (1..*options).map(|_| quote!(?.as_ref()));
        match options {
            0 => quote!(.map(|held| &held.#name)),
            _ => quote!(.and_then(|held| held.#name.as_ref()#(#inner)*)),
        }
    });
    quote!(Some(self)#(#steps)*.map_or(&[], Vec::as_slice))
}

/// The expression for the entries of `self`.
fn taken(fields: &[(Name, usize)]) -> TokenStream {
    let names = fields.iter().map(|(name, _)| ident(name));
    if is_always_there(fields) {
        return quote!(self.#(#names).*);
    }
    let steps = fields.iter().map(|(name, options)| {
        let name = ident(name);
        let inner = (1..*options).map(|_| quote!(.flatten()));
        match options {
            0 => quote!(.map(|held| held.#name)),
            _ => quote!(.and_then(|held| held.#name #(#inner)*)),
        }
    });
    quote!(Some(self)#(#steps)*.unwrap_or_default())
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

/// What finds the next page of an operation's list, for the runtime's description of the operation.
pub(super) fn next_page(operation: &Operation, envelope: Option<&Envelope>) -> TokenStream {
    let Some(NextPage { items, found_by }) = &operation.next_page else { return quote!(None) };
    // Paths begin at the value, which may stand in an envelope.
    let result = envelope.filter(|_| operation.success.opening == Opening::Result).map(|names| &names.result);
    let from_root = |path: &[String]| {
        let path = if path.is_empty() { None } else { Some(result.into_iter().chain(path)) };
        let path = path.into_iter().flatten();
        quote!(&[#(#path),*])
    };
    match found_by {
        FoundBy::Link => quote!(Some(crate::next_page::by_link)),
        FoundBy::Property { at, parameter, more } => {
            let (at, more) = (from_root(at), from_root(more));
            let parameter = match parameter {
                Some(parameter) => quote!(Some(#parameter)),
                None => quote!(None),
            };
            quote!(Some(|answer, url| crate::next_page::by_property(answer, url, #at, #parameter, #more)))
        }
        FoundBy::LastItem { id, parameter, more } => {
            let items = result.into_iter().chain(items);
            let more = from_root(more);
            quote!(Some(|answer, url| {
                crate::next_page::by_last_item(answer, url, &[#(#items),*], #id, #parameter, #more)
            }))
        }
    }
}
