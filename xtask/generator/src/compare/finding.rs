//! The differences that the walk over both documents finds, not yet joined with the changes of the public API.

use super::change::{Edition, Spot};
use super::label::Message;
use super::rules::Rule;
use crate::model::{JsonPointer, Name};

/// A difference between the documents.
#[derive(Debug)]
pub(super) struct Finding {
    pub(super) rule: &'static Rule,
    pub(super) message: Message,
    pub(super) spot: Spot,
    /// It explains the changes of the public API that have one of these causes.
    pub(super) causes: Vec<Cause>,
}

/// Why an item of the public API changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Cause {
    /// A place in one of the documents was added, removed or changed.
    Place(Edition, JsonPointer),
    /// A place was deprecated, or no longer is.
    Deprecation(Edition, JsonPointer),
    /// A type has another name.
    Renamed(Name, Name),
}

impl Cause {
    /// Causes for places of a document that were added, removed or changed.
    pub(super) fn places(edition: Edition, pointers: impl IntoIterator<Item = JsonPointer>) -> Vec<Self> {
        pointers.into_iter().map(|pointer| Self::Place(edition, pointer)).collect()
    }

    /// The deprecation of the same places.
    pub(super) fn deprecations(causes: &[Self]) -> Vec<Self> {
        let places = causes.iter().filter_map(|cause| match cause {
            Self::Place(edition, pointer) => Some(Self::Deprecation(*edition, pointer.clone())),
            Self::Deprecation(..) | Self::Renamed(..) => None,
        });
        places.collect()
    }
}
