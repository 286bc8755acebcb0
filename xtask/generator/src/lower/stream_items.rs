//! What an item of a stream is: what the data of an event says, or the event as a whole, or a JSON text, or a part.

use super::graph::{Graph, NodeId, ObjectShape, Shape};
use super::raw_operation::RawStream;
use crate::model::{Framing, ItemReading, Scalar};

/// The properties of an event that is described as an object.
const OF_EVENTS: [&str; 4] = ["data", "event", "id", "retry"];

/// The node of an item, and how an item is read.
pub(super) fn of(graph: &Graph, stream: &RawStream) -> (Option<NodeId>, ItemReading) {
    match (stream.framing, stream.node) {
        (Framing::Lines | Framing::Sequence, node) => (node, ItemReading::Json),
        (Framing::Parts, None) => (None, ItemReading::Bytes),
        (Framing::Parts, Some(node)) => (Some(node), of_data(graph, node)),
        (Framing::Events, None) => (None, ItemReading::Text),
        (Framing::Events, Some(node)) => match graph.shape(node) {
            Shape::Object(event) => match data(event) {
                Some(data) => (Some(data), of_data(graph, data)),
                None => (Some(node), ItemReading::Json),
            },
            Shape::Union(union) => {
                let mut variants = union.variants.iter().map(|variant| graph.shape(*variant));
                let is_event = |shape: &Shape| matches!(shape, Shape::Object(event) if data(event).is_some());
                let reading = if variants.all(is_event) { ItemReading::Whole } else { ItemReading::Json };
                (Some(node), reading)
            }
            _ => (Some(node), of_data(graph, node)),
        },
    }
}

/// How the data of an event or a part is read: text stands there without the quotes of JSON.
fn of_data(graph: &Graph, data: NodeId) -> ItemReading {
    match graph.shape(data) {
        Shape::Scalar(Scalar::String | Scalar::Formatted(_)) | Shape::Enum(_) => ItemReading::Text,
        _ => ItemReading::Json,
    }
}

/// The data of an object that describes an event.
fn data(event: &ObjectShape) -> Option<NodeId> {
    let is_event = event.fields.iter().all(|field| OF_EVENTS.contains(&field.property.as_str()));
    event.field("data").filter(|_| is_event).map(|field| field.node)
}
