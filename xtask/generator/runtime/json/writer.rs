//! Objects as JSON.

use super::others::Others;
use super::typed::{Json, Written};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// Writes an object: its fields, then what was kept beside them.
pub struct ObjectWriter<'a, M> {
    map: M,
    rest: Option<&'a Map<String, Value>>,
}

impl<'a, M: SerializeMap> ObjectWriter<'a, M> {
    /// Begins an object; `rest` is what was kept beside its fields as plain JSON.
    #[inline]
    pub fn new<S: Serializer<SerializeMap = M>>(
        serializer: S,
        rest: Option<&'a Map<String, Value>>,
    ) -> Result<Self, S::Error>
    where
        M: SerializeMap<Error = S::Error>,
    {
        Ok(Self { map: serializer.serialize_map(None)?, rest })
    }

    /// Writes a property whose value is fixed.
    #[inline]
    pub fn constant(&mut self, name: &'static str, value: impl Serialize) -> Result<(), M::Error> {
        self.map.serialize_entry(name, &value)
    }

    /// Writes a property whose value is fixed, unless another one was read.
    #[inline]
    pub fn open_constant(&mut self, name: &'static str, value: impl Serialize) -> Result<(), M::Error> {
        match self.rest.and_then(|rest| rest.get(name)) {
            Some(kept) => self.map.serialize_entry(name, kept),
            None => self.map.serialize_entry(name, &value),
        }
    }

    /// Writes a property that is always there.
    #[inline]
    pub fn required<T: Json>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        self.map.serialize_entry(name, &Written(value))
    }

    /// Writes a property that may be absent.
    #[inline]
    pub fn optional<T: Json>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
        match value {
            Some(value) => self.map.serialize_entry(name, &Written(value)),
            None => match self.rest.and_then(|rest| rest.get(name)) {
                Some(kept) => self.map.serialize_entry(name, kept),
                None => Ok(()),
            },
        }
    }

    /// Writes a property that may be absent, in an object whose further properties are all of one type.
    #[inline]
    pub fn optional_value<T: Json>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
        self.optional(name, value)
    }

    /// Ends the object.
    pub fn end(self) -> Result<M::Ok, M::Error> {
        self.map.end()
    }

    /// Writes the properties that no field takes, and ends the object.
    #[inline]
    pub fn finish<O: Others>(mut self, fields: &[&str], others: &O) -> Result<M::Ok, M::Error> {
        others.write_others(fields, &mut self.map)?;
        self.map.end()
    }
}
