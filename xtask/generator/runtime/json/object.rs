//! Types that are objects: how they are read from and written to their properties.

use super::fields::Fields;
use super::misfit::{Reading, misfit_scalars};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde_json::Value;
use std::fmt;

/// A type that is read from and written to the properties of an object.
pub trait Object: Sized {
    /// The properties that it has fields for.
    const PROPERTIES: &'static [&'static str];

    /// Reads the properties to the last one, and puts what they make into the slot.
    fn read_fields<'de, A: MapAccess<'de>>(
        fields: &mut Fields<'de, A>,
        slot: &mut Option<Self>,
    ) -> Result<Reading, A::Error>;

    /// Writes the object, braces included.
    fn write_object<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Reads an object; anything else is a misfit.
#[inline]
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(
    deserializer: D,
    slot: &mut Option<T>,
) -> Result<Reading, D::Error> {
    deserializer.deserialize_any(ObjectVisitor(slot))
}

struct ObjectVisitor<'s, T>(&'s mut Option<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = Reading;

    misfit_scalars!("an object");

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Reading, A::Error> {
        Ok(Reading::misfit(Value::deserialize(SeqAccessDeserializer::new(items))?, "an object"))
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Reading, A::Error> {
        let mut fields = Fields::new(entries);
        match fields.number()? {
            Some(number) => Ok(Reading::misfit(number, "an object")),
            None => T::read_fields(&mut fields, self.0),
        }
    }
}

impl<'de, A: MapAccess<'de>> Fields<'de, A> {
    /// Reads the rest of the object as the variant of a union that it is.
    #[inline]
    pub fn variant<T: Object, U>(
        &mut self,
        slot: &mut Option<U>,
        wrap: impl FnOnce(T) -> U,
    ) -> Result<Reading, A::Error> {
        let mut held = None;
        let reading = T::read_fields(self, &mut held)?;
        *slot = held.map(wrap);
        Ok(reading)
    }
}

/// Implements [`Json`] for types that are objects.
macro_rules! implement_object {
    ($object:ty) => {
        impl crate::json::Json for $object {
            #[inline]
            fn read<'de, D: ::serde::Deserializer<'de>>(
                deserializer: D,
                slot: &mut Option<Self>,
            ) -> Result<crate::json::Reading, D::Error> {
                crate::json::read_object(deserializer, slot)
            }

            #[inline]
            fn write<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::json::Object::write_object(self, serializer)
            }
        }
    };
}

pub(crate) use implement_object;
