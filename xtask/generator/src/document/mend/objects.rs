//! Mends objects that do not have the fields that the specification gives them, with the right types.
//!
//! Each object is looked at by itself, without the objects inside it. So the time grows with the size of the document,
//! not with its nesting, and a message names the object and not the whole document around it.

use std::collections::HashSet;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::edit::{Edit, apply};
use super::misuse::Misuse;
use super::values::{Form, shown};
use super::{fields, schemas, specification};
use crate::config::suggest;
use crate::diagnostic::Result;
use crate::document::exclusive;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::lift::beside;
use crate::document::places::{Kind, Place, Places, pointer};
use crate::document::pointer::Pointer;
use crate::document::version::kind;

/// How often an object is looked at again after it was mended.
const MAX_ROUNDS: usize = 24;

/// Mends every object.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let mut again: Option<HashSet<Pointer>> = None;
    for round in 0..MAX_ROUNDS {
        let places = Places::of(document);
        let list = places.list();
        let is_due = |at: usize| again.as_ref().is_none_or(|again| again.contains(&pointer(list, at)));
        let all = list.par_iter().enumerate().filter(|(at, _)| is_due(*at));
        let found: Vec<(usize, Vec<Misuse>)> = all
            .map(|(at, place)| (at, check(list, at, place, round == 0)))
            .filter(|(_, misuses)| !misuses.is_empty())
            .collect();
        if found.is_empty() {
            return Ok(());
        }
        again = Some(found.iter().map(|(at, _)| places.pointer(*at)).collect());
        let mut edits = Vec::new();
        for Misuse { at, fault, edits: mending } in found.into_iter().flat_map(|(_, misuses)| misuses) {
            faults.add(at, fault)?;
            edits.extend(mending);
        }
        apply(document, edits);
    }
    Ok(())
}

