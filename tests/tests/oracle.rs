//! The part of the oracle that always runs: one document of a fixed seed, held against a JSON Schema validator.
//! `tests/oracle/run` tries many.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

#[path = "../oracle/checker.rs"]
mod checker;
#[path = "../oracle/grammar.rs"]
mod grammar;
#[path = "../oracle/inheritance.rs"]
mod inheritance;
#[path = "../oracle/later.rs"]
mod later;
#[path = "../oracle/random.rs"]
mod random;
#[path = "../oracle/raw.rs"]
mod raw;
#[path = "../oracle/validator.rs"]
mod validator;
#[path = "../oracle/values.rs"]
mod values;
#[path = "../oracle/verdict.rs"]
mod verdict;

use acceptance::command::project;
use checker::{Checker, Outcome};
use openapi_to_crate::generate::{Input, crate_of};
use serde_json::json;
use std::path::Path;
use validator::Document;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

#[test]
fn the_validator_reads_schemas_as_openapi_has_them() {
    let document = Document::new(json!({ "components": { "schemas": {
        "Null": { "type": "object", "nullable": true, "properties": { "a": { "oneOf": [{ "type": "string" }], "nullable": true } } },
        "Bound": { "type": "integer", "format": "uint8", "minimum": 0, "exclusiveMinimum": true },
        "Refers": { "$ref": "#/components/schemas/Null" },
        "Text": { "type": "string", "pattern": "^x" },
        "Named": { "properties": { "items": { "type": "integer" }, "nullable": { "type": "string" } } }
    } } }));
    for (pointer, value, is_valid) in [
        ("Null", json!(null), true),
        ("Null", json!({ "a": null }), true),
        ("Null", json!({ "a": 1 }), false),
        ("Null/properties/a", json!(null), true),
        ("Null/properties/a/oneOf/0", json!(null), false),
        ("Bound", json!(255), true),
        ("Bound", json!(256), false),
        ("Bound", json!(0), false),
        ("Refers", json!(null), true),
        ("Text", json!("y"), true),
        ("Named", json!({ "items": 1 }), true),
        ("Named", json!({ "items": "x" }), false),
        ("Named", json!([]), false),
    ] {
        let pointer = format!("/components/schemas/{pointer}");
        assert_eq!(document.is_valid(&pointer, &value), Some(is_valid), "{pointer}: {value}");
    }
}

#[test]
fn the_same_seed_makes_the_same_document() {
    assert_eq!(grammar::document(1, 20), grammar::document(1, 20));
    assert_ne!(grammar::document(1, 20), grammar::document(2, 20));
}

#[test]
fn the_twins_of_a_seed_have_the_constructs_of_3_1_and_are_the_same_each_time() {
    let later::Twins { document, judged } = later::twins(1, 100);
    assert_eq!(document, later::twins(1, 100).document);
    assert_eq!(judged["paths"], document["paths"]);
    let (document, judged) = (document.to_string(), judged.to_string());
    for keyword in [
        "const",
        "prefixItems",
        "patternProperties",
        "$defs",
        "unevaluatedProperties",
        "if",
        "dependentRequired",
        "dependentSchemas",
    ] {
        let written = format!("\"{keyword}\":");
        assert!(document.contains(&written) && !judged.contains(&written), "{keyword}");
    }
    assert!(document.contains("\"null\"]") && !document.contains("\"nullable\":true"));
    assert!(has_boolean_schema(&later::twins(1, 100).document));
}

/// Whether a property is described by `true`.
fn has_boolean_schema(value: &serde_json::Value) -> bool {
    let properties = value.get("properties").and_then(serde_json::Value::as_object);
    properties.is_some_and(|properties| properties.values().any(|schema| schema == true))
        || value.as_object().is_some_and(|object| object.values().any(has_boolean_schema))
        || value.as_array().is_some_and(|items| items.iter().any(has_boolean_schema))
}

/// The crate of a document with one schema, and the document.
fn of_one(schema: serde_json::Value) -> (openapi_to_crate::model::items::Crate, Document) {
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/One" } } });
    let document = json!({
        "openapi": "3.0.3", "info": { "title": "One", "version": "1" }, "servers": [{ "url": "https://one.example" }],
        "paths": { "/one": { "get": {
            "operationId": "get", "responses": { "200": { "description": "", "content": content } }
        } } },
        "components": { "schemas": { "One": schema } }
    });
    let folder = tempfile::TempDir::new().unwrap();
    let spec = folder.path().join("one.json");
    std::fs::write(&spec, document.to_string()).unwrap();
    (crate_of(&Input { spec, ..Input::default() }).unwrap(), Document::new(document))
}

#[test]
fn what_is_read_as_raw_json_stands_in_the_report_where_the_document_describes_more() {
    let of = |property: serde_json::Value| {
        of_one(json!({ "type": "object", "properties": { "a": property, "b": { "type": "string" } } }))
    };
    for described in [
        json!({ "enum": [1, "x"] }),
        json!({ "not": { "type": "string" }, "type": "array", "items": { "enum": [true, 2] } }),
    ] {
        let (mut made, document) = of(described.clone());
        assert_eq!(raw::unreported(&made, &document), Vec::<String>::new(), "{described}");
        assert!(!made.api.omissions.is_empty(), "{described}");
        // Without the report it would be seen.
        made.api.omissions.clear();
        assert_eq!(raw::unreported(&made, &document).len(), 1, "{described}");
    }
    for free in
        [json!({}), json!({ "description": "Anything." }), json!({ "enum": [null], "nullable": true })]
    {
        let (made, document) = of(free.clone());
        assert_eq!(raw::unreported(&made, &document), Vec::<String>::new(), "{free}");
    }
}

#[test]
#[ignore = "compiles a crate, which takes a minute: `cargo oracle`"]
fn every_valid_value_is_read_as_a_variant_that_the_validator_accepts_and_written_back() {
    let file = project().join("target/oracle-of-the-tests.json");
    let original = grammar::document(20, 60);
    std::fs::write(&file, original.to_string()).unwrap();
    let made = crate_of(&Input { spec: file.clone(), ..Input::default() }).unwrap();
    let checker = Checker::new("of-the-tests", Path::new(XTASK), &file, &made);
    let document = Document::new(inheritance::spelled_out(original));
    let verdict = verdict::try_all(&made, &document, &checker, 30, 20);
    assert!(verdict.valid > 3000 && verdict.ambiguous > 0, "{verdict:?}");
    assert!(verdict.failures.is_empty(), "{:#?}", verdict.failures);
    // What is wrong would be seen.
    let (name, _) = made.types.iter().next().unwrap();
    let outcome = checker.read(&[(name.to_string(), "5e400".to_owned())]);
    assert!(matches!(outcome[..], [Outcome::Refused(_)]), "{outcome:?}");
}

#[test]
#[ignore = "compiles a crate, which takes a minute: `cargo oracle`"]
fn a_document_of_3_1_reads_what_its_twin_of_3_0_allows() {
    let file = project().join("target/oracle-of-the-tests-3-1.json");
    let later::Twins { document, judged } = later::twins(3, 30);
    std::fs::write(&file, document.to_string()).unwrap();
    let made = crate_of(&Input { spec: file.clone(), ..Input::default() }).unwrap();
    let checker = Checker::new("of-the-tests-3-1", Path::new(XTASK), &file, &made);
    let verdict = verdict::try_all(&made, &Document::new(inheritance::spelled_out(judged)), &checker, 30, 3);
    assert!(verdict.valid > 1000, "{verdict:?}");
    assert!(verdict.failures.is_empty(), "{:#?}", verdict.failures);
}
