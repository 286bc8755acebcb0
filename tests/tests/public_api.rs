//! What users of the crate can name, so that a change of it shows in review.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::{command::project, listing};
use heck::{ToPascalCase, ToSnakeCase};
use std::path::PathBuf;

fn src() -> PathBuf {
    project().join("generated/src")
}

#[test]
fn the_public_api() {
    insta::assert_snapshot!(listing::of(&src()));
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
