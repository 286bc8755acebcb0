//! What a document says of the values of enums one by one. OpenAPI has no keyword for it; extensions are usual, and JSON
//! Schema describes constants that `oneOf` lists, which lifting writes as one of these extensions.

use crate::model::{Definition, Name};
use serde_json::Value;
use std::collections::BTreeMap;

/// A list in the order of `enum`, or an object by the values.
const DESCRIPTIONS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// Adds what is said of each value.
pub(super) fn add(document: &Value, definitions: &mut BTreeMap<Name, Definition>) {
    for definition in definitions.values_mut() {
        let Definition::Enum(enumeration) = definition else { continue };
        let Some(schema) = document.pointer(&enumeration.pointer) else { continue };
        let Some(said) = DESCRIPTIONS.iter().find_map(|extension| schema.get(extension)) else { continue };
        for value in &mut enumeration.values {
            if let Some(text) = of_value(schema, said, &value.value) {
                text.trim().clone_into(&mut value.description);
            }
        }
    }
}

/// What is said of one value.
fn of_value<'v>(schema: &Value, said: &'v Value, value: &str) -> Option<&'v str> {
    let text = match said {
        Value::Array(texts) => {
            let values = schema.get("enum")?.as_array()?;
            texts.get(values.iter().position(|listed| listed.as_str() == Some(value))?)
        }
        texts => texts.get(value),
    };
    text?.as_str()
}
