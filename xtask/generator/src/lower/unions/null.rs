//! Null among the variants of unions: a union allows it where one of its variants does, which may be a union itself.

use crate::lower::graph::{Graph, NodeId, Shape};

/// Lets every union be null of which a variant can be, and nothing else where all variants are null alone.
pub(super) fn spread(graph: &mut Graph) {
    let unions: Vec<NodeId> =
        graph.ids().filter(|id| matches!(graph.node(*id).shape, Shape::Union(_))).collect();
    loop {
        let mut has_changed = false;
        for id in &unions {
            has_changed |= spread_to(graph, *id);
        }
        if !has_changed {
            break;
        }
    }
}

/// Lets one union be null as far as its variants are by now. Returns whether that is new.
fn spread_to(graph: &mut Graph, id: NodeId) -> bool {
    let Shape::Union(union) = &graph.node(id).shape else { return false };
    let variants = &union.variants;
    let is_alone = !variants.is_empty() && variants.iter().all(|variant| graph.is_null_alone(*variant));
    let becomes_alone = is_alone && !graph.is_null_alone(id);
    let becomes_nullable =
        !graph.node(id).nullable && variants.iter().any(|variant| graph.is_nullable(*variant));
    // By the letter it is a value of one variant, or of exactly one.
    let count = variants.iter().filter(|variant| has_null(graph, **variant)).count();
    let is_value = count == 1 || (count > 1 && !union.exclusive);
    let node = graph.node_mut(id);
    node.null_alone |= becomes_alone;
    if becomes_nullable {
        (node.nullable, node.lenient_null) = (true, !is_value);
    }
    becomes_alone || becomes_nullable
}

fn has_null(graph: &Graph, variant: NodeId) -> bool {
    let is_any = || *graph.shape(variant) == Shape::Any && graph.keywords(variant).next().is_none();
    graph.has_null(variant) || is_any()
}
