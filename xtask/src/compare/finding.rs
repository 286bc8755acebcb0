//! What the walk over both documents finds, before it is known what becomes of the public API.

use super::change::Spot;
use super::rules::Rule;

/// A difference between the documents.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) rule: &'static Rule,
    pub(super) message: String,
    pub(super) spot: Spot,
    pub(super) claims: Vec<Claim>,
}

/// What of the public API a finding explains, where that changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Claim {
    /// An item's shape, and the order of its arguments.
    Item(String),
    /// That an item is deprecated, or no longer is.
    Deprecation(String),
    /// A type or function with all that belongs to it.
    All(String),
    /// A type's name, wherever it stands.
    Renamed { old: String, new: String },
}

impl Claim {
    /// Claims to items.
    pub(super) fn items(items: impl IntoIterator<Item = String>) -> Vec<Self> {
        items.into_iter().map(Self::Item).collect()
    }

    /// Claims to the deprecation of the same items.
    pub(super) fn deprecations(claims: &[Self]) -> Vec<Self> {
        let items = claims.iter().filter_map(|claim| match claim {
            Self::Item(item) => Some(Self::Deprecation(item.clone())),
            _ => None,
        });
        items.collect()
    }
}
