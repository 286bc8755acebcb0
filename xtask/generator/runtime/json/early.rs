//! What is read of an object before it is known which type it is.

use super::misfit::Reading;
use super::number;
use super::typed::Json;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::marker::PhantomData;

/// A property that was read before it was known what it is for.
type Property<'de> = (Cow<'de, str>, Early<'de>);

/// Properties that were read before it was known which type the object is. Most often that is one: the id.
#[derive(Default)]
pub(crate) struct Earlier<'de> {
    first: Option<Property<'de>>,
    // Boxed, so that the usual case is small: it is moved from where objects are read to where their fields are.
    #[allow(clippy::box_collection)]
    others: Option<Box<VecDeque<Property<'de>>>>,
}

impl<'de> Earlier<'de> {
    pub(crate) fn push(&mut self, name: Cow<'de, str>, value: Early<'de>) {
        if self.first.is_none() && self.others.is_none() {
            self.first = Some((name, value));
        } else {
            self.others.get_or_insert_default().push_back((name, value));
        }
    }

    /// Drops what stood under a name that stands again later: the last one counts.
    pub(crate) fn forget(&mut self, name: &str) {
        self.first.take_if(|(other, _)| other == name);
        if let Some(others) = &mut self.others {
            others.retain(|(other, _)| other != name);
        }
    }

    pub(crate) fn next(&mut self) -> Option<Property<'de>> {
        self.first.take().or_else(|| self.others.as_mut()?.pop_front())
    }

    pub(crate) fn is_empty(&self) -> bool {
        // Those after the first one are taken after it.
        self.first.is_none() && self.others.as_ref().is_none_or(|others| others.is_empty())
    }

    pub(crate) fn into_object(mut self) -> Value {
        let properties = std::iter::from_fn(|| self.next());
        Value::Object(properties.map(|(name, value)| (name.into_owned(), value.into_value())).collect())
    }
}

/// A value that is read before it is known what it is for.
pub(crate) enum Early<'de> {
    /// Text, which most often is a part of the input and costs nothing to keep.
    Text(Cow<'de, str>),
    /// Anything else. Boxed, because it is rare and text is small.
    Other(Box<Value>),
}

impl<'de> Early<'de> {
    /// Reads it as what it turned out to be for.
    #[inline]
    pub(crate) fn read<T: Json, E: serde::de::Error>(self, place: &mut T) -> Result<Reading, E> {
        match self {
            Self::Text(text) => T::read(EarlyText { text, error: PhantomData }, place),
            Self::Other(value) => T::read(*value, place).map_err(E::custom),
        }
    }

    fn other<T: Into<Value>>(value: T) -> Self {
        Self::Other(Box::new(value.into()))
    }

    pub(crate) fn into_value(self) -> Value {
        match self {
            Self::Text(text) => Value::String(text.into_owned()),
            Self::Other(value) => *value,
        }
    }
}

impl From<Value> for Early<'_> {
    fn from(value: Value) -> Self {
        match value {
            Value::String(text) => Self::Text(Cow::Owned(text)),
            other => Self::other(other),
        }
    }
}

/// A text as a parser would hand it over, without a copy on the way.
struct EarlyText<'de, E> {
    text: Cow<'de, str>,
    error: PhantomData<E>,
}

impl<'de, E: serde::de::Error> Deserializer<'de> for EarlyText<'de, E> {
    type Error = E;

    #[inline]
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.text {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Reads any value.
pub(crate) struct EarlySeed;

impl<'de> DeserializeSeed<'de> for EarlySeed {
    type Value = Early<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Early<'de>, D::Error> {
        deserializer.deserialize_any(EarlyVisitor)
    }
}

struct EarlyVisitor;

impl<'de> Visitor<'de> for EarlyVisitor {
    type Value = Early<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Early<'de>, E> {
        Ok(Early::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Early<'de>, E> {
        Ok(Early::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_bool<E>(self, value: bool) -> Result<Early<'de>, E> {
        Ok(Early::other(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Early<'de>, E> {
        Ok(Early::other(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Early<'de>, E> {
        Ok(Early::other(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Early<'de>, E> {
        Ok(Early::other(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Early<'de>, E> {
        Ok(Early::other(number::of_u128(value)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Early<'de>, E> {
        Ok(Early::other(number::of_i128(value)))
    }

    fn visit_unit<E>(self) -> Result<Early<'de>, E> {
        Ok(Early::other(Value::Null))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Early<'de>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(items)).map(Early::other::<Value>)
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Early<'de>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(entries)).map(Early::other::<Value>)
    }
}
