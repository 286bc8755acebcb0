//! A parameter in the list of an operation or of a path.

use serde_json::{Map, Value};

use crate::document::pointer::{Pointer, unescape};

/// A parameter where it stands, with the reference to a shared one followed.
pub(super) struct Listed {
    /// Its place in the list.
    pub(super) at: Pointer,
    /// The place of the parameter itself.
    pub(super) target: Pointer,
    /// What stands in the list: the parameter, or a reference to it.
    pub(super) written: Value,
    /// The parameter.
    pub(super) value: Value,
}

impl Listed {
    /// What stands at a place of a list; shared parameters have a name.
    pub(super) fn at(at: &Pointer, written: Value, shared: &Map<String, Value>) -> Self {
        let reference = written.get("$ref").and_then(Value::as_str);
        let name = reference.and_then(|reference| reference.strip_prefix("#/parameters/"));
        let name = name.map(unescape);
        match name.and_then(|name| Some((shared.get(&name)?, name))) {
            Some((parameter, name)) => Self {
                at: at.clone(),
                target: Pointer::root().join("parameters").join(name),
                value: parameter.clone(),
                written,
            },
            None => Self { at: at.clone(), target: at.clone(), value: written.clone(), written },
        }
    }
}
