//! The type and the documentation of each place.

use super::graph::{Graph, NodeId, Shape};
use super::naming::{Remembered, TypeNames};
use super::shared_shapes::{Classes, has_name};
use crate::model::{Docs, TypeRef};

/// Looks up types by nodes of the graph, once the classes have names.
#[derive(Clone, Copy)]
pub(super) struct Types<'a> {
    pub(super) graph: &'a Graph,
    pub(super) classes: &'a Classes,
    pub(super) names: &'a TypeNames,
    pub(super) remembered: Remembered<'a>,
}

impl Types<'_> {
    /// The type of a place.
    pub(super) fn type_ref(&self, node: NodeId) -> TypeRef {
        match self.without_null(node) {
            TypeRef::Any => TypeRef::Any,
            plain if self.graph.is_nullable(node) => TypeRef::Nullable(Box::new(plain)),
            plain => plain,
        }
    }

    /// The type of a place, of values other than null.
    pub(super) fn without_null(&self, node: NodeId) -> TypeRef {
        match self.graph.shape(node) {
            Shape::Any | Shape::AllOf(_) | Shape::Alias(_) => TypeRef::Any,
            Shape::AnyObject => TypeRef::AnyObject,
            Shape::Scalar(scalar) => TypeRef::Scalar(*scalar),
            Shape::Array(item) => TypeRef::Array(Box::new(self.nested(node, *item))),
            Shape::Map(value) => TypeRef::Map(Box::new(self.nested(node, *value))),
            Shape::Object(_) | Shape::Union(_) | Shape::Enum(_) => self
                .names
                .get(self.classes.of(self.graph, node))
                .map_or(TypeRef::Any, |name| TypeRef::Named(name.clone())),
        }
    }

    /// The type of what a list or map holds. One that holds nothing but itself has no type in Rust.
    fn nested(&self, outer: NodeId, inner: NodeId) -> TypeRef {
        let mut next = inner;
        for _ in self.graph.ids() {
            match self.graph.shape(next) {
                Shape::Array(item) | Shape::Map(item) => next = *item,
                _ => return self.type_ref(inner),
            }
            if self.graph.resolve(next) == self.graph.resolve(outer) {
                return TypeRef::Any;
            }
        }
        TypeRef::Any
    }

    /// The documentation of a place. What a component says of itself is documented at its type, where it has one of its
    /// own, and not at each place.
    pub(super) fn docs(&self, node: NodeId) -> Docs {
        let (place, target) = (self.graph.node(node), self.graph.target(node));
        let has_own_type = target.component.is_some() && has_name(&target.shape);
        let mut docs = place.docs.clone();
        if !has_own_type {
            if docs.text.is_empty() {
                docs.text.clone_from(&target.docs.text);
                docs.deprecated = target.docs.deprecated;
            }
            if docs.facts.is_empty() {
                docs.facts.clone_from(&target.docs.facts);
            }
        }
        docs
    }
}
