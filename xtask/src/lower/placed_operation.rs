//! An operation with its group and its name.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use super::raw_operation::{RawContent, RawOperation};
use crate::model::{Name, Opening};

/// What an operation is called, and in which group.
pub(super) struct Placed {
    pub(super) raw: RawOperation,
    pub(super) group: Name,
    pub(super) group_type: Name,
    pub(super) name: Name,
    pub(super) opening: Opening,
    /// The node of the value of success.
    pub(super) value: Option<NodeId>,
}

/// Where the walk over the types begins, and what an unnamed type there is called.
pub(super) struct Root {
    pub(super) node: NodeId,
    pub(super) name: Name,
}

impl Placed {
    /// Where the walk over this operation's types begins: what its unnamed types are called after.
    pub(super) fn roots(&self) -> Vec<Root> {
        let mut roots = self.sent_roots();
        roots.append(&mut self.received_roots());
        roots
    }

    /// Those of the request.
    pub(super) fn sent_roots(&self) -> Vec<Root> {
        let base = self.group_type.followed_by(self.name.as_str());
        let mut roots = Vec::new();
        for parameter in &self.raw.parameters {
            roots.extend(parameter.node.map(|node| Root { node, name: base.followed_by(&parameter.name) }));
        }
        roots.append(&mut self.body_roots());
        roots
    }

    /// Those of the request's body.
    pub(super) fn body_roots(&self) -> Vec<Root> {
        let base = self.group_type.followed_by(self.name.as_str());
        let mut roots = Vec::new();
        match self.raw.body.as_ref().map(|body| &body.content) {
            Some(RawContent::Json { node, .. }) => {
                roots.push(Root { node: *node, name: base.followed_by("request") });
            }
            Some(RawContent::Form(form)) => {
                let named =
                    |field: &FieldShape| Root { node: field.node, name: base.followed_by(&field.property) };
                let typed = form.fields.iter().filter(|field| !form.written.contains(&field.property));
                roots.extend(typed.map(named));
            }
            Some(RawContent::Raw(_) | RawContent::Nothing) | None => {}
        }
        roots
    }

    /// Those of the answers.
    pub(super) fn received_roots(&self) -> Vec<Root> {
        let base = self.group_type.followed_by(self.name.as_str());
        let mut roots = Vec::new();
        roots.extend(self.value.map(|node| Root { node, name: base.followed_by("response") }));
        for (_, node) in &self.raw.answers.errors {
            roots.extend(node.map(|node| Root { node, name: base.followed_by("error") }));
        }
        roots
    }

    /// The node of a body whose properties are the arguments of the method.
    pub(super) fn arguments(&self, graph: &Graph) -> Option<NodeId> {
        match self.raw.body.as_ref()?.content {
            RawContent::Json { node, .. }
                if matches!(graph.shape(node), Shape::Object(_)) && !graph.is_nullable(node) =>
            {
                Some(node)
            }
            _ => None,
        }
    }
}
