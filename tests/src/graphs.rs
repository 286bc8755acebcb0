//! Graphs of elements in few words, for tests.

use serde_json::{Map, Value, json};

/// The elements that a text describes, as JSON: one after each `;` or line break, such as `model large success>end`. First
/// is the kind, then the id, then each way out with its label and target.
#[must_use]
pub fn elements(text: &str) -> Value {
    text.split([';', '\n']).map(str::trim).filter(|line| !line.is_empty()).map(element).collect()
}

fn element(line: &str) -> Value {
    let mut words = line.split_whitespace();
    let (kind, id) = (words.next().unwrap(), words.next());
    let outputs: Map<String, Value> = words
        .map(|way| way.split_once('>').unwrap())
        .map(|(label, target)| (label.to_owned(), json!({ "elementId": target })))
        .collect();
    let mut element = json!({ "type": kind, "outputs": outputs });
    if let Some(id) = id {
        element["id"] = json!(id);
    }
    let properties = match kind {
        "conditional" => json!({ "conditions": { "metadata.plan": { "$eq": "free" } } }),
        "model" => json!({ "provider": "openai", "model": "gpt-4o", "timeout": 60_000, "retries": 4 }),
        "rate" => json!({ "key": "metadata.user", "limit": 20, "limitType": "cost", "window": 3_600 }),
        _ => return element,
    };
    element["properties"] = properties;
    element
}
