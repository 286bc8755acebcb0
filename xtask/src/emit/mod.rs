//! From the model to Rust: tokens for each file of the crate.

mod arguments;
mod builder;
mod call;
mod crate_root;
mod credentials;
mod docs;
mod edges;
mod enums;
mod features;
mod forms;
mod ident;
mod manifest;
mod operations;
mod owned;
mod pages;
mod parameters;
mod runtime;
mod settings;
mod structs;
mod transport;
mod type_ref;
mod types;
mod unions;

use crate::diagnostic::Result;
use crate::model::Api;
use proc_macro2::TokenStream;
use std::sync::Arc;

/// A file of the generated crate. Its content is made when it is asked for: tokens stay on the thread that made them,
/// so whoever wants files from several threads has each thread make its own.
pub struct File<'a> {
    /// Its path below the crate's folder, with forward slashes.
    pub path: String,
    make: Box<dyn Fn() -> Result<Content> + Send + Sync + 'a>,
}

/// What stands in a file.
pub enum Content {
    /// Rust that is still to be formatted.
    Tokens(TokenStream),
    /// The same, parsed already.
    Syntax(syn::File),
    /// Text that stays as it is.
    Text(String),
}

impl<'a> File<'a> {
    fn tokens(path: impl Into<String>, make: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), make: Box::new(move || Ok(Content::Tokens(make()))) }
    }

    fn syntax(path: impl Into<String>, make: impl Fn() -> Result<syn::File> + Send + Sync + 'a) -> Self {
        Self { path: path.into(), make: Box::new(move || make().map(Content::Syntax)) }
    }

    fn text(path: impl Into<String>, make: impl Fn() -> String + Send + Sync + 'a) -> Self {
        Self { path: path.into(), make: Box::new(move || Ok(Content::Text(make()))) }
    }

    /// Makes what stands in the file.
    ///
    /// # Errors
    ///
    /// A [`crate::diagnostic::Diagnostic`] where progenitor refuses an operation, or the TOML library the manifest.
    pub fn content(&self) -> Result<Content> {
        (self.make)()
    }
}

/// The files of the crate for an API.
#[must_use]
pub fn emit(api: &Api) -> Vec<File<'_>> {
    let mut files = vec![
        File {
            path: "Cargo.toml".to_owned(),
            make: Box::new(|| manifest::cargo_toml(api).map(Content::Text)),
        },
        File::text("README.md", || manifest::readme(api)),
        File::text("rustfmt.toml", || manifest::RUSTFMT.to_owned()),
        File::tokens("src/lib.rs", || crate_root::lib(api)),
        File::tokens("src/settings.rs", || settings::settings(api)),
        File::tokens("src/credentials.rs", || credentials::module(api)),
    ];
    let owned = Arc::new(owned::by_group(api));
    files.extend(types::files(api, &owned));
    files.extend(operations::files(api, &owned));
    files.extend(transport::files(api));
    files.extend(runtime::files(api));
    files
}
