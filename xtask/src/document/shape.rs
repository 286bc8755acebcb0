//! Each object of a document has the fields that the specification gives it, of the types that it gives them.
//!
//! Objects are looked at one by one, without those that they hold, so that it takes time in proportion to the
//! document, and a message names the object itself and not the whole document around it.

use rayon::prelude::*;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::keywords::{self, Misuse};
use super::places::{Kind, Place, Places};
use super::pointer::Pointer;
use super::version::kind;
use crate::diagnostic::{Diagnostic, Result};

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
        return refuse(Pointer::root(), problem, format!("write a {name} as OpenAPI 3.0 has it"));
    };
    if place.kind.may_be_a_reference() && fields.contains_key("$ref") {
        return Ok(());
    }
    for (field, value) in fields {
        if let Some(wanted) = place.kind.container(field).filter(|wanted| *wanted != kind(value)) {
            let problem = format!("`{field}` must be {wanted}, here it is {}", kind(value));
            return refuse(Pointer::root().join(field), problem, format!("write {wanted}"));
        }
    }
    if place.kind == Kind::Schema {
        return keywords::check(place.value);
    }
    check_fields(place, fields).or_else(|(within, problem)| {
        refuse(within, problem, format!("write the {name} as OpenAPI 3.0 has it"))
    })
}

fn check_fields(
    place: &Place<'_>,
    fields: &Map<String, Value>,
) -> std::result::Result<(), (Pointer, String)> {
    let described = fields.contains_key("schema") || fields.contains_key("content");
    if matches!(place.kind, Kind::Parameter | Kind::Header) && !described {
        return Err((
            Pointer::root(),
            format!("the {} has neither a `schema` nor `content`", place.kind.name()),
        ));
    }
    let alone = alone(place.kind, fields);
    match place.kind {
        Kind::Document => read::<openapiv3::OpenAPI>(alone),
        Kind::PathItem => read::<openapiv3::PathItem>(alone),
        Kind::Operation => read::<openapiv3::Operation>(alone),
        Kind::Parameter => read::<openapiv3::Parameter>(alone),
        Kind::RequestBody => read::<openapiv3::RequestBody>(alone),
        Kind::MediaType => read::<openapiv3::MediaType>(alone),
        Kind::Encoding => read::<openapiv3::Encoding>(alone),
        Kind::Response => read::<openapiv3::Response>(alone),
        Kind::Header => read::<openapiv3::Header>(alone),
        Kind::Example => read::<openapiv3::Example>(alone),
        Kind::Link => read::<openapiv3::Link>(alone),
        Kind::SecurityScheme => read::<openapiv3::SecurityScheme>(alone),
        Kind::Schema | Kind::Components | Kind::Callback => Ok(()),
    }
}

/// The object without data, which may be anything, and with a stand-in for each object that it holds.
fn alone(kind: Kind, fields: &Map<String, Value>) -> Value {
    let is_data = |field: &str| field == "example" || field == "value" || field.starts_with("x-");
    let kept = fields.iter().filter(|(field, _)| !is_data(field)).map(|(field, value)| {
        let value = match kind.container(field) {
            None => value.clone(),
            Some("an array") => json!([]),
            Some(_) if kind.holds_one(field) => stand_in(field),
            Some(_) => json!({}),
        };
        (field.clone(), value)
    });
    Value::Object(kept.collect())
}

fn stand_in(field: &str) -> Value {
    match field {
        "components" => json!({}),
        "schema" | "requestBody" => json!({ "$ref": "#" }),
        _ => json!({ "responses": {} }),
    }
}

fn read<T: DeserializeOwned>(value: Value) -> std::result::Result<(), (Pointer, String)> {
    match serde_path_to_error::deserialize::<_, T>(value) {
        Ok(_) => Ok(()),
        Err(error) => Err((pointer(error.path()), error.inner().to_string())),
    }
}

/// The place that `serde_path_to_error` names, as far as it is known.
pub(super) fn pointer(path: &serde_path_to_error::Path) -> Pointer {
    Pointer::parse(&crate::diagnostic::pointer(path)).unwrap_or_default()
}
