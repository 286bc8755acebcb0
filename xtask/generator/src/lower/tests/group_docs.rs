//! What the documentation of a group says is what the document says of its tag.

use super::{document, read};
use crate::config::Config;
use serde_json::{Value, json};

/// What is said of the group `pets`, and the facts.
fn said(tags: &Value) -> (String, String) {
    let mut document = document(&json!({"type": "string"}), &json!({}));
    document["openapi"] = json!("3.2.0");
    document["tags"] = tags.clone();
    let api = read(document, &Config::default()).unwrap();
    (api.groups[0].docs.text.clone(), api.groups[0].docs.facts.clone())
}

#[test]
fn a_tag_that_is_not_described_is_named() {
    assert_eq!(said(&json!([])), ("pets".to_owned(), String::new()));
    assert_eq!(said(&json!([{"name": "pets", "description": "pets"}])), ("pets".to_owned(), String::new()));
}

#[test]
fn the_summary_and_the_description_of_a_tag_stand_in_the_documentation() {
    let (text, _) = said(&json!([{"name": "pets", "description": "Cats and dogs."}]));
    assert_eq!(text, "pets\n\nCats and dogs.");
    let (text, _) = said(&json!([{"name": "pets", "summary": "Pets", "description": "Cats and dogs."}]));
    assert_eq!(text, "Pets\n\nCats and dogs.");
}

#[test]
fn the_documentation_says_what_a_group_is_under_and_its_kind() {
    let (_, facts) = said(&json!([
        {"name": "pets", "parent": "animals", "kind": "nav"},
        {"name": "animals", "summary": "Animals", "parent": "all"}
    ]));
    assert_eq!(facts, "It is under “Animals”, which is under “all”. Its kind is “nav”.");
}

#[test]
fn tags_that_are_under_each_other_end() {
    let (_, facts) =
        said(&json!([{"name": "pets", "parent": "animals"}, {"name": "animals", "parent": "pets"}]));
    assert_eq!(facts, "It is under “animals”.");
}
