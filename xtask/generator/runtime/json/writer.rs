//! Objects as JSON.

use super::additional::AdditionalProperties;
use super::typed::{Json, Written};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Writes an object: its fields, then what was kept beside them.
pub struct ObjectWriter<'a, M> {
    map: M,
    rest: Option<&'a Map<String, Value>>,
}

impl<'a, M: SerializeMap> ObjectWriter<'a, M> {
    /// Begins an object; `rest` is what was kept beside its fields.
    #[inline]
    pub fn new<S: Serializer<SerializeMap = M>>(
        serializer: S,
        rest: Option<&'a AdditionalProperties>,
    ) -> Result<Self, S::Error>
    where
        M: SerializeMap<Error = S::Error>,
    {
        Ok(Self { map: serializer.serialize_map(None)?, rest: rest.and_then(AdditionalProperties::as_map) })
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

    /// Writes what was kept beside the fields, and ends the object. A field's name among it is passed over: the field
    /// itself has been written.
    #[inline]
    pub fn finish(self, fields: &[&str]) -> Result<M::Ok, M::Error> {
        match self.rest {
            None => self.map.end(),
            Some(rest) => self.finish_with(rest, fields),
        }
    }

    // By itself, because it is rare.
    fn finish_with(mut self, rest: &Map<String, Value>, fields: &[&str]) -> Result<M::Ok, M::Error> {
        for (name, value) in rest {
            if !fields.contains(&name.as_str()) {
                self.map.serialize_entry(name, value)?;
            }
        }
        self.map.end()
    }

    /// Writes what was kept beside the fields as one type, and ends the object.
    pub fn finish_typed<T: Json>(
        mut self,
        fields: &[&str],
        kept: &BTreeMap<String, T>,
    ) -> Result<M::Ok, M::Error> {
        for (name, value) in kept {
            if !fields.contains(&name.as_str()) {
                self.map.serialize_entry(name, &Written(value))?;
            }
        }
        self.map.end()
    }
}
