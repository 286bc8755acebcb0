//! Reports what stands in brackets although the specification does not say how: lists, and objects in objects, in the
//! style `deepObject`.

use super::graph::{Graph, NodeId, Shape};
use super::raw_operation::{RawBody, RawContent, RawOperation};
use crate::model::{FormEncoding, Omission, Style};

const REASON: &str = "the specification does not say how `deepObject` writes lists and objects inside: their indices and \
                      keys stand in brackets";

/// Reports the parameters and the fields of forms.
pub(super) fn report(graph: &Graph, operations: &[RawOperation], omissions: &mut Vec<Omission>) {
    for operation in operations {
        for parameter in &operation.parameters {
            if let Some(node) = parameter.node.filter(|_| parameter.style == Style::DeepObject)
                && is_undefined(graph, node)
            {
                omissions.push(Omission::new(&parameter.pointer, REASON));
            }
        }
        let Some(RawBody { content: RawContent::Form(form), .. }) = &operation.body else { continue };
        for field in form.fields.iter().filter(|_| form.encoding == FormEncoding::UrlEncoded) {
            let encoding = form.encodings.get(&field.property);
            if encoding.is_some_and(|encoding| encoding.style == Style::DeepObject)
                && is_undefined(graph, field.node)
            {
                omissions.push(Omission::new(&graph.node(field.node).pointer, REASON));
            }
        }
    }
}

/// Whether a value is a list, or an object with lists or objects inside.
fn is_undefined(graph: &Graph, node: NodeId) -> bool {
    let is_deep = |id: NodeId| {
        matches!(
            graph.shape(id),
            Shape::Array(_) | Shape::Object(_) | Shape::Map(_) | Shape::AnyObject | Shape::Union(_)
        )
    };
    match graph.shape(node) {
        Shape::Array(_) => true,
        Shape::Map(value) => is_deep(*value),
        Shape::Object(object) => {
            object.fields.iter().map(|field| field.node).chain(object.additional).any(is_deep)
        }
        _ => false,
    }
}
