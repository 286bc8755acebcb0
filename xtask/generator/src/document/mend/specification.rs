//! Reads each object with the types of `openapiv3`, and mends what they do not take.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::edit::Edit;
use super::misuse::Misuse;
use super::wrong_types::{is_called, without_responses};
use crate::diagnostic;
use crate::document::faults::{Fault, is_attack};
use crate::document::places::{Kind, Place};
use crate::document::pointer::Pointer;

/// What `openapiv3` does not take of an object other than a schema.
pub(super) fn check(place: &Place<'_>, fields: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let bare = bare(place.kind, fields);
    let (within, problem) = read_as(place.kind, bare).err()?;
    Some(mended(place, fields, base, &within, problem))
}

fn read_as(kind: Kind, bare: Value) -> Result<(), (String, String)> {
    match kind {
        Kind::Document => read::<openapiv3::OpenAPI>(bare),
        Kind::PathItem => read::<openapiv3::PathItem>(bare),
        Kind::Operation => read::<openapiv3::Operation>(bare),
        Kind::Parameter => read::<openapiv3::Parameter>(bare),
        Kind::RequestBody => read::<openapiv3::RequestBody>(bare),
        Kind::MediaType => read::<openapiv3::MediaType>(bare),
        Kind::Encoding => read::<openapiv3::Encoding>(bare),
        Kind::Response => read::<openapiv3::Response>(bare),
        Kind::Header => read::<openapiv3::Header>(bare),
        Kind::Example => read::<openapiv3::Example>(bare),
        Kind::Link => read::<openapiv3::Link>(bare),
        Kind::SecurityScheme => read::<openapiv3::SecurityScheme>(bare),
        Kind::Schema | Kind::Components | Kind::Callback => Ok(()),
    }
}

/// The object without examples and extensions, which may hold anything, and with a placeholder for each object in it.
fn bare(kind: Kind, fields: &Map<String, Value>) -> Value {
    let is_data = |field: &str| field == "example" || field == "value" || field.starts_with("x-");
    let kept = fields.iter().filter(|(field, _)| !is_data(field)).map(|(field, value)| {
        let value = match kind.container(field) {
            None => value.clone(),
            Some("an array") => json!([]),
            Some(_) if kind.holds_one(field) => placeholder(field),
            Some(_) => json!({}),
        };
        (field.clone(), value)
    });
    Value::Object(kept.collect())
}

fn placeholder(field: &str) -> Value {
    match field {
        "components" => json!({}),
        "schema" | "requestBody" => json!({ "$ref": "#" }),
        _ => json!({ "responses": {} }),
    }
}

fn read<T: DeserializeOwned>(value: Value) -> Result<(), (String, String)> {
    match serde_path_to_error::deserialize::<_, T>(value) {
        Ok(_) => Ok(()),
        Err(error) => Err((diagnostic::pointer(error.path()), error.inner().to_string())),
    }
}

/// Mends what `openapiv3` does not take: the smallest thing that it names is put right, or goes away.
fn mended(
    place: &Place<'_>,
    fields: &Map<String, Value>,
    base: &Pointer,
    within: &str,
    problem: String,
) -> Misuse {
    let what = place.kind.name().to_owned();
    let at = Pointer::parse(&format!("{base}{within}")).unwrap_or_else(|| base.clone());
    let field = at.split_last().map(|(_, field)| field).unwrap_or_default();
    let missing = problem.strip_prefix("missing field `").and_then(|rest| rest.split('`').next());
    if let (true, Kind::Operation, Some("responses")) = (within.is_empty(), place.kind, missing) {
        return without_responses(at, problem);
    }
    if let (true, Some(field)) = (within.is_empty(), missing)
        && let Some((value, read)) = in_place_of(place.kind, field)
    {
        let edits = vec![Edit::Put(at.join(field), value)];
        let fault = Fault::MissingField { what, field: field.to_owned(), read: read.to_owned() };
        return Misuse { at, fault, edits };
    }
    if let Some(variant) =
        problem.strip_prefix("unknown variant `").and_then(|rest| rest.split_once("`, expected "))
    {
        return unknown_word(place, fields, base, &at, variant);
    }
    let problem = match missing {
        Some(_) => problem,
        None if within.is_empty() => format!("the {what} has none of the forms that OpenAPI gives it"),
        None => format!("`{field}` has a value that OpenAPI does not allow there"),
    };
    let remedy_is_to_remove = !within.is_empty() && !within.ends_with("/name");
    if remedy_is_to_remove {
        let edits = vec![Edit::Remove(at.clone())];
        return Misuse { at, fault: Fault::BrokenField { what, problem, field }, edits };
    }
    dropped(place, at, base, problem)
}

/// A word that the specification does not have where there is a choice, such as `in: Query`.
fn unknown_word(
    place: &Place<'_>,
    fields: &Map<String, Value>,
    base: &Pointer,
    at: &Pointer,
    (word, choices): (&str, &str),
) -> Misuse {
    let what = place.kind.name().to_owned();
    let problem = format!("`{word}` is not {}", choices.trim_start_matches("expected "));
    if is_attack(word) {
        let remedy = format!("write the {what} as OpenAPI defines it");
        return Misuse { at: at.clone(), fault: Fault::Code { problem, remedy }, edits: Vec::new() };
    }
    let Some(field) =
        fields.iter().find(|(_, value)| value.as_str() == Some(word)).map(|(field, _)| field.clone())
    else {
        return dropped(place, at.clone(), base, problem);
    };
    let stands = base.join(&field);
    // Each word of these choices is one of the choice, in backquotes, in the message itself.
    let is_word = |choice: &&str| choice.eq_ignore_ascii_case(word.trim());
    if let Some(meant) = choices.split('`').skip(1).step_by(2).find(is_word) {
        let fault = Fault::WrongTypeButPlain {
            wanted: choices.to_owned(),
            found: format!("`{word}`"),
            remedy: format!("write `{meant}`"),
            read: format!("`{meant}`"),
            field,
        };
        return Misuse { edits: vec![Edit::Put(stands.clone(), json!(meant))], at: stands, fault };
    }
    if matches!(field.as_str(), "in" | "type") {
        return dropped(place, at.clone(), base, problem);
    }
    Misuse {
        edits: vec![Edit::Remove(stands.clone())],
        at: stands,
        fault: Fault::BrokenField { what, problem, field },
    }
}

/// An object that nothing can be made of.
fn dropped(place: &Place<'_>, at: Pointer, base: &Pointer, problem: String) -> Misuse {
    let edits = vec![Edit::Remove(base.clone())];
    let what = place.kind.name().to_owned();
    let fault = match place.kind {
        Kind::Operation if is_called(base) => Fault::BrokenOperation { problem },
        _ => Fault::BrokenObject { what, problem },
    };
    Misuse { at, fault, edits }
}

/// What is put in the place of a field that has to be there, and the words for it.
fn in_place_of(kind: Kind, field: &str) -> Option<(Value, &'static str)> {
    Some(match (kind, field) {
        (Kind::Document, "info") => (json!({ "title": "", "version": "" }), "an API without a title"),
        (Kind::Document, "paths") => (json!({}), "no paths"),
        (Kind::Response, "description") => (json!(""), "an empty one"),
        (Kind::RequestBody, "content") => (json!({ "*/*": {} }), "bytes"),
        (Kind::SecurityScheme, "flows") => (json!({}), "no flow"),
        (Kind::SecurityScheme, "openIdConnectUrl") => (json!(""), "an empty one"),
        _ => return None,
    })
}
