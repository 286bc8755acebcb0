//! One change, as it is reported.

use super::rules::Rule;
use super::verdict::{Level, Step, Wire};
use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// Which of the two documents a place is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Edition {
    /// The old one: there is no such place in the new one any more.
    Old,
    /// The new one.
    New,
}

/// A place that a change was found at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Spot {
    /// The operation that leads there, by its operationId; `None`: the place belongs to the document as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// The document that the place is in.
    pub document: Edition,
    /// Its JSON pointer there.
    pub pointer: String,
}

/// Something in the public API of the crate that is there no more, is new, or is not what it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ApiChange {
    /// What it is called: `types::Route.id`, `types::Route::new`.
    pub item: String,
    /// What it was; `None`: it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it is; `None`: it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// The step that it calls for.
    pub step: Step,
}

/// A change between two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The rule that it falls under.
    pub rule: &'static Rule,
    /// What changed, in a sentence.
    pub message: String,
    /// What becomes of programs that are built already.
    pub wire: Wire,
    /// The step that what it does to the public API calls for.
    pub source: Step,
    /// Where it was found: at least one place, the first one in the order of the walk.
    pub spots: Vec<Spot>,
    /// What it does to the public API.
    pub api: Vec<ApiChange>,
}

impl Change {
    /// How far it is felt.
    #[must_use]
    pub fn level(&self) -> Level {
        Level::of(self.wire, self.source)
    }
}

impl Serialize for Change {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Change", 7)?;
        fields.serialize_field("rule", self.rule.id)?;
        fields.serialize_field("level", &self.level())?;
        fields.serialize_field("wire", &self.wire)?;
        fields.serialize_field("source", &self.source)?;
        fields.serialize_field("message", &self.message)?;
        fields.serialize_field("places", &self.spots)?;
        fields.serialize_field("api", &self.api)?;
        fields.end()
    }
}
