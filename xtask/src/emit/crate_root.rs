//! `lib.rs`: the front page, the modules, and what is exported.

use super::docs;
use crate::model::Api;
use proc_macro2::TokenStream;
use quote::quote;

/// The crate's root.
pub(super) fn lib(api: &Api) -> TokenStream {
    let front_page = docs::inner(&front_page(api));
    let runtime = super::runtime::modules();
    quote! {
        #front_page

        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(deprecated)]

        mod credentials;
        mod settings;
        mod transport;
        #(mod #runtime;)*

        pub mod operations;
        pub mod types;

        pub use client::{Client, ClientBuilder};
        pub use error::{ApiError, DecodeError, Error, ErrorDetail};
        pub use request::Request;
        pub use unknown::Unknown;
    }
}

/// The front page: the maintainer's own, or one that says what can be said of any API.
pub(super) fn front_page(api: &Api) -> String {
    if let Some(guide) = &api.package.guide {
        return guide.trim().to_owned();
    }
    let library = api.package.name.replace('-', "_");
    let title = docs::escape(&api.title).replace('\n', " ");
    format!(
        "A client for {title}.\n\n```no_run\n# fn main() -> Result<(), {library}::Error> {{\n\
         let client = {library}::Client::builder().build()?;\n# let _ = client;\n# Ok(())\n# }}\n```"
    )
}
