//! Whether a value can be of two shapes at once. It decides which variants of a union an `allOf` keeps, and which unions
//! the report calls ambiguous.

use super::graph::{Graph, NodeId, ObjectShape, Shape};
use crate::model::{Constant, Keyword, Scalar};

/// How deep unions within unions are looked into.
const DEPTH: usize = 16;

/// Whether a value can be of both shapes; `true` where that is not known.
pub(super) fn overlap(graph: &Graph, one: NodeId, other: NodeId) -> bool {
    Overlap { graph, closed: true }.within(one, other, DEPTH)
}

/// The same, if no schema forbade further properties by `additionalProperties: false`.
pub(super) fn overlap_if_open(graph: &Graph, one: NodeId, other: NodeId) -> bool {
    Overlap { graph, closed: false }.within(one, other, DEPTH)
}

#[derive(Clone, Copy)]
struct Overlap<'a> {
    graph: &'a Graph,
    /// Whether `additionalProperties: false` is minded.
    closed: bool,
}

impl Overlap<'_> {
    fn within(self, one: NodeId, other: NodeId, depth: usize) -> bool {
        let graph = self.graph;
        let Some(depth) = depth.checked_sub(1) else { return true };
        match (graph.shape(one), graph.shape(other)) {
            // Anything, or an `allOf` that is not merged yet.
            (Shape::Any | Shape::AllOf(_) | Shape::Alias(_), _)
            | (_, Shape::Any | Shape::AllOf(_) | Shape::Alias(_)) => true,
            (Shape::Union(union), _) => {
                union.variants.iter().any(|variant| self.within(*variant, other, depth))
            }
            (_, Shape::Union(union)) => {
                union.variants.iter().any(|variant| self.within(one, *variant, depth))
            }
            (Shape::Object(first), Shape::Object(second)) => {
                self.objects(first, second, depth) && self.allows(one, second) && self.allows(other, first)
            }
            (Shape::Array(first), Shape::Array(second)) => {
                let may_be_empty =
                    |id| !graph.keywords(id).any(|keyword| matches!(keyword, Keyword::MinItems(_)));
                (may_be_empty(one) && may_be_empty(other)) || self.within(*first, *second, depth)
            }
            (Shape::Tuple(first), Shape::Tuple(second)) => {
                // A value of both has as many items.
                let least = first.least.max(second.least);
                let mut pairs = first.items.iter().zip(&second.items).take(least);
                pairs.all(|(one, other)| self.within(*one, *other, depth))
            }
            (Shape::Tuple(tuple), Shape::Array(item)) | (Shape::Array(item), Shape::Tuple(tuple)) => {
                tuple.items.iter().take(tuple.least).all(|described| self.within(*described, *item, depth))
            }
            (first, second) => {
                scalars(first, second) && values(graph, one, other) && ranges(graph, one, other)
            }
        }
    }

    /// Two objects overlap unless one requires a property for which they have no value in common, which is how variants are
    /// told apart.
    fn objects(self, one: &ObjectShape, other: &ObjectShape, depth: usize) -> bool {
        let graph = self.graph;
        let tag = |object: &ObjectShape, property: &str| {
            object.tag.as_ref().filter(|(tag, _)| tag == property).map(|(_, value)| vec![value.clone()])
        };
        let has_value = |first: &ObjectShape, second: &ObjectShape| {
            let Some((property, value)) = &first.tag else { return true };
            let required = || second.field(property).filter(|field| field.required);
            let values = tag(second, property).or_else(|| graph.constants(required()?.node));
            values.is_none_or(|values| values.contains(value))
        };
        has_value(one, other)
            && has_value(other, one)
            && one.fields.iter().all(|field| {
                // Where one of the two requires it, a value of both has it.
                let twin = other.field(&field.property).filter(|twin| field.required || twin.required);
                twin.is_none_or(|twin| {
                    (graph.is_nullable(field.node) && graph.is_nullable(twin.node))
                        || self.within(field.node, twin.node, depth)
                })
            })
    }

    /// Whether a place allows what an object requires.
    fn allows(self, place: NodeId, object: &ObjectShape) -> bool {
        let required = || object.fields.iter().filter(|field| field.required).map(|field| &field.property);
        let required = || required().chain(object.tag.iter().map(|(property, _)| property));
        self.graph.keywords(place).all(|keyword| match keyword {
            Keyword::Only(names) if self.closed => required().all(|name| names.contains(name)),
            Keyword::NotAll(names) => !names.iter().all(|name| required().any(|required| required == name)),
            _ => true,
        })
    }
}

fn scalars(one: &Shape, other: &Shape) -> bool {
    let kind = |shape: &Shape| match shape {
        Shape::Scalar(Scalar::Boolean) => "boolean",
        Shape::Scalar(Scalar::Integer(_) | Scalar::Number) => "number",
        Shape::Scalar(Scalar::String | Scalar::Formatted(_)) | Shape::Enum(_) => "string",
        Shape::Array(_) | Shape::Tuple(_) => "array",
        _ => "object",
    };
    kind(one) == kind(other)
}

/// Whether the listed values of two places, where both list any, have one in common.
fn values(graph: &Graph, one: NodeId, other: NodeId) -> bool {
    match (graph.constants(one), graph.constants(other)) {
        (Some(known), Some(values)) => known.iter().any(|value: &Constant| values.contains(value)),
        _ => true,
    }
}

/// Whether the bounds of two places have room for a value of both.
fn ranges(graph: &Graph, one: NodeId, other: NodeId) -> bool {
    let keywords = || graph.keywords(one).chain(graph.keywords(other));
    let count = |count: &usize| u32::try_from(*count).map_or(f64::MAX, f64::from);
    // Numbers and texts at once would not be compared with each other: they do not overlap.
    let least = keywords().filter_map(|keyword| match keyword {
        Keyword::Minimum(bound) | Keyword::ExclusiveMinimum(bound) => bound.as_f64(),
        Keyword::MinLength(least) => Some(count(least)),
        _ => None,
    });
    let most = keywords().filter_map(|keyword| match keyword {
        Keyword::Maximum(bound) | Keyword::ExclusiveMaximum(bound) => bound.as_f64(),
        Keyword::MaxLength(most) => Some(count(most)),
        _ => None,
    });
    let is_exclusive = keywords()
        .any(|keyword| matches!(keyword, Keyword::ExclusiveMinimum(_) | Keyword::ExclusiveMaximum(_)));
    let (least, most) = (least.fold(f64::MIN, f64::max), most.fold(f64::MAX, f64::min));
    least < most || (least <= most && !is_exclusive)
}

/// The values that two enums both have, in the order of the first.
pub(super) fn common_values(known: &[String], values: &[String]) -> Vec<String> {
    known.iter().filter(|value| values.contains(value)).cloned().collect()
}
