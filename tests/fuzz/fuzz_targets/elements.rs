//! A JSON array of objects, read as elements and written again, is the same JSON.

#![no_main]

use cloudflare_dynamic_routing::types::Element;
use libfuzzer_sys::fuzz_target;
use serde_json::{Number, Value};

/// The same value as far as JSON goes: `100.0` is the number `100`.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => same_number(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

fn same_number(one: &Number, other: &Number) -> bool {
    // A float that is a whole number may be written as one; a whole number never becomes another.
    one == other || (one.as_f64() == other.as_f64() && (one.is_f64() || other.is_f64()) && is_exact(one) && is_exact(other))
}

fn is_exact(number: &Number) -> bool {
    match (number.as_i128(), number.as_f64()) {
        (Some(whole), Some(float)) => float as i128 == whole,
        _ => true,
    }
}

fuzz_target!(|bytes: &[u8]| {
    let Ok(Value::Array(values)) = serde_json::from_slice::<Value>(bytes) else { return };
    if !values.iter().all(Value::is_object) {
        return;
    }
    let values = Value::Array(values);
    let from_value: Vec<Element> =
        serde_json::from_value(values.clone()).expect("an array of objects is an array of elements");
    let from_text: Vec<Element> =
        serde_json::from_slice(bytes).expect("the text is read like the value that it stands for");
    for elements in [from_value, from_text] {
        let written = serde_json::to_value(&elements).expect("what was read can be written");
        assert!(same(&values, &written), "{values} became {written}");
    }
});
