//! Null among the variants of unions: a union allows it where one of its variants does, which may be a union itself.

use crate::lower::graph::{Graph, NodeId, Shape};

/// Lets every union be null of which a variant can be.
pub(super) fn spread(graph: &mut Graph) {
    let unions: Vec<NodeId> =
        graph.ids().filter(|id| matches!(graph.node(*id).shape, Shape::Union(_))).collect();
    loop {
        let mut has_changed = false;
        for id in &unions {
            let Shape::Union(union) = &graph.node(*id).shape else { continue };
            if graph.node(*id).nullable || !union.variants.iter().any(|variant| graph.is_nullable(*variant)) {
                continue;
            }
            // By the letter it is a value of one variant, or of exactly one.
            let count = union.variants.iter().filter(|variant| has_null(graph, **variant)).count();
            let is_value = count == 1 || (count > 1 && !union.exclusive);
            let node = graph.node_mut(*id);
            (node.nullable, node.lenient_null) = (true, !is_value);
            has_changed = true;
        }
        if !has_changed {
            break;
        }
    }
}

fn has_null(graph: &Graph, variant: NodeId) -> bool {
    let is_any = || *graph.shape(variant) == Shape::Any && graph.keywords(variant).next().is_none();
    graph.has_null(variant) || is_any()
}
