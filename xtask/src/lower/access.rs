//! The pass that takes out of requests what is only in answers.

use super::graph::{Graph, Node, NodeId, ObjectShape, Shape};
use super::requests::{RawBody, RawContent, RawOperation};

/// Gives every JSON body that has read-only properties a schema of its own, without them: the specification says that
/// they are not sent. The schema that it had is also that of answers, and stays as it is.
pub(super) fn settle(graph: &mut Graph, operations: &mut [RawOperation]) {
    for operation in operations {
        let Some(RawBody { content: RawContent::Json(node), .. }) = &mut operation.body else { continue };
        if let Some(sent) = without_read_only(graph, *node) {
            *node = sent;
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
