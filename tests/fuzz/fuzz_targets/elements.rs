//! A JSON array of objects, read as elements and written again, is the same JSON.
//!
//! Half of the changes are libFuzzer's own, to the bytes, because JSON can be written in many ways; the others are to
//! the values, because most bytes are no JSON.

#![no_main]

mod mutation;

use cloudflare_dynamic_routing::types::Element;
use fastrand::Rng;
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use mutation::Vocabulary;
use serde_json::{Number, Value};
use std::sync::LazyLock;

const BASES: [&str; 3] =
    [include_str!("../seeds/elements/kinds.json"), include_str!("../seeds/elements/strays.json"), "[{}]"];

static PARSED: LazyLock<Vec<Value>> = LazyLock::new(|| {
    BASES.iter().map(|text| serde_json::from_str(text).expect("the seeds are JSON")).collect()
});

static WORDS: Vocabulary = Vocabulary {
    keys: &[
        "id",
        "type",
        "outputs",
        "properties",
        "elementId",
        "next",
        "true",
        "false",
        "success",
        "fallback",
        "else",
        "10%",
        "conditions",
        "limitType",
        "key",
        "limit",
        "window",
        "provider",
        "model",
        "timeout",
        "retries",
    ],
    words: &[
        "",
        "start",
        "conditional",
        "percentage",
        "rate",
        "model",
        "end",
        "webhook",
        "count",
        "cost",
        "Count",
        "id",
        "type",
        "\u{0}",
        "\u{2028}",
        "😀",
        "\"",
        "\\",
        "$serde_json::private::Number",
        "$serde_json::private::RawValue",
    ],
    values: &[
        r#"{"elementId": "x"}"#,
        r#"{"next": {"elementId": "x"}}"#,
        r#"{"success": {"elementId": "x"}, "fallback": {"elementId": "y", "more": 1}}"#,
        r#"{"limitType": "count", "key": "k", "limit": 1.0, "window": 60}"#,
        r#"{"provider": "p", "model": "m", "timeout": 1000, "retries": 4}"#,
        r#"{"id": "e", "type": "end", "outputs": {}}"#,
        r#"{"id": "s", "type": "start", "outputs": {"next": {"elementId": "e"}}}"#,
    ],
    refers: false,
};

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    let mut rng = Rng::with_seed(u64::from(seed));
    if rng.bool() {
        return fuzzer_mutate(data, size, max_size);
    }
    let parsed = serde_json::from_slice(&data[..size]);
    let mut elements: Value = parsed.unwrap_or_else(|_| PARSED[rng.usize(0..PARSED.len())].clone());
    mutation::mutate(&mut elements, &PARSED, &WORDS, &mut rng);
    let text = elements.to_string();
    let text = if text.len() <= max_size { text.as_str() } else { "[{}]" };
    match data.get_mut(..text.len()) {
        Some(room) => room.copy_from_slice(text.as_bytes()),
        None => return 0,
    }
    text.len()
});

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
    let (is_float, as_floats) = (one.is_f64() || other.is_f64(), (one.as_f64(), other.as_f64()));
    one == other || (is_float && as_floats.0 == as_floats.1 && is_exact(one) && is_exact(other))
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
        let text = serde_json::to_vec(&elements).expect("what was read can be written");
        let again: Value = serde_json::from_slice(&text).expect("what was written is JSON");
        assert!(same(&values, &again), "{values} became {again}");
    }
});
