//! Mends keywords of schemas of OpenAPI 3.1 and later, before they are lifted.

use serde_json::{Map, Value, json};

use super::edit::Edit;
use super::misuse::{Misuse, Plain};
use super::type_names::{self, TYPES};
use super::values::{is_of, meant, shown};
use crate::document::faults::Fault;
use crate::document::places::Place;
use crate::document::pointer::Pointer;
use crate::document::version::Version;

/// What a keyword with a value of the wrong type means.
pub(super) fn plain_keyword(place: &Place<'_>, base: &Pointer, field: &str, value: &Value) -> Plain {
    let at = base.join(field);
    let limit = |inclusive: &str| match (value, place.field(inclusive)) {
        (Value::Bool(true), Some(limit @ Value::Number(_))) => Plain::Means(
            format!("`{field}: {limit}`"),
            vec![Edit::Put(at.clone(), limit.clone()), Edit::Remove(base.join(inclusive))],
        ),
        (Value::Bool(false), _) => {
            Plain::Means("none, so the limit itself is allowed".to_owned(), vec![Edit::Remove(at.clone())])
        }
        _ => Plain::No,
    };
    match field {
        "exclusiveMinimum" => limit("minimum"),
        "exclusiveMaximum" => limit("maximum"),
        "type" => types(place, base, value),
        _ => Plain::No,
    }
}

/// The types that are meant by other words, or by a list that holds something else.
fn types(place: &Place<'_>, base: &Pointer, value: &Value) -> Plain {
    let listed = match value {
        Value::Array(listed) => listed.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut names: Vec<Value> = Vec::new();
    let mut others: Map<String, Value> = Map::new();
    for name in listed {
        let meant = match name {
            Value::Null => Some(json!({ "type": "null" })),
            Value::String(name) if name.eq_ignore_ascii_case("null") => Some(json!({ "type": "null" })),
            Value::String(name) if TYPES.contains(&name.as_str()) => Some(json!({ "type": name })),
            Value::String(name) => type_names::meant(name).map(Value::Object),
            _ => None,
        };
        for (keyword, value) in meant.as_ref().and_then(Value::as_object).into_iter().flatten() {
            if keyword == "type" && !names.contains(value) {
                names.push(value.clone());
            } else if keyword != "type" && place.field(keyword).is_none() {
                others.insert(keyword.clone(), value.clone());
            }
        }
    }
    let types = match names.as_slice() {
        [] => return Plain::No,
        [one] => one.clone(),
        _ => Value::Array(names),
    };
    let mut read = format!("`type: {types}`");
    let mut edits = vec![Edit::Put(base.join("type"), types)];
    for (keyword, value) in others {
        read.push_str(&format!(" and `{keyword}: {value}`"));
        edits.push(Edit::Put(base.join(keyword), value));
    }
    Plain::Means(read, edits)
}

/// What is wrong with the keywords of a schema that are each of the right type.
pub(super) fn check(version: Version, schema: &Map<String, Value>, base: &Pointer) -> Vec<Misuse> {
    let mut found = Vec::new();
    // It is lifted as it stands.
    if schema.contains_key("nullable") {
        let fault = Fault::KeywordOfAnotherVersion {
            field: "nullable".to_owned(),
            version: version.full_name().to_owned(),
            instead: "`\"null\"` in the list of `type`".to_owned(),
            read: "in OpenAPI 3.0".to_owned(),
        };
        found.push(Misuse { at: base.join("nullable"), fault, edits: Vec::new() });
    }
    found.extend(constant(schema, base));
    found
}

/// A constant, which has to be a value of the type, and one of the values of `enum`.
fn constant(schema: &Map<String, Value>, base: &Pointer) -> Option<Misuse> {
    let value = schema.get("const")?;
    let types: Vec<&str> = match schema.get("type") {
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(name)) => vec![name.as_str()],
        _ => Vec::new(),
    };
    let allows_null = schema.get("nullable") == Some(&json!(true));
    let is = |name: &&str| if *name == "null" { value.is_null() } else { is_of(name, value) };
    let is_typed = types.is_empty() || types.iter().any(is) || (value.is_null() && allows_null);
    let at = base.join("const");
    let (field, found) = ("const".to_owned(), if value.is_null() { "null".to_owned() } else { shown(value) });
    if !is_typed {
        let wanted = types.join(" or ");
        let (fault, edit) = match types.iter().find_map(|name| meant(name, value)) {
            Some(meant) => {
                let read = format!("`{meant}`");
                let edit = Edit::Put(at.clone(), meant);
                (Fault::ValueOfAnotherTypeButPlain { field, found, wanted, read }, edit)
            }
            None => (Fault::ValueOfAnotherType { field, found, wanted }, Edit::Remove(at.clone())),
        };
        return Some(Misuse { at, fault, edits: vec![edit] });
    }
    let listed = schema.get("enum").and_then(Value::as_array)?;
    if listed.contains(value) {
        return None;
    }
    let fault = Fault::ValueOfAnotherType { field, found, wanted: "one of the values of `enum`".to_owned() };
    Some(Misuse { edits: vec![Edit::Remove(at.clone())], at, fault })
}
