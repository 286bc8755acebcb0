//! What a shape is, as a short text that is the same in every run, so that the lock knows a shape again.

use super::keys::Keys;
use crate::lower::graph::{Graph, NodeId, Shape};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::fmt::Write as _;

/// How deep a shape is looked into. Those of the lock belong to one operation or component, and are not deep.
const DEPTH: usize = 12;

/// The fingerprint of the shape of a node.
pub(super) fn fingerprint(graph: &Graph, keys: &Keys, id: NodeId) -> String {
    let mut text = String::new();
    write((graph, keys), id, DEPTH, &mut text);
    Sha256::digest(&text).iter().take(4).map(|byte| format!("{byte:02x}")).collect()
}

fn write(within: (&Graph, &Keys), id: NodeId, depth: usize, text: &mut String) {
    let (graph, keys) = within;
    let node = graph.target(id);
    if graph.is_nullable(id) {
        text.push('?');
    }
    let Some(left) = depth.checked_sub(1) else { return };
    if let Some(component) = node.component.as_ref().filter(|_| depth < DEPTH) {
        let _ = write!(text, "#{}", Value::from(keys.schema(component)));
        return;
    }
    match &node.shape {
        Shape::Any | Shape::Alias(_) | Shape::AllOf(_) => text.push('*'),
        Shape::AnyObject => text.push_str("{*}"),
        // A format makes no difference: it may be added, and taken away, without a name that moves.
        Shape::Scalar(scalar) if scalar.is_text() => text.push_str("\"string\""),
        Shape::Scalar(scalar) => text.push_str(&serde_json::to_string(scalar).unwrap_or_default()),
        Shape::Enum(values) => {
            let _ = write!(text, "{}", Value::from(values.clone()));
        }
        Shape::Array(item) => {
            text.push('[');
            write(within, *item, left, text);
            text.push(']');
        }
        Shape::Tuple(tuple) => {
            let _ = write!(text, "[{}", tuple.least);
            for item in tuple.nodes() {
                text.push(',');
                write(within, item, left, text);
            }
            text.push(']');
        }
        Shape::Map(value) => {
            text.push('<');
            write(within, *value, left, text);
            text.push('>');
        }
        Shape::Object(object) => {
            text.push('{');
            for field in &object.fields {
                let is_required = if field.required { "" } else { "?" };
                let _ = write!(text, "{}{is_required}:", Value::from(field.property.as_str()));
                write(within, field.node, left, text);
            }
            text.push('}');
        }
        Shape::Union(union) => {
            text.push('(');
            for variant in &union.variants {
                text.push('|');
                write(within, *variant, left, text);
            }
            text.push(')');
        }
    }
}
