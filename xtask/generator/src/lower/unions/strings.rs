//! Makes one variant of all variants of a union that are strings: enums are read from any string, so that several of
//! them would each take the values of the others.

use crate::lower::graph::{Graph, Node, NodeId, Shape};
use crate::model::Scalar;

pub(super) fn is_string(graph: &Graph, id: NodeId) -> bool {
    match graph.shape(id) {
        Shape::Enum(_) => true,
        Shape::Scalar(scalar) => scalar.is_text(),
        _ => false,
    }
}

/// The variants of a union, of which at most one is a string.
pub(super) fn merged(graph: &mut Graph, union: NodeId, variants: Vec<NodeId>) -> Vec<NodeId> {
    let strings: Vec<NodeId> = variants.iter().copied().filter(|id| is_string(graph, *id)).collect();
    if strings.len() < 2 {
        return variants;
    }
    let values = values(graph, &strings);
    let has_all =
        |id: &&NodeId| matches!(graph.shape(**id), Shape::Enum(known) if known.len() == values.len());
    let merged = match strings.iter().find(has_all) {
        Some(known) => *known,
        None => {
            let pointer = format!("{}/strings", graph.node(union).pointer).into();
            let shape = shape(graph, &strings, values);
            graph.add(Node { pointer, shape, ..Node::default() })
        }
    };
    let mut kept = Vec::new();
    for variant in variants {
        let variant = if strings.contains(&variant) { merged } else { variant };
        if !kept.contains(&variant) {
            kept.push(variant);
        }
    }
    kept
}

/// The values that strings list, each once. A plain string makes no difference, as enums are read from any string.
pub(super) fn values(graph: &Graph, strings: &[NodeId]) -> Vec<String> {
    let mut values: Vec<String> = Vec::new();
    for string in strings {
        if let Shape::Enum(more) = graph.shape(*string) {
            for value in more {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
    }
    values
}

/// A string with these values, or any string: of a format, where all of them are of that one.
pub(super) fn shape(graph: &Graph, strings: &[NodeId], values: Vec<String>) -> Shape {
    let mut shapes = strings.iter().map(|string| graph.shape(*string));
    match shapes.next() {
        _ if !values.is_empty() => Shape::Enum(values),
        Some(first) if shapes.all(|shape| shape == first) => first.clone(),
        _ => Shape::Scalar(Scalar::String),
    }
}
