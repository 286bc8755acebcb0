//! Changes of a document that mend it.

use serde_json::Value;

use crate::document::pointer::Pointer;

/// A change.
#[derive(Debug, Clone)]
pub(super) enum Edit {
    /// Puts a value at a place, or adds it there.
    Put(Pointer, Value),
    /// Puts an empty object at a place, unless one is there.
    Ensure(Pointer),
    /// Removes a value. What is removed from a list of parameters leaves null behind, so that places after it keep their
    /// numbers; [`remove_gaps`] removes that in the end.
    Remove(Pointer),
    /// Adds a value at the end of a list, which is made if it is not there.
    Append(Pointer, Value),
    /// Gives a member of the object at a place another key.
    Rename(Pointer, String, String),
}

/// Makes changes that were found from the outside in. The innermost are made first, since the others move them.
pub(super) fn apply(document: &mut Value, edits: Vec<Edit>) {
    for edit in edits.into_iter().rev() {
        match edit {
            Edit::Put(at, value) => put(document, &at, value),
            Edit::Ensure(at) => {
                if document.pointer(at.as_str()).is_none_or(|value| !value.is_object()) {
                    put(document, &at, Value::Object(serde_json::Map::new()));
                }
            }
            Edit::Remove(at) => remove(document, &at),
            Edit::Append(at, value) => append(document, &at, value),
            Edit::Rename(at, from, to) => rename(document, &at, &from, to),
        }
    }
}

fn put(document: &mut Value, at: &Pointer, value: Value) {
    let Some((parent, last)) = at.split_last() else {
        *document = value;
        return;
    };
    match document.pointer_mut(parent.as_str()) {
        Some(Value::Object(fields)) => {
            fields.insert(last, value);
            fields.sort_keys();
        }
        Some(Value::Array(items)) => {
            if let Some(item) = last.parse().ok().and_then(|index: usize| items.get_mut(index)) {
                *item = value;
            }
        }
        _ => {}
    }
}

fn remove(document: &mut Value, at: &Pointer) {
    let Some((parent, last)) = at.split_last() else { return };
    let is_gap = parent.as_str().ends_with("/parameters");
    match document.pointer_mut(parent.as_str()) {
        Some(Value::Object(fields)) => drop(fields.remove(&last)),
        Some(Value::Array(items)) => {
            let Some(index) = last.parse().ok().filter(|index| *index < items.len()) else { return };
            if !is_gap {
                items.remove(index);
            } else if let Some(item) = items.get_mut(index) {
                *item = Value::Null;
            }
        }
        _ => {}
    }
}

fn append(document: &mut Value, at: &Pointer, value: Value) {
    match document.pointer_mut(at.as_str()) {
        Some(Value::Array(items)) => {
            if !items.contains(&value) {
                items.push(value);
            }
        }
        _ => put(document, at, Value::Array(vec![value])),
    }
}

fn rename(document: &mut Value, at: &Pointer, from: &str, to: String) {
    if let Some(Value::Object(fields)) = document.pointer_mut(at.as_str())
        && let Some(value) = fields.remove(from)
    {
        fields.insert(to, value);
        fields.sort_keys();
    }
}

/// Removes what is left of removed parameters.
pub(super) fn remove_gaps(document: &mut Value, lists: &[Pointer]) {
    for list in lists {
        if let Some(Value::Array(items)) = document.pointer_mut(list.as_str()) {
            items.retain(|item| !item.is_null());
        }
    }
}
