//! Properties of an object that its schema does not name.

use serde_json::{Map, Value};
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::sync::LazyLock;

/// The properties of an object that its schema does not name, or that are null where it does not allow it. They are
/// written back as they came.
///
/// It is used as the [`Map`] that it derefs to. Most objects have no such property, so the map is only there when one
/// is put in: an empty one is as small as a pointer.
#[derive(Clone, Default)]
pub struct AdditionalProperties(Option<Box<Map<String, Value>>>);

impl AdditionalProperties {
    /// The map, where there is one.
    pub(crate) fn as_map(&self) -> Option<&Map<String, Value>> {
        self.0.as_deref()
    }

    /// The map, by itself.
    #[must_use]
    pub fn into_map(self) -> Map<String, Value> {
        self.0.map_or_else(Map::new, |map| *map)
    }
}

impl Deref for AdditionalProperties {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        static EMPTY: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
        self.0.as_deref().unwrap_or(&EMPTY)
    }
}

impl DerefMut for AdditionalProperties {
    fn deref_mut(&mut self) -> &mut Self::Target {
        self.0.get_or_insert_default()
    }
}

impl PartialEq for AdditionalProperties {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl From<Map<String, Value>> for AdditionalProperties {
    fn from(map: Map<String, Value>) -> Self {
        if map.is_empty() { Self(None) } else { Self(Some(Box::new(map))) }
    }
}

impl FromIterator<(String, Value)> for AdditionalProperties {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(properties: I) -> Self {
        properties.into_iter().collect::<Map<String, Value>>().into()
    }
}

impl fmt::Debug for AdditionalProperties {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_map_that_is_only_there_when_it_holds_something() {
        let mut properties = AdditionalProperties::default();
        assert!(properties.is_empty() && properties.get("a").is_none() && properties.as_map().is_none());
        properties.insert("a".to_owned(), 1.into());
        assert_eq!((properties.get("a").and_then(Value::as_u64), properties.len()), (Some(1), 1));
        properties.remove("a");
        assert_eq!(properties, AdditionalProperties::default());
        assert_eq!(format!("{properties:?}"), "{}");
        assert_eq!(size_of::<AdditionalProperties>(), size_of::<usize>());
    }
}
