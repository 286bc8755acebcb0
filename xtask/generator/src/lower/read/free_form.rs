//! Makes maps of anything, and objects whose further properties are anything, what they are without saying so. This is
//! known only when all schemas are read: a map of the schema that it stands in is read before that schema is.

use crate::lower::graph::{Graph, NodeId, ObjectShape, Shape};
use crate::model::Omission;

/// Simplifies all maps and objects, and reports the lists that no type can be.
pub(super) fn simplify(graph: &mut Graph, omissions: &mut Vec<Omission>) {
    for id in graph.ids() {
        let held = match graph.node(id).shape {
            Shape::Map(held) | Shape::Object(ObjectShape { additional: Some(held), .. }) => held,
            _ => continue,
        };
        let says_more = |id| graph.node(id).null_alone || !graph.node(id).keywords.is_empty();
        if *graph.shape(held) != Shape::Any || graph.chain(held).any(says_more) {
            continue;
        }
        let untyped = graph.target(held).untyped;
        forget(graph, id);
        graph.node_mut(id).untyped |= untyped;
    }
    name_circles(graph, omissions);
}

/// A map that holds nothing but itself, directly or through other maps and lists, becomes an object without properties of
/// its own, as such an object has a name, by which it can hold itself. A list has none.
fn name_circles(graph: &mut Graph, omissions: &mut Vec<Omission>) {
    for id in graph.ids() {
        if let Shape::Map(held) = graph.node(id).shape
            && leads_back(graph, id)
        {
            graph.node_mut(id).shape =
                Shape::Object(ObjectShape { additional: Some(held), ..ObjectShape::default() });
        }
    }
    for id in graph.ids() {
        if matches!(graph.node(id).shape, Shape::Array(_)) && leads_back(graph, id) {
            let reason =
                "the list holds nothing but itself, which no type in Rust can: its items are any value";
            omissions.push(Omission::new(&graph.node(id).pointer, reason));
            graph.node_mut(id).untyped = true;
        }
    }
}

/// Whether a list or map leads back to itself through nothing but lists and maps.
fn leads_back(graph: &Graph, id: NodeId) -> bool {
    let mut next = id;
    for _ in graph.ids() {
        match graph.shape(next) {
            Shape::Array(item) | Shape::Map(item) => next = graph.resolve(*item),
            _ => return false,
        }
        if next == id {
            return true;
        }
    }
    false
}

fn forget(graph: &mut Graph, id: NodeId) {
    match &mut graph.node_mut(id).shape {
        Shape::Object(object) => object.additional = None,
        map => *map = Shape::AnyObject,
    }
}
