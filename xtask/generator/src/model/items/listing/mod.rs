//! The listing of a crate's public items. Tests snapshot its text, and `compare` compares two of them.

mod answer_types;
mod credentials;
mod events;
mod item;
mod operations;
mod types;

pub use item::{Item, ItemKind, Piece};

use super::Crate;
use std::collections::BTreeMap;
use std::fmt;

/// The public items of a crate, by their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing(BTreeMap<String, Item>);

impl Listing {
    /// The items that the generator makes for a crate, without those of the runtime.
    #[must_use]
    pub fn of(made: &Crate) -> Self {
        let mut items = types::items(made);
        items.extend(operations::items(made));
        items.extend(credentials::items(made));
        items.extend(events::items(made));
        Self::from(items)
    }

    /// The item of a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&Item> {
        self.0.get(path)
    }

    /// All items, by path.
    pub fn iter(&self) -> impl Iterator<Item = &Item> {
        self.0.values()
    }
}

impl From<Vec<Item>> for Listing {
    fn from(items: Vec<Item>) -> Self {
        Self(items.into_iter().map(|item| (item.path.clone(), item)).collect())
    }
}

impl fmt::Display for Listing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.iter().try_for_each(|item| writeln!(f, "{item}"))
    }
}
