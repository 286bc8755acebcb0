//! Gives texts whose format has a type in Rust the shape of that type, unless the configuration wants plain text.

use super::graph::{Graph, Shape};
use super::input::Input;
use crate::model::{Scalar, TextFormat};

pub(super) fn find(input: Input<'_>, graph: &mut Graph) {
    if input.config.formats_as_text {
        return;
    }
    for id in graph.ids() {
        let node = graph.node_mut(id);
        let format = node.format.as_deref().and_then(TextFormat::named);
        if let (Shape::Scalar(Scalar::String), Some(format)) = (&node.shape, format) {
            node.shape = Shape::Scalar(Scalar::Formatted(format));
        }
    }
}
