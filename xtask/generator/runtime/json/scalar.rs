//! Strings, numbers, booleans, and what is made from them.
//!
//! `number.rs` says which numbers a type reads.

use super::misfit::Reading;
use super::number;
use super::typed::Json;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Error as _, Serializer};
use serde_json::{Number, Value};
use std::fmt;

/// A type that is one JSON string, number or boolean. Each method answers `None` where the value does not fit.
pub trait Scalar: Sized {
    /// What it is, for messages: "a string".
    const EXPECTED: &'static str;

    /// From `true` or `false`.
    fn from_bool(_: bool) -> Option<Self> {
        None
    }

    /// From a whole number that is not negative.
    fn from_u64(_: u64) -> Option<Self> {
        None
    }

    /// From a negative whole number.
    fn from_i64(_: i64) -> Option<Self> {
        None
    }

    /// From a number with a fraction or an exponent.
    fn from_f64(_: f64) -> Option<Self> {
        None
    }

    /// From a number that serde_json has kept as text, and that is none of the others.
    fn from_number(_: &Number) -> Option<Self> {
        None
    }

    /// From a string.
    fn from_text(_: &str) -> Option<Self> {
        None
    }
}

/// Reads a scalar; anything else is a misfit.
#[inline]
pub fn read_scalar<'de, T: Scalar, D: Deserializer<'de>>(
    deserializer: D,
    place: &mut T,
) -> Result<Reading, D::Error> {
    deserializer.deserialize_any(ScalarVisitor(place))
}

struct ScalarVisitor<'s, T>(&'s mut T);

impl<T: Scalar> ScalarVisitor<'_, T> {
    #[inline]
    fn put<E>(self, read: Option<T>, value: impl FnOnce() -> Value) -> Result<Reading, E> {
        Ok(match read {
            Some(read) => {
                *self.0 = read;
                Reading::Fits
            }
            None => Reading::misfit(value(), T::EXPECTED),
        })
    }
}

fn from_number<T: Scalar>(number: &Number) -> Option<T> {
    number
        .as_u64()
        .map(T::from_u64)
        .or_else(|| number.as_i64().map(T::from_i64))
        .unwrap_or_else(|| T::from_number(number))
}

