//! Streams of events that the configuration describes, where the document describes only the answer as a whole.

use serde_json::{Map, Value, json};
use serde_json_path::JsonPath;

use super::places::METHODS;
use super::pointer::Pointer;
use crate::config::{Config, suggest};
use crate::diagnostic::{Diagnostic, Result};

/// Adds the streams to the answers of a document that has been read, and not lifted yet.
///
/// # Errors
///
/// When an entry of the configuration leads to no schema, or its operation has no answer of success. Where not all of
/// them must fit, since the configuration is that of another document, such an entry is skipped.
pub fn describe_streams(
    document: &mut Value,
    config: &Config,
    config_file: &str,
    all_must_fit: bool,
) -> Result<()> {
    for (id, entry) in &config.operations {
        let Some(events) = &entry.events else { continue };
        let added = schema_of(document, events).and_then(|schema| add(document, id, &schema));
        if let Err((problem, remedy)) = added
            && all_must_fit
        {
            let at = Pointer::root().join("operations").join(id).join("events");
            return Err(Diagnostic::at(config_file, at, problem, remedy));
        }
    }
    Ok(())
}

/// What is wrong with an entry, and what to do about it.
type Refusal = (String, String);

/// The place of the schema that an entry names.
fn schema_of(document: &Value, named: &str) -> std::result::Result<String, Refusal> {
    let remedy = "give the key of a component schema, or a JSONPath that selects one schema".to_owned();
    if named.starts_with('$') {
        let path = JsonPath::parse(named)
            .map_err(|error| (format!("`{named}` is not a JSONPath: {error}"), remedy.clone()))?;
        let places = path.query_located(document);
        let places: Vec<String> = places.locations().map(|place| place.to_json_pointer()).collect();
        return match places.as_slice() {
            [place] => Ok(place.clone()),
            others => Err((format!("`{named}` selects {} places of the document", others.len()), remedy)),
        };
    }
    let known = document.pointer("/components/schemas").and_then(Value::as_object);
    if known.is_some_and(|known| known.contains_key(named)) {
        return Ok(Pointer::root().join("components").join("schemas").join(named).as_str().to_owned());
    }
    let names = known.into_iter().flat_map(Map::keys).map(String::as_str);
    let remedy = format!("{}{remedy}", suggest::did_you_mean(named, names));
    Err((format!("the document has no component schema `{named}`"), remedy))
}

/// Adds a stream of values of a schema to the answer of an operation.
fn add(document: &mut Value, id: &str, schema: &str) -> std::result::Result<(), Refusal> {
    // That an operation is not there is found out where operations get their names.
    let Some(at) = operation(document, id) else { return Ok(()) };
    let refusal = || {
        let problem =
            format!("the operation `{id}` has no answer of success that a stream could stand beside");
        (problem, "remove the entry, or describe such an answer in the overlay".to_owned())
    };
    let answers = at.join("responses");
    let listed = document.pointer(answers.as_str()).and_then(Value::as_object).ok_or_else(refusal)?;
    let success = listed.keys().find(|status| status.starts_with('2')).ok_or_else(refusal)?;
    let answer_at = answers.join(success);
    let mut answer = document.pointer(answer_at.as_str()).cloned().unwrap_or_default();
    // Other operations may refer to the same answer, and do not get the stream.
    if let Some(reference) = answer.get("$ref").and_then(Value::as_str) {
        let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
        answer = target.cloned().ok_or_else(refusal)?;
    }
    let Value::Object(fields) = &mut answer else { return Err(refusal()) };
    let content = fields.entry("content").or_insert_with(|| json!({}));
    let Value::Object(content) = content else { return Err(refusal()) };
    let reference = format!("#{}", schema.replace('%', "%25"));
    content.insert("text/event-stream".to_owned(), json!({ "schema": { "$ref": reference } }));
    content.sort_keys();
    fields.sort_keys();
    if let Some(place) = document.pointer_mut(answer_at.as_str()) {
        *place = answer;
    }
    Ok(())
}

/// The place of an operation.
fn operation(document: &Value, id: &str) -> Option<Pointer> {
    let paths = document.get("paths").and_then(Value::as_object)?;
    paths.iter().find_map(|(path, item)| {
        METHODS.iter().find_map(|method| {
            let operation = item.get(method)?;
            let own = operation.get("operationId").and_then(Value::as_str);
            let is_it = own.map_or_else(|| id == format!("{method} {path}"), |own| own == id);
            is_it.then(|| Pointer::root().join("paths").join(path).join(*method))
        })
    })
}
