//! The input stage: reads a document, applies corrections, reduces it to the selected operations, and checks it.
//!
//! Later steps rely on what is mended here: every reference leads to an object of the right kind in the same document,
//! every object has the fields and types that the specification gives it, paths and parameters agree, and operationIds
//! are unique. `faults.rs` lists what else a document may say, and what is done about it.

mod canonical;
mod copied_object;
mod depth;
mod described_streams;
mod exclusive;
mod faults;
mod files;
mod found;
mod glob;
mod json;
mod kinds;
pub mod lift;
mod mend;
mod named_places;
mod normalise;
mod origins;
mod overlay;
mod parent_tags;
pub mod path_template;
mod places;
mod plain_names;
pub mod pointer;
mod reader;
mod referring_path_items;
mod resolve;
mod select;

mod source;
mod typed;
mod version;
mod visit;
mod yaml;
mod yaml_numbers;

#[cfg(test)]
mod tests;

use std::path::Path;

use serde_json::Value;

pub use canonical::canonical;
pub use described_streams::describe_streams;
pub use faults::{Fault, Outcome};
pub use files::gather;
pub use found::Found;
pub use mend::is_base_url;
pub use named_places::{Refusal, named_places};
pub use origins::Origins;
pub use overlay::{apply, apply_what_fits};
pub use pointer::Pointer;
pub use select::{PublishedOperation, known, operations, select};
pub use source::{MAX_BYTES, Source, parse, read};

use found::Faults;
use version::Version;

use crate::config::{Config, Selection};
use crate::diagnostic::{Diagnostic, Result};

/// A document that has been read, corrected, reduced and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The path or address as it was given, with `/` as the separator.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The document after lifting, corrections and selection, with the keys of every object sorted. References and
    /// statuses have only one spelling.
    pub json: Value,
    /// What was wrong with it, and has been mended, in the order of the places.
    pub faults: Vec<Found>,
    /// Where what now stands somewhere else stood in the published document.
    pub origins: Origins,
    /// The same document, typed, and without callbacks, since these are calls that the service makes.
    pub openapi: openapiv3::OpenAPI,
    /// The calls that the service makes, by the names of their events.
    pub webhooks: indexmap::IndexMap<String, openapiv3::PathItem>,
}

/// Reads the document in a file, and what it refers to in files below the file's folder.
///
/// # Errors
///
/// When a file cannot be read, is too large, is neither JSON nor YAML that can be read without loss, or stands somewhere
/// else.
pub fn load(path: &Path) -> Result<Source> {
    gather(path, source::load(path)?)
}

/// Reads the OpenAPI document in `spec` and applies `overlay` to it.
///
/// # Errors
///
/// When one of the files cannot be read or is malformed.
pub fn correct(spec: &Path, overlay: Option<&Path>) -> Result<Source> {
    let mut source = load(spec)?;
    Version::of(&source.file, &source.json)?;
    if let Some(overlay) = overlay {
        apply(overlay, &mut source.json)?;
    }
    Ok(source)
}

/// Reduces a published document to what a configuration selects, as it is kept in `spec/`.
///
/// # Errors
///
/// When it is not an OpenAPI document, or when an entry of the configuration names nothing in it.
pub fn extract(source: &Source, config: &Config, config_file: &str) -> Result<Value> {
    Version::of(&source.file, &source.json)?;
    let mut json = source.json.clone();
    lift::move_root_definitions(&mut json, &mut Faults::of(&source.file, Origins::default()))?;
    let describes_streams = config.operations.values().any(|entry| entry.events.is_some());
    let described = describes_streams.then(|| json.clone());
    select(&source.file, &mut json, &config.selection)?;
    if let Some(mut described) = described {
        // What only the configuration refers to is kept, too.
        describe_streams(&mut described, config, config_file, true)?;
        select(&source.file, &mut described, &config.selection)?;
        if let (Some(components), Value::Object(fields)) = (described.get_mut("components"), &mut json) {
            fields.insert("components".to_owned(), components.take());
            fields.sort_keys();
        }
    }
    Ok(json)
}

impl Source {
    /// Lets all requests go below an address instead of the document's servers.
    pub fn call(&mut self, address: &str) {
        if let Value::Object(fields) = &mut self.json {
            fields.insert("servers".to_owned(), serde_json::json!([{ "url": address }]));
            fields.sort_keys();
            // It counts for the operations with servers of their own, too.
            let paths = fields.get_mut("paths").and_then(Value::as_object_mut);
            for item in
                paths.into_iter().flat_map(|paths| paths.values_mut()).filter_map(Value::as_object_mut)
            {
                item.remove("servers");
                let operations = item.values_mut().filter_map(Value::as_object_mut);
                operations.for_each(|operation| drop(operation.remove("servers")));
            }
        }
    }
}

impl Document {
    /// An error at a place of this document, at the place that the published document has.
    #[must_use]
    pub fn error(&self, pointer: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Diagnostic {
        self.origins.error(&self.file, pointer, problem, remedy)
    }

    /// Faults, and what else is wrong, as one error.
    #[must_use]
    pub fn refusal(&self, faults: &[Found], other: Option<Diagnostic>) -> Diagnostic {
        let faults = faults.iter().map(|found| found.diagnostic(&self.file));
        Diagnostic::all(faults.chain(other)).unwrap_or_else(|| Diagnostic::bug(&self.file, "no fault"))
    }
}

/// Reduces a corrected document to `selection`, and mends it.
///
/// # Errors
///
/// When the document has a fault that is fatal.
pub fn examine(source: Source, selection: &Selection) -> Result<Document> {
    let Source { file, sha256, mut json, faults: found, origins } = source;
    let mut faults = Faults::of(&file, origins);
    faults.extend(found);
    let version = Version::of(&file, &json)?;
    mend::mend_methods(&mut json, version, &mut faults)?;
    mend::write_out_operations(&mut json, &mut faults)?;
    lift::move_root_definitions(&mut json, &mut faults)?;
    let places = faults.places(&json);
    select(&file, &mut json, selection)?;
    // A fault of an operation that is not selected has gone with it.
    faults.keep(&places, &json);
    mend::mend_as_published(&mut json, version, &mut faults)?;
    lift::lift(&file, &mut json, &mut faults)?;
    select::prune(&mut json, selection);
    mend::mend(&mut json, &mut faults)?;
    let references = resolve::References::resolve(&file, &json, &faults.origins)
        .map_err(|error| faults.published(error))?;
    depth::check(&file, &references).map_err(|error| faults.published(error))?;
    let (openapi, webhooks) = typed::read(&file, &json, &references.places)?;
    let (faults, origins) = faults.into_sorted();
    Ok(Document { file, sha256, json, faults, origins, openapi, webhooks })
}
