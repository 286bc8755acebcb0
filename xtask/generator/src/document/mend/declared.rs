//! The parameters that an operation or a path item declares, with references followed.

use serde_json::{Value, json};

use crate::document::pointer::Pointer;
use crate::document::resolve::local;

/// A declared parameter.
#[derive(Debug, Clone)]
pub(super) struct Declared {
    /// The place in the list, where a reference may stand.
    pub(super) at: Pointer,
    /// The place of the parameter itself.
    pub(super) target: Pointer,
    pub(super) name: String,
    /// The value of `in`.
    pub(super) place: String,
    pub(super) value: Value,
}

/// How many references lead one to the next, at most.
const MAX_CHAIN: usize = 8;

/// The parameters in the list of an operation or of a path item.
pub(super) fn of(document: &Value, holder: &Pointer) -> Vec<Declared> {
    let list = holder.join("parameters");
    let items = document.pointer(list.as_str()).and_then(Value::as_array).into_iter().flatten();
    let read = |(index, item): (usize, &Value)| {
        let at = list.join(index);
        let (target, value) = object(document, at.clone(), item)?;
        let text = |field: &str| value.get(field).and_then(Value::as_str).map(str::to_owned);
        let (name, place) = (text("name")?, text("in")?);
        Some(Declared { at, target, name, place, value: value.clone() })
    };
    items.enumerate().filter_map(read).collect()
}

fn object<'d>(document: &'d Value, at: Pointer, item: &'d Value) -> Option<(Pointer, &'d Value)> {
    let (mut at, mut item) = (at, item);
    for _ in 0..MAX_CHAIN {
        match item.get("$ref").and_then(Value::as_str) {
            Some(reference) => {
                at = local(reference)?;
                item = document.pointer(at.as_str())?;
            }
            None => return Some((at, item)),
        }
    }
    None
}

/// The names of the path parameters that a path item or one of its operations declares.
pub(super) fn in_path(document: &Value, item: &Pointer) -> Vec<String> {
    let holders = document.pointer(item.as_str()).and_then(Value::as_object).into_iter().flatten();
    let operations = holders.filter(|(_, value)| value.is_object()).map(|(field, _)| item.join(field));
    let mut names: Vec<String> = operations
        .chain([item.clone()])
        .flat_map(|holder| of(document, &holder))
        .filter(|declared| declared.place == "path")
        .map(|declared| declared.name)
        .collect();
    names.sort();
    names.dedup();
    names
}

/// Puts another parameter in the place of one.
pub(super) fn replace(document: &mut Value, at: &Pointer, parameter: Value) {
    if let Some(value) = document.pointer_mut(at.as_str()) {
        *value = parameter;
    }
}

/// Adds a parameter to an operation.
pub(super) fn add(document: &mut Value, operation: &Pointer, parameter: Value) {
    let Some(Value::Object(fields)) = document.pointer_mut(operation.as_str()) else { return };
    match fields.get_mut("parameters") {
        Some(Value::Array(items)) => items.push(parameter),
        _ => {
            fields.insert("parameters".to_owned(), json!([parameter]));
            fields.sort_keys();
        }
    }
}
