//! Documents as upstream publishes them; ours is a part of them.

use crate::command::project;
use flate2::read::GzDecoder;
use serde_json::{Map, Value, json};
use std::io::Read as _;

/// The document `spec/openapi.json`.
#[must_use]
pub fn ours() -> Value {
    serde_json::from_slice(&std::fs::read(project().join("spec/openapi.json")).unwrap()).unwrap()
}

/// The whole Cloudflare API as it was published on 2024-08-01. The document is too large for the repository, so tests
/// that need it are ignored: `cargo whole-api` runs them.
///
/// # Panics
///
/// When the file is not beside the project.
#[must_use]
pub fn whole() -> Vec<u8> {
    let path = project().join("../shared/upstream/cloudflare-2024-08-01.openapi.json.gz");
    let packed = std::fs::read(&path).unwrap_or_else(|error| {
        panic!("{}: {error}\n  help: put Cloudflare's OpenAPI document there, packed by gzip", path.display())
    });
    let mut document = Vec::new();
    GzDecoder::new(&packed[..]).read_to_end(&mut document).unwrap();
    document
}

/// A larger document that contains ours: with another operation and its components, security scheme and tag, and with
/// everything that a document can say about its API as a whole.
#[must_use]
pub fn around(mut ours: Value) -> Value {
    ours["info"]["description"] = json!("All of the API.");
    ours["info"]["license"] = json!({ "name": "BSD-3-Clause" });
    ours["externalDocs"] = json!({ "url": "https://docs.example" });
    ours["security"] = json!([{ "other": [] }]);
    ours["tags"] = json!([{ "name": "Others" }]);
    ours["x-published"] = json!("today");
    ours["paths"]["/others"] = json!({
        "get": {
            "operationId": "list-others",
            "tags": ["Others"],
            "responses": {
                "200": {
                    "description": "All others.",
                    "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Other" } } }
                }
            }
        }
    });
    ours["components"]["schemas"] = json!({
        "Other": { "properties": { "next": { "$ref": "#/components/schemas/Other" } } },
        "Nobodys": { "type": "string" }
    });
    ours["components"]["securitySchemes"]["other"] = json!({ "type": "http", "scheme": "bearer" });
    ours
}

/// The same document with the keys of all objects in reverse order.
#[must_use]
pub fn reversed(value: &Value) -> String {
    fn write(value: &Value, text: &mut String) {
        match value {
            Value::Object(object) => {
                let sorted: Map<String, Value> = object.clone();
                text.push('{');
                for (index, (key, value)) in sorted.iter().rev().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    text.push_str(&Value::from(key.as_str()).to_string());
                    text.push(':');
                    write(value, text);
                }
                text.push('}');
            }
            Value::Array(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        text.push(',');
                    }
                    write(item, text);
                }
                text.push(']');
            }
            scalar => text.push_str(&scalar.to_string()),
        }
    }
    let mut text = String::new();
    write(value, &mut text);
    text
}
