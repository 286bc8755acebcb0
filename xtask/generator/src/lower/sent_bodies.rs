//! Leaves out of requests what is only in answers, and reports the bodies that are always sent.

use super::graph::{Graph, Node, NodeId, ObjectShape, Shape};
use super::raw_operation::{RawBody, RawContent, RawOperation};
use crate::model::Omission;

/// Gives every JSON body with read-only properties a schema of its own without them, as the specification says that
/// they are not sent. Its old schema may be that of answers as well, and stays as it is.
pub(super) fn leave_out_read_only(graph: &mut Graph, operations: &mut [RawOperation]) {
    for operation in operations {
        let Some(RawBody { content: RawContent::Json { node, .. }, .. }) = &mut operation.body else {
            continue;
        };
        if let Some(sent) = without_read_only(graph, *node) {
            *node = sent;
        }
    }
}

fn without_read_only(graph: &mut Graph, id: NodeId) -> Option<NodeId> {
    let target = graph.target(id);
    let Shape::Object(object) = &target.shape else { return None };
    let fields = graph.sent_fields(object);
    if fields.len() == object.fields.len() {
        return None;
    }
    let sent = Node {
        pointer: graph.node(id).pointer.clone(),
        title: target.title.clone(),
        docs: target.docs.clone(),
        nullable: graph.is_nullable(id),
        shape: Shape::Object(ObjectShape { fields, ..object.clone() }),
        ..Node::default()
    };
    Some(graph.add(sent))
}

/// Reports the bodies that may be left out according to the document, but are always sent.
pub(super) fn report_always_sent(graph: &Graph, operations: &[RawOperation], omissions: &mut Vec<Omission>) {
    for operation in operations {
        if let Some(body) = operation.body.as_ref().filter(|body| body.may_be_left_out)
            && let Some(node) = body.content.json()
            && let Shape::Object(object) = graph.shape(node)
            && !graph.is_nullable(node)
            && object.fields.iter().any(|field| field.required)
        {
            omissions.push(Omission::new(
                format!("{}/requestBody", operation.pointer),
                "the body is always sent, as its required properties are arguments",
            ));
        }
    }
}
