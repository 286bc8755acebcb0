//! An operation with its group and its name.

use super::graph::{Graph, NodeId, Shape};
use super::raw_operation::{RawContent, RawOperation, RawStream};
use crate::model::{Framing, Name, Opening};

/// An operation with its names.
pub(crate) struct Placed {
    pub(crate) raw: RawOperation,
    /// The accessor of its group.
    pub(crate) group: Name,
    pub(crate) group_type: Name,
    /// Its method.
    pub(crate) name: Name,
    /// The method that reads its answer whole, where this one reads it as a stream.
    pub(crate) alternative_of: Option<Name>,
    pub(crate) opening: Opening,
    /// The node of the value of success.
    pub(crate) value: Option<NodeId>,
}

/// A schema that an operation names, and the name of the type there if it has no other.
pub(super) struct Root {
    pub(super) node: NodeId,
    pub(super) name: Name,
}

impl Placed {
    fn root(&self, node: NodeId, word: &str) -> Root {
        let method = self.alternative_of.as_ref().unwrap_or(&self.name);
        Root { node, name: self.group_type.followed_by(method.as_str()).followed_by(word) }
    }

    /// The schemas of the request.
    pub(super) fn sent_roots(&self) -> Vec<Root> {
        let parameters = self.raw.parameters.iter();
        let mut roots: Vec<Root> =
            parameters.filter_map(|parameter| Some(self.root(parameter.node?, &parameter.name))).collect();
        roots.append(&mut self.body_roots());
        roots
    }

    /// The schemas of the request's body.
    pub(super) fn body_roots(&self) -> Vec<Root> {
        match self.raw.body.as_ref().map(|body| &body.content) {
            Some(RawContent::Json { node, .. }) => vec![self.root(*node, "request")],
            Some(RawContent::Form(form)) => {
                let typed = form.fields.iter().filter(|field| !form.written.contains(&field.property));
                typed.map(|field| self.root(field.node, &field.property)).collect()
            }
            Some(RawContent::Raw(_) | RawContent::Stream(_) | RawContent::Nothing) | None => Vec::new(),
        }
    }

    /// The schemas of the answers.
    pub(super) fn received_roots(&self) -> Vec<Root> {
        let errors = self.raw.answers.errors.iter();
        let errors = errors.filter_map(|(_, node)| Some(self.root((*node)?, "error")));
        let word = match &self.raw.answers.success {
            RawContent::Stream(RawStream { framing: Framing::Events, .. }) => "event",
            RawContent::Stream(_) => "item",
            _ => "response",
        };
        self.value.map(|node| self.root(node, word)).into_iter().chain(errors).collect()
    }

    /// The node of a body whose properties are the arguments of the method.
    pub(crate) fn arguments(&self, graph: &Graph) -> Option<NodeId> {
        let node = self.raw.body.as_ref()?.content.json()?;
        (matches!(graph.shape(node), Shape::Object(_)) && !graph.is_nullable(node)).then_some(node)
    }
}
