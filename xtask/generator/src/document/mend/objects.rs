//! Mends objects that do not have the fields that the specification gives them, with the right types.
//!
//! Each object is looked at by itself, without the objects inside it. So the time grows with the size of the document,
//! not with its nesting, and a message names the object and not the whole document around it.

use std::collections::HashSet;

use rayon::prelude::*;
use serde_json::{Map, Value, json};

use super::edit::{Edit, apply};
use super::misuse::Misuse;
use super::wrong_types::{not_an_object, wrong_container, wrong_value};
use super::{contents, fields, schemas, specification};
use crate::config::suggest;
use crate::diagnostic::Result;
use crate::document::exclusive;
use crate::document::faults::Fault;
use crate::document::found::Faults;
use crate::document::lift::beside;
use crate::document::places::{Holds, Kind, Place, Places, pointer};
use crate::document::pointer::Pointer;
use crate::document::version::{Version, kind};

/// The version of lifted documents.
const FORM: Version = Version::OpenApi3_0;

/// How often an object is looked at again after it was mended.
const MAX_ROUNDS: usize = 24;

/// Mends every object of a lifted document.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    in_rounds(document, faults, &check)
}

/// Finds what is wrong with an object: the list of all, the number of this one, itself, and whether it is the first time.
pub(super) type Check<'c> = dyn Fn(&[Place<'_>], usize, &Place<'_>, bool) -> Vec<Misuse> + Sync + 'c;

/// Mends every object, and looks again at those that were mended.
pub(super) fn in_rounds(document: &mut Value, faults: &mut Faults, check: &Check<'_>) -> Result<()> {
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
        return if is_gap(place) { Vec::new() } else { vec![not_an_object(place, base())] };
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
    found.extend(wrong_fields(FORM, place, object, &base));
    if place.kind == Kind::Schema {
        if found.len() == unknown {
            found.extend(schemas::check(object, &base()));
        }
        return found;
    }
    if found.len() == unknown {
        found.extend(contents::check(place, object, &base()));
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

/// Whether this is what is left of a parameter that was removed.
pub(super) fn is_gap(place: &Place<'_>) -> bool {
    place.value.is_null() && place.field == "parameters" && place.key().is_none()
}

/// What is wrong with the types of the fields of an object.
pub(super) fn wrong_fields(
    version: Version,
    place: &Place<'_>,
    object: &Map<String, Value>,
    base: &impl Fn() -> Pointer,
) -> Vec<Misuse> {
    let mut found = Vec::new();
    let table = fields::of(version, place.kind).unwrap_or_default();
    for (field, value) in object {
        // A field that holds one object is looked at as that object.
        let wanted = match place.kind.holds_in(version, field) {
            Some(Holds::List(_)) => "an array",
            Some(Holds::Map(_) | Holds::Patterned(_)) => "an object",
            Some(Holds::One(_)) => continue,
            None => {
                let form = table.iter().find(|(known, _)| known == field).map(|(_, form)| *form);
                if let Some(form) = form.filter(|form| !form.holds(value)) {
                    found.extend(wrong_value(version, place, &base(), field, form, value));
                }
                continue;
            }
        };
        if kind(value) != wanted {
            found.push(wrong_container(place, &base(), field, value, wanted));
        }
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
    let Some(known) = fields::of(FORM, place.kind) else { return Vec::new() };
    let is_known = |field: &str| {
        field.starts_with("x-")
            || known.iter().any(|(known, _)| *known == field)
            // Where none may be, that is said of the reference itself.
            || field == "$ref"
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
