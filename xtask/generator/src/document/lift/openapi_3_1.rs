//! OpenAPI 3.1 → 3.0.

use serde_json::{Map, Value, json};

use super::lead_references::lead_references;
use super::step::Step;
use super::{beside, event_data, schema};
use crate::diagnostic::Result;
use crate::document::copied_object;
use crate::document::faults::Fault;
use crate::document::places::Kind;
use crate::document::pointer::Pointer;
use crate::document::referring_path_items;
use crate::document::resolve::local;
use crate::document::version::Version;
use crate::document::visit::walk;

/// The dialects of JSON Schema that schemas are read as.
const KNOWN: [&str; 3] = [
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
    "https://json-schema.org/draft/2020-12/schema",
];

/// Lifts a document.
pub(super) fn lift(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    write_out_path_items(document, step)?;
    describe_parameters(document, step)?;
    schema::identifiers::resolve(document, step)?;
    whole(document, step)?;
    event_data::lift(document, step)?;
    let mut visit = |kind: Kind, value: &mut Value, at: &Pointer| {
        if kind == Kind::Schema {
            return schema::lift(value, at, step);
        }
        if let Value::Object(fields) = value {
            object(kind, fields, at);
        }
        Ok(())
    };
    walk(Version::OpenApi3_1, Kind::Document, document, &Pointer::root(), &mut visit)?;
    schema::definitions::become_components(document, step);
    if let Value::Object(fields) = document {
        beside::mark_open_schemas(fields);
    }
    if let Value::Object(fields) = document
        && let Some(webhooks) = fields.remove("webhooks")
    {
        step.origins.moved(&Pointer::root().join("webhooks"), &Pointer::root().join(beside::WEBHOOKS));
        fields.insert(beside::WEBHOOKS.to_owned(), webhooks);
    }
    lead_references(Version::OpenApi3_0, document, &step.origins)
}

/// Writes out references to parameters that have a description of their own, which counts instead of the parameter's.
fn describe_parameters(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    let section = Pointer::root().join("components").join("parameters");
    let Some(Value::Object(shared)) = document.pointer(section.as_str()).cloned() else { return Ok(()) };
    let mut visit = |kind: Kind, value: &mut Value, at: &Pointer| {
        let described = value.get("description").filter(|_| kind == Kind::Parameter).cloned();
        let reference = value.get("$ref").and_then(Value::as_str).and_then(local);
        let Some((description, reference)) = described.zip(reference) else { return Ok(()) };
        let name = reference.split_last().filter(|(parent, _)| *parent == section).map(|(_, name)| name);
        let Some(target) = name.and_then(|name| shared.get(&name)) else { return Ok(()) };
        let Value::Object(mut parameter) = step.copy(target, &at.join("$ref"))? else { return Ok(()) };
        parameter.insert("description".to_owned(), description);
        parameter.sort_keys();
        for field in parameter.keys().filter(|field| *field != "description") {
            step.origins.came(&reference.join(field), &at.join(field));
        }
        *value = Value::Object(parameter);
        Ok(())
    };
    walk(Version::OpenApi3_1, Kind::Document, document, &Pointer::root(), &mut visit)
}

/// Writes out the paths that refer to a path item among the components.
pub(super) fn write_out_path_items(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    for at in referring_path_items::places(document, &["paths", "webhooks"]) {
        let reference = document.pointer(at.join("$ref").as_str());
        let is_component = |text: &str| text.starts_with("#/components/pathItems/");
        let is_of_components = |reference: &&Value| reference.as_str().is_some_and(is_component);
        let Some(reference) = reference.filter(is_of_components).cloned() else { continue };
        let Some(target) = copied_object::of(document, &reference) else { continue };
        let Value::Object(target) = step.copy(&Value::Object(target), &at.join("$ref"))? else { continue };
        copied_object::put(document, &at, (&reference, target), &mut step.origins);
    }
    if let Some(Value::Object(components)) = document.get_mut("components") {
        components.remove("pathItems");
    }
    Ok(())
}

/// The fields of the document itself.
fn whole(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    let Value::Object(fields) = document else { return Ok(()) };
    if let Some(dialect) = fields.remove("jsonSchemaDialect") {
        let dialect = dialect.as_str().map_or_else(|| dialect.to_string(), str::to_owned);
        if !KNOWN.iter().any(|known| dialect.trim_end_matches('#').starts_with(known)) {
            step.fault(Pointer::root().join("jsonSchemaDialect"), Fault::UnknownDialect { dialect })?;
        }
    }
    // A document may hold webhooks or components alone.
    if fields.contains_key("webhooks") || fields.contains_key("components") {
        fields.entry("paths").or_insert_with(|| json!({}));
    }
    fields.remove("$self");
    Ok(())
}

/// An object other than a schema.
fn object(kind: Kind, fields: &mut Map<String, Value>, at: &Pointer) {
    match kind {
        Kind::MediaType if at.split_last().is_some_and(|(_, key)| key.starts_with("multipart/")) => {
            parts(fields);
        }
        // Answers need not be described: these are bytes.
        Kind::Operation if is_empty(fields.get("responses")) => {
            let bytes = json!({ "default": { "description": "", "content": { "*/*": {} } } });
            fields.insert("responses".to_owned(), bytes);
            fields.sort_keys();
        }
        // Such a scheme is part of the connection, which HTTP does not see.
        Kind::SecurityScheme if fields.get("type").and_then(Value::as_str) == Some("mutualTLS") => {
            fields.insert("type".to_owned(), json!("http"));
            fields.insert("scheme".to_owned(), json!("mutualTLS"));
            fields.sort_keys();
        }
        // A summary or a description beside a reference is for readers of the document.
        _ if fields.contains_key("$ref") && kind.may_be_a_reference() => {
            fields.retain(|field, _| !matches!(field.as_str(), "summary" | "description"));
        }
        _ => {}
    }
}

/// A part of which nothing is said is a file.
fn parts(fields: &mut Map<String, Value>) {
    let properties = fields.get_mut("schema").and_then(|schema| schema.get_mut("properties"));
    let Some(Value::Object(properties)) = properties else { return };
    for property in properties.values_mut().filter_map(Value::as_object_mut) {
        if property.keys().all(|keyword| matches!(keyword.as_str(), "title" | "description")) {
            property.insert("type".to_owned(), json!("string"));
            property.insert("format".to_owned(), json!("binary"));
            property.sort_keys();
        }
    }
}

fn is_empty(responses: Option<&Value>) -> bool {
    responses.is_none_or(|responses| *responses == json!({}))
}
