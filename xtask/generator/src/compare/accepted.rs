//! The changes that a maintainer has accepted: `accepted.toml` beside the configuration.
//!
//! A document that changes a schema and changes it back would call for a major version each time. A change that is in
//! the file counts no more in the verdict. Changes are added to it in both directions, since both sides are known then.

use super::change::Change;
use super::rules;
use super::verdict::Level;
use crate::diagnostic::{self, Diagnostic, Result};
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, Table, value};

/// The name of the file, in the folder of the configuration.
pub const FILE: &str = "accepted.toml";

/// The changes that were accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The file; there need not be one yet.
    path: Option<PathBuf>,
    text: String,
    changes: Vec<Entry>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    accepted: Vec<Entry>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// The rule that it falls under.
    rule: String,
    /// The JSON pointers of all places where it was found.
    places: BTreeSet<String>,
    /// What changed, as the report says it.
    change: String,
    /// Why it was accepted, for readers of the file.
    #[serde(rename = "reason")]
    _reason: Option<String>,
}

impl Accepted {
    /// Reads a file; one that is not there yet accepts nothing.
    ///
    /// # Errors
    ///
    /// If it cannot be read, is no TOML, has keys that are not known, or names a rule that there is not.
    pub fn load(path: &Path) -> Result<Self> {
        let file = diagnostic::display(path);
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                let what = format!("the file cannot be read: {error}");
                return Err(Diagnostic::file(file, what, "check that it is a text file that you may read"));
            }
        };
        let File { accepted } = toml::from_str(&text).map_err(|error| {
            let what = format!("not as expected: {}", error.message());
            Diagnostic::file(&file, what, "give each `[[accepted]]` a `rule`, its `places` and its `change`")
        })?;
        let is_unknown = |entry: &&Entry| !rules::ALL.iter().any(|rule| rule.id == entry.rule);
        if let Some(entry) = accepted.iter().find(is_unknown) {
            let what = format!("there is no rule `{}`", entry.rule);
            return Err(Diagnostic::file(file, what, "name a rule as `diff` prints it"));
        }
        Ok(Self { path: Some(path.to_owned()), text, changes: accepted })
    }

    /// Marks the changes that were accepted.
    pub(super) fn mark(&self, changes: &mut [Change]) {
        for change in changes {
            change.is_accepted = self.has(change);
        }
    }

    /// The file; `None` for no file.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    fn has(&self, change: &Change) -> bool {
        self.changes.iter().any(|entry| {
            entry.rule == change.rule.id && entry.change == change.message.to_string() && entry.is_at(change)
        })
    }

    /// The text of the file with the breaking changes that are not yet accepted: those from one document to the other,
    /// and those back. And how many there are.
    ///
    /// # Errors
    ///
    /// If the file is not as this crate writes it.
    pub fn with(&self, there: &[Change], back: &[Change]) -> Result<(String, usize)> {
        let file = self.path.as_deref().map(diagnostic::display).unwrap_or_default();
        let failed = |what: String| Diagnostic::file(&file, what, "check the file");
        let mut document: DocumentMut =
            self.text.parse().map_err(|error| failed(format!("not TOML: {error}")))?;
        let list = document.entry("accepted").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
        let Some(list) = list.as_array_of_tables_mut() else {
            return Err(failed("`accepted` is no list of tables".to_owned()));
        };
        let is_new = |change: &&Change| !change.is_accepted && change.level() == Level::Breaking;
        let new: Vec<&Change> = there.iter().chain(back).filter(is_new).collect();
        for change in &new {
            let mut entry = Table::new();
            entry.insert("rule", value(change.rule.id));
            entry.insert("places", value(places(change).into_iter().collect::<Array>()));
            entry.insert("change", value(change.message.to_string()));
            list.push(entry);
        }
        Ok((document.to_string(), new.len()))
    }
}

impl Entry {
    /// Whether every place of a change is one of this entry.
    fn is_at(&self, change: &Change) -> bool {
        places(change).into_iter().all(|place| self.places.contains(place))
    }
}

fn places(change: &Change) -> BTreeSet<&str> {
    change.spots.iter().map(|spot| spot.pointer.as_str()).collect()
}
