//! Objects as JSON.

use super::others::Others;
use super::typed::{Json, Written};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// Writes an object: its fields, then what was kept beside them. An error of the output ends it, so that it is asked for
/// once, at the end.
pub struct ObjectWriter<'a, M: SerializeMap> {
    map: Result<M, M::Error>,
    rest: Option<&'a Map<String, Value>>,
}

impl<'a, M: SerializeMap> ObjectWriter<'a, M> {
    /// Begins an object; `rest` is what was kept beside its fields as plain JSON.
    #[inline]
    pub fn new<S: Serializer<SerializeMap = M>>(serializer: S, rest: Option<&'a Map<String, Value>>) -> Self
    where
        M: SerializeMap<Error = S::Error>,
    {
        Self { map: serializer.serialize_map(None), rest }
    }

    #[inline]
    fn entry<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) {
        if let Ok(map) = &mut self.map
            && let Err(error) = map.serialize_entry(name, value)
        {
            self.map = Err(error);
        }
    }

    /// Writes what was kept under the name of a field, if anything was.
    #[inline]
    fn kept(&mut self, name: &str) -> bool {
        let kept = self.rest.and_then(|rest| rest.get(name));
        if let Some(kept) = kept {
            self.entry(name, kept);
        }
        kept.is_some()
    }

    /// Writes a property whose value is fixed.
    #[inline]
    pub fn constant(&mut self, name: &'static str, value: impl Serialize) {
        self.entry(name, &value);
    }

    /// Writes a property whose value is fixed, unless another one was read.
    #[inline]
    pub fn open_constant(&mut self, name: &'static str, value: impl Serialize) {
        if !self.kept(name) {
            self.entry(name, &value);
        }
    }

    /// Writes a property that is always there.
    #[inline]
    pub fn required<T: Json>(&mut self, name: &'static str, value: &T) {
        self.entry(name, &Written(value));
    }

    /// Writes a property that may be absent.
    #[inline]
    pub fn optional<T: Json>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.entry(name, &Written(value)),
            None => {
                self.kept(name);
            }
        }
    }

    /// Writes a property that may be absent, in an object whose further properties are all of one type.
    #[inline]
    pub fn optional_value<T: Json>(&mut self, name: &'static str, value: &Option<T>) {
        self.optional(name, value);
    }

    /// Ends the object.
    pub fn end(self) -> Result<M::Ok, M::Error> {
        self.map?.end()
    }

    /// Writes the properties that no field takes, and ends the object.
    #[inline]
    pub fn finish<O: Others>(self, fields: &[&str], others: &O) -> Result<M::Ok, M::Error> {
        let mut map = self.map?;
        others.write_others(fields, &mut map)?;
        map.end()
    }
}
