//! Tags that stand under others, as OpenAPI 3.2 has them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// Tags, and those that they are under.
pub(super) fn with_parents(tags: &[Value], wanted: BTreeSet<String>) -> BTreeSet<String> {
    let text = |tag: &Value, field: &str| tag.get(field).and_then(Value::as_str).map(str::to_owned);
    let parents: BTreeMap<String, String> =
        tags.iter().filter_map(|tag| text(tag, "name").zip(text(tag, "parent"))).collect();
    let (mut open, mut kept): (Vec<String>, BTreeSet<String>) =
        (wanted.into_iter().collect(), BTreeSet::new());
    while let Some(tag) = open.pop() {
        let parent = parents.get(&tag).cloned();
        if kept.insert(tag) {
            open.extend(parent);
        }
    }
    kept
}
