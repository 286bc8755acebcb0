//! Turns the crate as data into Rust: tokens for each file. All names and all decisions that users see are made before.

mod answer_types;
mod bodies;
mod call;
mod code;
mod conditions;
mod constructors;
mod crate_root;
mod credentials;
mod docs;
mod edges;
mod enums;
mod events;
mod examples;
mod file;
mod formats;
mod forms;
mod front_page_links;
mod graph_rules;
mod header_types;
mod ident;
mod manifest;
mod needs;
mod operations;
mod pages;
mod parameters;
mod request;
mod request_type;
mod runtime;
mod schema_data;
mod sentences;
mod server_choices;
mod settings;
mod stream_reading;
mod struct_json;
mod structs;
mod transport;
mod type_ref;
mod types;
mod union_json;
mod unions;
mod variant_accessors;

pub use file::{Content, File, Part};

use crate::model::items::Crate;

/// The files of a crate.
#[must_use]
pub fn emit(made: &Crate) -> Vec<File<'_>> {
    let api = &made.api;
    let mut files = vec![
        File::fallible_text("Cargo.toml", || manifest::cargo_toml(made)),
        File::text("README.md", || manifest::readme(api)),
        File::text("rustfmt.toml", || manifest::RUSTFMT.to_owned()),
        File::tokens("src/lib.rs", || crate_root::lib(made)),
        File::tokens("src/settings.rs", || settings::settings(api)),
        File::tokens("src/credentials.rs", || credentials::module(made)),
    ];
    if !api.formats().is_empty() {
        files.push(File::tokens("src/formats/mod.rs", || formats::module(made)));
    }
    if api.has_server_choices() {
        files.push(File::tokens("src/servers.rs", || server_choices::module(api)));
    }
    if !api.events.is_empty() {
        files.push(File::tokens("src/webhooks.rs", || events::module(made)));
    }
    files.extend(manifest::licenses(api));
    files.extend(types::files(made));
    files.extend(operations::files(made));
    files.extend(transport::files(made));
    files.extend(runtime::files(made));
    files
}
