//! Changes of a document, with what is to be said of them: `fixtures/diff/changes.toml`.

use crate::command::project;
use serde::Deserialize;
use serde_json::Value;

/// A change of the document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// What changes, in a line.
    pub title: String,
    /// How, as a JSON Patch.
    patch: json_patch::Patch,
    /// What is said when it comes.
    pub forward: Expected,
    /// What is said when it is taken back.
    pub backward: Expected,
    /// Why cargo-semver-checks and the listings of the public APIs say something else of the source, where they do.
    pub exception: Option<String>,
}

/// What is to be said of a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// What becomes of programs that are built already.
    pub wire: String,
    /// The step that the crate's source calls for.
    pub source: String,
    /// The rules that are met, in order.
    pub rules: Vec<String>,
}

#[derive(Deserialize)]
struct Table {
    change: Vec<Change>,
}

impl Change {
    /// The document after the change.
    #[must_use]
    pub fn apply(&self, document: &Value) -> Value {
        let mut changed = document.clone();
        json_patch::patch(&mut changed, &self.patch)
            .unwrap_or_else(|error| panic!("{}: {error}", self.title));
        changed
    }
}

/// The document that all changes are changes of.
#[must_use]
pub fn base() -> Value {
    serde_json::from_slice(&std::fs::read(project().join("tests/fixtures/diff/base.json")).unwrap()).unwrap()
}

/// All changes.
#[must_use]
pub fn all() -> Vec<Change> {
    let text = std::fs::read_to_string(project().join("tests/fixtures/diff/changes.toml")).unwrap();
    let table: Table = toml::from_str(&text).unwrap();
    table.change
}

/// The change of this title.
#[must_use]
pub fn named(title: &str) -> Change {
    all().into_iter().find(|change| change.title == title).unwrap_or_else(|| panic!("no change {title:?}"))
}
