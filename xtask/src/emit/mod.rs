//! From the model to Rust: tokens for each file of the crate.

mod arguments;
mod builder;
mod call;
mod crate_root;
mod docs;
mod edges;
mod enums;
mod ident;
mod manifest;
mod operations;
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

/// A file of the generated crate.
#[derive(Debug)]
pub struct File {
    /// Its path below the crate's folder, with forward slashes.
    pub path: String,
    /// What stands in it.
    pub content: Content,
}

/// What stands in a file.
#[derive(Debug)]
pub enum Content {
    /// Rust that is still to be formatted.
    Tokens(TokenStream),
    /// Text that stays as it is.
    Text(String),
}

impl File {
    fn tokens(path: impl Into<String>, tokens: TokenStream) -> Self {
        Self { path: path.into(), content: Content::Tokens(tokens) }
    }

    fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), content: Content::Text(text.into()) }
    }
}

/// The files of the crate for an API.
///
/// # Errors
///
/// A [`crate::diagnostic::Diagnostic`] where progenitor refuses an operation.
pub fn emit(api: &Api) -> Result<Vec<File>> {
    let mut files = vec![
        manifest::cargo_toml(api),
        manifest::readme(api),
        manifest::rustfmt_toml(),
        crate_root::lib(api),
        settings::settings(api),
        settings::credentials(api),
    ];
    files.extend(types::files(api));
    files.extend(operations::files(api));
    files.extend(transport::files(api)?);
    files.extend(runtime::files());
    Ok(files)
}
