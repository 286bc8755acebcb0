//! Where the documentation of a type comes from that several places share.
//!
//! What describes a property says what it is for in that object. So a type is described by a place that is no property,
//! such as what a list holds, if one has a description; and else by the first property that has one.

use super::graph::{NodeId, Shape};
use super::shared_shapes::{ClassId, has_name};
use super::types::Types;
use crate::model::Docs;
use std::collections::{HashMap, HashSet};

/// The documentation of each type that no component describes.
pub(super) fn find(types: Types<'_>) -> HashMap<ClassId, Docs> {
    let Types { graph, classes, .. } = types;
    let properties: HashSet<NodeId> = graph.ids().flat_map(|id| fields(types, id)).collect();
    let mut best: HashMap<ClassId, (bool, &str, NodeId)> = HashMap::new();
    for id in graph.ids() {
        let node = graph.node(id);
        if node.docs.text.is_empty() || !has_name(&node.shape) || node.component.is_some() {
            continue;
        }
        let rank = (properties.contains(&id), node.pointer.as_str(), id);
        let known = best.entry(classes.of(graph, id)).or_insert(rank);
        *known = rank.min(*known);
    }
    let is_component = |class: ClassId| graph.node(classes.representative(class)).component.is_some();
    let found = best.into_iter().filter(|(class, _)| !is_component(*class));
    found.map(|(class, (.., id))| (class, graph.node(id).docs.clone())).collect()
}

/// The nodes of the properties of an object.
fn fields(types: Types<'_>, id: NodeId) -> Vec<NodeId> {
    match &types.graph.node(id).shape {
        Shape::Object(object) => object.fields.iter().map(|field| field.node).collect(),
        _ => Vec::new(),
    }
}
