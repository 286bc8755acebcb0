//! Path items that are references.

use serde_json::{Map, Value};

use super::kinds::METHODS;
use super::pointer::Pointer;

/// The places of path items that are references: those in some sections of a document, and those of callbacks.
pub(super) fn places(document: &Value, sections: &[&str]) -> Vec<Pointer> {
    let mut found = Vec::new();
    for section in sections {
        let items = document.get(*section).and_then(Value::as_object).into_iter().flatten();
        for (key, item) in items.filter(|(key, _)| !key.starts_with("x-")) {
            referring(item, &Pointer::root().join(section).join(key), &mut found);
        }
    }
    if let Some(Value::Object(callbacks)) = document.pointer("/components/callbacks") {
        of_callbacks(callbacks, &Pointer::root().join("components").join("callbacks"), &mut found);
    }
    // Those inside others first, so that they are written out in what is copied.
    found.sort_by_key(|at| std::cmp::Reverse(at.tokens().count()));
    found
}

/// Adds a path item that is a reference, and those of the callbacks in it.
fn referring(item: &Value, at: &Pointer, found: &mut Vec<Pointer>) {
    if item.get("$ref").is_some() {
        found.push(at.clone());
    }
    for method in METHODS {
        if let Some(Value::Object(callbacks)) =
            item.get(method).and_then(|operation| operation.get("callbacks"))
        {
            of_callbacks(callbacks, &at.join(method).join("callbacks"), found);
        }
    }
}

fn of_callbacks(callbacks: &Map<String, Value>, at: &Pointer, found: &mut Vec<Pointer>) {
    for (name, callback) in callbacks {
        let items = callback.as_object().into_iter().flatten();
        let is_item = |expression: &str| expression != "$ref" && !expression.starts_with("x-");
        for (expression, item) in items.filter(|(expression, _)| is_item(expression)) {
            referring(item, &at.join(name).join(expression), found);
        }
    }
}
