//! Answers.

use serde_json::{Map, Value};

use super::super::step::Step;
use super::parameters;
use crate::diagnostic::Result;
use crate::document::pointer::Pointer;

/// Writes the schema and the examples of an answer below the media types that the operation gives.
pub(super) fn lift(
    response: &mut Value,
    at: &Pointer,
    produces: &[String],
    step: &mut Step<'_>,
) -> Result<()> {
    let Value::Object(fields) = response else { return Ok(()) };
    if fields.contains_key("$ref") {
        return Ok(());
    }
    if let Some(Value::Object(headers)) = fields.get_mut("headers") {
        for (name, header) in headers {
            parameters::lift(header, &at.join("headers").join(name), step)?;
        }
    }
    let examples = match fields.remove("examples") {
        Some(Value::Object(examples)) => examples,
        _ => Map::new(),
    };
    let Some(schema) = fields.remove("schema") else { return Ok(()) };
    let from = at.join("schema");
    step.origins.came(&from, &at.join("content"));
    let anything = ["*/*".to_owned()];
    // A file is bytes, whatever is in it.
    let is_file = schema.get("format").and_then(Value::as_str) == Some("binary");
    let is_bytes = |media_type: &&String| !is_file || !media_type.contains("json");
    let mut given: Vec<&String> = produces.iter().filter(is_bytes).collect();
    if given.is_empty() {
        given.extend(&anything);
    }
    let main = given.iter().position(|media_type| media_type.contains("json")).unwrap_or_default();
    // The configuration has put the stream there that the document does not describe.
    let mut content = match fields.remove("content") {
        Some(Value::Object(content)) => content,
        _ => Map::new(),
    };
    for (index, media_type) in given.into_iter().enumerate() {
        let mut described = Map::new();
        let place = at.join("content").join(media_type);
        step.origins.came(&from, &place);
        if index == main {
            step.origins.moved(&from, &place.join("schema"));
        } else {
            step.origins.came(&from, &place.join("schema"));
        }
        // Of several media types one is read. A copy of a reference does no harm.
        if index == main || schema.get("$ref").is_some() {
            described.insert("schema".to_owned(), schema.clone());
        }
        described.extend(examples.get(media_type).map(|example| ("example".to_owned(), example.clone())));
        described.sort_keys();
        content.insert(media_type.clone(), Value::Object(described));
    }
    content.sort_keys();
    fields.insert("content".to_owned(), Value::Object(content));
    fields.sort_keys();
    Ok(())
}
