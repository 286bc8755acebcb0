//! The module that reads webhooks: an enum of the events, by name.

use super::docs;
use super::ident::ident;
use super::type_ref::type_anywhere;
use crate::model::items::Crate;
use crate::model::{Event, Events};
use proc_macro2::TokenStream;
use quote::quote;

/// The module.
pub(super) fn module(made: &Crate) -> TokenStream {
    let Events { listed, unknown } = &made.api.events;
    let unknown = ident(unknown);
    let variants = listed.iter().map(|Event { name, variant, value, docs, .. }| {
        let said = docs::attributes(docs, &format!("The event `{}`.", docs::code(name)));
        let (variant, value) = (ident(variant), type_anywhere(value));
        quote!(#said #variant(#value),)
    });
    let names: Vec<&str> = listed.iter().map(|event| event.name.as_str()).collect();
    let words: Vec<_> = listed.iter().map(|event| ident(&event.variant)).collect();
    quote! {
        #![doc = " Webhooks: the calls by which the service tells of events."]

        /// An event with the body of its call.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum Event {
            #(#variants)*
            /// An event that the document does not name: services add events at any time.
            #unknown {
                /// Its name.
                name: String,
                /// The body of the call.
                body: ::serde_json::Value,
            },
        }

        impl Event {
            /// Reads the body of a call. The service says in a header or in the address which event it tells of.
            ///
            /// # Errors
            ///
            /// When the body is no JSON, or not what the document says of the event.
            pub fn parse(name: &str, body: &[u8]) -> Result<Self, ::serde_json::Error> {
                match name {
                    #(#names => ::serde_json::from_slice(body).map(Self::#words),)*
                    other => {
                        let name = other.to_owned();
                        ::serde_json::from_slice(body).map(|body| Self::#unknown { name, body })
                    }
                }
            }

            /// The name of the event.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    #(Self::#words(_) => #names,)*
                    Self::#unknown { name, .. } => name,
                }
            }
        }
    }
}
