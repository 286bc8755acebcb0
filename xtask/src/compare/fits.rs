//! Whether every value that one schema allows is one that another schema allows.

use crate::lower::trace::{Object, SchemaId, Shape, Trace};
use crate::model::Scalar;
use std::collections::HashSet;

/// A schema of one document or the other.
#[derive(Clone, Copy)]
pub(super) struct Of<'t> {
    pub(super) trace: &'t Trace,
    pub(super) schema: SchemaId,
}

impl<'t> Of<'t> {
    fn at(self, schema: SchemaId) -> Self {
        Self { schema, ..self }
    }

    fn shape(self) -> &'t Shape {
        self.trace.shape(self.schema)
    }

    fn is_nullable(self) -> bool {
        self.trace.schema(self.schema).nullable
    }
}

/// Whether every value of `inner` but null is a value of `outer`. Bounds do not count, nor do properties that are not
/// described.
pub(super) fn fits(inner: Of<'_>, outer: Of<'_>) -> bool {
    Fitting::default().shapes(inner, outer)
}

/// What is under way or done: where a recursive schema comes back to a pair, nothing has spoken against it yet.
#[derive(Default)]
struct Fitting {
    assumed: HashSet<(SchemaId, SchemaId)>,
}

impl Fitting {
    fn places(&mut self, inner: Of<'_>, outer: Of<'_>) -> bool {
        let null = !inner.is_nullable() || outer.is_nullable() || *outer.shape() == Shape::Any;
        null && self.shapes(inner, outer)
    }

    fn shapes(&mut self, inner: Of<'_>, outer: Of<'_>) -> bool {
        let pair = (inner.trace.target(inner.schema), outer.trace.target(outer.schema));
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
            (Shape::Object(one), Shape::Object(other)) => self.objects(inner, one, outer, other),
            (Shape::Object(object), Shape::Map(value)) => {
                let values =
                    object.properties.iter().map(|property| property.schema).chain(object.additional);
                object.additional.is_some()
                    && values.into_iter().all(|schema| self.places(inner.at(schema), outer.at(*value)))
            }
            (Shape::Enum(values), Shape::Enum(others)) => values.iter().all(|value| others.contains(value)),
            (Shape::Scalar(one), Shape::Scalar(other)) => one.is_within(*other),
            (one, other) => one == other || is_narrower(one, other),
        }
    }

    fn objects(&mut self, inner: Of<'_>, one: &Object, outer: Of<'_>, other: &Object) -> bool {
        let tags = other.tag.is_none() || one.tag == other.tag;
        tags && other.properties.iter().all(|wanted| {
            match one.properties.iter().find(|property| property.name == wanted.name) {
                Some(found) => {
                    (found.required || !wanted.required)
                        && self.places(inner.at(found.schema), outer.at(wanted.schema))
                }
                None => !wanted.required,
            }
        })
    }
}

/// Whether a kind of value is a special case of another.
fn is_narrower(inner: &Shape, outer: &Shape) -> bool {
    matches!(
        (inner, outer),
        (_, Shape::Any)
            | (Shape::Enum(_), Shape::Scalar(Scalar::String))
            | (Shape::Object(_) | Shape::Map(_), Shape::AnyObject)
    )
}
