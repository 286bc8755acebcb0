//! Objects of which the schema says no more than that they are objects.

use super::misfit::Reading;
use super::object::read_object;
use super::typed::{Json, implement_serde};
use serde::de::Deserializer;
use serde::ser::Serializer;
use serde_json::{Map, Value};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// An object with any properties. It is used as the [`Map`] that it derefs to, and is made from one or from what
/// [`json!`](serde_json::json) makes.
///
/// JSON that is no object is never read as one. Where a caller makes one from it all the same, it is sent as it is, for
/// the service to say what is wrong with it.
#[derive(Clone, Default, PartialEq)]
pub struct JsonObject {
    map: Map<String, Value>,
    /// What it was made from, where that is no object. Boxed because it is a slip of a caller.
    other: Option<Box<Value>>,
}

impl JsonObject {
    /// One without any property.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The properties, by themselves; none where it was made from JSON that is no object.
    #[must_use]
    pub fn into_map(self) -> Map<String, Value> {
        self.map
    }
}

impl Deref for JsonObject {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.map
    }
}

/// One that was made from JSON that is no object becomes an object when it is changed.
impl DerefMut for JsonObject {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.other = None;
        &mut self.map
    }
}

impl From<Map<String, Value>> for JsonObject {
    fn from(map: Map<String, Value>) -> Self {
        Self { map, other: None }
    }
}

impl From<Value> for JsonObject {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(map) => map.into(),
            other => Self { map: Map::new(), other: Some(Box::new(other)) },
        }
    }
}

impl From<JsonObject> for Value {
    fn from(object: JsonObject) -> Self {
        object.other.map_or_else(|| Self::Object(object.map), |other| *other)
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for JsonObject {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(properties: I) -> Self {
        properties
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()))
            .collect::<Map<String, Value>>()
            .into()
    }
}

impl fmt::Debug for JsonObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.other {
            Some(other) => other.fmt(f),
            None => f.debug_map().entries(self.iter()).finish(),
        }
    }
}

impl Json for JsonObject {
    fn placeholder() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_object(deserializer, &mut place.map)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.other {
            Some(other) => other.write(serializer),
            None => self.map.write(serializer),
        }
    }
}

implement_serde!(JsonObject);

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn it_is_the_map_that_it_holds() {
        let mut object = JsonObject::from(json!({"a": 1}));
        assert_eq!((object.get("a"), object.len()), (Some(&json!(1)), 1));
        object.insert("b".to_owned(), json!(2));
        assert_eq!(serde_json::to_value(&object).unwrap(), json!({"a": 1, "b": 2}));
        assert_eq!(object, [("b", 2), ("a", 1)].into_iter().collect());
        assert_eq!(JsonObject::default(), json!({}).into());
    }

    #[test]
    fn what_is_no_object_is_not_read_but_sent_as_it_is() {
        assert!(serde_json::from_value::<JsonObject>(json!([1])).is_err());
        let odd = JsonObject::from(json!("x"));
        assert_eq!((odd.is_empty(), serde_json::to_value(odd).unwrap()), (true, json!("x")));
    }
}
