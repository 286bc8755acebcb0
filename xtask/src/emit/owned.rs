//! What one group alone uses, found once for all files: there are as many groups as tags, and types by the thousand.

use super::types::is_arguments;
use crate::model::{Api, Definition, Name, StructType};
use std::collections::BTreeMap;

/// What each group alone uses, by accessor. Groups that share all they use are not in it.
pub(super) type ByGroup<'a> = BTreeMap<&'a Name, Owned<'a>>;

/// What one group alone uses, in order of names.
#[derive(Default)]
pub(super) struct Owned<'a> {
    /// The public types.
    pub(super) types: Vec<(&'a Name, &'a Definition)>,
    /// The bodies that are made from the arguments of its methods.
    pub(super) bodies: Vec<(&'a Name, &'a StructType)>,
}

pub(super) fn by_group(api: &Api) -> ByGroup<'_> {
    let mut by_group = ByGroup::new();
    for (name, definition) in &api.types {
        let Some(accessor) = api.owner(name) else { continue };
        let owned = by_group.entry(accessor).or_default();
        match definition {
            Definition::Struct(body) if is_arguments(definition) => owned.bodies.push((name, body)),
            _ => owned.types.push((name, definition)),
        }
    }
    by_group
}
