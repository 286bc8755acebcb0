//! Makes the definitions of enums, whose values are text.

use super::graph::Node;
use super::naming::{self, Scope};
use crate::model::{EnumType, EnumValue, Omission};

/// The enum of `values`, which stand at `node`.
pub(super) fn define(values: &[String], node: &Node, omissions: &mut Vec<Omission>) -> EnumType {
    let raw: Vec<&str> = values.iter().map(String::as_str).collect();
    let mut named = Vec::new();
    for (index, (value, name)) in values.iter().zip(naming::names(&raw, Scope::Variants)).enumerate() {
        match name {
            Some(name) => named.push(EnumValue { value: value.clone(), name, index }),
            None => omissions.push(Omission::new(
                &node.pointer,
                format!("the value {value:?} has no name of its own in Rust: it is read as any other value"),
            )),
        }
    }
    let other = naming::catch_all("Other", named.iter().map(|value| &value.name));
    EnumType { docs: node.docs.clone(), pointer: node.pointer.clone(), values: named, other }
}
