//! The module of the types of formats, which has those that the API uses.

use super::ident::word;
use crate::model::TextFormat;
use crate::model::items::Crate;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// Whether an API that uses some formats needs a file of the runtime.
pub(super) fn is_carried(path: &str, used: &BTreeSet<TextFormat>) -> bool {
    let file = path.strip_prefix("formats/").and_then(|file| file.strip_suffix(".rs")).unwrap_or_default();
    !used.is_empty() && (file == "text" || used.iter().any(|format| format.module() == file))
}

/// The module.
pub(super) fn module(made: &Crate) -> TokenStream {
    let used = made.api.formats();
    let modules = used.iter().map(|format| format.module()).chain(["text"]).collect::<BTreeSet<_>>();
    let modules = modules.into_iter().map(word);
    let types = used.iter().map(|format| {
        let (module, name) = (word(format.module()), word(format.type_name()));
        match format {
            TextFormat::Base64 => quote!(pub use #module::{#name, Base64Error};),
            _ => quote!(pub use #module::#name;),
        }
    });
    quote! {
        #![doc = " Texts of a known form, such as times and identifiers: what OpenAPI calls the `format` of a string."]
        #![doc = ""]
        #![doc = " Each holds its text exactly as it came, so that a service which writes another form costs nothing, and converts"]
        #![doc = " to the types of the crates that people use."]

        #(mod #modules;)*

        #(#types)*
    }
}
