//! Whether every value that one schema allows is also allowed by another.

use crate::lower::{Graph, NodeId, ObjectShape, Shape};
use crate::model::Scalar;
use std::collections::HashSet;

/// A schema, with the graph of its document.
#[derive(Clone, Copy)]
pub(super) struct Of<'t> {
    pub(super) graph: &'t Graph,
    pub(super) schema: NodeId,
}

impl<'t> Of<'t> {
    fn at(self, schema: NodeId) -> Self {
        Self { schema, ..self }
    }

    fn shape(self) -> &'t Shape {
        self.graph.shape(self.schema)
    }

    fn is_nullable(self) -> bool {
        self.graph.is_nullable(self.schema)
    }
}

/// Whether every value of `inner` but null is a value of `outer`. Bounds and undescribed properties do not count.
pub(super) fn fits(inner: Of<'_>, outer: Of<'_>) -> bool {
    Fitting::default().shapes(inner, outer)
}

/// The pairs that were compared already. A pair that a recursive schema comes back to is assumed to fit.
#[derive(Default)]
struct Fitting {
    assumed: HashSet<(NodeId, NodeId)>,
}

impl Fitting {
    fn places(&mut self, inner: Of<'_>, outer: Of<'_>) -> bool {
        let null = !inner.is_nullable() || outer.is_nullable() || *outer.shape() == Shape::Any;
        null && self.shapes(inner, outer)
    }

    fn shapes(&mut self, inner: Of<'_>, outer: Of<'_>) -> bool {
        let pair = (inner.graph.resolve(inner.schema), outer.graph.resolve(outer.schema));
        if !self.assumed.insert(pair) {
            return true;
        }
        match (inner.shape(), outer.shape()) {
            (Shape::Union(union), _) => {
                union.variants.iter().all(|variant| self.places(inner.at(*variant), outer))
            }
            (_, Shape::Union(union)) => {
                union.variants.iter().any(|variant| self.places(inner, outer.at(*variant)))
            }
            (Shape::Array(one), Shape::Array(other)) | (Shape::Map(one), Shape::Map(other)) => {
                self.places(inner.at(*one), outer.at(*other))
            }
            (Shape::Tuple(one), Shape::Tuple(other)) => {
                one.least >= other.least
                    && one.items.len() >= other.items.len()
                    && one
                        .items
                        .iter()
                        .zip(&other.items)
                        .all(|(one, other)| self.places(inner.at(*one), outer.at(*other)))
            }
            (Shape::Tuple(tuple), Shape::Array(item)) => {
                tuple.rest.is_some() && tuple.nodes().all(|one| self.places(inner.at(one), outer.at(*item)))
            }
            (Shape::Object(one), Shape::Object(other)) => self.objects(inner, one, outer, other),
            (Shape::Object(object), Shape::Map(value)) => {
                let values = object.fields.iter().map(|field| field.node).chain(object.additional);
                object.additional.is_some()
                    && values.into_iter().all(|schema| self.places(inner.at(schema), outer.at(*value)))
            }
            (Shape::Enum(values), Shape::Enum(others)) => values.iter().all(|value| others.contains(value)),
            (Shape::Scalar(one), Shape::Scalar(other)) => one.is_within(*other),
            (one, other) => one == other || is_narrower(one, other),
        }
    }

    fn objects(&mut self, inner: Of<'_>, one: &ObjectShape, outer: Of<'_>, other: &ObjectShape) -> bool {
        let tags = other.tag.is_none() || one.tag == other.tag;
        tags && other.fields.iter().all(|wanted| match one.field(&wanted.property) {
            Some(found) => {
                (found.required || !wanted.required)
                    && self.places(inner.at(found.node), outer.at(wanted.node))
            }
            None => !wanted.required,
        })
    }
}

/// Whether a kind of value is a special case of another.
fn is_narrower(inner: &Shape, outer: &Shape) -> bool {
    matches!(
        (inner, outer),
        (_, Shape::Any)
            | (Shape::Enum(_), Shape::Scalar(Scalar::String | Scalar::Formatted(_)))
            | (Shape::Object(_) | Shape::Map(_), Shape::AnyObject)
    )
}
