//! Security schemes.

use serde_json::{Map, Value, json};

/// Writes a security scheme as OpenAPI 3.0 does.
pub(super) fn lift(scheme: &mut Value) {
    let Value::Object(fields) = scheme else { return };
    match fields.get("type").and_then(Value::as_str) {
        Some("basic") => {
            fields.insert("type".to_owned(), json!("http"));
            fields.insert("scheme".to_owned(), json!("basic"));
        }
        Some("oauth2") => {
            let flow = fields.remove("flow");
            let flow = match flow.as_ref().and_then(Value::as_str) {
                Some("application") => "clientCredentials",
                Some("accessCode") => "authorizationCode",
                Some("password") => "password",
                _ => "implicit",
            };
            let mut described = Map::new();
            for field in ["authorizationUrl", "tokenUrl", "scopes"] {
                described.extend(fields.remove(field).map(|value| (field.to_owned(), value)));
            }
            let wanted: &[&str] = match flow {
                "authorizationCode" => &["authorizationUrl", "tokenUrl"],
                "implicit" => &["authorizationUrl"],
                _ => &["tokenUrl"],
            };
            for url in wanted {
                described.entry(*url).or_insert_with(|| json!(""));
            }
            described.entry("scopes").or_insert_with(|| json!({}));
            described.sort_keys();
            fields.insert("flows".to_owned(), json!({ flow: described }));
        }
        _ => {}
    }
    fields.sort_keys();
}
