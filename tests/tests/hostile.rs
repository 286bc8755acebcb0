//! Documents whose texts and names try to become code, or to get out of the output folder.
//!
//! Each folder in `fixtures/ok` is a case: a hostile document and its harmless twin, which differs only in the hostile
//! text. The crates made from both must be the same except for literals and documentation.

#![allow(clippy::unwrap_used, clippy::panic)]

use acceptance::command::{Room, project, tree};
use acceptance::workspace::Workspace;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// A word that is in all hostile texts, and must not become code.
const CANARY: &str = "pwn";

/// How often each identifier occurs in a file.
type Identifiers = BTreeMap<String, usize>;

/// A crate without its literals and its documentation.
#[derive(Debug, PartialEq)]
struct Shape {
    code: BTreeMap<PathBuf, Identifiers>,
    /// The keys of Cargo.toml.
    manifest: Vec<String>,
    /// The lines of README.md that begin or end code.
    fences: Vec<String>,
}

/// The cases, by name.
fn cases() -> Vec<(String, PathBuf)> {
    let folders = std::fs::read_dir(project().join("tests/fixtures/ok")).unwrap();
    let paths = folders.map(|folder| folder.unwrap().path());
    let mut cases: Vec<_> =
        paths.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), path)).collect();
    cases.sort();
    assert!(cases.len() >= 5, "only {} cases were found", cases.len());
    cases
}

/// Counts the identifiers in the tokens, except for `doc`, since documentation is attributes of that name.
fn count(tokens: TokenStream, found: &mut Identifiers) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident != "doc" => *found.entry(ident.to_string()).or_default() += 1,
            TokenTree::Group(group) => count(group.stream(), found),
            TokenTree::Ident(_) | TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

fn keys(table: &toml::Table, above: &str, found: &mut Vec<String>) {
    for (key, value) in table {
        let path = format!("{above}/{key}");
        if let toml::Value::Table(table) = value {
            keys(table, &path, found);
        }
        found.push(path);
    }
}

fn shape(out: &Path) -> Shape {
    let mut shape = Shape { code: BTreeMap::new(), manifest: Vec::new(), fences: Vec::new() };
    for (path, bytes) in tree(out) {
        let text = String::from_utf8(bytes).unwrap();
        assert!(path.to_string_lossy().is_ascii(), "{}", path.display());
        match (path.extension().and_then(OsStr::to_str), path.to_str()) {
            (Some("rs"), _) => {
                syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
                let mut identifiers = Identifiers::new();
                count(text.parse().unwrap(), &mut identifiers);
                shape.code.insert(path, identifiers);
            }
            (_, Some("Cargo.toml")) => keys(&toml::from_str(&text).unwrap(), "", &mut shape.manifest),
            (_, Some("README.md")) => {
                let fences = text.lines().filter(|line| line.trim_start().starts_with("```"));
                shape.fences = fences.map(str::to_owned).collect();
            }
            _ => {
                shape.code.insert(path, Identifiers::new());
            }
        }
    }
    shape
}

#[test]
fn a_hostile_document_becomes_the_crate_of_its_harmless_twin_but_for_literals_and_documentation() {
    for (case, path) in cases() {
        let room = Room::new();
        let before = room.everything();
        let [hostile, harmless] = ["hostile", "harmless"].map(|document| {
            let spec = path.join(document).with_extension("json");
            let ended = room.run(XTASK, &["generate", "--spec", spec.to_str().unwrap(), "--out", document]);
            assert_eq!(ended.status, 0, "{}: {}", spec.display(), ended.stderr);
            shape(&room.folder().join(document))
        });
        for (file, identifiers) in &hostile.code {
            assert!(
                !identifiers.contains_key(CANARY),
                "{case}: `{CANARY}` became code in {}",
                file.display()
            );
            let twin = harmless.code.get(file);
            let differs =
                |(name, count): &(&String, &usize)| twin.and_then(|twin| twin.get(*name)) != Some(count);
            let different: Vec<_> = identifiers.iter().filter(differs).collect();
            assert!(different.is_empty(), "{case}: {} has {different:?}", file.display());
        }
        assert_eq!(hostile, harmless, "{case}");
        // Nothing but the two crates was written, neither beside them nor at `/abs`.
        assert!(room.everything_but(&["hostile", "harmless"]) == before, "{case} left something elsewhere");
        assert!(!Path::new("/abs").exists(), "{case}");
    }
}

#[test]
fn hostile_text_is_where_the_test_looks_for_it() {
    for (case, path) in cases() {
        let text = std::fs::read_to_string(path.join("hostile.json")).unwrap();
        assert!(text.contains(CANARY), "{case} is not hostile");
    }
}

#[test]
#[ignore = "compiles the crates, which takes minutes: `cargo hostile`"]
fn the_crates_of_hostile_documents_compile_and_rustdoc_runs_none_of_their_text() {
    let mut workspace = Workspace::new("hostile");
    let mut features = vec![];
    for (case, path) in cases() {
        let made = workspace.generate(XTASK, &path.join("hostile.json"), None, &case);
        let text = std::fs::read_to_string(made.join("Cargo.toml")).unwrap();
        let manifest: toml::Table = toml::from_str(&text).unwrap();
        let package = manifest.get("package").unwrap().get("name").unwrap().as_str().unwrap();
        for feature in
            manifest.get("features").unwrap().as_table().unwrap().keys().filter(|key| *key == "full")
        {
            features.push(format!("{package}/{feature}"));
        }
    }
    let features = features.join(",");
    let with_features = ["--no-default-features", "--features", &features];
    let printed = workspace.cargo(env!("CARGO"), &[&["test", "--doc"], &with_features[..]].concat());
    // A doctest from the text of a document would not compile; these are those of the front pages.
    assert_eq!(printed.matches("... FAILED").count(), 0, "{printed}");
    assert!(printed.matches("src/lib.rs - (line").count() >= cases().len(), "{printed}");
    workspace.cargo(env!("CARGO"), &[&["doc", "--no-deps"], &with_features[..]].concat());
}
