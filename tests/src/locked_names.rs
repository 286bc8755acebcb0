//! Crates that are made one after the other with one lock of names.

use openapi_to_crate::config::names_lock;
use openapi_to_crate::generate::{Input, named_crate_of};
use openapi_to_crate::model::items::Listing;
use serde_json::Value;
use std::collections::BTreeSet;
use tempfile::TempDir;

/// A folder in which crates are made, with a lock that all of them use.
pub struct Room(TempDir);

impl Default for Room {
    fn default() -> Self {
        Self::new()
    }
}

impl Room {
    /// An empty one.
    pub fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// The public items of the crate for a document, a line each. The lock knows its names afterwards.
    pub fn items(&self, document: &Value) -> BTreeSet<String> {
        let (spec, lock) = (self.0.path().join("openapi.json"), self.0.path().join(names_lock::FILE));
        std::fs::write(&spec, document.to_string()).unwrap();
        let made = named_crate_of(&Input { spec, lock: Some(lock.clone()), ..Input::default() }).unwrap();
        std::fs::write(lock, made.lock.file_text()).unwrap();
        Listing::of(&made.made).iter().map(ToString::to_string).collect()
    }

    /// The lock, as text.
    pub fn lock(&self) -> String {
        std::fs::read_to_string(self.0.path().join(names_lock::FILE)).unwrap()
    }
}

/// The items that only the old crate has.
pub fn gone(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Vec<String> {
    // That a type implements more and can be made in more ways is no harm.
    old.difference(new).cloned().collect()
}
