//! What tells the variants of a union apart, in words.

use crate::lower::graph::{Graph, NodeId, Shape};
use crate::model::Constant;

/// What tells a variant from the others: the tag's value, the title, or a property that only this one has; and whether it
/// is the tag. A title says more than a value that is no text, such as `true` or `0.5`.
pub(super) fn variant_words(graph: &Graph, variants: &[NodeId], variant: NodeId) -> (String, bool) {
    let node = graph.node(graph.resolve(variant));
    let Shape::Object(object) = &node.shape else { return (kind_word(&node.shape).to_owned(), false) };
    let is_said = |value: &Constant| matches!(value, Constant::String(_)) || node.title.is_none();
    if let Some((_, value)) = object.tag.as_ref().filter(|(_, value)| is_said(value)) {
        return (value.text(), true);
    }
    if let Some(title) = &node.title {
        return (title.clone(), false);
    }
    let is_own = |property: &str| {
        variants.iter().filter(|other| graph.resolve(**other) != graph.resolve(variant)).all(
            |other| !matches!(graph.shape(*other), Shape::Object(other) if other.field(property).is_some()),
        )
    };
    let own = object.fields.iter().find(|field| is_own(&field.property));
    (own.map_or_else(|| "object".to_owned(), |field| format!("with {}", field.property)), false)
}

/// The kind of a type, in a word.
pub(super) fn kind_word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Enum(_) => "value",
        Shape::Union(_) => "choice",
        _ => "object",
    }
}
