//! Which numbers a type reads, and what becomes of the others.

use super::super::{AdditionalProperties, Json, JsonObject, from_slice, read};
use super::Node;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const DIGITS: &str = "123456789012345678901234567890";

/// What is read of a text, or what is kept of it.
fn read_text<T: Json>(text: &str) -> Result<T, Value> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    read(&mut deserializer).unwrap().map_err(|misfit| misfit.value)
}

/// The same, of a value that was read before.
fn read_value<T: Json>(text: &str) -> Result<T, Value> {
    read(serde_json::from_str::<Value>(text).unwrap()).unwrap().map_err(|misfit| misfit.value)
}

#[test]
fn an_integer_beyond_64_bits_fits_no_integer() {
    for digits in [DIGITS, "18446744073709551616", "-9223372036854775809"] {
        assert!(read_text::<i64>(digits).is_err() && read_value::<i64>(digits).is_err(), "{digits}");
        assert!(read_text::<u64>(digits).is_err() && read_value::<u64>(digits).is_err(), "{digits}");
        assert!(read_text::<String>(digits).is_err() && read_value::<Vec<i64>>(digits).is_err(), "{digits}");
    }
    assert_eq!((read_text("18446744073709551615"), read_value("1e2")), (Ok(u64::MAX), Ok(100_i64)));
}

#[test]
fn a_fraction_is_the_nearest_and_a_number_with_an_exponent_too() {
    assert_eq!(read_text("0.1234567890123456789012345"), Ok(0.123_456_789_012_345_68_f64));
    assert_eq!((read_text("1e30"), read_value("1.7976931348623157e308")), (Ok(1e30), Ok(f64::MAX)));
    assert_eq!(read_text("10000000000000000000000"), Ok(1e22));
}

#[test]
fn a_number_is_no_object_and_no_list_however_it_is_handed_over() {
    for text in ["5", "1.50", DIGITS] {
        let number: Value = serde_json::from_str(text).unwrap();
        assert_eq!(read_text::<JsonObject>(text), Err(number.clone()), "{text}");
        assert_eq!(read_text::<BTreeMap<String, Value>>(text), Err(number.clone()), "{text}");
        assert_eq!(read_text::<Vec<Value>>(text), Err(number.clone()), "{text}");
        let Node::Unknown(kept, _) = from_slice(text.as_bytes()).unwrap() else { panic!("{text}") };
        assert_eq!(kept, number, "{text}");
    }
    assert_eq!(read_text::<JsonObject>("{}"), Ok(JsonObject::new()));
    assert_eq!(read_text("{\"a\": {}, \"b\": 1}"), Ok(JsonObject::from(json!({"a": {}, "b": 1}))));
}

#[test]
fn a_whole_number_is_never_rounded_where_serde_json_keeps_its_text() {
    let text = format!("{{\"n\":{DIGITS},\"list\":[0.12345678901234567890123,{DIGITS}]}}");
    let kept: JsonObject = serde_json::from_str(&text).unwrap();
    let written = serde_json::to_string(&kept).unwrap();
    let number: Value = serde_json::from_str(DIGITS).unwrap();
    let is_kept = format!("{number}") == DIGITS;
    assert_eq!(is_kept, cfg!(feature = "exact-numbers"));
    if is_kept {
        assert!(
            written.contains(&format!("\"n\":{DIGITS}")) && written.contains("0.12345678901234567890123")
        );
        for digits in [DIGITS, "9007199254740993", "9007199254740993.0", "-123456789012345678901234567891"] {
            assert_eq!(read_text::<f64>(digits).unwrap_err().to_string(), digits);
            assert_eq!(read_value::<f64>(digits).unwrap_err().to_string(), digits);
        }
        for digits in [DIGITS, "18446744073709551616", "170141183460469231731687303715884105728"] {
            assert_eq!(read_text::<i64>(digits).unwrap_err().to_string(), digits);
            assert_eq!(read_value::<i64>(digits).unwrap_err().to_string(), digits);
        }
        let unknown = format!("{{\"type\":\"other\",\"n\":{DIGITS}}}");
        let Node::Unknown(kept, _) = from_slice(unknown.as_bytes()).unwrap() else { panic!() };
        assert_eq!(kept.get("n").map(ToString::to_string), Some(DIGITS.to_owned()));
    }
}

/// What the front page of each crate says of the numbers that serde_json rounds.
#[test]
fn only_what_serde_json_has_rounded_before_is_read_rounded() {
    let is_exact = cfg!(feature = "exact-numbers");
    for (digits, nearest) in
        [(DIGITS, 1.234_567_890_123_456_8e29), ("9007199254740993.0", 9_007_199_254_740_992.0)]
    {
        assert_eq!(read_text::<f64>(digits).ok(), (!is_exact).then_some(nearest), "{digits}");
        assert!(read_text::<i64>(digits).is_err() && read_text::<u64>(digits).is_err(), "{digits}");
        let kept: JsonObject = serde_json::from_str(&format!("{{\"n\":{digits}}}")).unwrap();
        let kept = serde_json::to_string(&kept).unwrap();
        assert_eq!(kept == format!("{{\"n\":{digits}}}"), is_exact, "{kept}");
    }
    // Whole numbers of 64 bits are never rounded, and none of the others is read as another whole number.
    for digits in ["9007199254740993", "18446744073709551615", "-9007199254740993"] {
        assert_eq!(read_text::<f64>(digits).unwrap_err().to_string(), digits);
        assert_eq!(serde_json::to_string(&read_text::<Value>(digits).unwrap()).unwrap(), digits);
    }
}
