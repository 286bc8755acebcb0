//! What the text of a string holds.

use serde_json::{Map, Value, json};

use super::super::beside::{leave, say};
use super::combining::put;

/// Writes encodings as formats: Base64 is `byte`, and what is not text is `binary`.
pub(super) fn lift(fields: &mut Map<String, Value>) {
    let text = |value: Option<Value>| value.and_then(|value| value.as_str().map(str::to_owned));
    let encoding = text(fields.remove("contentEncoding"));
    let media_type = text(fields.remove("contentMediaType"));
    if fields.remove("contentSchema").is_some() {
        leave(fields, "contentSchema", "the text is not read: it is a string");
    }
    let format = match (encoding.as_deref(), media_type.as_deref()) {
        (Some("base64"), _) => Some("byte"),
        (Some("binary" | "8bit" | "7bit"), _) => Some("binary"),
        (None, Some(media_type)) if !is_text(media_type) => Some("binary"),
        _ => None,
    };
    let is_text = fields.get("type").is_none_or(|name| name == "string");
    if let Some(format) = format.filter(|_| is_text && !fields.contains_key("format")) {
        put(fields, "type", json!("string"));
        put(fields, "format", json!(format));
    }
    let encoding = encoding.filter(|encoding| !matches!(encoding.as_str(), "binary" | "8bit" | "7bit"));
    match (encoding, media_type) {
        (Some(encoding), Some(media_type)) => {
            say(fields, format!("Holds `{media_type}`, encoded as {encoding}."))
        }
        (Some(encoding), None) => say(fields, format!("Encoded as {encoding}.")),
        (None, Some(media_type)) => say(fields, format!("Holds `{media_type}`.")),
        (None, None) => {}
    }
}

fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || essence.ends_with("json")
        || essence.ends_with("xml")
        || essence == "application/x-www-form-urlencoded"
        || essence == "application/jwt"
}
