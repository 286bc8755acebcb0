//! The pass that takes out of requests what is only in answers, and says which bodies cannot be left out.

use super::graph::{Graph, Node, NodeId, ObjectShape, Shape};
use super::raw_operation::{RawBody, RawContent, RawOperation};
use crate::model::Omission;

/// Gives every JSON body that has read-only properties a schema of its own, without them: the specification says that
/// they are not sent. The schema that it had is also that of answers, and stays as it is.
pub(super) fn settle(graph: &mut Graph, operations: &mut [RawOperation]) {
    for operation in operations {
        let Some(RawBody { content: RawContent::Json { node, .. }, .. }) = &mut operation.body else {
            continue;
        };
        if let Some(sent) = without_read_only(graph, *node) {
            *node = sent;
        }
    }
}

/// Reports the bodies that may be left out and are always sent, because their properties are arguments.
pub(super) fn report_optional(graph: &Graph, operations: &[RawOperation], omissions: &mut Vec<Omission>) {
    for operation in operations {
        if let Some(RawBody { content: RawContent::Json { node, .. }, may_be_left_out: true, .. }) =
            operation.body
            && let Shape::Object(object) = graph.shape(node)
            && !graph.is_nullable(node)
            && object.fields.iter().any(|field| field.required)
        {
            let pointer = format!("{}/requestBody", operation.pointer);
            let reason = "the body may be left out, and is sent always: its properties are arguments";
            omissions.push(Omission { pointer, reason: reason.to_owned() });
        }
    }
}

fn without_read_only(graph: &mut Graph, id: NodeId) -> Option<NodeId> {
    let Shape::Object(object) = graph.shape(id) else { return None };
    let fields = graph.sent_fields(object);
    if fields.len() == object.fields.len() {
        return None;
    }
    let shape = Shape::Object(ObjectShape { fields, ..object.clone() });
    let nullable = graph.is_nullable(id);
    let node = graph.node(graph.resolve(id));
    let sent = Node {
        pointer: graph.node(id).pointer.clone(),
        title: node.title.clone(),
        docs: node.docs.clone(),
        nullable,
        shape,
        ..Node::default()
    };
    Some(graph.add(sent))
}
