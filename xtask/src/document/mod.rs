//! OpenAPI in, OpenAPI out: a document is read, corrected, reduced to what is wanted, and checked.
//!
//! What comes out can be relied on: every reference leads to an object of the right kind in the same document, every
//! object has the fields and types that the specification gives it, paths and parameters agree, and operationIds are
//! unique. What cannot be relied on is refused here, with its file and place, so that no later step has to doubt.

mod canonical;
mod depth;
mod glob;
mod json;
mod keywords;
mod normalise;
mod operation_rules;
mod overlay;
mod path_template;
mod places;
pub mod pointer;
mod reader;
mod resolve;
mod select;
mod shape;
mod source;
mod version;
mod yaml;

#[cfg(test)]
mod tests;

use std::path::Path;

use serde::de::value::MapDeserializer;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

pub use canonical::canonical;
pub use overlay::{apply, apply_what_fits};
pub use pointer::Pointer;
pub use select::{PublishedOperation, known, operations, select};
pub use source::{MAX_BYTES, Source, load, parse, read};

use places::{Kind, Places};

use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Result};

/// A document that was read, corrected, reduced and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file as it was named, with `/` between its parts.
    pub file: String,
    /// The SHA-256 of the file's bytes, in hexadecimal.
    pub sha256: String,
    /// The document after corrections and selection. The keys of every object are in order; references and statuses
    /// are in their one spelling.
    pub json: Value,
    /// The same, typed, without callbacks: those are calls that a service makes, and a client has no part in them.
    pub openapi: openapiv3::OpenAPI,
}

/// Reads the OpenAPI 3.0 document in `spec`, applies `overlay` to it, and takes `selection` out of it.
///
/// # Errors
///
/// When any of the files cannot be read or is not what it should be, and when the document breaks a rule that the
/// generator relies on. The diagnostic names the file and the place.
pub fn open(spec: &Path, overlay: Option<&Path>, selection: &Selection) -> Result<Document> {
    examine(correct(spec, overlay)?, selection)
}

/// Reads the OpenAPI 3.0 document in `spec` and applies `overlay` to it.
///
/// # Errors
///
/// When one of the files cannot be read or is not what it should be.
pub fn correct(spec: &Path, overlay: Option<&Path>) -> Result<Source> {
    let mut source = load(spec)?;
    version::check(&source.file, &source.json)?;
    if let Some(overlay) = overlay {
        apply(overlay, &mut source.json)?;
    }
    Ok(source)
}

/// Takes `selection` out of a document as it is published: what `spec/` keeps of it.
///
/// # Errors
///
/// When it is no OpenAPI 3.0 document, or has nothing that an entry of the selection names.
pub fn extract(source: &Source, selection: &Selection) -> Result<Value> {
    version::check(&source.file, &source.json)?;
    let mut json = source.json.clone();
    select(&source.file, &mut json, selection)?;
    Ok(json)
}

/// Does for a document that has been read, and corrected where it needs it, what [`correct`] does after that.
///
/// # Errors
///
/// When the document breaks a rule that the generator relies on.
pub fn examine(source: Source, selection: &Selection) -> Result<Document> {
    let Source { file, sha256, mut json } = source;
    // An overlay may have changed it.
    version::check(&file, &json)?;
    select(&file, &mut json, selection)?;
    normalise::normalise(&file, &mut json)?;
    let references = resolve::References::resolve(&file, &json)?;
    // First, because `openapiv3` tries a schema in several ways at each level: for a mistake deep inside it takes a time
    // that doubles with each.
    shape::check(&file, &references.places)?;
    let (checked, openapi) =
        rayon::join(|| check_rules(&file, &references), || typed(&file, &json, &references.places));
    // What the checks say is the better message.
    checked?;
    let openapi = openapi?;
    Ok(Document { file, sha256, json, openapi })
}

fn check_rules(file: &str, references: &resolve::References<'_>) -> Result<()> {
    operation_rules::check(file, references)?;
    depth::check(file, references)
}

fn typed(file: &str, json: &Value, places: &Places<'_>) -> Result<openapiv3::OpenAPI> {
    let without_callbacks;
    let holders = callback_holders(places);
    let json = if holders.is_empty() {
        json
    } else {
        without_callbacks = remove_callbacks(json.clone(), &holders);
        &without_callbacks
    };
    // The paths are about half of a document, so that two threads have as much to do.
    let none = Value::Object(Map::new());
    let paths = json.get("paths").unwrap_or(&none);
    let fields = json.as_object().into_iter().flatten();
    let others = fields.map(|(field, value)| (field.as_str(), if field == "paths" { &none } else { value }));
    let (paths, others) = rayon::join(
        || read_typed::<openapiv3::Paths, _>(file, "/paths", paths),
        || read_typed::<openapiv3::OpenAPI, _>(file, "", MapDeserializer::new(others)),
    );
    Ok(openapiv3::OpenAPI { paths: paths?, ..others? })
}

/// Reads what stands at a pointer.
fn read_typed<'de, T, D>(file: &str, at: &str, from: D) -> Result<T>
where
    T: Deserialize<'de> + Send,
    D: Deserializer<'de, Error = serde_json::Error> + Send,
{
    on_a_large_stack(file, || {
        serde_path_to_error::deserialize(from).map_err(|error| {
            Diagnostic::at(
                file,
                format!("{at}{}", shape::pointer(error.path())),
                format!("not as OpenAPI 3.0 has it: {}", error.inner()),
                "correct the document here",
            )
        })
    })
}

/// `openapiv3` takes up to 40 KiB of stack for each schema within a schema in a debug build: more than a thread has
/// by default, when the nesting is as deep as is allowed.
fn on_a_large_stack<T: Send>(file: &str, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    const STACK: usize = 64 * 1024 * 1024;
    let failed = |what: String| {
        Diagnostic::file(
            file,
            format!("the document could not be read: {what}"),
            "try again; if it stays, report it",
        )
    };
    std::thread::scope(|scope| {
        let worker = std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        let worker = worker.map_err(|error| failed(error.to_string()))?;
        worker.join().unwrap_or_else(|_| Err(failed("its reader stopped".to_owned())))
    })
}

/// The objects that hold callbacks.
fn callback_holders(places: &Places<'_>) -> Vec<Pointer> {
    let all = places.list().iter().enumerate();
    let holders = all.filter(|(_, place)| {
        matches!(place.kind, Kind::Operation | Kind::Components) && place.field("callbacks").is_some()
    });
    holders.map(|(at, _)| places.pointer(at)).collect()
}

/// `openapiv3` knows callbacks, but not references to them.
fn remove_callbacks(mut json: Value, holders: &[Pointer]) -> Value {
    for holder in holders {
        if let Some(Value::Object(fields)) = json.pointer_mut(holder.as_str()) {
            fields.retain(|field, _| field != "callbacks");
        }
    }
    json
}
