//! What a lifted document says beside the fields of OpenAPI 3.0.
//!
//! | key | where | what it holds |
//! |---|---|---|
//! | `x-lifted-words` | schema | sentences for the documentation |
//! | `x-lifted-webhooks` | document | path items of the calls that the service makes, by their names |
//! | `x-lifted-item` | media type | that its schema is the one of each item of a stream |
//! | `x-lifted-not-typed` | any object | for each keyword that the types do not express, what is done instead |

use serde_json::{Map, Value, json};

/// The key of the calls that the service makes, each a path item under the name of its event.
pub const WEBHOOKS: &str = "x-lifted-webhooks";

/// The key of the sentences.
const WORDS: &str = "x-lifted-words";

/// The key of what is not typed.
const NOT_TYPED: &str = "x-lifted-not-typed";

/// The mark of a media type whose schema is the one of each item.
const OF_ITEM: &str = "x-lifted-item";

/// The sentences that lifting has written for a schema.
pub fn words<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> impl Iterator<Item = &'v str> {
    get(WORDS).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Whether the schema of a media type is the one of each item of a stream.
pub fn is_of_item<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> bool {
    get(OF_ITEM).is_some()
}

/// Marks the schema of a media type as the one of each item of a stream.
pub(super) fn mark_of_item(fields: &mut Map<String, Value>) {
    fields.insert(OF_ITEM.to_owned(), json!(true));
}

/// The keywords of an object that the types do not express, each with what is done instead.
pub fn not_typed<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> impl Iterator<Item = (&'v str, &'v str)> {
    let entries = get(NOT_TYPED).and_then(Value::as_object).into_iter().flatten();
    entries.filter_map(|(keyword, done)| Some((keyword.as_str(), done.as_str()?)))
}

/// Adds a sentence to the documentation of a schema.
pub(super) fn say(fields: &mut Map<String, Value>, sentence: impl Into<String>) {
    let sentence = Value::String(sentence.into());
    match fields.get_mut(WORDS) {
        Some(Value::Array(sentences)) => sentences.push(sentence),
        _ => drop(fields.insert(WORDS.to_owned(), json!([sentence]))),
    }
}

/// Notes that the types do not express a keyword.
pub(super) fn leave(fields: &mut Map<String, Value>, keyword: &str, done: &str) {
    match fields.get_mut(NOT_TYPED) {
        Some(Value::Object(entries)) => drop(entries.insert(keyword.to_owned(), done.into())),
        _ => drop(fields.insert(NOT_TYPED.to_owned(), json!({ keyword: done }))),
    }
}

/// Adds what one object says beside its fields to another one.
pub(super) fn join(fields: &mut Map<String, Value>, other: &Map<String, Value>) {
    let own: Vec<String> = words(|key| fields.get(key)).map(str::to_owned).collect();
    for sentence in words(|key| other.get(key)).filter(|sentence| !own.iter().any(|own| own == sentence)) {
        say(fields, sentence);
    }
    for (keyword, done) in not_typed(|key| other.get(key)) {
        leave(fields, keyword, done);
    }
}

/// Whether a key is one of these.
pub(super) fn is_beside(key: &str) -> bool {
    key == WORDS || key == NOT_TYPED
}
