//! Events of streams whose data is text that holds JSON: the schema of that JSON is the one of the data.

use serde_json::{Map, Value};

use super::step::Step;
use crate::diagnostic::Result;
use crate::document::places::Kind;
use crate::document::pointer::Pointer;
use crate::document::resolve::local;
use crate::document::version::Version;
use crate::document::visit::walk;

/// The media type of a stream of events.
const EVENTS: &str = "text/event-stream";

/// The properties of an event that is described as an object.
const OF_EVENTS: [&str; 4] = ["data", "event", "id", "retry"];

/// The keywords that list the kinds of events.
const ALTERNATIVES: [&str; 3] = ["oneOf", "anyOf", "allOf"];

/// Puts the schema of what the data holds in the place of the data.
pub(super) fn lift(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    let mut events: Vec<Pointer> = Vec::new();
    let mut visit = |kind: Kind, value: &mut Value, at: &Pointer| {
        let is_stream = kind == Kind::MediaType && at.split_last().is_some_and(|(_, key)| key == EVENTS);
        if is_stream && value.get("schema").is_some() {
            events.push(at.join("schema"));
        }
        Ok(())
    };
    walk(Version::OpenApi3_1, Kind::Document, document, &Pointer::root(), &mut visit)?;
    let mut seen: Vec<Pointer> = Vec::new();
    while let Some(at) = events.pop() {
        let Some(Value::Object(schema)) = document.pointer_mut(at.as_str()) else { continue };
        if seen.contains(&at) {
            continue;
        }
        events.extend(schema.get("$ref").and_then(Value::as_str).and_then(local));
        for keyword in ALTERNATIVES {
            let listed = schema.get(keyword).and_then(Value::as_array).map_or(0, Vec::len);
            events.extend((0..listed).map(|index| at.join(keyword).join(index)));
        }
        if put_contents(schema) {
            let data = at.join("properties").join("data");
            step.origins.moved(&data.join("contentSchema"), &data);
        }
        seen.push(at);
    }
    Ok(())
}

/// Puts the schema of what the data of an event holds in the place of the data, if it has one.
fn put_contents(event: &mut Map<String, Value>) -> bool {
    let Some(Value::Object(properties)) = event.get_mut("properties") else { return false };
    if !properties.keys().all(|property| OF_EVENTS.contains(&property.as_str())) {
        return false;
    }
    let Some(Value::Object(data)) = properties.get_mut("data") else { return false };
    let media_type = data.get("contentMediaType").and_then(Value::as_str);
    let is_json = media_type.is_none_or(|media_type| media_type.starts_with("application/json"));
    match data.remove("contentSchema") {
        Some(contents) if is_json => {
            properties.insert("data".to_owned(), contents);
            true
        }
        Some(contents) => {
            data.insert("contentSchema".to_owned(), contents);
            false
        }
        None => false,
    }
}
