//! Whatever is done to a document, it is refused with a message or becomes a crate that `syn` can read.
//!
//! Random bytes are no document, so the input is a list of changes to a good one: at a place that a number chooses, a
//! value is put, moved, copied or removed, or a key renamed.

#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use xtask::config::{Config, PackageConfig, Selection};
use xtask::document::{self, Source};
use xtask::{generate, lower};

const BASES: [&str; 3] = [
    include_str!("../../fixtures/petstore.json"),
    include_str!("../../fixtures/diff/base.json"),
    include_str!("../../fixtures/ok/names/hostile.json"),
];

/// Words that mean something to OpenAPI, to Rust or to a file system.
const WORDS: [&str; 40] = [
    "", "_", "self", "Self", "crate", "r#type", "😀", "é", "../../x", "/abs", "CON", "nul", "$", "a-b", "a_b", "aB",
    "*/ fn pwn(){} /*", "```\nfn pwn(){}\n```", "\"; pwn(); //", "\r\nEvil: 1", "\u{202e}x", "{x}", "string", "integer",
    "number", "boolean", "object", "array", "null", "int32", "date-time", "binary", "query", "path", "header", "cookie",
    "application/json", "text/event-stream", "multipart/form-data", "default",
];

const KEYWORDS: [&str; 36] = [
    "type", "properties", "required", "allOf", "oneOf", "anyOf", "not", "items", "additionalProperties", "enum", "format",
    "nullable", "default", "$ref", "discriminator", "propertyName", "mapping", "title", "description", "pattern",
    "readOnly", "name", "in", "schema", "content", "style", "explode", "responses", "200", "4XX", "204", "requestBody",
    "parameters", "security", "tags", "operationId",
];

#[derive(Debug, Arbitrary)]
struct Input {
    base: u8,
    changes: Vec<Change>,
}

#[derive(Debug, Arbitrary)]
enum Change {
    Put { at: u16, value: Literal },
    Add { at: u16, key: Key, value: Literal },
    Copy { from: u16, to: u16 },
    AddCopy { from: u16, to: u16, key: Key },
    Remove { at: u16 },
    Rename { at: u16, key: Key },
    /// A reference to another place of the document.
    Refer { at: u16, to: u16 },
}

#[derive(Debug, Arbitrary)]
enum Key {
    Keyword(u8),
    Word(u8),
    Other(String),
}

#[derive(Debug, Arbitrary)]
enum Literal {
    Null,
    Flag(bool),
    Whole(i64),
    Fraction(f64),
    Word(u8),
    Text(String),
    EmptyObject,
    EmptyArray,
    /// An object type of one property, a list of a type, a union of two.
    Type(u8),
}

fn pick<'w>(words: &[&'w str], number: u8) -> &'w str {
    words[usize::from(number) % words.len()]
}

impl Key {
    fn text(&self) -> String {
        match self {
            Self::Keyword(number) => pick(&KEYWORDS, *number).to_owned(),
            Self::Word(number) => pick(&WORDS, *number).to_owned(),
            Self::Other(text) => text.clone(),
        }
    }
}

impl Literal {
    fn value(&self) -> Value {
        match self {
            Self::Null => Value::Null,
            Self::Flag(flag) => json!(flag),
            Self::Whole(whole) => json!(whole),
            Self::Fraction(fraction) => json!(fraction),
            Self::Word(number) => json!(pick(&WORDS, *number)),
            Self::Text(text) => json!(text),
            Self::EmptyObject => json!({}),
            Self::EmptyArray => json!([]),
            Self::Type(number) => match number % 6 {
                0 => json!({ "type": "string", "enum": ["a", "A", ""] }),
                1 => json!({ "type": "array", "items": { "type": "integer" } }),
                2 => json!({ "oneOf": [{ "type": "string" }, { "type": "object", "properties": { "a": {} } }] }),
                3 => json!({ "type": "object", "additionalProperties": { "type": "number", "nullable": true } }),
                4 => json!({ "allOf": [{ "required": ["a"] }, { "properties": { "a": { "type": "boolean" } } }] }),
                _ => json!({ "type": "object", "required": ["a"], "properties": { "a": { "type": "string" } } }),
            },
        }
    }
}

/// The pointers of all values in a document.
fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                pointers(value, &format!("{at}/{}", escape(key)), found);
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

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn apply(document: &mut Value, change: &Change) {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    let place = |number: u16| all[usize::from(number) % all.len()].as_str();
    let insert = |document: &mut Value, at: u16, key: &Key, value: Value| match document.pointer_mut(place(at)) {
        Some(Value::Object(fields)) => {
            fields.insert(key.text(), value);
        }
        Some(Value::Array(items)) => items.push(value),
        _ => {}
    };
    match change {
        Change::Put { at, value } => {
            if let Some(found) = document.pointer_mut(place(*at)) {
                *found = value.value();
            }
        }
        Change::Add { at, key, value } => insert(document, *at, key, value.value()),
        Change::Copy { from, to } => {
            let copied = document.pointer(place(*from)).cloned();
            if let (Some(copied), Some(found)) = (copied, document.pointer_mut(place(*to))) {
                *found = copied;
            }
        }
        Change::AddCopy { from, to, key } => {
            if let Some(copied) = document.pointer(place(*from)).cloned() {
                insert(document, *to, key, copied);
            }
        }
        Change::Remove { at } => take(document, place(*at)),
        Change::Rename { at, key } => {
            let at = place(*at);
            if let Some(value) = document.pointer(at).cloned() {
                take(document, at);
                let parent = at.rsplit_once('/').map_or("", |(parent, _)| parent);
                if let Some(Value::Object(fields)) = document.pointer_mut(parent) {
                    fields.insert(key.text(), value);
                }
            }
        }
        Change::Refer { at, to } => {
            let reference = json!({ "$ref": format!("#{}", place(*to)) });
            if let Some(found) = document.pointer_mut(place(*at)) {
                *found = reference;
            }
        }
    }
}

/// Removes what stands at a pointer.
fn take(document: &mut Value, at: &str) {
    let Some((parent, last)) = at.rsplit_once('/') else { return };
    match document.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.remove(&last.replace("~1", "/").replace("~0", "~"));
        }
        Some(Value::Array(items)) => {
            if let Ok(index) = last.parse::<usize>() {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fuzz_target!(|input: Input| {
    let base = BASES[usize::from(input.base) % BASES.len()];
    let mut document: Value = serde_json::from_str(base).expect("the fixtures are JSON");
    for change in input.changes.iter().take(12) {
        apply(&mut document, change);
    }
    let text = document.to_string();
    let Ok(source) = Source::of("openapi.json".to_owned(), text.as_bytes()) else { return };
    let Ok(document) = document::examine(source, &Selection::default()) else { return };
    let package = PackageConfig { group_features: true, ..PackageConfig::default() };
    let config = Config { package, ..Config::default() };
    let made = lower::lower(&document, &config, "generator.toml").and_then(|api| generate::tree(&api));
    match made {
        Ok(tree) => {
            for (path, text) in tree.iter().filter(|(path, _)| path.ends_with(".rs")) {
                syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{document:?}"));
            }
        }
        Err(refused) => assert!(!refused.remedy.contains("this is a bug of the generator"), "{refused}\n{text}"),
    }
});
