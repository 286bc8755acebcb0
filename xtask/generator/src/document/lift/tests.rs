//! Tests of lifting: what each construct of a later version becomes, and where faults are reported.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

mod json_schema;
mod openapi_3_1;
mod openapi_3_2;
mod swagger_2_0;

use serde_json::{Value, json};

use crate::document::Document;
use crate::document::tests::examined;

/// A document after lifting and mending.
#[track_caller]
fn lifted(document: &Value) -> Document {
    examined(document).unwrap_or_else(|refusal| panic!("{refusal}"))
}

/// The faults of a document, each as its place and its name.
#[track_caller]
fn faults(document: &Value) -> Vec<(String, String)> {
    let name = |found: &crate::document::Found| (found.pointer.clone(), found.fault.name());
    lifted(document).faults.iter().map(name).collect()
}

/// A document with schemas.
fn with_schemas(version: &str, schemas: &Value) -> Value {
    json!({
        "openapi": version,
        "info": { "title": "Test", "version": "1" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": {},
        "components": { "schemas": schemas },
    })
}
