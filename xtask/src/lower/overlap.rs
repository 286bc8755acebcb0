//! Whether a value can be of two shapes at once. It decides which variants of a union an `allOf` keeps.

use super::graph::{Graph, NodeId, ObjectShape, Shape};
use crate::model::Scalar;

/// How deep unions within unions are looked into.
const DEPTH: usize = 16;

/// Whether a value can be of both shapes; `true` where that is not known.
pub(super) fn overlap(graph: &Graph, one: NodeId, other: NodeId) -> bool {
    within(graph, one, other, DEPTH)
}

fn within(graph: &Graph, one: NodeId, other: NodeId, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else { return true };
    match (graph.shape(one), graph.shape(other)) {
        // Anything, or an `allOf` that is not merged yet.
        (Shape::Any | Shape::AllOf(_) | Shape::Alias(_), _)
        | (_, Shape::Any | Shape::AllOf(_) | Shape::Alias(_)) => true,
        (Shape::Union(union), _) => {
            union.variants.iter().any(|variant| within(graph, *variant, other, depth))
        }
        (_, Shape::Union(union)) => union.variants.iter().any(|variant| within(graph, one, *variant, depth)),
        (Shape::Object(one), Shape::Object(other)) => objects(graph, one, other),
        (one, other) => scalars(one, other),
    }
}

/// Two objects overlap unless they both require a property and have no value for it in common, which is how variants
/// are told apart.
fn objects(graph: &Graph, one: &ObjectShape, other: &ObjectShape) -> bool {
    one.fields.iter().filter(|field| field.required).all(|field| {
        let twin = other.field(&field.property).filter(|twin| twin.required);
        twin.is_none_or(|twin| match (graph.shape(field.node), graph.shape(twin.node)) {
            (Shape::Enum(known), Shape::Enum(values)) => !common_values(known, values).is_empty(),
            _ => true,
        })
    })
}

fn scalars(one: &Shape, other: &Shape) -> bool {
    let kind = |shape: &Shape| match shape {
        Shape::Scalar(Scalar::Boolean) => "boolean",
        Shape::Scalar(Scalar::Integer(_) | Scalar::Number) => "number",
        Shape::Scalar(Scalar::String) | Shape::Enum(_) => "string",
        Shape::Array(_) => "array",
        _ => "object",
    };
    match (one, other) {
        (Shape::Enum(known), Shape::Enum(values)) => !common_values(known, values).is_empty(),
        _ => kind(one) == kind(other),
    }
}

/// The values that two enums both have, in the order of the first.
pub(super) fn common_values(known: &[String], values: &[String]) -> Vec<String> {
    known.iter().filter(|value| values.contains(value)).cloned().collect()
}
