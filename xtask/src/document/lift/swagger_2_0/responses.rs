//! Answers.

use serde_json::{Map, Value, json};

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
    let mut content = Map::new();
    for media_type in produces {
        let place = at.join("content").join(media_type).join("schema");
        // What refers to the schema is led to the first copy of it.
        if content.is_empty() {
            step.origins.moved(&from, &place);
        } else {
            step.origins.came(&from, &place);
        }
        let mut described = json!({ "schema": schema });
        if let (Some(example), Value::Object(described)) = (examples.get(media_type), &mut described) {
            described.insert("example".to_owned(), example.clone());
        }
        content.insert(media_type.clone(), described);
    }
    content.sort_keys();
    fields.insert("content".to_owned(), Value::Object(content));
    fields.sort_keys();
    Ok(())
}
