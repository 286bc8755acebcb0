//! One change, as it is reported.

use super::label::Message;
use super::rules::Rule;
use super::verdict::{Level, Step, Wire};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// Which of the two documents a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// The old one; the new one has no such place.
    Old,
    /// The new one.
    New,
}

/// A place where a change was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Spot {
    /// The operationId of the operation that uses it; `None` if the place belongs to the document as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The document that the place is in.
    pub document: Edition,
    /// Its JSON pointer there.
    pub pointer: String,
}

/// An item of the crate's public API that was removed, added or changed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ApiChange {
    /// Its path, such as `types::Route.id` or `types::Route::new`.
    pub item: String,
    /// Its old signature; `None` if it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// Its new signature; `None` if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// The version step that it requires.
    pub step: Step,
    /// Whether it is part of a type that was removed or added as a whole.
    #[serde(skip)]
    pub is_part: bool,
}

/// A change between two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule that it falls under.
    pub rule: &'static Rule,
    /// What changed, in a sentence.
    pub message: Message,
    /// The effect on programs that are already built.
    pub wire: Wire,
    /// The version step that its effect on the public API requires.
    pub source: Step,
    /// Where it was found: at least one place, the first one in the order of the walk.
    pub spots: Vec<Spot>,
    /// Its effect on the public API.
    pub api: Vec<ApiChange>,
    /// Whether it was accepted before, and does not count in the verdict.
    pub is_accepted: bool,
}

impl Change {
    /// Its level.
    #[must_use]
    pub fn level(&self) -> Level {
        Level::of(self.wire, self.source)
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Change", 8)?;
        fields.serialize_field("rule", self.rule.id)?;
        fields.serialize_field("level", &self.level())?;
        fields.serialize_field("wire", &self.wire)?;
        fields.serialize_field("source", &self.source)?;
        fields.serialize_field("message", &self.message)?;
        fields.serialize_field("places", &self.spots)?;
        fields.serialize_field("api", &self.api)?;
        if self.is_accepted {
            fields.serialize_field("accepted", &true)?;
        } else {
            fields.skip_field("accepted")?;
        }
        fields.end()
    }
}
