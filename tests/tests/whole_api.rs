//! The whole Cloudflare API through the same pipeline. Its document is too large for the repository, so the tests are
//! ignored: `cargo whole-api` runs them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::command::{run, tree};
use acceptance::listing;
use acceptance::upstream::whole;
use openapi_to_crate::generate::{Input, crate_of};
use openapi_to_crate::model::items::Listing;
use openapi_to_crate::model::{Api, Coverage};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

#[test]
#[ignore = "needs a file outside the repository: `cargo whole-api`"]
fn it_becomes_a_crate_with_all_of_its_operations() {
    let document = whole();
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("cloudflare.json"), document).unwrap();
    let ended = run(XTASK, folder.path(), &["generate", "--spec", "cloudflare.json", "--out", "out"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("1511 operations"), "{}", ended.stdout.lines().next().unwrap_or_default());
    let again = run(XTASK, folder.path(), &["generate", "--spec", "cloudflare.json", "--out", "out"]);
    assert!(again.stdout.contains(": 0 files written, 0 files removed, "), "{}", again.stdout);
    let methods: usize = tree(&folder.path().join("out/src/transport"))
        .values()
        .map(|bytes| String::from_utf8_lossy(bytes).matches("pub(crate) fn ").count())
        .sum();
    // The code has what the data says, and nothing else.
    let spec = folder.path().join("cloudflare.json");
    let made = crate_of(&Input { spec, ..Input::default() }).unwrap();
    let operations = || made.api.groups.iter().flat_map(|group| &group.operations);
    let pointers: BTreeSet<&str> = operations().map(|operation| operation.pointer.as_str()).collect();
    // An operation whose answer is JSON or a stream has a method for each.
    assert_eq!((pointers.len(), methods), (1511, operations().count()));
    let differences = listing::differences(&folder.path().join("out/src"), &Listing::of(&made));
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// The model of a document.
fn lowered(document: &[u8]) -> Api {
    let folder = TempDir::new().unwrap();
    let spec = folder.path().join("cloudflare.json");
    std::fs::write(&spec, document).unwrap();
    crate_of(&Input { spec, ..Input::default() }).unwrap().api
}

/// All public names: types with their fields and variants, and methods in their groups.
fn public_names(api: &Api) -> BTreeSet<String> {
    let types = api.types.iter().map(|(name, definition)| {
        let definition = serde_json::to_value(definition).unwrap();
        format!("{name}: {definition}")
    });
    let methods = api.groups.iter().flat_map(|group| {
        group.operations.iter().map(move |operation| format!("{}.{}", group.accessor, operation.name))
    });
    types.chain(methods).collect()
}

#[test]
#[ignore = "needs a file outside the repository: `cargo whole-api`"]
fn at_least_98_of_100_operations_have_all_bodies_typed_and_the_counts_close() {
    let document = whole();
    let coverage = lowered(&document).coverage;
    assert!(coverage.closes(), "{coverage:?}");
    let Coverage { operations, typed_operations, schemas, .. } = coverage;
    assert_eq!((operations, schemas), (1511, 3706));
    assert!(typed_operations * 100 >= operations * 98, "{coverage:?}");
}

#[test]
#[ignore = "needs a file outside the repository: `cargo whole-api`"]
fn a_made_up_schema_and_operation_change_no_name_and_no_type_that_is_there() {
    let document = whole();
    let mut grown: Value = serde_json::from_slice(&document).unwrap();
    grown["components"]["schemas"]["made-up"] = json!({
        "type": "object",
        "properties": { "result": { "type": "object", "properties": { "made": { "type": "boolean" } } } }
    });
    let schema = json!({ "$ref": "#/components/schemas/made-up" });
    grown["paths"]["/made/up"] = json!({ "get": {
        "operationId": "made-up-operation",
        "tags": ["Zone"],
        "responses": { "200": { "description": "ok", "content": { "application/json": { "schema": schema } } } }
    } });
    let before = public_names(&lowered(&document));
    let after = public_names(&lowered(&serde_json::to_vec(&grown).unwrap()));
    let gone: Vec<_> = before.difference(&after).collect();
    assert!(gone.is_empty(), "{gone:#?}");
    assert!(after.len() > before.len());
}
