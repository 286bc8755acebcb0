//! Numbers as serde_json hands them over.
//!
//! One rule holds for all numbers: a type reads a number only if it holds it exactly. Any other number is a misfit, which
//! is kept as it came, and no number is rounded or cut in silence. How a number is written makes no difference: `1.0` and
//! `1e0` are the integer 1. A fraction is read as the `f64` that is nearest, as every reader of JSON does, and a number
//! with an exponent likewise.
//!
//! How far that reaches depends on serde_json. Without the feature `exact-numbers`, it rounds a whole number beyond 64
//! bits, and one with a fraction or an exponent beyond 2^53, before it is seen here: it fits no integer, and its digits
//! are lost in what is kept of it, as in any [`Value`]. With the feature, serde_json keeps the text of each number
//! (`arbitrary_precision`), so that all of them are compared and kept digit by digit. The crate's front page says so.

use serde_json::{Number, Value};

/// The name of the only property of the map as which serde_json hands over a number that it keeps as text, to whoever
/// takes anything.
pub(super) const AS_MAP: &str = "$serde_json::private::Number";

/// A whole number beyond 64 bits, as far as serde_json can keep it.
pub(crate) fn of_u128(value: u128) -> Value {
    Number::from_u128(value).map_or_else(|| rounded(&value.to_string()), Value::Number)
}

/// The same, of a negative one.
pub(crate) fn of_i128(value: i128) -> Value {
    Number::from_i128(value).map_or_else(|| rounded(&value.to_string()), Value::Number)
}

fn rounded(digits: &str) -> Value {
    digits.parse::<f64>().map_or(Value::Null, Value::from)
}

/// The `f64` that a number is, unless it is a whole number that an `f64` would round. The text of the number decides,
/// where serde_json has kept it.
pub(super) fn exact_f64(number: &Number) -> Option<f64> {
    let value = number.as_f64()?;
    let text = number.to_string();
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let is_whole = !text.contains(['e', 'E']) && fraction.bytes().all(|digit| digit == b'0');
    (!is_whole || format!("{value:.0}") == whole || value == 0.0).then_some(value)
}
