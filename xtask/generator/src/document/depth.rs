//! Limits how deep schemas are nested when references are followed.
//!
//! The nesting of the text is limited when it is read, but a chain of components can be as long as the document. Later
//! steps recurse along such chains, and so does the Rust compiler.

use std::collections::HashMap;

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::places::{Kind, Place};
use super::resolve::References;
use crate::diagnostic::{Diagnostic, Result};

/// How many schemas may be nested in each other when references are followed. All schemas of a recursive type count. In
/// the Cloudflare API of 2024 there are less than 50.
const MAX_SCHEMAS: usize = 3_000;

/// How many lists and maps may be nested directly in each other. The compiler stops at 128.
const MAX_LISTS: usize = 50;

/// Refuses schemas that are nested too deep.
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
            format!("more than {MAX_SCHEMAS} schemas are nested in each other here, through references"),
            "select fewer operations with `[selection]`, or replace an inner schema with `{}`",
        );
    }
    let is_list = |place: &Place<'_>| matches!(place.field, "items" | "additionalProperties");
    let is_within = |place: &Place<'_>| is_list(place) || matches!(place.field, "allOf" | "oneOf" | "anyOf");
    if let Some(at) = too_deep(references, MAX_LISTS, is_within, |place| usize::from(is_list(place))) {
        return refuse(
            at,
            format!("more than {MAX_LISTS} lists and maps are nested directly in each other here"),
            "put an object with properties between them, or replace an inner schema with `{}`",
        );
    }
    Ok(())
}

/// The first place from which a path leads through places whose weights add up to more than `limit`. A path goes from a
/// place to the target of its reference, and to those of its children that `follow` accepts. Places that lead to each
/// other count together.
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
    // The targets of a place come before the place itself.
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
