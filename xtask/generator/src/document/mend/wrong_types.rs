//! What is wrong with values that are not of the type that the specification gives them, in any version.

use serde_json::{Value, json};

use super::edit::Edit;
use super::misuse::{Misuse, Plain};
use super::schemas;
use super::values::{Form, shown_for};
use crate::document::faults::Fault;
use crate::document::places::{Kind, Place};
use crate::document::pointer::Pointer;
use crate::document::version::{Version, kind};

/// The keywords of which a schema that is none is not read as one that takes any value: it says nothing.
const OF_CONDITIONS: [&str; 10] = [
    "contains",
    "contentSchema",
    "else",
    "if",
    "not",
    "propertyNames",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
    "dependentSchemas",
];

/// An object that is none.
pub(super) fn not_an_object(place: &Place<'_>, at: Pointer) -> Misuse {
    if let Some(misuse) = plain_object(place, &at) {
        return misuse;
    }
    let (done, edit) = match (place.kind, place.value) {
        (Kind::Schema, _) if OF_CONDITIONS.contains(&place.field) => {
            ("it is ignored", Edit::Remove(at.clone()))
        }
        (Kind::Schema, _) => ("it is any value", Edit::Put(at.clone(), json!({}))),
        (Kind::Response, Value::String(text)) => {
            ("it is read as the description", Edit::Put(at.clone(), json!({ "description": text })))
        }
        (Kind::Response, Value::Null) => {
            ("it is an answer without a body", Edit::Put(at.clone(), json!({ "description": "" })))
        }
        (Kind::MediaType, _) => ("it is any value", Edit::Put(at.clone(), json!({}))),
        (Kind::Operation, found) if is_called(&at) => {
            let problem = format!("an operation must be an object, here it is {}", kind(found));
            let edits = vec![Edit::Remove(at.clone())];
            return Misuse { at, fault: Fault::BrokenOperation { problem }, edits };
        }
        _ => ("it is ignored", Edit::Remove(at.clone())),
    };
    let (what, found) = (place.kind.name().to_owned(), kind(place.value).to_owned());
    Misuse { at, fault: Fault::NotAnObject { what, found, done: done.to_owned() }, edits: vec![edit] }
}

/// Whether an operation is one that the crate has a method for, and not one that the service calls.
pub(super) fn is_called(at: &Pointer) -> bool {
    let mut tokens = at.tokens();
    tokens.next().is_some_and(|first| first == "paths") && tokens.count() == 2
}

/// A list or a boolean where a schema of items stands. A list of one schema describes every item; of several, what any
/// of them describes.
fn plain_object(place: &Place<'_>, at: &Pointer) -> Option<Misuse> {
    if (place.kind, place.field) != (Kind::Schema, "items") {
        return None;
    }
    let (meant, read) = match place.value {
        Value::Array(items) => match items.as_slice() {
            [] => return None,
            [item] => (item.clone(), "its one item"),
            _ => (json!({ "anyOf": items }), "a list of what any of them describes"),
        },
        Value::Bool(_) => (json!({}), "any value"),
        _ => return None,
    };
    let fault = Fault::WrongTypeButPlain {
        field: "items".to_owned(),
        wanted: "an object".to_owned(),
        found: kind(place.value).to_owned(),
        remedy: "write an object".to_owned(),
        read: read.to_owned(),
    };
    Some(Misuse { edits: vec![Edit::Put(at.clone(), meant)], at: at.clone(), fault })
}

/// A field that holds a list or a map of objects, and is neither.
pub(super) fn wrong_container(
    place: &Place<'_>,
    base: &Pointer,
    field: &str,
    value: &Value,
    wanted: &str,
) -> Misuse {
    let at = base.join(field);
    if (place.kind, field) == (Kind::Operation, "responses") {
        return without_responses(at, format!("`responses` must be an object, here it is {}", kind(value)));
    }
    let (found, remedy) = (kind(value).to_owned(), format!("write {wanted}"));
    let is_one = match (place.kind, field, value) {
        (Kind::Schema, "allOf" | "oneOf" | "anyOf" | "prefixItems", Value::Object(_)) => true,
        (_, "parameters", Value::Object(one)) => one.contains_key("name") || one.contains_key("$ref"),
        _ => false,
    };
    let (field, wanted) = (field.to_owned(), wanted.to_owned());
    if is_one {
        let read = "a list of one".to_owned();
        let fault = Fault::WrongTypeButPlain { field, wanted, found, remedy, read };
        return Misuse { edits: vec![Edit::Put(at.clone(), json!([value]))], at, fault };
    }
    Misuse {
        edits: vec![Edit::Remove(at.clone())],
        at,
        fault: Fault::WrongType { field, wanted, found, remedy },
    }
}

/// An operation whose answers are not described: each is bytes.
pub(super) fn without_responses(at: Pointer, problem: String) -> Misuse {
    let responses = if at.as_str().ends_with("/responses") { at.clone() } else { at.join("responses") };
    let bytes = json!({ "default": { "description": "", "content": { "*/*": {} } } });
    Misuse { at, fault: Fault::NoResponses { problem }, edits: vec![Edit::Put(responses, bytes)] }
}

/// A field with a value of the wrong type. Text that is null says nothing, where `openapiv3` takes it.
pub(super) fn wrong_value(
    version: Version,
    place: &Place<'_>,
    base: &Pointer,
    field: &str,
    form: Form,
    value: &Value,
) -> Option<Misuse> {
    let at = base.join(field);
    let is_silent = form == Form::Text && !matches!(field, "name" | "in" | "style");
    if place.kind != Kind::Schema && value.is_null() && is_silent {
        return None;
    }
    let words = (field.to_owned(), form.wanted().to_owned(), shown_for(form, value), form.remedy(field));
    let plain = |read: &str, edits: Vec<Edit>| {
        let (field, wanted, found, remedy) = words.clone();
        let fault = Fault::WrongTypeButPlain { field, wanted, found, remedy, read: read.to_owned() };
        Misuse { at: at.clone(), fault, edits }
    };
    if place.kind == Kind::Schema {
        match schemas::plain_keyword(version, place, base, field, value) {
            Plain::Means(read, edits) => return Some(plain(&read, edits)),
            Plain::Code => {
                let (field, wanted, found, remedy) = words;
                let problem = format!("`{field}` must be {wanted}, here it is {found}");
                return Some(Misuse { at, fault: Fault::Code { problem, remedy }, edits: Vec::new() });
            }
            Plain::No => {}
        }
    }
    if let Some(meant) = form.meant(value) {
        let read = match meant {
            Value::Array(_) => "a list".to_owned(),
            Value::Object(_) => "lists".to_owned(),
            _ => format!("`{meant}`"),
        };
        return Some(plain(&read, vec![Edit::Put(at.clone(), meant)]));
    }
    let (field, wanted, found, remedy) = words;
    Some(Misuse {
        edits: vec![Edit::Remove(at.clone())],
        at,
        fault: Fault::WrongType { field, wanted, found, remedy },
    })
}
