//! Which of two schemas is used where `allOf` combines them and no value satisfies both.

use super::graph::{Graph, NodeId, Shape};

/// The schema that is used, the other one, and the words for the report: the one that describes more (a described
/// object over a free-form one), and of two that describe as much the later.
pub(super) fn stronger(graph: &Graph, earlier: NodeId, later: NodeId) -> (NodeId, NodeId, String) {
    let (first, second) = (precision(graph, earlier), precision(graph, later));
    let (used, other) = if first > second { (earlier, later) } else { (later, earlier) };
    let reason = format!(
        "`allOf` combines {} with {}, and no value is both: #{} is used, as it {}",
        description(graph.shape(other)),
        description(graph.shape(used)),
        graph.node(used).pointer,
        if first == second { "comes last" } else { "describes more" },
    );
    (used, other, reason)
}

/// How much a schema describes.
fn precision(graph: &Graph, id: NodeId) -> u8 {
    match graph.shape(id) {
        Shape::Any => 0,
        Shape::AnyObject => 1,
        Shape::Array(_) if is_free_form(graph, id) => 1,
        Shape::Union(union) if union.variants.iter().all(|variant| is_free_form(graph, *variant)) => 1,
        _ => 2,
    }
}

fn is_free_form(graph: &Graph, id: NodeId) -> bool {
    match graph.shape(id) {
        Shape::Any | Shape::AnyObject => true,
        Shape::Scalar(scalar) => scalar.is_text(),
        Shape::Array(item) => matches!(graph.shape(*item), Shape::Any | Shape::AnyObject),
        _ => false,
    }
}

fn description(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any | Shape::AllOf(_) | Shape::Alias(_) => "any value",
        Shape::AnyObject => "any object",
        Shape::Scalar(scalar) => scalar.description(),
        Shape::Enum(_) => "one of some strings",
        Shape::Array(_) | Shape::Tuple(_) => "a list",
        Shape::Map(_) => "a map",
        Shape::Object(_) => "an object",
        Shape::Union(_) => "one of several types",
    }
}
