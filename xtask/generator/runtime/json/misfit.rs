//! What becomes of a JSON value that is read: it fits its type, or it is handed back.

use super::reason::Reason;
use serde_json::Value;

/// What became of a JSON value that was read as some type.
#[derive(Debug)]
#[must_use]
pub enum Reading {
    /// It fits the type, and what was read of it is in its place.
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
    pub(crate) fn misfit(value: Value, expected: &'static str) -> Self {
        let reason = Reason::expected(expected, &value);
        Self::refused(value, reason)
    }

    pub(super) fn refused(value: Value, reason: Reason) -> Self {
        Self::Misfit(Box::new(Misfit { value, reason }))
    }
}

/// Implements the visitor methods for JSON that is not of the expected container.
macro_rules! misfit_scalars {
    ($expected:expr) => {
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str($expected)
        }

        fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
            Ok(Reading::misfit(value.into(), $expected))
        }

        fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
            Ok(Reading::misfit(value.into(), $expected))
        }

        fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
            Ok(Reading::misfit(value.into(), $expected))
        }

        fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
            Ok(Reading::misfit(value.into(), $expected))
        }

        fn visit_u128<E>(self, value: u128) -> Result<Self::Value, E> {
            Ok(Reading::misfit(crate::json::number::of_u128(value), $expected))
        }

        fn visit_i128<E>(self, value: i128) -> Result<Self::Value, E> {
            Ok(Reading::misfit(crate::json::number::of_i128(value), $expected))
        }

        fn visit_str<E>(self, value: &str) -> Result<Self::Value, E> {
            Ok(Reading::misfit(value.into(), $expected))
        }

        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok(Reading::misfit(Value::Null, $expected))
        }
    };
}

pub(crate) use misfit_scalars;
