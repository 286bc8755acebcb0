//! What is made of the document, so that a change of it shows in review: first in the model and in the crate as data,
//! then in the code.
//!
//! The public API and the requests have snapshots of their own, in `public_api.rs` and `wire.rs`.

#![allow(clippy::unwrap_used)]

use acceptance::command::own_input;
use openapi_to_crate::generate::{crate_of, tree};
use openapi_to_crate::model::items::{Crate, TypeItem};
use openapi_to_crate::model::{Api, Definition};
use serde::Serialize;

fn made() -> Crate {
    crate_of(&own_input()).unwrap()
}

#[test]
fn the_operations_of_the_model() {
    insta::assert_json_snapshot!(made().api.groups);
}

#[test]
fn the_operations_of_the_crate() {
    insta::assert_json_snapshot!(made().groups);
}

/// A type: what the document says of it, and what the crate has for it.
#[derive(Serialize)]
struct Type<'a> {
    definition: &'a Definition,
    item: &'a TypeItem,
}

#[test]
fn the_types() {
    let made = made();
    assert!(made.types.keys().eq(made.api.types.keys()));
    for ((name, definition), item) in made.api.types.iter().zip(made.types.values()) {
        insta::with_settings!({ snapshot_suffix => name.as_str(), omit_expression => true }, {
            insta::assert_json_snapshot!("type", Type { definition, item });
        });
    }
}

#[test]
fn the_crate_besides_its_operations_and_types() {
    let made = made();
    let api = Api { groups: Vec::new(), types: Default::default(), ..made.api };
    let rest = Crate { api, groups: Vec::new(), types: Default::default(), ..made };
    insta::with_settings!({ omit_expression => true }, { insta::assert_json_snapshot!(rest) });
}

#[test]
fn the_code_of_the_union_and_of_one_of_its_variants() {
    let made = made();
    let tree = tree(&made).unwrap();
    let unions = made.api.types.iter().filter(|(_, definition)| matches!(definition, Definition::Union(_)));
    assert_eq!(unions.map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Element"]);
    for file in ["element", "model_element"] {
        let code = tree.get(&format!("src/types/{file}.rs")).unwrap();
        insta::with_settings!({snapshot_suffix => file}, { insta::assert_snapshot!("code", code) });
    }
}
