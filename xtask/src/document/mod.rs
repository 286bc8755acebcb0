//! The input stage: reads a document, applies corrections, reduces it to the selected operations, and checks it.
//!
//! Later steps rely on what is checked here: every reference leads to an object of the right kind in the same document,
//! every object has the fields and types that the specification gives it, paths and parameters agree, and operationIds
//! are unique. Anything else is refused, with its file and place.

mod canonical;
mod depth;
mod glob;
mod json;
mod keywords;
mod normalise;
mod object_fields;
mod operation_rules;
mod overlay;
mod path_template;
mod places;
pub mod pointer;
mod reader;
mod resolve;
mod select;

mod source;
mod typed;
mod version;
mod yaml;

#[cfg(test)]
mod tests;

use std::path::Path;

use serde_json::Value;

pub use canonical::canonical;
pub use overlay::{apply, apply_what_fits};
pub use pointer::Pointer;
pub use select::{PublishedOperation, known, operations, select};
pub use source::{MAX_BYTES, Source, load, parse, read};

use crate::config::Selection;
use crate::diagnostic::Result;

/// A document that has been read, corrected, reduced and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The path or address as it was given, with `/` as the separator.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The document after corrections and selection, with the keys of every object sorted. References and statuses have
    /// only one spelling.
    pub json: Value,
    /// The same document, typed, and without callbacks, since these are calls that the service makes.
    pub openapi: openapiv3::OpenAPI,
}

/// Reads the OpenAPI 3.0 document in `spec`, applies `overlay`, reduces it to `selection`, and checks it.
///
/// # Errors
///
/// When one of the files cannot be read or is malformed, or when the document breaks a rule that the generator relies
/// on.
pub fn open(spec: &Path, overlay: Option<&Path>, selection: &Selection) -> Result<Document> {
    examine(correct(spec, overlay)?, selection)
}

/// Reads the OpenAPI 3.0 document in `spec` and applies `overlay` to it.
///
/// # Errors
///
/// When one of the files cannot be read or is malformed.
pub fn correct(spec: &Path, overlay: Option<&Path>) -> Result<Source> {
    let mut source = load(spec)?;
    version::check(&source.file, &source.json)?;
    if let Some(overlay) = overlay {
        apply(overlay, &mut source.json)?;
    }
    Ok(source)
}

/// Reduces a published document to `selection`, as it is kept in `spec/`.
///
/// # Errors
///
/// When it is not an OpenAPI 3.0 document, or when an entry of the selection names nothing in it.
pub fn extract(source: &Source, selection: &Selection) -> Result<Value> {
    version::check(&source.file, &source.json)?;
    let mut json = source.json.clone();
    select(&source.file, &mut json, selection)?;
    Ok(json)
}

/// Reduces a corrected document to `selection`, and checks it.
///
/// # Errors
///
/// When the document breaks a rule that the generator relies on.
pub fn examine(source: Source, selection: &Selection) -> Result<Document> {
    let Source { file, sha256, mut json } = source;
    // Again, because an overlay may have changed it.
    version::check(&file, &json)?;
    select(&file, &mut json, selection)?;
    normalise::normalise(&file, &mut json)?;
    let references = resolve::References::resolve(&file, &json)?;
    // Before `typed`: `openapiv3` tries several types at each level of a schema, so the time in which it finds a mistake
    // inside doubles with each level.
    object_fields::check(&file, &references.places)?;
    operation_rules::check(&file, &references)?;
    depth::check(&file, &references)?;
    let openapi = typed::read(&file, &json, &references.places)?;
    Ok(Document { file, sha256, json, openapi })
}
