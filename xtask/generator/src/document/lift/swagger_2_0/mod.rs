//! Swagger 2.0 → OpenAPI 3.0.

mod bodies;
mod listed;
mod media_types;
mod operations;
mod parameters;
mod responses;
mod schemas;
mod security;
mod servers;

use serde_json::{Map, Value};

use super::lead_references::lead_references;
use super::step::Step;
use crate::diagnostic::Result;
use crate::document::places::Kind;
use crate::document::pointer::Pointer;
use crate::document::version::Version;
use crate::document::visit::walk;
use media_types::MediaTypes;

/// Lifts a document.
pub(super) fn lift(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    let mut visit = |kind: Kind, value: &mut Value, _: &Pointer| {
        if let (Kind::Schema, Value::Object(fields)) = (kind, value) {
            schemas::lift(fields);
        }
        Ok(())
    };
    walk(Version::Swagger2_0, Kind::Document, document, &Pointer::root(), &mut visit)?;
    let Value::Object(fields) = document else { return Ok(()) };
    servers::lift(fields, step);
    let media_types = MediaTypes::of(fields);
    fields.remove("consumes");
    fields.remove("produces");
    let shared = fields.get("parameters").and_then(Value::as_object).cloned().unwrap_or_default();
    let paths = Pointer::root().join("paths");
    if let Some(Value::Object(items)) = fields.get_mut("paths") {
        for (path, item) in items.iter_mut().filter(|(path, _)| !path.starts_with("x-")) {
            if let Value::Object(item) = item {
                operations::lift(item, &paths.join(path), (&media_types, &shared), step)?;
            }
        }
    }
    components(fields, &media_types, step)?;
    lead_references(Version::OpenApi3_0, document, &step.origins)
}

/// Moves what operations share among the components.
fn components(fields: &mut Map<String, Value>, media_types: &MediaTypes, step: &mut Step<'_>) -> Result<()> {
    let mut components = Map::new();
    let place = Pointer::root().join("components");
    let take = |fields: &mut Map<String, Value>, from: &str, to: &str, step: &mut Step<'_>| {
        let Some(Value::Object(section)) = fields.remove(from) else { return None };
        step.origins.moved(&Pointer::root().join(from), &place.join(to));
        Some(section)
    };
    if let Some(schemas) = take(fields, "definitions", "schemas", step) {
        components.insert("schemas".to_owned(), Value::Object(schemas));
    }
    // Bodies are written out where they are used, as their media types depend on the operation.
    if let Some(mut parameters) = take(fields, "parameters", "parameters", step) {
        parameters.retain(|_, parameter| !parameters::is_of_body(parameter));
        let at = place.join("parameters");
        for (name, parameter) in &mut parameters {
            parameters::lift(parameter, &at.join(name), step)?;
        }
        components.insert("parameters".to_owned(), Value::Object(parameters));
    }
    if let Some(mut responses) = take(fields, "responses", "responses", step) {
        let at = place.join("responses");
        for (name, response) in &mut responses {
            responses::lift(response, &at.join(name), &media_types.produces, step)?;
        }
        components.insert("responses".to_owned(), Value::Object(responses));
    }
    if let Some(mut schemes) = take(fields, "securityDefinitions", "securitySchemes", step) {
        schemes.values_mut().for_each(security::lift);
        components.insert("securitySchemes".to_owned(), Value::Object(schemes));
    }
    if !components.is_empty() {
        fields.insert("components".to_owned(), Value::Object(components));
    }
    Ok(())
}