/// What is wrong with an object.
fn check(list: &[Place<'_>], at: usize, place: &Place<'_>, is_first: bool) -> Vec<Misuse> {
    let base = || pointer(list, at);
    let Value::Object(object) = place.value else {
        // What is left of a parameter that was removed.
        let is_gap = place.value.is_null() && place.field == "parameters" && place.key().is_none();
        return if is_gap { Vec::new() } else { vec![not_an_object(place, base())] };
    };
    if place.kind.may_be_a_reference() && object.contains_key("$ref") {
        return Vec::new();
    }
    // These stay, so they are found once.
    let mut found = Vec::new();
    if is_first {
        let may_be_words = list.first().is_some_and(|root| beside::has_open_schemas(root.value));
        found.extend(unknown_fields(place, object, base, may_be_words));
        found.extend(without_effect(place, object, base));
    }
    let unknown = found.len();
    for (field, value) in object {
        if let Some(wanted) = place.kind.container(field).filter(|wanted| *wanted != kind(value)) {
            found.push(wrong_container(place, &base(), field, value, wanted));
        }
    }
    let table = fields::of(place.kind).unwrap_or_default();
    for (field, form) in table {
        if let Some(value) = object.get(*field).filter(|value| !form.holds(value)) {
            found.extend(wrong_value(place, &base(), field, *form, value));
        }
    }
    if place.kind == Kind::Schema {
        if found.len() == unknown {
            found.extend(schemas::check(object, &base()));
        }
        return found;
    }
    if matches!(place.kind, Kind::Parameter | Kind::Header)
        && !object.contains_key("schema")
        && !object.contains_key("content")
    {
        found.push(without_schema(place, base(), object));
    }
    if found.len() == unknown {
        found.extend(specification::check(place, object, &base()));
    }
    found
}

/// Fields that OpenAPI 3.0 does not have. What stands there may be the target of a reference, so it stays.
/// Schemas of later versions may have keywords of their own, unless they look like one that is known.
fn unknown_fields(
    place: &Place<'_>,
    object: &Map<String, Value>,
    base: impl Fn() -> Pointer,
    may_be_words: bool,
) -> Vec<Misuse> {
    let Some(known) = fields::of(place.kind) else { return Vec::new() };
    let is_known = |field: &str| {
        field.starts_with("x-")
            || known.iter().any(|(known, _)| *known == field)
            || place.kind.container(field).is_some()
            || place.kind.holds_one(field)
            // These are read as the schema that is missing.
            || (place.kind != Kind::Schema && OF_SWAGGER.contains(&field))
    };
    let unknown = object.keys().filter(|field| !is_known(field));
    let found = unknown.filter_map(|field| {
        let near = suggest::did_you_mean(field, known.iter().map(|(known, _)| *known));
        if may_be_words && place.kind == Kind::Schema && near.is_empty() {
            return None;
        }
        let (what, field) = (place.kind.name().to_owned(), field.clone());
        Some(Misuse {
            at: base().join(&field),
            fault: Fault::UnknownField { what, field, near },
            edits: Vec::new(),
        })
    });
    found.collect()
}

/// Fields that exclude each other, and those that say nothing where they stand. None of them changes what is made.
fn without_effect(place: &Place<'_>, object: &Map<String, Value>, base: impl Fn() -> Pointer) -> Vec<Misuse> {
    let of_header = place.kind == Kind::Header
        || (place.kind == Kind::Parameter && object.get("in").and_then(Value::as_str) == Some("header"));
    let reserved = (of_header && object.contains_key("allowReserved")).then(|| {
        let (field, place) = ("allowReserved".to_owned(), "a header".to_owned());
        Misuse {
            at: base().join(&field),
            fault: Fault::FieldWithoutMeaning { field, place },
            edits: Vec::new(),
        }
    });
    let excluding = exclusive::faults(place.kind, object, false).into_iter();
    excluding.map(|fault| Misuse { at: base(), fault, edits: Vec::new() }).chain(reserved).collect()
}

fn not_an_object(place: &Place<'_>, at: Pointer) -> Misuse {
    let (done, edit) = match (place.kind, place.value) {
        (Kind::Schema, _) => ("it is any value", Edit::Put(at.clone(), json!({}))),
        (Kind::Response, Value::String(text)) => {
            ("it is read as the description", Edit::Put(at.clone(), json!({ "description": text })))
        }
        (Kind::Response, Value::Null) => {
            ("it is an answer without a body", Edit::Put(at.clone(), json!({ "description": "" })))
        }
        (Kind::MediaType, _) => ("it is any value", Edit::Put(at.clone(), json!({}))),
        (Kind::Operation, found) => {
            let problem = format!("a operation must be an object, here it is {}", kind(found));
            let problem = problem.replacen("a o", "an o", 1);
            let edits = vec![Edit::Remove(at.clone())];
            return Misuse { at, fault: Fault::BrokenOperation { problem }, edits };
        }
        _ => ("it is ignored", Edit::Remove(at.clone())),
    };
    let (what, found) = (place.kind.name().to_owned(), kind(place.value).to_owned());
    Misuse { at, fault: Fault::NotAnObject { what, found, done: done.to_owned() }, edits: vec![edit] }
}

/// A field that holds other objects, and is neither a list nor an object of them.
fn wrong_container(place: &Place<'_>, base: &Pointer, field: &str, value: &Value, wanted: &str) -> Misuse {
    let at = base.join(field);
    let (found, remedy) = (kind(value).to_owned(), format!("write {wanted}"));
    let (field, wanted) = (field.to_owned(), wanted.to_owned());
    let plain = match (place.kind, field.as_str(), value) {
        // A list of one schema describes every item; of several, what any of them describes.
        (Kind::Schema, "items", Value::Array(items)) => match items.as_slice() {
            [item] => Some((item.clone(), "its one item")),
            _ => Some((json!({ "anyOf": items }), "a list of what any of them describes")),
        },
        (Kind::Schema, "items", Value::Bool(_)) => Some((json!({}), "any value")),
        (Kind::Schema, "allOf" | "oneOf" | "anyOf", Value::Object(_)) => {
            Some((json!([value]), "a list of one"))
        }
        (_, "parameters", Value::Object(one)) if one.contains_key("name") || one.contains_key("$ref") => {
            Some((json!([value]), "a list of one"))
        }
        _ => None,
    };
    if let Some((meant, read)) = plain.filter(|(meant, _)| meant.get("anyOf") != Some(&json!([]))) {
        let read = read.to_owned();
        let fault = Fault::WrongTypeButPlain { field, wanted, found, remedy, read };
        return Misuse { edits: vec![Edit::Put(at.clone(), meant)], at, fault };
    }
    Misuse {
        edits: vec![Edit::Remove(at.clone())],
        at,
        fault: Fault::WrongType { field, wanted, found, remedy },
    }
}

/// A field with a value of the wrong type. A field of a schema that is null says nothing, and nor does one of another
/// object, where `openapiv3` takes it.
fn wrong_value(place: &Place<'_>, base: &Pointer, field: &str, form: Form, value: &Value) -> Vec<Misuse> {
    let at = base.join(field);
    if place.kind != Kind::Schema && value.is_null() && !matches!(field, "name" | "in") {
        return Vec::new();
    }
    let words = (field.to_owned(), form.wanted().to_owned(), shown(value), form.remedy(field));
    let plain = |read: &str, edits: Vec<Edit>| {
        let (field, wanted, found, remedy) = words.clone();
        let fault = Fault::WrongTypeButPlain { field, wanted, found, remedy, read: read.to_owned() };
        vec![Misuse { at: at.clone(), fault, edits }]
    };
    if place.kind == Kind::Schema {
        match schemas::plain_keyword(place, base, field, value) {
            schemas::Plain::Means(read, edits) => return plain(&read, edits),
            schemas::Plain::Code => {
                let (field, wanted, found, remedy) = words;
                let problem = format!("`{field}` must be {wanted}, here it is {found}");
                return vec![Misuse { at, fault: Fault::Code { problem, remedy }, edits: Vec::new() }];
            }
            schemas::Plain::No => {}
        }
    }
    if let Some(meant) = form.meant(value) {
        let read = if meant.is_array() { "a list".to_owned() } else { format!("`{meant}`") };
        return plain(&read, vec![Edit::Put(at.clone(), meant)]);
    }
    let (field, wanted, found, remedy) = words;
    vec![Misuse {
        edits: vec![Edit::Remove(at.clone())],
        at,
        fault: Fault::WrongType { field, wanted, found, remedy },
    }]
}

/// The keywords of a schema that Swagger 2.0 has in the parameter itself.
const OF_SWAGGER: [&str; 9] =
    ["type", "format", "items", "enum", "default", "minimum", "maximum", "minLength", "maxLength"];

/// A parameter whose values are not described is text, unless it has the keywords of a schema itself.
fn without_schema(place: &Place<'_>, at: Pointer, object: &Map<String, Value>) -> Misuse {
    let own = |(field, value): (&String, &Value)| {
        OF_SWAGGER.contains(&field.as_str()).then(|| (field.clone(), value.clone()))
    };
    let mut schema: Map<String, Value> = object.iter().filter_map(own).collect();
    let what = place.kind.name().to_owned();
    let fault = if schema.contains_key("type") {
        Fault::ParameterInSwagger { what }
    } else {
        schema = Map::from_iter([("type".to_owned(), json!("string"))]);
        Fault::ParameterWithoutSchema { what }
    };
    Misuse { edits: vec![Edit::Put(at.join("schema"), Value::Object(schema))], at, fault }
}
