//! Makes the definitions of enums, whose values are text.

use super::graph::Node;
use super::naming::{self, Remembered, Role, Scope};
use crate::model::{EnumType, EnumValue, Name, Omission};

/// The variant for all values that are not listed.
const OTHER: &str = "Other";

/// The enum of `values`, which stand at `node`.
pub(super) fn define(
    values: &[String],
    node: &Node,
    (of_type, remembered): (Option<&Name>, Remembered<'_>),
    omissions: &mut Vec<Omission>,
) -> EnumType {
    let raw: Vec<&str> = values.iter().map(String::as_str).collect();
    let kept = |at: usize| remembered.member(of_type?, raw.get(at)?, Role::Variant);
    let taken = remembered.no_variants(of_type, &raw, OTHER);
    let names = naming::names_kept(&raw, Scope::Variants, (&taken, &kept));
    let mut named = Vec::new();
    for (index, (value, name)) in values.iter().zip(names).enumerate() {
        match name {
            Some(name) => {
                named.push(EnumValue { value: value.clone(), name, index, description: String::new() })
            }
            None => omissions.push(Omission::new(
                &node.pointer,
                format!("the value {value:?} has no name of its own in Rust: it is read as any other value"),
            )),
        }
    }
    let other = naming::catch_all(OTHER, named.iter().map(|value| &value.name));
    EnumType { docs: node.docs.clone(), pointer: node.pointer.clone(), values: named, other }
}
