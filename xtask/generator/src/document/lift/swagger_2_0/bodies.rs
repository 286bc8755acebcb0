//! Parameters that are the body, or fields of a form.

use serde_json::{Map, Value, json};

use super::super::step::Step;
use super::listed::Listed;
use super::parameters::{style, values};
use crate::diagnostic::Result;
use crate::document::faults::Fault;
use crate::document::pointer::Pointer;

const MULTIPART: &str = "multipart/form-data";
const URL_ENCODED: &str = "application/x-www-form-urlencoded";

/// The body that parameters describe, if any does. A body counts before a form.
pub(super) fn body(
    listed: &[&Listed],
    to: &Pointer,
    consumes: &[String],
    step: &mut Step<'_>,
) -> Result<Option<Value>> {
    let is = |listed: &&&Listed, place: &str| listed.value.get("in").and_then(Value::as_str) == Some(place);
    let whole: Vec<&&Listed> = listed.iter().filter(|listed| is(listed, "body")).collect();
    let fields: Vec<&&Listed> = listed.iter().filter(|listed| is(listed, "formData")).collect();
    for other in whole.iter().skip(1).chain(if whole.is_empty() { [].iter() } else { fields.iter() }) {
        let name = other.value.get("name").and_then(Value::as_str).unwrap_or_default().to_owned();
        step.fault(other.at.clone(), Fault::SecondBody { name })?;
    }
    Ok(match whole.first() {
        Some(whole) => Some(described(whole, to, consumes, step)),
        None if fields.is_empty() => None,
        None => Some(form(&fields, to, consumes, step)?),
    })
}

/// A body that a schema describes.
fn described(whole: &Listed, to: &Pointer, consumes: &[String], step: &mut Step<'_>) -> Value {
    let parameter = &whole.value;
    let schema = parameter.get("schema").cloned().unwrap_or_else(|| json!({}));
    step.origins.came(&whole.at, to);
    let main = consumes.iter().position(|media_type| media_type.contains("json")).unwrap_or_default();
    let mut content = Map::new();
    step.origins.came(&whole.at, &to.join("content"));
    for (index, media_type) in consumes.iter().enumerate() {
        step.origins.came(&whole.at, &to.join("content").join(media_type));
        let place = to.join("content").join(media_type).join("schema");
        let from = whole.target.join("schema");
        // Of several media types one is sent. A copy of a reference does no harm.
        let described = if index == main || schema.get("$ref").is_some() {
            json!({ "schema": schema })
        } else {
            json!({})
        };
        if index == main && whole.at == whole.target {
            step.origins.moved(&from, &place);
        } else {
            step.origins.came(&from, &place);
        }
        content.insert(media_type.clone(), described);
    }
    content.sort_keys();
    let mut body = Map::from_iter([("content".to_owned(), Value::Object(content))]);
    for field in ["description", "required"] {
        body.extend(parameter.get(field).map(|value| (field.to_owned(), value.clone())));
    }
    body.sort_keys();
    Value::Object(body)
}

/// A form, whose fields are properties.
fn form(fields: &[&&Listed], to: &Pointer, consumes: &[String], step: &mut Step<'_>) -> Result<Value> {
    let is_file = |listed: &&&&Listed| listed.value.get("type").and_then(Value::as_str) == Some("file");
    let has_files = fields.iter().any(|listed| is_file(&listed));
    let is_form = |media_type: &&String| matches!(media_type.as_str(), MULTIPART | URL_ENCODED);
    let media_type = match consumes.iter().find(is_form) {
        // A file is only sent as a part of its own.
        Some(named) if !has_files => named.as_str(),
        None if !has_files => URL_ENCODED,
        _ => MULTIPART,
    };
    let at = to.join("content").join(media_type);
    let (mut properties, mut required, mut encoding) = (Map::new(), Vec::new(), Map::new());
    for Listed { at: listed_at, target, value, .. } in fields {
        let Some(name) = value.get("name").and_then(Value::as_str).map(str::to_owned) else { continue };
        let Value::Object(mut parameter) = value.clone() else { continue };
        if parameter.get("required") == Some(&Value::Bool(true)) && !required.contains(&name) {
            required.push(name.clone());
        }
        let format = parameter.remove("collectionFormat");
        if parameter.get("type").and_then(Value::as_str) == Some("array") {
            let format = format.as_ref().and_then(Value::as_str).unwrap_or("csv");
            if format == "tsv" {
                step.fault(listed_at.join("collectionFormat"), Fault::ListsWithTabs {})?;
            }
            let (style, explode) = style(format, "formData");
            encoding.insert(name.clone(), json!({ "style": style, "explode": explode }));
        }
        let description = parameter.get("description").cloned();
        let mut schema =
            values(&mut parameter, target, &at.join("schema").join("properties").join(&name), step);
        if let (Some(description), Value::Object(schema)) = (description, &mut schema) {
            schema.insert("description".to_owned(), description);
            schema.sort_keys();
        }
        properties.insert(name, schema);
    }
    properties.sort_keys();
    let is_required = !required.is_empty();
    let mut schema = Map::from_iter([
        ("type".to_owned(), json!("object")),
        ("properties".to_owned(), Value::Object(properties)),
    ]);
    if is_required {
        schema.insert("required".to_owned(), json!(required));
    }
    schema.sort_keys();
    let mut described = json!({ "schema": schema });
    if let (false, Value::Object(described)) = (encoding.is_empty(), &mut described) {
        encoding.sort_keys();
        described.insert("encoding".to_owned(), Value::Object(encoding));
        described.sort_keys();
    }
    Ok(json!({ "content": { media_type: described }, "required": is_required }))
}
