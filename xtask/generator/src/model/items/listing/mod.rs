//! The listing of a crate's public items. Tests snapshot its text, and `compare` compares two of them.

mod answer_headers;
mod answer_types;
mod credentials;
mod events;
mod item;
mod operations;
mod servers;
mod types;

pub use item::{Item, ItemKind, Piece};

use super::Crate;
use std::collections::{BTreeMap, HashSet};
use std::fmt;

/// The public items of a crate, by their paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listing(BTreeMap<String, Item>);

impl Listing {
    /// The items that the generator makes for a crate, without those of the runtime.
    #[must_use]
    pub fn of(made: &Crate) -> Self {
        Self::from(items(made).collect::<Vec<_>>())
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

/// The items in which two crates differ. Whole listings would take as much memory as all that they are made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Differing {
    /// Those of the old crate.
    pub old: Listing,
    /// Those of the new crate.
    pub new: Listing,
    /// The items of the old crate that items of the new one are a part of.
    pub parents: Listing,
}

impl Differing {
    /// The items in which two crates differ.
    #[must_use]
    pub fn between(old: &Crate, new: &Crate) -> Self {
        Self::of(|| items(old), || items(new))
    }

    /// The same of two lists, each of which can be made several times.
    pub fn of<O: Iterator<Item = Item>, N: Iterator<Item = Item>>(
        old: impl Fn() -> O + Sync,
        new: impl Fn() -> N + Sync,
    ) -> Self {
        let (of_old, of_new): (Vec<u64>, Vec<u64>) = rayon::join(
            || old().map(|item| item.fingerprint()).collect(),
            || new().map(|item| item.fingerprint()).collect(),
        );
        let known = |prints: &[u64]| prints.iter().copied().collect::<HashSet<u64>>();
        let (in_old, in_new) = (known(&of_old), known(&of_new));
        let only_new = new().zip(of_new).filter(|(_, print)| !in_old.contains(print));
        let is: Vec<Item> = only_new.map(|(item, _)| item).collect();
        let parents: HashSet<&str> = is.iter().filter_map(Item::parent).collect();
        let (mut was, mut owners) = (Vec::new(), Vec::new());
        for (item, print) in old().zip(of_old) {
            if parents.contains(item.path.as_str()) {
                owners.push(item.clone());
            }
            if !in_new.contains(&print) {
                was.push(item);
            }
        }
        Self { old: was.into(), new: is.into(), parents: owners.into() }
    }
}

/// The items that the generator makes for a crate, one after the other.
fn items(made: &Crate) -> impl Iterator<Item = Item> {
    types::items(made)
        .chain(operations::items(made))
        .chain(credentials::items(made))
        .chain(events::items(made))
        .chain(servers::items(made))
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
