//! Values that fit nothing that the crate knows.

use crate::json::{Json, Reading, Reason};
use serde::de::{Deserialize, Deserializer};
use serde::ser::Serializer;
use serde_json::Value;

/// A value of a union that fits none of its known kinds, kept whole and written back as it came.
#[derive(Clone, Debug)]
pub struct Unknown {
    value: Value,
    reason: Option<Reason>,
}

impl Unknown {
    // A group of operations, which can be compiled alone, need not use a union.
    #[allow(dead_code)]
    pub(crate) fn new(value: Value, reason: Reason) -> Self {
        Self { value, reason: Some(reason) }
    }

    /// The value as it came.
    #[must_use]
    pub fn json(&self) -> &Value {
        &self.value
    }

    /// The value as it came.
    #[must_use]
    pub fn into_json(self) -> Value {
        self.value
    }

    /// Why it fits none of the known kinds: the place, and what was expected there. `None` for one made from JSON by
    /// hand.
    #[must_use]
    pub fn reason(&self) -> Option<String> {
        self.reason.as_ref().map(ToString::to_string)
    }

    /// A property that is a string.
    // Unions without a tag do not ask.
    #[allow(dead_code)]
    pub(crate) fn text(&self, property: &str) -> Option<&str> {
        self.value.get(property)?.as_str()
    }
}

/// Two unknown values are equal when their JSON is; why they are unknown does not count.
impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl From<Value> for Unknown {
    fn from(value: Value) -> Self {
        Self { value, reason: None }
    }
}

impl Json for Unknown {
    fn placeholder() -> Self {
        Self::from(Value::Null)
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        *place = Self::from(Value::deserialize(deserializer)?);
        Ok(Reading::Fits)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write(serializer)
    }
}
