//! Lifts documents of every version to one form, so that all later steps know that form alone.
//!
//! The form is OpenAPI 3.0: `openapiv3` has its types, most documents of large APIs follow it, and they are read without
//! a step. What it has no words for stands beside its fields, in extensions that begin with `x-lifted-`; `beside.rs`
//! lists them. Every other version has a file here with the step from it to the next:
//!
//! ```text
//! Swagger 2.0 ──▶ 3.0 ◀── 3.1 ◀── 3.2
//! ```
//!
//! Types do not need more of a later version than that. What in it narrows values without shaping a type (`contains`,
//! `propertyNames`) becomes a sentence of the documentation; what would shape a type that Rust does not have stands in
//! the report. Faults that are found on the way, and all that are found later, name the places of the document as it is
//! published: every step notes in `Origins` what it moves.

pub mod beside;
mod event_data;
mod lead_references;
mod openapi_3_1;
mod openapi_3_2;
mod other_methods;
mod root_definitions;
mod schema;
mod step;
mod swagger_2_0;
#[cfg(test)]
mod tests;

use serde_json::Value;

use super::faults::Fault;
use super::found::Faults;
use super::pointer::Pointer;
use super::version::Version;
use crate::diagnostic::Result;
use step::Step;

pub(super) use root_definitions::move_root_definitions;

/// The version of the form.
const FORM: &str = "3.0.3";

/// Lifts a document. One of OpenAPI 3.0 stays as it is.
pub(super) fn lift(file: &str, document: &mut Value, faults: &mut Faults) -> Result<()> {
    loop {
        let version = Version::of(file, document)?;
        if version == Version::OpenApi3_0 {
            return Ok(());
        }
        check_spelling(document, version, faults)?;
        let mut step = Step::new(faults);
        let next = match version {
            Version::Swagger2_0 => {
                swagger_2_0::lift(document, &mut step)?;
                FORM
            }
            Version::OpenApi3_2 => {
                openapi_3_2::lift(document, &mut step)?;
                "3.1.0"
            }
            Version::OpenApi3_1 | Version::OpenApi3_0 => {
                openapi_3_1::lift(document, &mut step)?;
                FORM
            }
        };
        step.finish();
        if let Value::Object(fields) = document {
            fields.remove("swagger");
            fields.insert("openapi".to_owned(), next.into());
            fields.sort_keys();
        }
    }
}

/// A version should be written in full, and as text.
fn check_spelling(document: &Value, version: Version, faults: &mut Faults) -> Result<()> {
    let Some(written) = document.get("openapi") else { return Ok(()) };
    if written.as_str().is_some_and(|text| text.matches('.').count() >= 2) {
        return Ok(());
    }
    let shown = written.as_str().map_or_else(|| written.to_string(), str::to_owned);
    let fault = Fault::VersionInShort { version: shown, read: version.name().to_owned() };
    faults.add(Pointer::root().join("openapi"), fault)
}
