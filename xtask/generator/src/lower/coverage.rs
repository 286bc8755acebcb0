//! Counts what the document describes against what becomes of it.

use super::graph::NodeId;
use super::placed_operation::Placed;
use super::shared_shapes::ClassId;
use super::types::Types;
use crate::document::{Document, Found, Outcome, pointer};
use crate::model::{Coverage, Definition, Name};
use std::collections::{BTreeMap, HashMap, HashSet};

/// Counts the operations and the component schemas.
pub(super) fn count(
    document: &Document,
    types: Types<'_>,
    definitions: &BTreeMap<Name, Definition>,
    placed: &[Placed],
    faults: &[Found],
) -> Coverage {
    let Types { graph, classes, names, .. } = types;
    let untyped = untyped(types);
    let is_left_out = |found: &&Found| found.fault.outcome() == Outcome::LeftOut;
    let left_out_operations = faults.iter().filter(is_left_out).count();
    // Two methods can read the answer of one operation.
    let operations = || placed.chunk_by(|one, other| one.raw.pointer == other.raw.pointer);
    let mut coverage = Coverage {
        described_operations: document.openapi.operations().count() + left_out_operations,
        left_out_operations,
        operations: operations().count(),
        typed_operations: operations()
            .filter(|forms| forms.iter().all(|form| is_typed(form, &untyped)))
            .count(),
        ..Coverage::default()
    };
    let components = document.openapi.components.iter().flat_map(|components| components.schemas.keys());
    for key in components {
        coverage.schemas += 1;
        let Some(node) = graph.at(&format!("/components/schemas/{}", pointer::escape(key))) else {
            coverage.unused_schemas += 1;
            continue;
        };
        let name = names.get(classes.of(graph, node));
        if name.is_some_and(|name| definitions.contains_key(name)) {
            coverage.named_schemas += 1;
        } else {
            coverage.plain_schemas += 1;
        }
    }
    coverage
}

/// Whether all bodies of an operation have the types that the document describes.
fn is_typed(operation: &Placed, untyped: &HashSet<NodeId>) -> bool {
    let mut bodies = operation.body_roots().into_iter().chain(operation.received_roots());
    !operation.raw.has_untyped_body && !bodies.any(|root| untyped.contains(&root.node))
}

/// The nodes that hold, however deep inside, something that the document describes but no type in Rust can.
fn untyped(types: Types<'_>) -> HashSet<NodeId> {
    let Types { graph, classes, names, .. } = types;
    let mut untyped = HashSet::new();
    let nameless: HashSet<ClassId> = names.nameless.iter().copied().collect();
    let begins = |id: &NodeId| graph.node(*id).untyped || nameless.contains(&classes.of(graph, *id));
    let mut open: Vec<NodeId> = graph.ids().filter(begins).collect();
    if open.is_empty() {
        return untyped;
    }
    let mut holders: HashMap<NodeId, Vec<NodeId>> = HashMap::new();
    for id in graph.ids() {
        for child in graph.children(id) {
            holders.entry(child).or_default().push(id);
        }
    }
    while let Some(id) = open.pop() {
        if untyped.insert(id) {
            open.extend(holders.get(&id).into_iter().flatten());
        }
    }
    untyped
}
