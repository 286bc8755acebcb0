//! OpenAPI 3.2 → 3.1.

use serde_json::{Map, Value, json};

use super::step::Step;
use super::{beside, openapi_3_1, other_methods};
use crate::diagnostic::Result;
use crate::document::exclusive;
use crate::document::faults::Fault;
use crate::document::places::Kind;
use crate::document::pointer::Pointer;
use crate::document::resolve::local;
use crate::document::version::Version;
use crate::document::visit::walk;

/// Lifts a document.
pub(super) fn lift(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    openapi_3_1::write_out_path_items(document, step)?;
    other_methods::spread(document, step)?;
    write_out_media_types(document, step)?;
    let mut visit = |kind: Kind, value: &mut Value, at: &Pointer| match value {
        Value::Object(fields) => object(kind, fields, at, step),
        _ => Ok(()),
    };
    walk(Version::OpenApi3_2, Kind::Document, document, &Pointer::root(), &mut visit)
}

fn object(kind: Kind, fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) -> Result<()> {
    for fault in exclusive::faults(kind, fields, true) {
        step.fault(at.clone(), fault)?;
    }
    match kind {
        Kind::PathItem | Kind::Operation | Kind::Components => parameters(fields, at, step)?,
        Kind::MediaType => media_type(fields, at, step),
        Kind::Encoding => fields.retain(|field, _| !OF_PARTS.contains(&field.as_str())),
        Kind::Response => response(fields),
        Kind::Example => example(fields),
        Kind::Schema => default_mapping(fields, at, step),
        Kind::SecurityScheme => security_scheme(fields),
        _ => {}
    }
    if matches!(kind, Kind::Parameter | Kind::Header)
        && fields.get("style").and_then(Value::as_str) == Some("cookie")
    {
        if fields.remove("allowReserved").is_some() {
            let (field, place) = ("allowReserved".to_owned(), "the style `cookie`".to_owned());
            step.fault(at.join(&field), Fault::FieldWithoutMeaning { field, place })?;
        }
        fields.insert("style".to_owned(), json!("form"));
    }
    Ok(())
}

/// The media type of forms in a query.
const FORM_IN_QUERY: &str = "application/x-www-form-urlencoded";

/// A parameter that is the whole query: a form in the query is the properties of an object.
fn parameters(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) -> Result<()> {
    let list = at.join("parameters");
    let places: Vec<(Pointer, &mut Value)> = match fields.get_mut("parameters") {
        Some(Value::Array(items)) => {
            items.iter_mut().enumerate().map(|(index, item)| (list.join(index), item)).collect()
        }
        Some(Value::Object(items)) => items.iter_mut().map(|(name, item)| (list.join(name), item)).collect(),
        _ => return Ok(()),
    };
    for (at, parameter) in places {
        let Value::Object(fields) = parameter else { continue };
        if fields.get("in").and_then(Value::as_str) != Some("querystring") {
            continue;
        }
        fields.insert("in".to_owned(), json!("query"));
        let form = fields.get("content").and_then(|content| content.get(FORM_IN_QUERY)?.get("schema"));
        let is_described =
            fields.get("content").and_then(Value::as_object).is_some_and(|all| !all.is_empty());
        if let Some(schema) = form.cloned() {
            step.origins.moved(&at.join("content").join(FORM_IN_QUERY).join("schema"), &at.join("schema"));
            fields.remove("content");
            fields.insert("schema".to_owned(), schema);
        } else if is_described {
            // Any other text, as its media type has it, takes the place of names and values.
            beside::mark_whole_query(fields);
            continue;
        } else {
            step.fault(at, Fault::WholeQueryWithoutContent {})?;
        }
        fields.insert("style".to_owned(), json!("form"));
        fields.insert("explode".to_owned(), json!(true));
        fields.sort_keys();
    }
    Ok(())
}

/// The fields that describe the parts of a multipart body by their position, or in parts.
const OF_PARTS: [&str; 3] = ["encoding", "prefixEncoding", "itemEncoding"];

