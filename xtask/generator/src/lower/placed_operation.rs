//! An operation with its group and its name.

use super::answers::Opened;
use super::graph::{FieldShape, Graph, NodeId, Shape};
use super::media_types::essence;
use super::naming;
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
    /// The method that sends the body which comes first in the document, and reads the answer whole.
    pub(crate) first: Name,
    /// The method that reads its answer whole, where this one reads it as a stream.
    pub(crate) alternative_of: Option<Name>,
    pub(crate) opening: Opening,
    /// The node of the value of success.
    pub(crate) value: Option<NodeId>,
    /// The forms of success, where there are several.
    pub(crate) alternatives: Vec<Opened>,
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
    /// The name of the type after the group, such as `ZonesOrder`, if it is a parameter.
    pub(super) of_group: Option<Name>,
}

impl Placed {
    /// What the lock of names calls the operation.
    pub(super) fn key(&self) -> String {
        let key = self.raw.key_of_form();
        match (&self.alternative_of, &self.raw.answers.success) {
            (Some(_), RawContent::Stream(stream)) => format!("{key} as {}", stream.framing.form()),
            _ => key,
        }
    }

    /// A schema that all methods of the operation name.
    fn root(&self, node: NodeId, word: &str, part: &str) -> Root {
        self.root_of((&self.first, self.raw.key()), node, word, part)
    }

    fn root_of(&self, (method, key): (&Name, String), node: NodeId, word: &str, part: &str) -> Root {
        let name = self.group_type.followed_by(method.as_str()).followed_by(word);
        let RawOperation { method, pointer, .. } = &self.raw;
        let (place, is_changing) = (format!("{key} {part}"), method != "GET");
        Root { node, name, place, operation: pointer.clone(), is_changing, of_group: None }
    }

    /// The schemas of the request.
    pub(super) fn sent_roots(&self) -> Vec<Root> {
        let parameters = self.raw.parameters.iter().filter_map(|parameter| {
            let part = format!("{} {}", parameter.place.as_str(), parameter.name);
            let of_group = Some(self.group_type.followed_by(&parameter.name));
            Some(Root { of_group, ..self.root(parameter.node?, &parameter.name, &part) })
        });
        let mut roots: Vec<Root> = parameters.collect();
        roots.append(&mut self.body_roots());
        roots
    }

    /// The schemas of the request's body.
    pub(super) fn body_roots(&self) -> Vec<Root> {
        // Those that send the same body lead to the same types.
        let method = self.alternative_of.as_ref().unwrap_or(&self.name);
        let of_form = || (method, self.raw.key_of_form());
        match self.raw.body.as_ref().map(|body| &body.content) {
            Some(RawContent::Json { node, .. }) => {
                vec![self.root_of(of_form(), *node, "request", "request")]
            }
            Some(RawContent::Form(form)) => {
                let typed = form.fields.iter().filter(|field| !form.written.contains(&field.property));
                let root = |field: &FieldShape| {
                    let part = format!("form {}", field.property);
                    self.root_of(of_form(), field.node, &field.property, &part)
                };
                typed.map(root).collect()
            }
            Some(RawContent::Stream(RawStream { node: Some(node), .. })) => {
                vec![self.root_of(of_form(), *node, "request item", "request item")]
            }
            Some(_) | None => Vec::new(),
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
        let value = self.value.map(|node| self.root(node, word, word));
        let headers = self.raw.answers.headers.iter().filter_map(|header| {
            Some(self.root(header.node?, &header.name, &format!("answer header {}", header.name)))
        });
        value.into_iter().chain(self.alternative_roots()).chain(errors).chain(headers).collect()
    }

    /// The schemas of the forms that success has. The first is called as if it were the only one, so that it keeps its
    /// name when another one is added.
    fn alternative_roots(&self) -> Vec<Root> {
        let RawContent::OneOf(forms) = &self.raw.answers.success else { return Vec::new() };
        let mut is_first = true;
        let mut roots = Vec::new();
        for (form, (_, node)) in forms.iter().zip(&self.alternatives) {
            let Some(node) = node else { continue };
            if std::mem::take(&mut is_first) {
                roots.push(self.root(*node, "response", "response"));
                continue;
            }
            let (status, media_type) = (first(&form.statuses), first(&form.media_types));
            let word = format!("{} response", naming::status_word(status));
            roots.push(self.root(*node, &word, &format!("response {status} {}", essence(media_type))));
        }
        roots
    }

    /// The node of a body whose properties are the arguments of the method.
    pub(crate) fn arguments(&self, graph: &Graph) -> Option<NodeId> {
        let node = self.raw.body.as_ref()?.content.json()?;
        (matches!(graph.shape(node), Shape::Object(_)) && !graph.is_nullable(node)).then_some(node)
    }
}

fn first(of: &[String]) -> &str {
    of.first().map_or("", String::as_str)
}
