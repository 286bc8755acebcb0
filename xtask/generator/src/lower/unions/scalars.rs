//! Makes a number or a boolean of a union that only lists values of one: how documents give the values of an enum names.

use crate::lower::graph::{Graph, NodeId, Shape};
use crate::model::{Constant, Keyword, Scalar};

/// What all variants are, and the values that they list; `None`, where one of them is no number or boolean, is of another
/// type, lists no values, or demands more than that.
pub(super) fn listed(graph: &Graph, variants: &[NodeId], exclusive: bool) -> Option<(Scalar, Vec<Constant>)> {
    let mut found: Option<(Scalar, Vec<Constant>)> = None;
    let mut repeated = Vec::new();
    for variant in variants {
        let Shape::Scalar(scalar) = graph.shape(*variant) else { return None };
        let demands_more = graph.keywords(*variant).any(|keyword| !matches!(keyword, Keyword::Enum(_)));
        if demands_more || scalar.is_text() || found.as_ref().is_some_and(|(known, _)| known != scalar) {
            return None;
        }
        let (_, values) = found.get_or_insert((*scalar, Vec::new()));
        for value in graph.constants(*variant)? {
            if values.contains(&value) {
                repeated.push(value);
            } else {
                values.push(value);
            }
        }
    }
    let (scalar, mut values) = found?;
    // A value that is several of exactly one is none.
    values.retain(|value| !exclusive || !repeated.contains(value));
    Some((scalar, values))
}

/// Lets a place be one of these values, and its documentation say so.
pub(super) fn demand(graph: &mut Graph, id: NodeId, values: Vec<Constant>) {
    let node = graph.node_mut(id);
    let texts: Vec<String> = values.iter().map(Constant::text).collect();
    let sentence = format!("One of: {}.", texts.join(", "));
    if !node.docs.facts.contains(&sentence) {
        let gap = if node.docs.facts.is_empty() { "" } else { " " };
        node.docs.facts.push_str(&format!("{gap}{sentence}"));
    }
    node.keywords.push(Keyword::Enum(values));
}
