//! How deep schemas stand within each other once references are followed.
//!
//! The text of a document is nested within limits, but a chain of components can be as long as the document: the steps
//! after this one go down such chains, and so does the Rust compiler.

use std::collections::HashMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::places::{Kind, Place};
use super::resolve::References;
use crate::diagnostic::{Diagnostic, Result};

/// How many schemas may stand within each other, references followed; those of a recursive type all count. The
/// Cloudflare API of 2024 comes to less than 50.
const MAX_SCHEMAS: usize = 3_000;

/// How many lists and maps may stand directly within each other; the compiler stops at 128.
const MAX_LISTS: usize = 50;

/// Refuses schemas that stand too deep within each other.
pub(super) fn check(file: &str, references: &References<'_>) -> Result<()> {
    let places = &references.places;
    let refuse = |at: usize, problem: String, remedy: &str| {
        Err(Diagnostic::at(file, places.pointer(at), problem, remedy))
    };
    if let Some(at) =
        too_deep(references, MAX_SCHEMAS, |_| true, |place| usize::from(place.kind == Kind::Schema))
    {
        return refuse(
            at,
            format!("more than {MAX_SCHEMAS} schemas stand within each other here, through references"),
            "take the operations you need out of the document with [selection], or describe what is inside as `{}`",
        );
    }
    let is_list = |place: &Place<'_>| matches!(place.field, "items" | "additionalProperties");
    let is_within = |place: &Place<'_>| is_list(place) || matches!(place.field, "allOf" | "oneOf" | "anyOf");
    if let Some(at) = too_deep(references, MAX_LISTS, is_within, |place| usize::from(is_list(place))) {
        return refuse(
            at,
            format!("more than {MAX_LISTS} lists and maps stand directly within each other here"),
            "put an object with properties between them, or describe what is inside as `{}`",
        );
    }
    Ok(())
}

/// The first place from which a way leads through places of more than `limit` in weight. From a place it goes to what
/// it refers to, and to those that it holds and `follow` lets pass. Places that lead to each other count together.
fn too_deep(
    references: &References<'_>,
    limit: usize,
    follow: impl Fn(&Place<'_>) -> bool,
    weight: impl Fn(&Place<'_>) -> usize,
) -> Option<usize> {
    let places = &references.places;
    let count = places.list().len();
    let mut graph: DiGraph<(), (), usize> = DiGraph::with_capacity(count, count);
    for _ in 0..count {
        graph.add_node(());
    }
    for at in 0..count {
        let held = places.children(at).filter(|child| places.get(*child).is_some_and(&follow));
        for next in references.target(at).into_iter().chain(held) {
            graph.add_edge(NodeIndex::new(at), NodeIndex::new(next), ());
        }
    }
    let mut depths: HashMap<NodeIndex<usize>, usize> = HashMap::with_capacity(count);
    // What others lead to comes before them.
    for members in kosaraju_scc(&graph) {
        let below = members.iter().flat_map(|at| graph.neighbors(*at)).filter_map(|at| depths.get(&at)).max();
        let own: usize = members.iter().filter_map(|at| places.get(at.index())).map(&weight).sum();
        let depth = below.copied().unwrap_or(0) + own;
        depths.extend(members.into_iter().map(|at| (at, depth)));
    }
    let is_schema = |at: &usize| places.get(*at).is_some_and(|place| place.kind == Kind::Schema);
    let is_too_deep = |at: &usize| depths.get(&NodeIndex::new(*at)).is_some_and(|depth| *depth > limit);
    (0..count).filter(is_schema).find(is_too_deep)
}
