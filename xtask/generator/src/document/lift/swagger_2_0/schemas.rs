//! Schemas: what is spelled in another way.

use serde_json::{Map, Value, json};

/// Spells a schema as OpenAPI 3.0 does.
pub(super) fn lift(fields: &mut Map<String, Value>) {
    if let Some(Value::String(property)) = fields.get("discriminator") {
        let property = property.clone();
        fields.insert("discriminator".to_owned(), json!({ "propertyName": property }));
    }
    if let Some(nullable) = fields.remove("x-nullable").filter(Value::is_boolean) {
        fields.entry("nullable").or_insert(nullable);
    }
    if fields.get("type").and_then(Value::as_str) == Some("file") {
        fields.insert("type".to_owned(), json!("string"));
        fields.insert("format".to_owned(), json!("binary"));
    }
    // How the items of a list are joined in a list of lists, which no style of OpenAPI 3.0 says.
    fields.remove("collectionFormat");
    fields.sort_keys();
}
