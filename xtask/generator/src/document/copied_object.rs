//! Path items and operations that are references: a copy of their target stands in their place, as each path has operations
//! of its own.

use serde_json::{Map, Value};

use super::origins::Origins;
use super::pointer::Pointer;
use super::resolve;

/// How many references lead one to the next, at most.
const MAX_CHAIN: usize = 8;

/// The object that a reference leads to in the end.
pub(super) fn of(document: &Value, reference: &Value) -> Option<Map<String, Value>> {
    let mut reference = reference.clone();
    let mut found: Option<Map<String, Value>> = None;
    for _ in 0..MAX_CHAIN {
        let pointer = resolve::local(reference.as_str()?)?;
        let mut item = document.pointer(pointer.as_str())?.as_object()?.clone();
        let next = item.remove("$ref");
        let fields = found.get_or_insert_default();
        for (field, value) in item {
            fields.entry(field).or_insert(value);
        }
        match next {
            Some(next) => reference = next,
            None => return found,
        }
    }
    None
}

/// How many values an object holds.
pub(super) fn count(object: &Map<String, Value>) -> usize {
    fn within(value: &Value) -> usize {
        match value {
            Value::Object(fields) => 1 + fields.values().map(within).sum::<usize>(),
            Value::Array(items) => 1 + items.iter().map(within).sum::<usize>(),
            _ => 1,
        }
    }
    object.values().map(within).sum()
}

/// Puts the fields of a copy in the place of the reference that it is a copy for, beside those that stand there. What is
/// wrong in a copy is wrong where it was written.
pub(super) fn put(
    document: &mut Value,
    at: &Pointer,
    (reference, copy): (&Value, Map<String, Value>),
    origins: &mut Origins,
) {
    let from = reference.as_str().and_then(resolve::local);
    let Some(Value::Object(object)) = document.pointer_mut(at.as_str()) else { return };
    object.remove("$ref");
    for (field, value) in copy {
        if !object.contains_key(&field) {
            from.iter().for_each(|from| origins.came(&from.join(&field), &at.join(&field)));
            object.insert(field, value);
        }
    }
    object.sort_keys();
}
