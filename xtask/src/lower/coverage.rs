//! What came in, counted against what came out.

use super::graph::Graph;
use super::names::TypeNames;
use super::operations::Placed;
use super::shared_shapes::Classes;
use crate::document::{Document, pointer};
use crate::model::{Coverage, Definition, Name};
use std::collections::BTreeMap;

/// Counts the operations and the component schemas by what became of them.
pub(super) fn count(
    document: &Document,
    graph: &Graph,
    classes: &Classes,
    names: &TypeNames,
    definitions: &BTreeMap<Name, Definition>,
    placed: &[Placed],
) -> Coverage {
    let mut coverage = Coverage {
        described_operations: document.openapi.operations().count(),
        operations: placed.len(),
        typed_operations: placed.iter().filter(|operation| !operation.raw.has_untyped_body).count(),
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
