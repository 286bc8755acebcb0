//! Streams of events that the configuration describes, where the document describes only the answer as a whole.

use serde_json::{Value, json};

use super::named_places::{Refusal, named_places, operations};
use super::pointer::Pointer;
use crate::config::Config;
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
        if let Err(Refusal { problem, remedy, .. }) = added
            && all_must_fit
        {
            let at = Pointer::root().join("operations").join(id).join("events");
            return Err(Diagnostic::at(config_file, at, problem, remedy));
        }
    }
    Ok(())
}

/// The place of the schema that an entry names.
fn schema_of(document: &Value, named: &str) -> std::result::Result<String, Refusal> {
    match named_places(document, named)?.as_slice() {
        [place] => Ok(place.clone()),
        others => Err(refusal(
            format!("`{named}` selects {} places of the document", others.len()),
            "narrow it so that it leads to one schema",
        )),
    }
}

fn refusal(problem: String, remedy: &str) -> Refusal {
    Refusal { problem, remedy: remedy.to_owned(), is_absent: true }
}

/// Adds a stream of values of a schema to the answer of an operation.
fn add(document: &mut Value, id: &str, schema: &str) -> std::result::Result<(), Refusal> {
    // That an operation is not there is found out where operations get their names.
    let Some((_, at)) = operations(document).into_iter().find(|(known, _)| known == id) else {
        return Ok(());
    };
    let refusal = || {
        let problem =
            format!("the operation `{id}` has no answer of success that a stream could stand beside");
        refusal(problem, "remove the entry, or describe such an answer in the overlay")
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
