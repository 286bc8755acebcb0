//! Changes to JSON that leave it JSON: what libFuzzer does to bytes, done to values.

use fastrand::Rng;
use serde_json::{Map, Value, json};

/// What means something to the reader of a document.
pub struct Vocabulary {
    /// Keys of objects.
    pub keys: &'static [&'static str],
    /// Texts, and hostile keys.
    pub words: &'static [&'static str],
    /// Whole values, as JSON.
    pub values: &'static [&'static str],
    /// Whether `{"$ref": "#/…"}` leads somewhere.
    pub refers: bool,
}

/// Changes a document in a few places. `others` are documents that parts are taken from.
pub fn mutate(document: &mut Value, others: &[Value], words: &Vocabulary, rng: &mut Rng) {
    for _ in 0..=rng.usize(0..4) {
        let mut all = Vec::new();
        pointers(document, "", &mut all);
        let (Some(at), Some(to)) = (rng.choice(&all), rng.choice(&all)) else { return };
        match rng.u8(0..10) {
            0 => put(document, at, value(words, rng)),
            1 => add(document, at, key(words, rng), value(words, rng)),
            2 => remove(document, at),
            3 => rename(document, at, key(words, rng)),
            4 => copy(document, at, to),
            5 => {
                if let Some(copied) = document.pointer(at).cloned() {
                    add(document, to, key(words, rng), copied);
                }
            }
            6 if words.refers => put(document, at, json!({ "$ref": format!("#{to}") })),
            7 if words.refers => wrap(document, at, words, rng),
            8 if !others.is_empty() => {
                let other = &others[rng.usize(0..others.len())];
                graft(document, other, rng);
            }
            _ => nudge(document, at, words, rng),
        }
    }
}

/// Puts a part of another document into this one: where the same key stands, if it does.
pub fn graft(document: &mut Value, other: &Value, rng: &mut Rng) {
    let (mut from, mut all) = (Vec::new(), Vec::new());
    pointers(other, "", &mut from);
    pointers(document, "", &mut all);
    let Some(from) = rng.choice(&from) else { return };
    let Some(part) = other.pointer(from).cloned() else { return };
    let last = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().to_owned();
    let alike: Vec<_> = all.iter().filter(|at| last(at) == last(from)).collect();
    match rng.choice(alike) {
        Some(at) => put(document, at, part),
        None => {
            if let Some(at) = rng.choice(&all) {
                add(document, at, last(from), part);
            }
        }
    }
}

/// The pointers of all values in a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let key = key.replace('~', "~0").replace('/', "~1");
                pointers(value, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                pointers(value, &format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
}

fn key(words: &Vocabulary, rng: &mut Rng) -> String {
    match rng.u8(0..8) {
        0 => text(rng),
        1 | 2 => pick(words.words, rng).to_owned(),
        _ => pick(words.keys, rng).to_owned(),
    }
}

fn value(words: &Vocabulary, rng: &mut Rng) -> Value {
    match rng.u8(0..10) {
        0 => Value::Null,
        1 => json!(rng.bool()),
        2 => json!(rng.i64(-2..300)),
        3 => number(rng),
        4 => json!(text(rng)),
        5 => json!({}),
        6 => json!([]),
        7 => json!(pick(words.keys, rng)),
        8 => json!(pick(words.words, rng)),
        _ => serde_json::from_str(pick(words.values, rng)).expect("the vocabulary is JSON"),
    }
}

fn pick(words: &[&'static str], rng: &mut Rng) -> &'static str {
    words[rng.usize(0..words.len())]
}

/// Numbers at the edges of what numbers can be.
fn number(rng: &mut Rng) -> Value {
    const EDGES: [f64; 8] = [0.0, -0.0, 0.1, 1e15, 9007199254740993.0, 1e19, 1.7976931348623157e308, 5e-324];
    match rng.u8(0..5) {
        0 => json!(EDGES[rng.usize(0..EDGES.len())]),
        1 => json!(f64::from_bits(rng.u64(..))),
        2 => json!(rng.u64(..)),
        3 => json!(rng.i64(..)),
        _ => json!([i64::MIN, i64::MAX, i64::from(i32::MIN), i64::from(u32::MAX)][rng.usize(0..4)]),
    }
}

fn text(rng: &mut Rng) -> String {
    (0..rng.usize(0..8)).map(|_| if rng.u8(0..4) == 0 { rng.char(..) } else { rng.alphanumeric() }).collect()
}

fn put(document: &mut Value, at: &str, value: Value) {
    if let Some(found) = document.pointer_mut(at) {
        *found = value;
    }
}

fn add(document: &mut Value, at: &str, key: String, value: Value) {
    match document.pointer_mut(at) {
        Some(Value::Object(fields)) => {
            fields.insert(key, value);
        }
        Some(Value::Array(items)) => items.push(value),
        _ => {}
    }
}

fn copy(document: &mut Value, from: &str, to: &str) {
    if let Some(copied) = document.pointer(from).cloned() {
        put(document, to, copied);
    }
}

/// Removes what stands at a pointer, and says what that was.
fn take(document: &mut Value, at: &str) -> Option<Value> {
    let (parent, last) = at.rsplit_once('/')?;
    match document.pointer_mut(parent)? {
        Value::Object(fields) => fields.remove(&last.replace("~1", "/").replace("~0", "~")),
        Value::Array(items) => last.parse::<usize>().ok().map(|index| items.remove(index)),
        _ => None,
    }
}

fn remove(document: &mut Value, at: &str) {
    take(document, at);
}

fn rename(document: &mut Value, at: &str, key: String) {
    if let Some(value) = take(document, at) {
        add(document, at.rsplit_once('/').map_or("", |(parent, _)| parent), key, value);
    }
}

/// Makes a schema a part of another.
fn wrap(document: &mut Value, at: &str, words: &Vocabulary, rng: &mut Rng) {
    let Some(inner) = document.pointer(at).cloned() else { return };
    let other = value(words, rng);
    let outer = match rng.u8(0..7) {
        0 => json!({ "allOf": [inner, other] }),
        1 => json!({ "oneOf": [inner, other] }),
        2 => json!({ "anyOf": [inner, other], "nullable": true }),
        3 => json!({ "type": "array", "items": inner }),
        4 => json!({ "type": "object", "additionalProperties": inner }),
        5 => {
            let mut properties = Map::new();
            properties.insert(key(words, rng), inner);
            json!({ "type": "object", "properties": properties })
        }
        _ => json!([inner]),
    };
    put(document, at, outer);
}

/// A value that is nearly the same.
fn nudge(document: &mut Value, at: &str, words: &Vocabulary, rng: &mut Rng) {
    let Some(found) = document.pointer_mut(at) else { return };
    match found {
        Value::String(text) if rng.bool() => text.push_str(pick(words.words, rng)),
        Value::String(text) => *text = text.chars().rev().collect(),
        Value::Number(_) => *found = number(rng),
        Value::Bool(flag) => *flag = !*flag,
        Value::Array(items) => rng.shuffle(items),
        Value::Object(_) | Value::Null => *found = value(words, rng),
    }
}
