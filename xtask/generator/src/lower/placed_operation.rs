//! An operation with its group and its name.

use super::graph::{FieldShape, Graph, NodeId, Shape};
use super::raw_operation::{RawContent, RawOperation, RawStream};
use crate::model::{Framing, JsonPointer, Name, Opening};

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
    /// The part of the operation that it is.
    pub(super) place: String,
    /// The operation.
    pub(super) operation: JsonPointer,
    /// Whether the operation does more than to read.
    pub(super) is_changing: bool,
}

impl Placed {
    /// What the lock of names calls the operation.
    pub(super) fn key(&self) -> String {
        match self.alternative_of {
            Some(_) => self.raw.key_of_stream(),
            None => self.raw.key(),
        }
    }

    fn root(&self, node: NodeId, word: &str, part: &str) -> Root {
        // Both methods of an operation lead to the same types.
        let method = self.alternative_of.as_ref().unwrap_or(&self.name);
        let name = self.group_type.followed_by(method.as_str()).followed_by(word);
        let RawOperation { method, pointer, .. } = &self.raw;
        let (place, is_changing) = (format!("{} {part}", self.raw.key()), method != "GET");
        Root { node, name, place, operation: pointer.clone(), is_changing }
    }

    /// The schemas of the request.
    pub(super) fn sent_roots(&self) -> Vec<Root> {
        let parameters = self.raw.parameters.iter().filter_map(|parameter| {
            let part = format!("{} {}", parameter.place.as_str(), parameter.name);
            Some(self.root(parameter.node?, &parameter.name, &part))
        });
        let mut roots: Vec<Root> = parameters.collect();
        roots.append(&mut self.body_roots());
        roots
    }

    /// The schemas of the request's body.
    pub(super) fn body_roots(&self) -> Vec<Root> {
        match self.raw.body.as_ref().map(|body| &body.content) {
            Some(RawContent::Json { node, .. }) => vec![self.root(*node, "request", "request")],
            Some(RawContent::Form(form)) => {
                let typed = form.fields.iter().filter(|field| !form.written.contains(&field.property));
                let root = |field: &FieldShape| {
                    self.root(field.node, &field.property, &format!("form {}", field.property))
                };
                typed.map(root).collect()
            }
            Some(RawContent::Raw(_) | RawContent::Stream(_) | RawContent::Nothing) | None => Vec::new(),
        }
    }

    /// The schemas of the answers.
    pub(super) fn received_roots(&self) -> Vec<Root> {
        let errors = self.raw.answers.errors.iter();
        let errors = errors
            .filter_map(|(status, node)| Some(self.root((*node)?, "error", &format!("error {status}"))));
        let word = match &self.raw.answers.success {
            RawContent::Stream(RawStream { framing: Framing::Events, .. }) => "event",
            RawContent::Stream(_) => "item",
            _ => "response",
        };
        self.value.map(|node| self.root(node, word, word)).into_iter().chain(errors).collect()
    }

    /// The node of a body whose properties are the arguments of the method.
    pub(crate) fn arguments(&self, graph: &Graph) -> Option<NodeId> {
        let node = self.raw.body.as_ref()?.content.json()?;
        (matches!(graph.shape(node), Shape::Object(_)) && !graph.is_nullable(node)).then_some(node)
    }
}
