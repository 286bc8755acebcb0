//! Properties of an object that no field takes.

use super::additional::AdditionalProperties;
use super::fields::Fields;
use super::misfit::Reading;
use super::typed::{Json, Written};
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The properties of an object that no field takes.
pub trait Others {
    /// Keeps the value of one.
    fn keep<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        fields: &mut Fields<'de, A>,
    ) -> Result<(), A::Error>;

    /// Takes what the fields have kept beside them, when all properties were read.
    fn close<'de, A: MapAccess<'de>>(&mut self, fields: &mut Fields<'de, A>);

    /// What is kept of them as plain JSON.
    fn kept(&self) -> Option<&Map<String, Value>>;

    /// Writes them, but for those that are called as a field is: the field itself has been written.
    fn write_others<M: SerializeMap>(&self, fields: &[&str], map: &mut M) -> Result<(), M::Error>;
}

impl Others for AdditionalProperties {
    fn keep<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        fields: &mut Fields<'de, A>,
    ) -> Result<(), A::Error> {
        fields.keep(name)
    }

    #[inline]
    fn close<'de, A: MapAccess<'de>>(&mut self, fields: &mut Fields<'de, A>) {
        *self = fields.rest();
    }

    #[inline]
    fn kept(&self) -> Option<&Map<String, Value>> {
        self.as_map()
    }

    #[inline]
    fn write_others<M: SerializeMap>(&self, fields: &[&str], map: &mut M) -> Result<(), M::Error> {
        match self.as_map() {
            Some(kept) => write_kept(kept, fields, map),
            None => Ok(()),
        }
    }
}

// By itself, because it is rare.
fn write_kept<M: SerializeMap>(
    kept: &Map<String, Value>,
    fields: &[&str],
    map: &mut M,
) -> Result<(), M::Error> {
    kept.iter()
        .filter(|(name, _)| !fields.contains(&name.as_str()))
        .try_for_each(|(name, value)| map.serialize_entry(name, value))
}

/// Those that are all of one type.
impl<T: Json> Others for BTreeMap<String, T> {
    fn keep<'de, A: MapAccess<'de>>(
        &mut self,
        name: Cow<'de, str>,
        fields: &mut Fields<'de, A>,
    ) -> Result<(), A::Error> {
        let mut value = T::placeholder();
        match fields.value(&mut value)? {
            Reading::Fits => {
                self.insert(name.into_owned(), value);
            }
            Reading::Misfit(misfit) => {
                self.remove(&*name);
                fields.refuse(name.into_owned(), *misfit);
            }
        }
        Ok(())
    }

    fn close<'de, A: MapAccess<'de>>(&mut self, _: &mut Fields<'de, A>) {}

    fn kept(&self) -> Option<&Map<String, Value>> {
        None
    }

    fn write_others<M: SerializeMap>(&self, fields: &[&str], map: &mut M) -> Result<(), M::Error> {
        self.iter()
            .filter(|(name, _)| !fields.contains(&name.as_str()))
            .try_for_each(|(name, value)| map.serialize_entry(name, &Written(value)))
    }
}
