//! What a change is called in reports.

use super::quote::plain;
use crate::model::Name;
use serde::{Serialize, Serializer};
use std::fmt;

/// What a place is called. The name of the type that it belongs to stands by itself, so that what changes alike in
/// several types can be shown once.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Label {
    before: String,
    owner: String,
    after: String,
    /// The group that is new or gone as a whole, with this operation.
    group: Option<String>,
}

/// What changed, in a sentence without a full stop: a place, and what is said of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    /// The place.
    pub label: Label,
    /// What is said of it, from the blank or the colon on; empty if the label says it all.
    pub says: String,
}

impl Label {
    /// A type.
    pub(super) fn of_type(name: &Name) -> Self {
        Self::one_of_many("`", name.to_string(), "`")
    }

    /// A property of a type.
    pub(super) fn property(name: &Name, property: &str) -> Self {
        let after = format!(".{}`", plain(&property.replace('`', "'")));
        Self { after, ..Self::of_type(name) }
    }

    /// Something that is one of many of its kind, such as a type that is new.
    pub(super) fn one_of_many(before: &str, owner: String, after: &str) -> Self {
        Self { before: before.to_owned(), owner, after: after.to_owned(), group: None }
    }

    /// An operation of a group that is new or gone as a whole.
    pub(super) fn in_group(self, group: String) -> Self {
        Self { group: Some(group), ..self }
    }

    /// A part of this place, such as `each item of `.
    pub(super) fn part(&self, words: &str) -> Self {
        Self { before: format!("{words}{}", self.before), ..self.clone() }
    }

    /// A message about this place.
    pub(super) fn says(&self, says: impl Into<String>) -> Message {
        Message { label: self.clone(), says: says.into() }
    }

    /// The label without the name of the type: equal for places that are alike in two types. `None` if there is none.
    pub(super) fn kind(&self) -> Option<(&str, &str, Option<&str>)> {
        (!self.owner.is_empty()).then_some((&self.before, &self.after, self.group()))
    }

    /// The group that is new or gone as a whole, with this operation.
    pub(super) fn group(&self) -> Option<&str> {
        self.group.as_deref()
    }
}

impl From<String> for Label {
    fn from(before: String) -> Self {
        Self { before, ..Self::default() }
    }
}

impl From<&str> for Label {
    fn from(before: &str) -> Self {
        before.to_owned().into()
    }
}

impl From<String> for Message {
    fn from(text: String) -> Self {
        Self { label: text.into(), says: String::new() }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.before, self.owner, self.after)
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.label, self.says)
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
