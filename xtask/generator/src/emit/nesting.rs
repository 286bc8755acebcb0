//! How deep the types are nested, which rustc limits.

use crate::model::{Api, Name};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::BTreeMap;

/// How many types may hold one another for rustc to need no word about it: it looks through some 128 types at most, of
/// which a property that is a list of boxes or the like has several.
const MOST: usize = 24;

/// The limit that rustc needs for the crate, where its own is too low.
pub(super) fn recursion_limit(api: &Api) -> Option<usize> {
    let deepest = deepest(api);
    (deepest > MOST).then(|| (deepest * 8).next_power_of_two().max(256))
}

/// The most types that hold one another, each once.
fn deepest(api: &Api) -> usize {
    let mut graph: DiGraph<(), ()> = DiGraph::new();
    let nodes: BTreeMap<&Name, NodeIndex> = api.types.keys().map(|name| (name, graph.add_node(()))).collect();
    for (name, definition) in &api.types {
        definition.for_each_type(&mut |held| {
            if let (Some(from), Some(to)) = (nodes.get(name), nodes.get(held)) {
                graph.add_edge(*from, *to, ());
            }
        });
    }
    // Each group comes after those that it leads to.
    let mut depths: Vec<usize> = vec![0; graph.node_count()];
    for group in kosaraju_scc(&graph) {
        let below = group.iter().flat_map(|node| graph.neighbors(*node));
        let below = below.filter_map(|next| depths.get(next.index())).max().copied().unwrap_or_default();
        for node in &group {
            if let Some(depth) = depths.get_mut(node.index()) {
                *depth = below + group.len();
            }
        }
    }
    depths.into_iter().max().unwrap_or_default()
}
