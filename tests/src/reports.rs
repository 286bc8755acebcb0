//! What `cargo xtask diff` reports of two documents.

use crate::command::{Ended, run};
use serde_json::Value;
use std::collections::BTreeSet;
use tempfile::TempDir;

/// Compares two documents with more arguments.
#[must_use]
pub fn diff(xtask: &str, old: &Value, new: &Value, more: &[&str]) -> Ended {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("old.json"), old.to_string()).unwrap();
    std::fs::write(folder.path().join("new.json"), new.to_string()).unwrap();
    let arguments: Vec<&str> = ["diff", "old.json", "new.json"].iter().chain(more).copied().collect();
    run(xtask, folder.path(), &arguments)
}

/// The same as JSON.
#[must_use]
pub fn report(xtask: &str, old: &Value, new: &Value, more: &[&str]) -> Value {
    let more: Vec<&str> = more.iter().copied().chain(["--format", "json"]).collect();
    let ended = diff(xtask, old, new, &more);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    serde_json::from_str(&ended.stdout).unwrap()
}

/// The rules that a report names, each once.
#[must_use]
pub fn rules_of(report: &Value) -> Vec<String> {
    let changes = report["changes"].as_array().unwrap();
    let rules: BTreeSet<&str> = changes.iter().map(|change| change["rule"].as_str().unwrap()).collect();
    rules.into_iter().map(str::to_owned).collect()
}
