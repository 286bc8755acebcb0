//! Where a value leads, read from JSON that no type describes.

use serde_json::{Map, Value};

/// Collects the properties that have the form of an edge: an object whose `target` is a string.
pub(crate) fn unlisted_edges<'a>(
    properties: &'a Map<String, Value>,
    target: &str,
    edges: &mut Vec<(&'a str, &'a str)>,
) {
    for (label, value) in properties {
        if let Some(id) = value.get(target).and_then(Value::as_str) {
            edges.push((label, id));
        }
    }
}

/// Collects the edges in the object that `path` leads to.
pub(crate) fn edges_at<'a>(
    value: &'a Value,
    path: &[&str],
    target: &str,
    edges: &mut Vec<(&'a str, &'a str)>,
) {
    let place = path.iter().try_fold(value, |place, property| place.get(property));
    if let Some(Value::Object(properties)) = place {
        unlisted_edges(properties, target, edges);
    }
}
