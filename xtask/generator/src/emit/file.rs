//! A file of the generated crate.

use crate::diagnostic::Result;
use proc_macro2::TokenStream;

/// A file of the generated crate. Its content is made on demand, because tokens cannot move to another thread: each
/// thread makes the content of its own files.
pub struct File<'a> {
    /// Its path below the crate's folder, with forward slashes.
    pub path: String,
    make: Box<dyn Fn() -> Result<Content> + Send + Sync + 'a>,
}

/// The content of a file.
pub enum Content {
    /// Rust that is not formatted yet.
    Tokens(TokenStream),
    /// Parsed Rust that is not formatted yet.
    Syntax(syn::File),
    /// Parts, between which are blank lines.
    Parts(Vec<Part>),
    /// Text that is written as it is.
    Text(String),
}

/// A part of a file.
pub enum Part {
    /// Rust that is not formatted yet.
    Tokens(TokenStream),
    /// Rust that is not formatted yet, as text.
    Unformatted(String),
    /// Text that is written as it is.
    Text(String),
}

impl<'a> File<'a> {
    pub(super) fn parts(path: impl Into<String>, make: impl Fn() -> Vec<Part> + Send + Sync + 'a) -> Self {
        Self { path: path.into(), make: Box::new(move || Ok(Content::Parts(make()))) }
    }

    pub(super) fn tokens(path: impl Into<String>, make: impl Fn() -> TokenStream + Send + Sync + 'a) -> Self {
        Self { path: path.into(), make: Box::new(move || Ok(Content::Tokens(make()))) }
    }

    pub(super) fn syntax(
        path: impl Into<String>,
        make: impl Fn() -> Result<syn::File> + Send + Sync + 'a,
    ) -> Self {
        Self { path: path.into(), make: Box::new(move || make().map(Content::Syntax)) }
    }

    pub(super) fn text(path: impl Into<String>, make: impl Fn() -> String + Send + Sync + 'a) -> Self {
        Self { path: path.into(), make: Box::new(move || Ok(Content::Text(make()))) }
    }

    /// A text whose making may fail.
    pub(super) fn fallible_text(
        path: impl Into<String>,
        make: impl Fn() -> Result<String> + Send + Sync + 'a,
    ) -> Self {
        Self { path: path.into(), make: Box::new(move || make().map(Content::Text)) }
    }

    /// Makes the content of the file.
    ///
    /// # Errors
    ///
    /// A [`crate::diagnostic::Diagnostic`] if progenitor refuses an operation or the TOML library the manifest.
    pub fn content(&self) -> Result<Content> {
        (self.make)()
    }
}
