//! Documents whose texts and names try to become code.

#![allow(clippy::unwrap_used, clippy::panic)]

use acceptance::command::{project, run, tree};
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeSet;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// Every identifier in the tokens. Text and documentation are literals, and hold none.
fn identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => {
                found.insert(ident.to_string());
            }
            TokenTree::Group(group) => identifiers(group.stream(), found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// The text of a doc attribute's lines, gathered by the comments they are printed as.
fn documentation(code: &str) -> String {
    let lines = code.lines().map(str::trim_start);
    lines.filter_map(|line| line.strip_prefix("///")).map(|line| format!("{line}\n")).collect()
}

#[test]
fn texts_become_literals_and_documentation_and_names_become_identifiers_of_their_own() {
    let folder = TempDir::new().unwrap();
    let spec = project().join("tests/fixtures/ok/hostile.json");
    let arguments = ["generate", "--spec", spec.to_str().unwrap(), "--out", "out"];
    let ended = run(XTASK, folder.path(), &arguments);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let out = folder.path().join("out");
    let mut found = BTreeSet::new();
    for (path, bytes) in tree(&out) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(path.is_relative() && !path.to_string_lossy().contains(".."), "{}", path.display());
        if path.extension().is_some_and(|extension| extension == "rs") {
            syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            identifiers(text.parse().unwrap(), &mut found);
            let documentation = documentation(&text);
            assert!(!documentation.contains("```\nfn pwn"), "{}: {documentation}", path.display());
            assert!(!documentation.contains("\n     "), "{}: {documentation}", path.display());
        }
    }
    assert!(found.contains("TX"), "{found:?}");
    for canary in ["pwn", "indented", "panic"] {
        assert!(!found.contains(canary), "`{canary}` became code");
    }
    let manifest: toml::Table =
        toml::from_str(&std::fs::read_to_string(out.join("Cargo.toml")).unwrap()).unwrap();
    let keys: Vec<&str> = manifest.keys().map(String::as_str).collect();
    assert_eq!(keys, ["dependencies", "features", "package", "target"]);
    assert!(!manifest.get("package").unwrap().as_table().unwrap().contains_key("build"));
}
