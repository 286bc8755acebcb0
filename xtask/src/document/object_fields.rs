//! Checks that each object of a document has the fields that the specification gives it, with the right types.
//!
//! Each object is checked by itself, without the objects inside it. So the time grows with the size of the document, not
//! with its nesting, and a message names the object and not the whole document around it.

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::keywords::{self, Misuse};
use super::places::{Kind, Place, Places};
use super::pointer::Pointer;
use super::version::kind;
use crate::diagnostic::{self, Diagnostic, Result};

/// Checks every object.
pub(super) fn check(file: &str, places: &Places<'_>) -> Result<()> {
    let all = places.list().par_iter().enumerate();
    let misuse = all.find_map_first(|(at, place)| Some((at, check_object(place).err()?)));
    misuse.map_or(Ok(()), |(at, Misuse { within, problem, remedy })| {
        let whole = format!("{}{within}", places.pointer(at));
        Err(Diagnostic::at(file, whole, problem, remedy))
    })
}

fn check_object(place: &Place<'_>) -> std::result::Result<(), Misuse> {
    let refuse = |within, problem, remedy| Err(Misuse { within, problem, remedy });
    let name = place.kind.name();
    let Value::Object(fields) = place.value else {
        let problem = format!("a {name} must be an object, here it is {}", kind(place.value));
        return refuse(String::new(), problem, format!("write a {name} as OpenAPI 3.0 defines it"));
    };
    if place.kind.may_be_a_reference() && fields.contains_key("$ref") {
        return Ok(());
    }
    for (field, value) in fields {
        if let Some(wanted) = place.kind.container(field).filter(|wanted| *wanted != kind(value)) {
            let problem = format!("`{field}` must be {wanted}, here it is {}", kind(value));
            return refuse(Pointer::root().join(field).into(), problem, format!("write {wanted}"));
        }
    }
    if place.kind == Kind::Schema {
        return keywords::check(place.value);
    }
    check_fields(place, fields).or_else(|(within, problem)| {
        refuse(within, problem, format!("write the {name} as OpenAPI 3.0 defines it"))
    })
}

fn check_fields(place: &Place<'_>, fields: &Map<String, Value>) -> std::result::Result<(), (String, String)> {
    let described = fields.contains_key("schema") || fields.contains_key("content");
    if matches!(place.kind, Kind::Parameter | Kind::Header) && !described {
        return Err((
            String::new(),
            format!("the {} has neither a `schema` nor `content`", place.kind.name()),
        ));
    }
    let bare = bare(place.kind, fields);
    match place.kind {
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

fn read<T: DeserializeOwned>(value: Value) -> std::result::Result<(), (String, String)> {
    match serde_path_to_error::deserialize::<_, T>(value) {
        Ok(_) => Ok(()),
        Err(error) => Err((diagnostic::pointer(error.path()), error.inner().to_string())),
    }
}