/// The media type of forms, whose fields are not read one by one.
const OF_FORMS: &str = "multipart/form-data";

/// What is a sequence of items is described by the schema of an item.
fn media_type(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let is_form = at.split_last().is_some_and(|(_, media_type)| media_type.starts_with(OF_FORMS));
    if let Some(item) = fields.remove("itemSchema") {
        if is_form {
            beside::leave(
                fields,
                "itemSchema",
                "the items are not read one by one: the body is passed whole",
            );
        } else {
            step.origins.moved(&at.join("itemSchema"), &at.join("schema"));
            fields.insert("schema".to_owned(), item);
            beside::mark_of_item(fields);
        }
    }
    // It says nothing that a method or a type could have.
    fields.remove("description");
    for keyword in ["prefixEncoding", "itemEncoding"] {
        // Elsewhere, each part says what it is.
        let counts = keyword == "prefixEncoding" || is_form;
        if fields.remove(keyword).is_some() && counts {
            beside::leave(fields, keyword, "parts are not told apart by their position");
        }
    }
    fields.sort_keys();
}

/// A description need not be there any more.
fn response(fields: &mut Map<String, Value>) {
    if fields.contains_key("$ref") {
        return;
    }
    let summary = fields.remove("summary");
    fields.entry("description").or_insert_with(|| summary.unwrap_or_else(|| json!("")));
    fields.sort_keys();
}

/// The value of an example is given as data, or as it is written.
fn example(fields: &mut Map<String, Value>) {
    let (data, text) = (fields.remove("dataValue"), fields.remove("serializedValue"));
    if let Some(value) = data.or(text) {
        fields.entry("value").or_insert(value);
    }
    fields.sort_keys();
}

/// The schema of values that a discriminator does not map stands among the mapped ones, where every step finds it.
fn default_mapping(fields: &mut Map<String, Value>, at: &Pointer, step: &mut Step<'_>) {
    let Some(Value::Object(discriminator)) = fields.get_mut("discriminator") else { return };
    let Some(default) = discriminator.remove("defaultMapping") else { return };
    let mapping = discriminator.entry("mapping").or_insert_with(|| json!({}));
    if let Value::Object(mapping) = mapping {
        mapping.insert(beside::ANY_OTHER_TAG.to_owned(), default);
        let at = at.join("discriminator");
        step.origins.moved(&at.join("defaultMapping"), &at.join("mapping").join(beside::ANY_OTHER_TAG));
        mapping.sort_keys();
    }
    discriminator.sort_keys();
}

/// Ways to get a token: the crate takes the token itself.
fn security_scheme(fields: &mut Map<String, Value>) {
    fields.remove("oauth2MetadataUrl");
    fields.remove("deprecated");
    if let Some(Value::Object(flows)) = fields.get_mut("flows") {
        flows.remove("deviceAuthorization");
    }
}

/// Writes out media types that refer to one among the components.
fn write_out_media_types(document: &mut Value, step: &mut Step<'_>) -> Result<()> {
    let components = document.get_mut("components").and_then(Value::as_object_mut);
    let shared = components.and_then(|components| components.remove("mediaTypes"));
    let Some(Value::Object(shared)) = shared else { return Ok(()) };
    let section = Pointer::root().join("components").join("mediaTypes");
    let mut visit = |kind: Kind, value: &mut Value, at: &Pointer| {
        let reference = value.get("$ref").and_then(Value::as_str).filter(|_| kind == Kind::MediaType);
        let name = reference.and_then(local).and_then(|pointer| pointer.split_last());
        let Some((_, name)) = name.filter(|(parent, _)| *parent == section) else { return Ok(()) };
        if let Some(target) = shared.get(&name) {
            *value = step.copy(target, at)?;
            step.origins.came(&section.join(&name), at);
        }
        Ok(())
    };
    walk(Version::OpenApi3_2, Kind::Document, document, &Pointer::root(), &mut visit)
}
