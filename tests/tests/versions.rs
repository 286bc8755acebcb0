//! One API, described in each version of OpenAPI: what users see of its crate is the same.

#![allow(clippy::unwrap_used)]

use acceptance::command::{project, run};
use openapi_to_crate::generate::{Input, crate_of};
use openapi_to_crate::model::items::{Crate, Listing};
use std::path::PathBuf;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

fn made(version: &str) -> Crate {
    let spec: PathBuf = project().join(format!("tests/fixtures/versions/{version}.yaml"));
    crate_of(&Input { spec, strict: true, ..Input::default() }).unwrap()
}

#[test]
fn one_api_in_every_version_becomes_one_public_api() {
    let expected = made("openapi-3.0");
    assert_eq!(expected.api.omissions, []);
    let listing = |made: &Crate| Listing::of(made).to_string();
    for version in ["swagger-2.0", "openapi-3.1", "openapi-3.2"] {
        let made = made(version);
        similar_asserts(&listing(&expected), &listing(&made), version);
        assert_eq!(made.api.base_url, expected.api.base_url, "{version}");
        assert_eq!(made.api.omissions, [], "{version}");
    }
}

/// Compares two listings line by line, so that a failure shows the lines that differ.
fn similar_asserts(expected: &str, found: &str, version: &str) {
    let (expected, found): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), found.lines().collect());
    assert!(expected.len() > 50, "{expected:?}");
    let missing: Vec<_> = expected.iter().filter(|line| !found.contains(line)).collect();
    let added: Vec<_> = found.iter().filter(|line| !expected.contains(line)).collect();
    assert!(missing.is_empty() && added.is_empty(), "{version}: without {missing:#?}, with {added:#?}");
}

#[test]
fn a_document_that_moves_to_another_version_changes_nothing_for_callers() {
    let spec = |version: &str| format!("tests/fixtures/versions/{version}.yaml");
    let old = spec("openapi-3.0");
    for version in ["swagger-2.0", "openapi-3.1", "openapi-3.2"] {
        let new = spec(version);
        let ended = run(XTASK, &project(), &["diff", &old, &new, "--format", "json"]);
        assert_eq!(ended.status, 0, "{version}: {}{}", ended.stdout, ended.stderr);
        let said: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
        let step = said.pointer("/verdict/step").and_then(serde_json::Value::as_str).unwrap();
        assert!(["none", "patch"].contains(&step), "{version}: {said:#}");
    }
}
