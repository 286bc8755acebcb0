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

use serde::de::{DeserializeSeed, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;
use std::marker::PhantomData;

pub use additional::AdditionalProperties;
pub(crate) use edges::{edges_at, unlisted_edges};
pub use object::{Fields, Object, ObjectWriter, read_object};
pub use reason::Reason;
pub use scalar::{Scalar, read_scalar};
pub use union::{TaggedUnion, read_tagged, read_untagged, variant};

/// What became of a JSON value that was read as a `T`.
#[derive(Debug)]
pub enum Reading<T> {
    /// It fits the type.
    Fits(T),
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

impl<T> Reading<T> {
    /// The same answer, for a type made from `T`.
    pub fn map<U>(self, make: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Fits(value) => Reading::Fits(make(value)),
            Self::Misfit(misfit) => Reading::Misfit(misfit),
        }
    }

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
    /// Reads one JSON value. The error is the input's (bad syntax, a lost connection), never a misfit.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Reading<Self>, D::Error>;

    /// Writes the value as JSON.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Reads a `T` where serde wants a seed.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Json> DeserializeSeed<'de> for Seed<T> {
    type Value = Reading<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Reading<T>, D::Error> {
        T::read(deserializer)
    }
}

/// Writes a `T` where serde wants something that serializes.
pub(crate) struct Written<'a, T>(pub(crate) &'a T);

impl<T: Json> Serialize for Written<'_, T> {
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
pub(crate) fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    match T::read(deserializer)? {
        Reading::Fits(value) => Ok(value),
        Reading::Misfit(misfit) => Err(D::Error::custom(misfit.reason)),
    }
}

/// Reads a whole document; the error is the reason and where in the document it lies.
pub(crate) fn from_slice<T: Json>(bytes: &[u8]) -> Result<T, Reason> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let reading = T::read(&mut deserializer).map_err(Reason::syntax)?;
    deserializer.end().map_err(Reason::syntax)?;
    match reading {
        Reading::Fits(value) => Ok(value),
        Reading::Misfit(misfit) => Err(misfit.reason),
    }
}

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
