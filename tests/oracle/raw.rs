//! Places that are read as raw JSON: the report has to say so where the document describes more than that.

use super::validator::Document;
use openapi_to_crate::model::items::Crate;
use openapi_to_crate::model::{AdditionalProperties, Definition, JsonPointer, TypeRef};
use serde_json::Value;

/// What a schema may say and be any value, or any object, all the same.
const SAYS_NOTHING: [&str; 12] = [
    "default",
    "deprecated",
    "description",
    "example",
    "externalDocs",
    "nullable",
    "not",
    "readOnly",
    "title",
    "variants",
    "writeOnly",
    "xml",
];

/// The places that are read as raw JSON although the document describes them and the report does not name them.
#[must_use]
pub fn unreported(made: &Crate, document: &Document) -> Vec<String> {
    let mut places: Vec<(JsonPointer, &TypeRef)> = Vec::new();
    for definition in made.api.types.values() {
        match definition {
            Definition::Struct(structure) => {
                let fields = structure.fields.iter().map(|field| (field.pointer.clone(), &field.type_ref));
                places.extend(fields);
                if let AdditionalProperties::Typed(type_ref) = &structure.additional {
                    places.push((structure.additional_pointer(), type_ref));
                }
            }
            Definition::Union(union) => {
                let variants = union.variants.iter();
                places.extend(variants.map(|variant| (variant.pointer.clone(), &variant.type_ref)));
            }
            Definition::Enum(_) => {}
        }
    }
    let is_reported = |at: &str| {
        let mut reported = made.api.omissions.iter().map(|omission| omission.pointer.as_str());
        reported.any(|reported| reported.starts_with(at))
    };
    let raw =
        places.into_iter().filter_map(|(pointer, type_ref)| raw_place(document, pointer.as_str(), type_ref));
    raw.filter(|(place, target)| !is_reported(place) && !is_reported(target))
        .map(|(place, _)| place)
        .collect()
}

/// The place within a place that is raw JSON, and where it leads, where the document describes more.
fn raw_place(document: &Document, at: &str, type_ref: &TypeRef) -> Option<(String, String)> {
    let target = end(document, at);
    match type_ref {
        TypeRef::Nullable(inner) | TypeRef::Boxed(inner) => raw_place(document, at, inner),
        TypeRef::Array(item) => raw_place(document, &format!("{target}/items"), item),
        TypeRef::Map(value) => raw_place(document, &format!("{target}/additionalProperties"), value),
        TypeRef::Any => {
            let schema = document.schema(&target)?;
            let describes = |key: &String| !SAYS_NOTHING.contains(&key.as_str()) && !key.starts_with("x-");
            let says_more = schema.as_object()?.keys().any(describes) && !is_null_alone(schema);
            says_more.then(|| (at.to_owned(), target.clone()))
        }
        _ => None,
    }
}

/// Whether a schema allows nothing but null, for which there is no type but raw JSON.
fn is_null_alone(schema: &Value) -> bool {
    let all = |keyword: &str, is: fn(&Value) -> bool| {
        schema.get(keyword).and_then(Value::as_array).is_some_and(|listed| listed.iter().all(is))
    };
    all("enum", Value::is_null) || all("anyOf", is_null_alone) || all("oneOf", is_null_alone)
}

/// Where a place leads in the end.
#[must_use]
pub fn end(document: &Document, place: &str) -> String {
    let mut at = place.to_owned();
    for _ in 0..64 {
        match document.schema(&at).and_then(|schema| schema.get("$ref")).and_then(Value::as_str) {
            Some(next) => at = next.trim_start_matches('#').to_owned(),
            None => break,
        }
    }
    at
}
