//! A parameter in the list of an operation or of a path.

use serde_json::{Map, Value};

use super::super::step::Step;
use super::parameters::is_of_body;
use crate::diagnostic::Result;
use crate::document::pointer::{Pointer, unescape};

/// A parameter where it stands, with the reference to a shared one followed.
pub(super) struct Listed {
    /// Its place in the list.
    pub(super) at: Pointer,
    /// The place of the parameter itself.
    pub(super) target: Pointer,
    /// What stands in the list: the parameter, or a reference to it.
    pub(super) written: Value,
    /// The parameter, if it is the body or a part of it.
    pub(super) value: Value,
}

impl Listed {
    /// What stands at a place of a list; shared parameters have a name. One that is shared is copied only where it is the
    /// body or a part of it, as the others stay references.
    pub(super) fn at(
        at: &Pointer,
        written: Value,
        shared: &Map<String, Value>,
        step: &mut Step<'_>,
    ) -> Result<Self> {
        let reference = written.get("$ref").and_then(Value::as_str);
        let name = reference.and_then(|reference| reference.strip_prefix("#/parameters/")).map(unescape);
        let (target, value) = match name.and_then(|name| Some((shared.get(&name)?, name))) {
            Some((parameter, name)) if is_of_body(parameter) => {
                (Pointer::root().join("parameters").join(name), step.copy(parameter, at)?)
            }
            _ if is_of_body(&written) => (at.clone(), written.clone()),
            _ => (at.clone(), Value::Null),
        };
        Ok(Self { at: at.clone(), target, written, value })
    }

    /// Whether it is the body, or a part of it.
    pub(super) fn is_of_body(&self) -> bool {
        is_of_body(&self.value)
    }
}
