//! The operations that use each type.

use crate::model::{Api, Name, reach};
use std::collections::{BTreeSet, HashMap};

/// The operations that use each type of a crate, in the crate's order.
#[derive(Debug, Default)]
pub(super) struct Users {
    /// The operationIds of all operations.
    operations: Vec<String>,
    /// For each type, the operations by their index.
    of_type: HashMap<Name, Vec<usize>>,
}

impl Users {
    pub(super) fn of(api: &Api) -> Self {
        let mut users = Self::default();
        for operation in api.groups.iter().flat_map(|group| &group.operations) {
            let mut reached = BTreeSet::new();
            operation.for_each_type(&mut |name| reach(&api.types, name, &mut reached));
            for name in reached {
                match users.of_type.get_mut(name) {
                    Some(of_type) => of_type.push(users.operations.len()),
                    None => {
                        users.of_type.insert(name.clone(), vec![users.operations.len()]);
                    }
                }
            }
            users.operations.push(operation.id.clone());
        }
        users
    }

    /// The operationIds of the operations that use a type.
    pub(super) fn of_type(&self, name: &Name) -> impl Iterator<Item = &str> {
        let indices = self.of_type.get(name).map(Vec::as_slice).unwrap_or_default();
        indices.iter().filter_map(|index| self.operations.get(*index)).map(String::as_str)
    }
}
