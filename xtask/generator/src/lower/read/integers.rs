//! Reads which whole numbers an integer can be.

use crate::model::IntegerFormat;
use serde_json::Value;

/// The first whole number that no `i64` holds.
const PAST_I64: f64 = 9_223_372_036_854_775_808.0;

/// The first whole number that no `u64` holds.
const PAST_U64: f64 = 2.0 * PAST_I64;

/// Formats of integers that have more than 64 bits.
const WIDE_FORMATS: [&str; 3] = ["int128", "uint128", "bigint"];

/// The format of an integer, from its JSON. Without one that is known it has 64 bits: with a sign, unless the document
/// names numbers that are too large for one, and none that need it.
pub(super) fn format(schema: &Value) -> IntegerFormat {
    let named = named(schema).and_then(IntegerFormat::named);
    named.unwrap_or_else(|| match values(schema).any(is_large) && !values(schema).any(is_negative) {
        true => IntegerFormat::Uint64,
        false => IntegerFormat::Int64,
    })
}

/// Whether the document allows numbers that no type of 64 bits holds.
pub(super) fn exceed_64_bits(schema: &Value) -> bool {
    match named(schema) {
        Some(name) if WIDE_FORMATS.contains(&name) => true,
        Some(name) if IntegerFormat::named(name).is_some() => false,
        // `as_f64` rounds, so that a bound which was itself rounded to 2^63 or 2^64 is not past it.
        _ => {
            let most = if format(schema) == IntegerFormat::Uint64 { PAST_U64 } else { PAST_I64 };
            let limits =
                ["minimum", "maximum"].into_iter().filter_map(|keyword| schema.get(keyword)?.as_f64());
            limits.into_iter().any(|limit| limit > most || limit < -PAST_I64)
        }
    }
}

fn named(schema: &Value) -> Option<&str> {
    schema.get("format").and_then(Value::as_str)
}

/// The numbers that a schema names.
fn values(schema: &Value) -> impl Iterator<Item = &Value> {
    let single = ["minimum", "maximum", "default", "example"].into_iter();
    let listed = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
    single.filter_map(|keyword| schema.get(keyword)).chain(listed)
}

fn is_large(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number >= PAST_I64) && !value.is_i64()
}

fn is_negative(value: &Value) -> bool {
    value.as_f64().is_some_and(|number| number < 0.0)
}
