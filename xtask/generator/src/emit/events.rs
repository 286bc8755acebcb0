//! The module that reads webhooks: an enum of the events, by name.

use super::docs;
use super::ident::ident;
use super::type_ref::type_anywhere;
use crate::model::items::Crate;
use crate::model::{Event, Events};
use proc_macro2::{Ident, TokenStream};
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
    let words: Vec<Ident> = listed.iter().map(|event| ident(&event.variant)).collect();
    let parse = parse(&names, &words, &unknown);
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
            #parse

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

/// The function that reads an event.
fn parse(names: &[&str], words: &[Ident], unknown: &Ident) -> TokenStream {
    quote! {
        /// Reads the body of a call. The service says in a header or in the address which event it tells of. An empty
        /// body is read as null. The body of an event that the document does not name may be text as well.
        ///
        /// # Errors
        ///
        /// When the body is not what the document says of the event, or is neither JSON nor text.
        pub fn parse(name: &str, body: &[u8]) -> Result<Self, ::serde_json::Error> {
            let body = if body.trim_ascii().is_empty() { b"null".as_slice() } else { body };
            match name {
                #(#names => ::serde_json::from_slice(body).map(Self::#words),)*
                other => {
                    let name = other.to_owned();
                    match (::serde_json::from_slice(body), ::std::str::from_utf8(body)) {
                        (Ok(body), _) => Ok(Self::#unknown { name, body }),
                        (Err(_), Ok(text)) => {
                            let body = ::serde_json::Value::from(text);
                            Ok(Self::#unknown { name, body })
                        }
                        (Err(error), Err(_)) => Err(error),
                    }
                }
            }
        }
    }
}
