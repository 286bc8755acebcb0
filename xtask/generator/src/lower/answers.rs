//! Decides what an answer of success gives: the value of JSON, perhaps out of an envelope, a stream of values, text, bytes,
//! one of several of these, or nothing.

use super::graph::{Graph, NodeId, Shape};
use super::raw_operation::RawContent;
use super::stream_items;
use crate::config::EnvelopeConfig;
use crate::model::{Opening, Scalar};

/// How an answer holds its value, and the node of the value.
pub(super) type Opened = (Opening, Option<NodeId>);

/// How an answer holds its value. Where it has several forms, each of them is opened by [`open_each`].
pub(super) fn open(graph: &Graph, success: &RawContent, envelope: Option<&EnvelopeConfig>) -> Opened {
    match success {
        RawContent::Json { node, .. } => {
            let (opening, value) = unwrapped(graph, *node, envelope);
            (opening, Some(value))
        }
        RawContent::Raw { is_text: true, .. } => (Opening::Text, None),
        RawContent::Raw { .. } | RawContent::Form(_) => (Opening::Raw, None),
        RawContent::Stream(stream) => (Opening::Stream, stream_items::of(graph, stream).0),
        RawContent::OneOf(_) => (Opening::OneOf, None),
        RawContent::Nothing => (Opening::Nothing, None),
    }
}

/// The forms of an answer that has several.
pub(super) fn open_each(
    graph: &Graph,
    success: &RawContent,
    envelope: Option<&EnvelopeConfig>,
) -> Vec<Opened> {
    let RawContent::OneOf(forms) = success else { return Vec::new() };
    forms.iter().map(|form| open(graph, &form.content, envelope)).collect()
}

fn unwrapped(graph: &Graph, response: NodeId, envelope: Option<&EnvelopeConfig>) -> (Opening, NodeId) {
    let (Some(names), Shape::Object(object)) = (envelope, graph.shape(response)) else {
        return (Opening::Whole, response);
    };
    let is_flag = |node| matches!(graph.shape(node), Shape::Scalar(Scalar::Boolean) | Shape::Any);
    if !object.field(&names.success).is_some_and(|field| is_flag(field.node)) {
        return (Opening::Whole, response);
    }
    match object.field(&names.result) {
        Some(result) => (Opening::Result, result.node),
        None => (Opening::Success, response),
    }
}
