//! What a lifted document says beside the fields of OpenAPI 3.0.
//!
//! | key | where | what it holds |
//! |---|---|---|
//! | `x-lifted-words` | schema | sentences for the documentation |
//! | `x-lifted-webhooks` | document | path items of the calls that the service makes, by their names |
//! | `x-lifted-open-schemas` | document | that schemas may have keywords of their own |
//! | `x-lifted-item` | media type | that its schema is the one of each item of a stream |
//! | `x-lifted-positions` | list | how many of the schemas that its `items` combine by `anyOf` describe an item at a position each; one more is that of all further items |
//! | `x-lifted-whole-query` | parameter in the query | that it is the whole query, without a name |
//! | `x-lifted-method` | operation | its method, where OpenAPI 3.0 has no field for it |
//! | `x-lifted-any-other` | mapping of a discriminator | the schema of values that are not mapped |
//! | `x-lifted-not-typed` | any object | for each keyword that the types do not express, what is done instead |

use serde_json::{Map, Value, json};

/// The key of the calls that the service makes, each a path item under the name of its event.
pub const WEBHOOKS: &str = "x-lifted-webhooks";

/// The mark of a document whose schemas may have keywords of their own.
const OPEN_SCHEMAS: &str = "x-lifted-open-schemas";

/// Whether the schemas of a document may have keywords that nobody knows.
pub fn has_open_schemas(document: &Value) -> bool {
    document.get(OPEN_SCHEMAS).is_some()
}

/// Notes that they may.
pub(super) fn mark_open_schemas(document: &mut Map<String, Value>) {
    document.insert(OPEN_SCHEMAS.to_owned(), json!(true));
}

/// The key of the sentences.
const WORDS: &str = "x-lifted-words";

/// The key of what is not typed.
const NOT_TYPED: &str = "x-lifted-not-typed";

/// The mark of a media type whose schema is the one of each item.
const OF_ITEM: &str = "x-lifted-item";

/// The key of the number of items that are described by their position.
const POSITIONS: &str = "x-lifted-positions";

/// The most items that are described by their position.
pub(super) const MOST_POSITIONS: usize = 12;

/// How many items of a list are described by their position.
pub fn positions<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> Option<usize> {
    get(POSITIONS)?.as_u64().and_then(|count| usize::try_from(count).ok()).filter(|count| *count > 0)
}

/// Notes how many items of a list are described by their position.
pub(super) fn mark_positions(fields: &mut Map<String, Value>, count: usize) {
    fields.insert(POSITIONS.to_owned(), json!(count));
}

/// The tag that stands for every value that a discriminator does not map.
pub const ANY_OTHER_TAG: &str = "x-lifted-any-other";

/// The mark of a parameter that is the whole query.
const WHOLE_QUERY: &str = "x-lifted-whole-query";

/// Whether a parameter is the whole query.
pub fn is_whole_query<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> bool {
    get(WHOLE_QUERY).is_some()
}

/// Notes that a parameter is the whole query.
pub(super) fn mark_whole_query(fields: &mut Map<String, Value>) {
    fields.insert(WHOLE_QUERY.to_owned(), json!(true));
    fields.sort_keys();
}

/// The key of the method.
const METHOD: &str = "x-lifted-method";

/// The method of an operation, where OpenAPI 3.0 has no field for it.
pub fn method<'v>(get: impl Fn(&str) -> Option<&'v Value>) -> Option<&'v str> {
    get(METHOD)?.as_str()
}

/// Notes the method of an operation.
pub(super) fn mark_method(fields: &mut Map<String, Value>, method: &str) {
    fields.insert(METHOD.to_owned(), method.into());
    fields.sort_keys();
}

/// The key of the path item of such an operation.
pub(super) fn path_with_method(path: &str, method: &str) -> String {
    let sign = if path.contains('#') { '-' } else { '#' };
    format!("{path}{sign}{method}")
}

/// The path of such an operation, from the key of its path item.
#[must_use]
pub fn path_without_method<'k>(key: &'k str, method: &str) -> &'k str {
    key.strip_suffix(method).and_then(|path| path.strip_suffix(['#', '-'])).unwrap_or(key)
}

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
