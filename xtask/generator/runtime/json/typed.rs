//! Types that are read from and written to JSON, and how serde sees them.

use super::misfit::{Misfit, Reading};
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

/// A type that is read from and written to JSON.
pub trait Json: Sized {
    /// The value that stands in a place before it is read: an empty or unknown one.
    fn placeholder() -> Self;

    /// Reads one JSON value into a place that holds a placeholder. Where it does not fit, what is in the place then means
    /// nothing. The error is the input's (bad syntax, a lost connection), never a misfit.
    ///
    /// A parser hands a value that it returns from step to step; a large one is written once to the place that it
    /// belongs to instead.
    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error>;

    /// Writes the value as JSON.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

    /// Whether it is the value of a union that fits none of its known variants.
    fn is_unknown(&self) -> bool {
        false
    }
}

/// Reads a `T` where serde wants a seed.
pub(crate) struct Seed<'s, T>(pub(crate) &'s mut T);

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
    let mut read = T::placeholder();
    let reading = T::read(deserializer, &mut read)?;
    Ok(result(reading, read))
}

/// Reads the value of an entry of a map: the value, or why it does not fit.
#[inline]
pub(crate) fn read_value<'de, T: Json, A: MapAccess<'de>>(
    entries: &mut A,
) -> Result<Result<T, Box<Misfit>>, A::Error> {
    let mut read = T::placeholder();
    let reading = entries.next_value_seed(Seed(&mut read))?;
    Ok(result(reading, read))
}

#[inline]
fn result<T>(reading: Reading, read: T) -> Result<T, Box<Misfit>> {
    match reading {
        Reading::Fits => Ok(read),
        Reading::Misfit(misfit) => Err(misfit),
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
pub(crate) fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    read(deserializer)?.map_err(|misfit| D::Error::custom(misfit.reason))
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
