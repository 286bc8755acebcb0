//! Reading and writing JSON without losing anything.
//!
//! serde's own `Deserialize` answers "it fits" or an error, and on an error whatever was read is gone. Here a value
//! that does not fit its type is an ordinary answer, [`Reading::Misfit`], that carries the whole value and the
//! reason. So one unexpected element never costs the response it stands in: the union above it keeps it.

// An API need not use all of it.
#![allow(dead_code, unused_imports)]

mod additional;
mod containers;
mod early;
mod edges;
mod object;
mod reason;
mod scalar;
mod union;
mod writer;

use serde::de::{DeserializeSeed, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use serde_json::de::StrRead;

pub use additional::AdditionalProperties;
pub(crate) use edges::{edges_at, unlisted_edges};
pub use object::{Fields, Object, read_object};
pub use reason::Reason;
pub use scalar::{Scalar, read_scalar};
pub use union::{TaggedUnion, read_tagged, read_untagged, variant};
pub use writer::ObjectWriter;

/// What became of a JSON value that was read as some type.
#[derive(Debug)]
#[must_use]
pub enum Reading {
    /// It fits the type, and what was read of it is in its slot.
    Fits,
    /// It does not; nothing of it is lost. It is boxed because it is rare, and an answer is moved at every step out.
    Misfit(Box<Misfit>),
}

/// A JSON value that does not fit the type it was read as.
#[derive(Debug)]
pub struct Misfit {
    /// The value, whole.
    pub value: Value,
    /// Why it does not fit, and where.
    pub reason: Reason,
}

impl Reading {
    fn misfit(value: Value, expected: &'static str) -> Self {
        let reason = Reason::expected(expected, &value);
        Self::refused(value, reason)
    }

    fn refused(value: Value, reason: Reason) -> Self {
        Self::Misfit(Box::new(Misfit { value, reason }))
    }
}

/// A type that is read from and written to JSON.
pub trait Json: Sized {
    /// The properties that it has a place for, where it is an object that names any.
    const KNOWN_PROPERTIES: &'static [&'static str] = &[];

    /// Reads one JSON value into a slot, whatever that held before. The error is the input's (bad syntax, a lost
    /// connection), never a misfit.
    ///
    /// A parser hands a value that it returns from step to step; a large one is written once to the place that it
    /// belongs to instead.
    fn read<'de, D: Deserializer<'de>>(deserializer: D, slot: &mut Option<Self>)
    -> Result<Reading, D::Error>;

    /// Writes the value as JSON.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Reads a `T` where serde wants a seed.
pub(crate) struct Seed<'s, T>(pub(crate) &'s mut Option<T>);

impl<'de, T: Json> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = Reading;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading, D::Error> {
        T::read(deserializer, self.0)
    }
}

/// Reads one JSON value: the value, or why it does not fit.
#[inline]
pub(crate) fn read<'de, T: Json, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Result<T, Box<Misfit>>, D::Error> {
    let mut slot = None;
    match (T::read(deserializer, &mut slot)?, slot) {
        (Reading::Misfit(misfit), _) => Ok(Err(misfit)),
        (Reading::Fits, Some(value)) => Ok(Ok(value)),
        (Reading::Fits, None) => Err(nothing_was_read()),
    }
}

/// Writes a `T` where serde wants something that serializes.
pub(crate) struct Written<'a, T>(pub(crate) &'a T);

impl<T: Json> Serialize for Written<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// The JSON body of a request.
#[derive(Clone, Debug)]
pub(crate) struct Body<T>(pub(crate) T);

impl<T: Json> Serialize for Body<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

/// A value as plain JSON.
pub(crate) fn to_value<T: Json>(value: &T) -> serde_json::Result<Value> {
    serde_json::to_value(Written(value))
}

/// `serde::Deserialize` for a type that implements [`Json`].
#[inline]
pub(crate) fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    // Not by way of `read`: each value that wraps a large one is a copy of it.
    let mut slot = None;
    match T::read(deserializer, &mut slot)? {
        Reading::Fits => slot.ok_or_else(nothing_was_read),
        Reading::Misfit(misfit) => Err(D::Error::custom(misfit.reason)),
    }
}

#[cold]
fn nothing_was_read<E: serde::de::Error>() -> E {
    E::custom("nothing was read")
}

/// Reads a whole document; the error is the reason and where in the document it lies.
pub(crate) fn from_slice<T: Json>(bytes: &[u8]) -> Result<T, Reason> {
    let mut deserializer = deserializer(bytes)?;
    let value = read(&mut deserializer).map_err(Reason::syntax)?;
    deserializer.end().map_err(Reason::syntax)?;
    value.map_err(|misfit| misfit.reason)
}

/// Reads JSON from bytes. Whether they are UTF-8 is asked once of all of them, which is faster than of each string.
pub(crate) fn deserializer(bytes: &[u8]) -> Result<serde_json::Deserializer<StrRead<'_>>, Reason> {
    std::str::from_utf8(bytes).map(serde_json::Deserializer::from_str).map_err(Reason::encoding)
}

/// Implements [`Json`] for types that are objects.
macro_rules! implement_object {
    ($object:ty) => {
        impl crate::json::Json for $object {
            const KNOWN_PROPERTIES: &'static [&'static str] = <Self as crate::json::Object>::PROPERTIES;

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

/// Implements serde's traits for types that implement [`Json`], so that they work with the rest of the world.
// An API need not have types of its own.
#[allow(unused_macros)]
macro_rules! implement_serde {
    ($($name:ident),* $(,)?) => {$(
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                crate::json::deserialize(deserializer)
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                crate::json::Json::write(self, serializer)
            }
        }
    )*};
}

pub(crate) use implement_serde;

#[cfg(test)]
mod tests;
