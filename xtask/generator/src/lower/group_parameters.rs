//! Parameters that are described in place, which the operations of a group repeat: those of one shape are one type, which
//! is called after the group and not after an operation, so that an operation that is added renames nothing.

use super::graph::{Graph, NodeId};
use super::placed_operation::Root;
use crate::model::Name;
use std::collections::{HashMap, HashSet};

/// The place of a schema in a parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct InParameter {
    /// The name of the type after the group.
    pub(super) parameter: Name,
    /// What leads from the parameter to the schema. One value and the values of a list are one type.
    pub(super) within: String,
}

/// The schemas in parameters. Those of a path that operations of several groups share belong to no group.
pub(super) fn find(graph: &Graph, roots: &[Root]) -> HashMap<NodeId, InParameter> {
    let mut found: HashMap<NodeId, Option<InParameter>> = HashMap::new();
    for root in roots {
        let Some(parameter) = &root.of_group else { continue };
        let begin = graph.node(root.node).pointer.as_str();
        // A schema may hold itself, by a reference to its own place.
        let (mut open, mut seen) = (vec![root.node], HashSet::new());
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let node = graph.node(id);
            let Some(within) = node.pointer.strip_prefix(begin).filter(|_| node.component.is_none()) else {
                continue;
            };
            let here = InParameter { parameter: parameter.clone(), within: within.replace("/items", "") };
            let known = found.entry(id).or_insert_with(|| Some(here.clone()));
            if known.as_ref().is_some_and(|known| *known != here) {
                *known = None;
            }
            open.extend(graph.children(id));
        }
    }
    found.into_iter().filter_map(|(id, here)| Some((id, here?))).collect()
}
