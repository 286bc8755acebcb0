//! The names that an operation states of tags and of security schemes, in the ways that people write them. Steps that run
//! before a document is mended look for them here.

use serde_json::Value;

/// The tags of an operation: texts, or objects with a name.
pub(super) fn tags(operation: &Value) -> impl Iterator<Item = &str> {
    let listed = operation.get("tags").into_iter().flat_map(|tags| match tags {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    });
    listed.filter_map(|tag| tag.as_str().or_else(|| tag.get("name")?.as_str()))
}

/// The schemes that the requirements of an operation or of a document name.
pub(super) fn schemes(security: &Value) -> Vec<&str> {
    match security {
        Value::Array(items) => items.iter().flat_map(schemes).collect(),
        Value::Object(entries) => entries.keys().map(String::as_str).collect(),
        Value::String(scheme) => vec![scheme.as_str()],
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn names_are_found_in_whatever_way_they_are_written() {
        for written in [json!(["a", "b"]), json!([{ "name": "a" }, "b", 5])] {
            assert_eq!(tags(&json!({ "tags": written })).collect::<Vec<_>>(), ["a", "b"]);
        }
        assert_eq!(tags(&json!({ "tags": "a" })).collect::<Vec<_>>(), ["a"]);
        for written in [json!([{ "a": [] }, { "b": null }]), json!(["a", "b"]), json!({ "a": [], "b": [] })] {
            assert_eq!(schemes(&written), ["a", "b"]);
        }
        assert!(schemes(&json!([null, 5])).is_empty());
    }
}
