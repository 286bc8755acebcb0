//! What the documentation of generated crates says of each item.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::command::{project, run};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use walkdir::WalkDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// The Rust files of a crate.
fn files(src: &Path) -> Vec<(PathBuf, String)> {
    let paths = WalkDir::new(src).into_iter().map(|entry| entry.unwrap().into_path());
    let rust = paths.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let files: Vec<_> = rust.map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect();
    assert!(files.len() > 10, "only {} files were found", files.len());
    files
}

/// The crate of a fixture, in a folder of its own.
fn generated(fixture: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    let spec = project().join("tests/fixtures").join(fixture);
    let ended = run(XTASK, folder.path(), &["generate", "--spec", spec.to_str().unwrap(), "--out", "out"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    folder
}

#[test]
fn nothing_is_described_by_its_name_alone() {
    let folder = generated("petstore.yaml");
    let awkward = generated("awkward/null-everywhere.yaml");
    for src in
        [project().join("generated/src"), folder.path().join("out/src"), awkward.path().join("out/src")]
    {
        for (path, text) in files(&src) {
            for empty in ["The property `", "The schema `"] {
                assert!(!text.contains(empty), "{}: {empty}", path.display());
            }
        }
    }
}

/// The documentation of each public function of a file, by its name.
fn functions(text: &str) -> Vec<(String, String)> {
    let mut docs = String::new();
    let mut functions = Vec::new();
    for line in text.lines().map(str::trim) {
        match (line.strip_prefix("///"), line.strip_prefix("pub fn ")) {
            (Some(text), _) => docs.push_str(&format!("{}\n", text.strip_prefix(' ').unwrap_or(text))),
            (_, Some(function)) => {
                let name = function.split(['(', '<']).next().unwrap();
                functions.push((name.to_owned(), std::mem::take(&mut docs)));
            }
            _ if line.starts_with("#[") => {}
            _ => docs.clear(),
        }
    }
    functions
}

#[test]
fn each_method_names_its_request_and_its_permission_and_has_an_example() {
    let text =
        std::fs::read_to_string(project().join("generated/src/operations/dynamic_routing.rs")).unwrap();
    let (_, methods) = text.split_once("impl DynamicRouting {").unwrap();
    let (methods, _) = methods.split_once("\n}\n").unwrap();
    let methods = functions(methods);
    assert_eq!(methods.len(), 10);
    for (name, docs) in methods {
        let is_read = ["list", "get", "list_versions", "list_deployments", "get_version"].contains(&&*name);
        let request = docs.lines().find(|line| line.ends_with("`") && line.contains(" /accounts/")).unwrap();
        assert_eq!(request.starts_with("`GET "), is_read, "{name}: {request}");
        assert!(docs.contains("Permission: *AI Gateway Write*"), "{name}: {docs}");
        assert!(docs.contains("```no_run\n") && docs.contains(&format!(".{name}(")), "{name}: {docs}");
    }
}

#[test]
fn a_document_without_words_is_described_by_what_is_known() {
    let folder = generated("petstore.yaml");
    let src = folder.path().join("out/src");
    let all: String = files(&src).into_iter().map(|(_, text)| text).collect();
    for known in ["Required.", "Optional.", "/// `GET /", "```no_run"] {
        assert!(all.contains(known), "{known}");
    }
}

#[test]
fn the_front_page_links_every_name_that_it_mentions() {
    let text = std::fs::read_to_string(project().join("generated/src/lib.rs")).unwrap();
    let listing: BTreeSet<String> = acceptance::listing::types(&project().join("generated/src"))
        .into_iter()
        .chain(["Client", "ClientBuilder", "Error", "RetryPolicy", "DynamicRouting"].map(str::to_owned))
        .collect();
    let (mut in_code, mut linked) = (false, 0);
    for line in text.lines().filter_map(|line| line.strip_prefix("//!")) {
        let line = line.trim_start();
        if line.starts_with("```") {
            in_code = !in_code;
        }
        if in_code {
            continue;
        }
        let parts: Vec<&str> = line.split('`').collect();
        for (index, code) in parts.iter().enumerate().skip(1).step_by(2) {
            let first = code.split("::").next().unwrap();
            if listing.contains(first) {
                assert!(parts[index - 1].ends_with('['), "`{code}` is no link: {line}");
                linked += 1;
            }
        }
    }
    assert!(linked >= 8, "only {linked} names are linked");
    let readme = std::fs::read_to_string(project().join("generated/README.md")).unwrap();
    assert!(!readme.contains("[`"), "the README has links that only rustdoc understands");
}

/// What a doc comment says.
fn docs(attributes: &[syn::Attribute]) -> String {
    let text = |attribute: &syn::Attribute| match &attribute.meta {
        syn::Meta::NameValue(pair) => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    };
    attributes.iter().filter_map(text).collect()
}

#[test]
fn each_type_field_and_method_of_the_ten_operations_says_its_source_with_a_date() {
    let says_it = |docs: &str| {
        docs.split("Source: ").nth(1).is_some_and(|source| source.contains(" 2026") && source.contains('.'))
    };
    let (mut count, mut without) = (0, Vec::new());
    let mut check = |name: String, docs: &str| {
        count += 1;
        if !says_it(docs) {
            without.push(name);
        }
    };
    for (path, text) in files(&project().join("generated/src/types")) {
        if path.ends_with("mod.rs") {
            continue;
        }
        for item in syn::parse_file(&text).unwrap().items {
            match item {
                syn::Item::Struct(item) => {
                    // What a constructor takes has the fields of its type.
                    if !item.ident.to_string().starts_with("New") {
                        check(item.ident.to_string(), &docs(&item.attrs));
                    }
                    for field in
                        item.fields.iter().filter(|field| matches!(field.vis, syn::Visibility::Public(_)))
                    {
                        let name = field.ident.as_ref().unwrap();
                        if name != "additional_properties" {
                            check(format!("{}.{name}", item.ident), &docs(&field.attrs));
                        }
                    }
                }
                syn::Item::Enum(item) => check(item.ident.to_string(), &docs(&item.attrs)),
                _ => {}
            }
        }
    }
    let operations =
        std::fs::read_to_string(project().join("generated/src/operations/dynamic_routing.rs")).unwrap();
    for (name, docs) in
        functions(&operations).into_iter().filter(|(name, _)| name != "pages" && name != "items")
    {
        check(name, &docs);
    }
    assert!(count > 100, "only {count} were found");
    assert!(without.is_empty(), "{without:?}");
}
