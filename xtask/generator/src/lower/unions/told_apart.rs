//! Finds the booleans and numbers by whose listed values the variants of a union are told apart. Types that differ in
//! nothing else are types of their own for it, as those are that differ in the values of a string.

use crate::lower::graph::{Graph, NodeId, Shape};

/// How deep objects within objects are looked into.
const DEPTH: usize = 8;

/// Marks the values that tell variants apart.
pub(super) fn mark(graph: &mut Graph, variants: &[NodeId]) {
    let mut found = Vec::new();
    for (index, one) in variants.iter().enumerate() {
        for other in variants.iter().skip(index + 1) {
            find(graph, *one, *other, DEPTH, &mut found);
        }
    }
    for id in found {
        let id = graph.resolve(id);
        graph.node_mut(id).tells_apart = true;
    }
}

/// Collects the places at which no value of one schema is a value of the other.
fn find(graph: &Graph, one: NodeId, other: NodeId, depth: usize, found: &mut Vec<NodeId>) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match (graph.shape(one), graph.shape(other)) {
        (Shape::Object(first), Shape::Object(second)) => {
            for field in &first.fields {
                if let Some(twin) = second.field(&field.property) {
                    find(graph, field.node, twin.node, depth, found);
                }
            }
        }
        (Shape::Array(first), Shape::Array(second)) | (Shape::Map(first), Shape::Map(second)) => {
            find(graph, *first, *second, depth, found);
        }
        (Shape::Scalar(_), Shape::Scalar(_)) => {
            if let (Some(first), Some(second)) = (graph.constants(one), graph.constants(other))
                && !first.iter().any(|value| second.contains(value))
            {
                found.extend([one, other]);
            }
        }
        _ => {}
    }
}
