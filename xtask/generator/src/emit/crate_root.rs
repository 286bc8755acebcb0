//! `lib.rs`: the front page, the modules, and the exports.

use super::front_page_links::with_links;
use super::ident::{ident, word};
use super::needs::Needs;
use super::{conditions, docs};
use crate::model::Api;
use crate::model::items::Crate;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The crate's root.
pub(super) fn lib(made: &Crate) -> TokenStream {
    let api = &made.api;
    let front_page = docs::inner(&with_links(&front_page(api), made));
    let runtime = super::runtime::modules(made);
    let unused = has_unused_runtime(api).then(|| quote!(#![allow(dead_code)]));
    let made_for_it = exports(made);
    let of_some = exports_of_some(made);
    let modules_of_some = modules_of_some(made);
    // Links name their targets even where the text alone would lead there, which depends on what a module imports.
    quote! {
        #front_page

        #![cfg_attr(docsrs, feature(doc_cfg))]
        #![forbid(unsafe_code)]
        #![warn(missing_docs)]
        #![allow(deprecated)]
        #![allow(rustdoc::redundant_explicit_links)]
        #unused

        mod credentials;
        mod settings;
        mod transport;
        #(#runtime)*

        pub mod operations;
        pub mod types;
        #modules_of_some

        #made_for_it
        #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
        pub use blocking::Blocking;
        pub use builder::ClientBuilder;
        pub use client::Client;
        pub use error::{
            ApiError, ApiErrorKind, DecodeError, Error, ErrorDetail, TransportError, TransportErrorKind,
        };
        #of_some
        pub use json::{AdditionalProperties, JsonObject};
        #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
        pub use mock_server::{CallCount, MockServer, When};
        pub use numbers::{IntoInteger, IntoMilliseconds, IntoSeconds};
        pub use pages::{Entries, Pages, Paginated};
        pub use request::Request;
        pub use response::Response;
        pub use retry::RetryPolicy;
        pub use unknown::Unknown;
        // Types of other crates in this crate's signatures.
        pub use ::bytes;
        pub use ::reqwest;
        pub use ::secrecy;
        pub use ::serde_json;
        #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
        pub use ::wiremock;
    }
}

/// The public modules that not every API needs: of formats that texts have, and of events that the service tells of.
fn modules_of_some(made: &Crate) -> TokenStream {
    let formats = (!made.api.formats().is_empty()).then(|| {
        quote!(
            pub mod formats;
        )
    });
    let condition = conditions::attribute(&made.events);
    let webhooks = (!made.api.events.is_empty()).then(|| quote!(#condition pub mod webhooks;));
    let servers = made.api.has_server_choices().then(|| {
        quote!(
            pub mod servers;
        )
    });
    quote!(#formats #servers #webhooks)
}

/// The exports that not every API needs.
fn exports_of_some(made: &Crate) -> TokenStream {
    let needs = Needs::of(made);
    let part = needs.forms.then(|| {
        quote!(
            pub use part::Part;
        )
    });
    let upload = needs.uploads().then(|| {
        quote!(
            pub use upload::Upload;
        )
    });
    let items = needs.items.then(|| {
        quote!(
            pub use item_upload::ItemUpload;
        )
    });
    let download = needs.downloads.then(|| {
        quote!(
            pub use download::{Download, DownloadRequest};
        )
    });
    let graph = made.api.has_graphs().then(|| {
        quote!(
            #[cfg(feature = "graph")]
            pub use graph::Graph;
        )
    });
    let stream = needs.streams.then(|| {
        quote!(
            pub use stream::{BodyPart, Event, ItemStream, StreamRequest};
            #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
            pub use stream::WhenStream;
        )
    });
    let tokens = made.api.security.has_tokens().then(|| {
        quote!(
            pub use token_provider::{AccessToken, TokenError, TokenFuture, TokenProvider};
        )
    });
    let grant = made.api.security.has_client_credentials().then(|| {
        quote!(
            pub use client_credentials::ClientCredentials;
        )
    });
    let tuple = needs.tuples.then(|| {
        quote!(
            pub use tuple::{Optional, Tuple};
        )
    });
    let foreign = exports_of_formats(&made.api);
    quote!(#tokens #grant #download #items #part #graph #stream #tuple #upload #foreign)
}

/// The exports of the crates that the types of formats convert to.
fn exports_of_formats(api: &Api) -> TokenStream {
    let used = api.formats();
    let crates: BTreeSet<&str> = used.iter().flat_map(|format| format.crates()).copied().collect();
    let exported = crates.into_iter().map(|name| {
        let module = word(name);
        quote!(#[cfg(feature = #name)] pub use ::#module;)
    });
    exported.collect()
}

/// The exports of what is made for the API: the types of groups, and the credentials.
fn exports(made: &Crate) -> TokenStream {
    let credentials = made.api.security.has_credentials().then(|| {
        quote!(
            pub use credentials::Credentials;
        )
    });
    let groups = made.api.groups.iter().zip(&made.groups).filter(|(_, item)| item.is_at_root);
    let groups = groups.map(|(group, item)| {
        let (module, name) = (ident(&group.accessor), ident(&group.type_name));
        let attribute = conditions::attribute(&item.condition);
        quote!(#attribute pub use operations::#module::#name;)
    });
    quote!(#(#groups)* #credentials)
}

/// Whether the runtime has code that this API does not use: the code for secrets.
fn has_unused_runtime(api: &Api) -> bool {
    api.security.schemes.is_empty() || api.groups.is_empty()
}

/// The part of the front page about groups that are features.
const GROUP_FEATURES: &str = "\n\n# Features\n\nEach group of operations, with the types that it uses, is a feature \
    that is called like its module in `operations`, with `-` for `_`. Without any, nothing can be called; `full` is all of them.";

/// The part of the front page about an address that only the caller knows.
const NO_ADDRESS: &str = "\n\n# Address\n\nThe document of this API names no address, so each client is told one: \
    `ClientBuilder::base_url` takes it. Without it, `build` gives `Error::Configuration`.";

/// The part of the front page about numbers: where the rule of `runtime/json/number.rs` ends without a feature.
const NUMBERS: &str = "

# Numbers

A type reads a number only if it holds it exactly: another one is refused, or kept as it came where the crate keeps what
it does not know. A fraction, and a number with an exponent, is read as the nearest `f64`, as everywhere. One thing is out
of the crate's hands: without the feature `exact-numbers`, `serde_json` makes the nearest `f64` of a whole number beyond 64
bits too, and of one that is written with a fraction, such as `9007199254740993.0`. A field that is an `f64` holds that one
then, integers refuse it, and `serde_json::Value`, additional properties and unknown values hold it and write it back. With
the feature, all numbers are compared and kept digit by digit; it turns on serde_json's `arbitrary_precision`, for every
crate in the build.";

/// The front page: the maintainer's own, or a general one.
pub(super) fn front_page(api: &Api) -> String {
    let address = if api.base_url.is_some() { "" } else { NO_ADDRESS };
    let numbers = if api.types.is_empty() { "" } else { NUMBERS };
    if let Some(guide) = &api.package.guide {
        return format!("{}{address}{numbers}", guide.trim());
    }
    let library = api.package.library();
    let title = docs::escape(&api.title).replace('\n', " ");
    let features = if api.group_features { GROUP_FEATURES } else { "" };
    let base_url = if api.base_url.is_some() { "" } else { ".base_url(\"https://api.example.com\")" };
    format!(
        "A client for {title}.\n\n```no_run\n# fn main() -> Result<(), {library}::Error> {{\n\
         let client = {library}::Client::builder(){base_url}.build()?;\n# let _ = client;\n# Ok(())\n# }}\n```{address}{numbers}{features}"
    )
}
