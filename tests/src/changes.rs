//! Changes of a document, with the verdicts that `diff` should give: `fixtures/diff/changes.toml`.

use crate::command::project;
use serde::Deserialize;
use serde_json::Value;

/// A change of the document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// The change in one line.
    pub title: String,
    /// The change as a JSON Patch.
    patch: json_patch::Patch,
    /// The verdict on making the change.
    pub forward: Expected,
    /// The verdict on undoing it.
    pub backward: Expected,
    /// The reason, if cargo-semver-checks and the listings of the public APIs disagree with the step for the source.
    pub exception: Option<String>,
}

/// The expected verdict on a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// Whether programs that are built already keep working.
    pub wire: String,
    /// The version step that the change of the source calls for.
    pub source: String,
    /// The rules that apply, in order.
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

/// The document that all changes apply to.
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

/// The change with this title.
#[must_use]
pub fn named(title: &str) -> Change {
    all().into_iter().find(|change| change.title == title).unwrap_or_else(|| panic!("no change {title:?}"))
}
