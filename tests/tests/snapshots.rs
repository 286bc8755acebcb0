//! What is made of the document, so that a change of it shows in review: first in the model, then in the code.
//!
//! The public API and the requests have snapshots of their own, in `public_api.rs` and `wire.rs`.

#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use xtask::generate::{Input, model, tree};
use xtask::model::{Api, Definition};

fn api() -> Api {
    let spec: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec");
    model(&Input {
        spec: spec.join("openapi.json"),
        overlay: Some(spec.join("overlay.yaml")),
        config: Some(spec.join("generator.toml")),
    })
    .unwrap()
}

#[test]
fn the_operations_of_the_model() {
    insta::assert_json_snapshot!(api().groups);
}

#[test]
fn the_types_of_the_model() {
    let api = api();
    for (name, definition) in &api.types {
        insta::with_settings!({snapshot_suffix => name.as_str()}, {
            insta::assert_json_snapshot!("type", definition);
        });
    }
}

#[test]
fn the_api_besides_its_operations_and_types() {
    let api = Api { groups: Vec::new(), types: Default::default(), ..api() };
    insta::assert_json_snapshot!(api);
}

#[test]
fn the_code_of_the_union_and_of_one_of_its_variants() {
    let api = api();
    let tree = tree(&api).unwrap();
    let unions = api.types.iter().filter(|(_, definition)| matches!(definition, Definition::Union(_)));
    assert_eq!(unions.map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Element"]);
    for file in ["element", "model_element"] {
        let code = tree.get(&format!("src/types/{file}.rs")).unwrap();
        insta::with_settings!({snapshot_suffix => file}, { insta::assert_snapshot!("code", code) });
    }
}
