//! Finds which groups use which types, for crates where groups have modules for types.

use crate::model::{Definition, Group, Name, reach};
use std::collections::{BTreeMap, BTreeSet};

/// The accessors of the groups that use each type.
pub(super) fn find(groups: &[Group], types: &BTreeMap<Name, Definition>) -> BTreeMap<Name, Vec<Name>> {
    let mut users: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
    for group in groups {
        let mut reached = BTreeSet::new();
        for operation in &group.operations {
            operation.for_each_type(&mut |name| reach(types, name, &mut reached));
        }
        for name in reached {
            users.entry(name.clone()).or_default().push(group.accessor.clone());
        }
    }
    users
}
