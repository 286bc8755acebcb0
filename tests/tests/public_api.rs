//! What users of the crate can name, so that a change of it shows in review.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::command::{own_input, project, run};
use acceptance::listing;
use heck::{ToPascalCase, ToSnakeCase};
use openapi_to_crate::generate::{Input, crate_of};
use openapi_to_crate::model::items::Listing;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

fn src() -> PathBuf {
    project().join("generated/src")
}

/// The public API as the generator has it as data.
fn made() -> Listing {
    Listing::of(&crate_of(&own_input()).unwrap())
}

fn assert_same(src: &Path, listing: &Listing) {
    let differences = listing::differences(src, listing);
    assert!(differences.is_empty(), "{}:\n{}", src.display(), differences.join("\n"));
}

#[test]
fn the_public_api() {
    let runtime = listing::of_runtime(&src());
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!(format!("{}\nSupport code:\n\n{runtime}", made()));
    });
}

#[test]
fn the_code_has_what_the_data_says_and_nothing_else() {
    assert_same(&src(), &made());
}

#[test]
fn the_code_of_hostile_documents_has_what_the_data_says_and_nothing_else() {
    let folders = std::fs::read_dir(project().join("tests/fixtures/ok")).unwrap();
    let documents = folders.flat_map(|folder| {
        let path = folder.unwrap().path();
        ["hostile.json", "harmless.json"].map(|document| path.join(document))
    });
    let mut count = 0;
    for spec in documents {
        let folder = TempDir::new().unwrap();
        let ended =
            run(XTASK, folder.path(), &["generate", "--spec", spec.to_str().unwrap(), "--out", "out"]);
        assert_eq!(ended.status, 0, "{}: {}", spec.display(), ended.stderr);
        let made = crate_of(&Input { spec, ..Input::default() }).unwrap();
        assert_same(&folder.path().join("out/src"), &Listing::of(&made));
        count += 1;
    }
    assert!(count >= 10, "only {count} documents were found");
}

#[test]
fn there_are_at_most_forty_public_types() {
    let types = listing::types(&src());
    assert!((10..=40).contains(&types.len()), "{} types: {types:?}", types.len());
    for wanted in [
        "Element",
        "StartElement",
        "ConditionalElement",
        "PercentageElement",
        "RateElement",
        "ModelElement",
        "EndElement",
        "Edge",
    ] {
        assert!(types.iter().any(|name| name == wanted), "{wanted} is missing");
    }
}

/// The identifiers that are public: names of types, fields, variants and functions.
fn names() -> Vec<String> {
    let listing = listing::of(&src());
    let words =
        listing.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).filter(|word| !word.is_empty());
    // Associated types of the standard library are not our names.
    let mut names: Vec<String> = words
        .filter(|word| !["Item", "IntoIterator", "Iterator"].contains(word))
        .map(str::to_owned)
        .collect();
    names.sort();
    names.dedup();
    assert!(names.len() > 100, "{names:?}");
    names
}

#[test]
fn no_public_name_tells_how_it_was_made() {
    let document: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(project().join("spec/openapi.json")).unwrap()).unwrap();
    let operations =
        document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
    let ids: Vec<String> =
        operations.map(|operation| operation["operationId"].as_str().unwrap().to_owned()).collect();
    assert_eq!(ids.len(), 10);
    for name in names() {
        for forbidden in ["UnionMember", "Inner", "Item", "OneOf", "AnyOf", "200", "400"] {
            assert!(!name.contains(forbidden), "{name} contains {forbidden}");
        }
        for id in &ids {
            assert!(!name.to_pascal_case().contains(&id.to_pascal_case()), "{name} contains {id}");
            assert!(!name.to_snake_case().contains(&id.to_snake_case()), "{name} contains {id}");
        }
        let is_number_type = ["f64", "i64", "i32", "u8", "u32", "u64"].contains(&name.as_str());
        assert!(
            is_number_type || !name.ends_with(|last: char| last.is_ascii_digit()),
            "{name} carries a counter"
        );
    }
}
