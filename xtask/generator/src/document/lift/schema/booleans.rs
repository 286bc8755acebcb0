//! Schemas that are booleans: `true` takes any value, `false` takes none.

use serde_json::{Map, Value, json};

use super::super::beside::say;

/// A boolean as a schema.
pub(super) fn meaning(allows: bool) -> Value {
    if allows { json!({}) } else { json!({ "not": {} }) }
}

/// Writes the booleans in a schema as schemas. Those of other keywords mean something there: each step knows what.
pub(super) fn lift(fields: &mut Map<String, Value>) {
    let mut forbidden = Vec::new();
    for keyword in ["properties", "patternProperties"] {
        let Some(Value::Object(named)) = fields.get_mut(keyword) else { continue };
        named.retain(|name, schema| {
            let is_forbidden = *schema == Value::Bool(false);
            if is_forbidden && keyword == "properties" {
                forbidden.push(name.clone());
            }
            !is_forbidden
        });
        for schema in named.values_mut().filter(|schema| schema.is_boolean()) {
            *schema = json!({});
        }
    }
    for name in forbidden {
        say(fields, format!("The property `{name}` is not allowed."));
    }
    for keyword in ["allOf", "anyOf", "oneOf", "prefixItems"] {
        let Some(Value::Array(members)) = fields.get_mut(keyword) else { continue };
        for member in members {
            if let Value::Bool(allows) = *member {
                *member = meaning(allows);
            }
        }
    }
    if fields.get("items") == Some(&Value::Bool(true)) {
        fields.insert("items".to_owned(), json!({}));
    }
    if let Some(Value::Bool(excluded)) = fields.get("not") {
        let excluded = *excluded;
        fields.remove("not");
        if excluded {
            fields.insert("not".to_owned(), json!({}));
        }
    }
}
