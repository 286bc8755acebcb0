//! The documents that the tests have.

use crate::command::project;
use std::path::PathBuf;
use walkdir::WalkDir;

/// The published document, and every document that generates.
#[must_use]
pub fn documents() -> Vec<PathBuf> {
    let mut found = vec![project().join("spec/openapi.json")];
    for folder in ["ok", "awkward"] {
        let files = WalkDir::new(project().join("tests/fixtures").join(folder)).sort_by_file_name();
        let files = files.into_iter().map(|entry| entry.unwrap().into_path());
        found.extend(files.filter(|path| {
            let is_document = path.extension().is_some_and(|ending| ending == "json" || ending == "yaml");
            is_document && std::fs::read_to_string(path).unwrap().contains("openapi")
        }));
    }
    assert!(found.len() > 40, "only {} documents were found", found.len());
    found
}
