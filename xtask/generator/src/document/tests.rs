//! Tests of this stage, with documents that break its rules.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod checking;
mod gathering;
mod loading;
mod overlaying;
mod resolving;
mod selecting;

use serde_json::{Value, json};

use super::{Document, Source, examine, parse};
use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Result};

/// A document with one operation, whose response refers to the schema `Thing`.
fn document() -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Test", "version": "1" },
        "paths": {
            "/things/{id}": {
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } }],
                "get": {
                    "operationId": "get-thing",
                    "tags": ["Things"],
                    "responses": {
                        "200": {
                            "description": "It.",
                            "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } }
                        }
                    }
                }
            }
        },
        "components": { "schemas": { "Thing": { "type": "object", "properties": { "name": { "type": "string" } } } } }
    })
}

/// The document with another value at a pointer; `null` removes it.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = document();
    put(&mut document, pointer, value);
    document
}

fn put(document: &mut Value, pointer: &str, value: Value) {
    let (parent, last) = pointer.rsplit_once('/').unwrap();
    let last = last.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent).unwrap_or_else(|| panic!("no {parent}")) {
        Value::Object(fields) if value.is_null() => drop(fields.remove(&last)),
        Value::Object(fields) => drop(fields.insert(last, value)),
        Value::Array(items) => items.insert(last.parse().unwrap(), value),
        _ => panic!("no {pointer}"),
    }
}

pub(super) fn examined(json: &Value) -> Result<Document> {
    let json = parse("spec.json", json.to_string().as_bytes())?;
    let source = Source {
        file: "spec.json".to_owned(),
        sha256: String::new(),
        json,
        faults: Vec::new(),
        origins: Default::default(),
    };
    examine(source, &Selection::default())
}

#[track_caller]
fn accept(json: &Value) -> Document {
    examined(json).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// Checks that the document is refused, with this place and a part of the message, and with a remedy.
#[track_caller]
fn refuse(json: &Value, pointer: &str, sentence: &str) -> Diagnostic {
    let diagnostic = match examined(json) {
        Err(fatal) => fatal,
        // Of several local faults, the one at the place.
        Ok(document) => {
            let here = document.faults.iter().filter(|found| found.pointer == pointer).cloned();
            let found: Vec<_> = here.collect();
            assert!(!found.is_empty(), "no fault at {pointer}: {:?}", document.faults);
            document.refusal(&found, None)
        }
    };
    check(&diagnostic, pointer, sentence);
    diagnostic
}

#[track_caller]
fn check(diagnostic: &Diagnostic, pointer: &str, sentence: &str) {
    assert_eq!(diagnostic.pointer, pointer, "{diagnostic}");
    assert!(diagnostic.problem.contains(sentence), "{diagnostic}");
    assert!(!diagnostic.remedy.is_empty(), "{diagnostic}");
    assert!(!diagnostic.file.is_empty(), "{diagnostic}");
}

#[test]
fn a_good_document_comes_out_typed_and_as_it_was() {
    let opened = accept(&document());
    assert_eq!(opened.json, document());
    assert_eq!(opened.openapi.operations().count(), 1);
}

/// Reads a document from a file, corrects it, reduces it, and mends it.
fn open(
    spec: &std::path::Path,
    overlay: Option<&std::path::Path>,
    selection: &Selection,
) -> Result<Document> {
    examine(super::correct(spec, overlay)?, selection)
}