impl<'de, T: Scalar> Visitor<'de> for ScalarVisitor<'_, T> {
    type Value = Reading;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Reading, E> {
        self.put(T::from_bool(value), || Value::Bool(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Reading, E> {
        self.put(T::from_u64(value), || value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Reading, E> {
        self.put(T::from_i64(value), || value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Reading, E> {
        self.put(T::from_f64(value), || value.into())
    }

    fn visit_u128<E>(self, value: u128) -> Result<Reading, E> {
        let value = number::of_u128(value);
        self.put(value.as_number().and_then(T::from_number), || value)
    }

    fn visit_i128<E>(self, value: i128) -> Result<Reading, E> {
        let value = number::of_i128(value);
        self.put(value.as_number().and_then(T::from_number), || value)
    }

    fn visit_str<E>(self, value: &str) -> Result<Reading, E> {
        self.put(T::from_text(value), || value.into())
    }

    fn visit_unit<E>(self) -> Result<Reading, E> {
        self.put(None, || Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Reading, A::Error> {
        let value = Value::deserialize(SeqAccessDeserializer::new(items))?;
        self.put(None, || value)
    }

    // With serde_json's feature `arbitrary_precision`, which a stranger's crate can turn on, numbers come as maps.
    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<Reading, A::Error> {
        let value = Value::deserialize(MapAccessDeserializer::new(entries))?;
        let read = if let Value::Number(number) = &value { from_number(number) } else { None };
        self.put(read, || value)
    }
}

/// Implements [`Json`] for scalars that are written by one method of the serializer.
macro_rules! scalar {
    ($($type:ty, $serialize:ident;)*) => {$(
        impl Json for $type {
            #[inline]
            fn placeholder() -> Self {
                Self::default()
            }

            fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
                read_scalar(deserializer, place)
            }

            #[inline]
            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$serialize(*self)
            }
        }
    )*};
}

scalar! {
    bool, serialize_bool;
    i8, serialize_i8;
    i16, serialize_i16;
    i32, serialize_i32;
    i64, serialize_i64;
    u8, serialize_u8;
    u16, serialize_u16;
    u32, serialize_u32;
    u64, serialize_u64;
}

impl Scalar for bool {
    const EXPECTED: &'static str = "a boolean";

    fn from_bool(value: bool) -> Option<Self> {
        Some(value)
    }
}

/// Implements [`Scalar`] for integers.
macro_rules! integer {
    ($($type:ty, $expected:literal;)*) => {$(
        impl Scalar for $type {
            const EXPECTED: &'static str = $expected;

            fn from_u64(value: u64) -> Option<Self> {
                value.try_into().ok()
            }

            fn from_i64(value: i64) -> Option<Self> {
                value.try_into().ok()
            }

            fn from_f64(value: f64) -> Option<Self> {
                whole(value).and_then(Self::from_i64)
            }

            fn from_number(number: &Number) -> Option<Self> {
                number::exact_f64(number).and_then(Self::from_f64)
            }
        }
    )*};
}

integer! {
    i8, "a whole number of 8 bits";
    i16, "a whole number of 16 bits";
    i32, "a whole number of 32 bits";
    i64, "a whole number of 64 bits";
    u8, "a whole number of 8 bits that is not negative";
    u16, "a whole number of 16 bits that is not negative";
    u32, "a whole number of 32 bits that is not negative";
    u64, "a whole number of 64 bits that is not negative";
}

/// The whole number that a float is, where it says which.
fn whole(value: f64) -> Option<i64> {
    const TWO_TO_53: f64 = 9_007_199_254_740_992.0;
    #[expect(clippy::cast_possible_truncation, reason = "the bounds are checked first")]
    (value.fract() == 0.0 && value.abs() < TWO_TO_53).then_some(value as i64)
}

impl Scalar for f64 {
    const EXPECTED: &'static str = "a number that 64 bits hold exactly";

    // A whole number that an f64 would round is a misfit, so that it is kept as it came.
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    fn from_u64(value: u64) -> Option<Self> {
        (value as Self as u128 == u128::from(value)).then_some(value as Self)
    }

    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
    fn from_i64(value: i64) -> Option<Self> {
        (value as Self as i128 == i128::from(value)).then_some(value as Self)
    }

    fn from_f64(value: f64) -> Option<Self> {
        Some(value)
    }

    fn from_number(number: &Number) -> Option<Self> {
        number::exact_f64(number)
    }
}

/// Why NaN and the infinities are not written.
const NO_NUMBER: &str = "JSON has no NaN and no infinity";

impl Json for f64 {
    #[inline]
    fn placeholder() -> Self {
        0.0
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_scalar(deserializer, place)
    }

    // Whole numbers are written without a fraction: `100`, as the service itself writes them, not `100.0`.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the bounds are checked first"
    )]
    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
        let is_negative_zero = *self == 0.0 && self.is_sign_negative();
        // NaN and the infinities have no fraction that is zero either.
        if self.fract() != 0.0 || is_negative_zero {
            if self.is_finite() { serializer.serialize_f64(*self) } else { Err(S::Error::custom(NO_NUMBER)) }
        } else if (-TWO_TO_63..TWO_TO_63).contains(self) {
            serializer.serialize_i64(*self as i64)
        } else if (TWO_TO_63..2.0 * TWO_TO_63).contains(self) {
            serializer.serialize_u64(*self as u64)
        } else {
            serializer.serialize_f64(*self)
        }
    }
}

impl Scalar for String {
    const EXPECTED: &'static str = "a string";

    #[inline]
    fn from_text(value: &str) -> Option<Self> {
        Some(value.to_owned())
    }
}

impl Json for String {
    #[inline]
    fn placeholder() -> Self {
        Self::new()
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        read_scalar(deserializer, place)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl Json for Value {
    fn placeholder() -> Self {
        Self::Null
    }

    fn read<'de, D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<Reading, D::Error> {
        *place = Self::deserialize(deserializer)?;
        Ok(Reading::Fits)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde::Serialize::serialize(self, serializer)
    }
}
