//! Arrays, maps, and values that may be null.

use super::fields::Fields;
use super::misfit::{Misfit, Reading, misfit_scalars};
use super::object::{Object, read_object};
use super::others::Others;
use super::typed::{Json, Seed, Written, to_value};
use serde::de::{Deserialize, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fmt;

struct ArrayVisitor<'s, T>(&'s mut Vec<T>);

impl<'de, T: Json> Visitor<'de> for ArrayVisitor<'_, T> {
    type Value = Reading;

    misfit_scalars!("an array");

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Reading, A::Error> {
        let value = Value::deserialize(serde::de::value::MapAccessDeserializer::new(entries))?;
        Ok(Reading::misfit(value, "an array"))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Reading, A::Error> {
        let read = self.0;
        // Each item is read where it stays.
        loop {
            read.push(T::placeholder());
            let Some(place) = read.last_mut() else { return Ok(Reading::Fits) };
            let misfit = match items.next_element_seed(Seed(place))? {
                Some(Reading::Fits) => continue,
                Some(Reading::Misfit(misfit)) => misfit,
                None => {
                    read.pop();
                    return Ok(Reading::Fits);
                }
            };
            read.pop();
            let Misfit { value, reason } = *misfit;
            let reason = reason.at(read.len());
            let mut whole: Vec<Value> =
                read.iter().map(to_value).collect::<Result<_, _>>().map_err(A::Error::custom)?;
            whole.push(value);
            while let Some(item) = items.next_element()? {
                whole.push(item);
            }
            return Ok(Reading::refused(Value::Array(whole), reason));
        }
    }
}

impl<T: Json> Json for Vec<T> {
    fn placeholder() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        deserializer.deserialize_any(ArrayVisitor(place))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter().map(Written))
    }
}

impl<T: Json> Object for BTreeMap<String, T> {
    const PROPERTIES: &'static [&'static str] = &[];
    const REQUIRED: &'static [(u32, &'static str)] = &[];

    fn read_fields<'de, A: MapAccess<'de>>(&mut self, fields: &mut Fields<'de, A>) -> Result<(), A::Error> {
        while let Some(name) = fields.next_name()? {
            self.keep(name, fields)?;
        }
        Ok(())
    }
}

impl<T: Json> Json for BTreeMap<String, T> {
    fn placeholder() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_object(deserializer, place)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(name, value)| (name, Written(value))))
    }
}

impl Object for Map<String, Value> {
    const PROPERTIES: &'static [&'static str] = &[];
    const REQUIRED: &'static [(u32, &'static str)] = &[];

    fn read_fields<'de, A: MapAccess<'de>>(&mut self, fields: &mut Fields<'de, A>) -> Result<(), A::Error> {
        while let Some(name) = fields.next_name()? {
            let value = fields.any_value()?;
            self.insert(name.into_owned(), value);
        }
        Ok(())
    }
}

impl Json for Map<String, Value> {
    fn placeholder() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_object(deserializer, place)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, serializer)
    }
}

struct NullableVisitor<'s, T>(&'s mut Option<T>);

impl<'de, T: Json> Visitor<'de> for NullableVisitor<'_, T> {
    type Value = Reading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Reading, E> {
        *self.0 = None;
        Ok(Reading::Fits)
    }

    fn visit_unit<E>(self) -> Result<Reading, E> {
        *self.0 = None;
        Ok(Reading::Fits)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading, D::Error> {
        T::read(deserializer, self.0.insert(T::placeholder()))
    }
}

/// A value that may be null; whether it may be absent is for the object it stands in to say.
impl<T: Json> Json for Option<T> {
    #[inline]
    fn placeholder() -> Self {
        None
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        deserializer.deserialize_option(NullableVisitor(place))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Some(value) => value.write(serializer),
            None => serializer.serialize_unit(),
        }
    }
}

impl<T: Json> Json for Box<T> {
    fn placeholder() -> Self {
        Self::new(T::placeholder())
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        T::read(deserializer, place)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).write(serializer)
    }

    fn is_unknown(&self) -> bool {
        (**self).is_unknown()
    }
}

/// Nothing: the value of an answer that has none. Whatever stands there is read over.
impl Json for () {
    fn placeholder() {}

    fn read<'de, D: Deserializer<'de>>(deserializer: D, _: &mut Self) -> Result<Reading, D::Error> {
        IgnoredAny::deserialize(deserializer)?;
        Ok(Reading::Fits)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}
