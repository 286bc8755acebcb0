//! Names of types that OpenAPI does not have and that people write all the same.

use serde_json::{Map, Value, json};

/// The types of OpenAPI 3.0.
pub(super) const TYPES: [&str; 6] = ["array", "boolean", "integer", "number", "object", "string"];

/// Other names, with the type and the format that is meant. Names are compared without regard to case.
const OTHERS: [(&str, &str, Option<&str>); 36] = [
    ("bigint", "integer", Some("int64")),
    ("binary", "string", Some("binary")),
    ("bool", "boolean", None),
    ("byte", "string", Some("byte")),
    ("char", "string", None),
    ("currency", "number", None),
    ("date", "string", Some("date")),
    ("date-time", "string", Some("date-time")),
    ("datetime", "string", Some("date-time")),
    ("decimal", "number", None),
    ("dict", "object", None),
    ("double", "number", Some("double")),
    ("email", "string", Some("email")),
    ("enum", "string", None),
    ("file", "string", Some("binary")),
    ("float", "number", Some("float")),
    ("guid", "string", Some("uuid")),
    ("hash", "object", None),
    ("int", "integer", None),
    ("int32", "integer", Some("int32")),
    ("int64", "integer", Some("int64")),
    ("list", "array", None),
    ("long", "integer", Some("int64")),
    ("map", "object", None),
    ("money", "number", None),
    ("numeric", "number", None),
    ("password", "string", Some("password")),
    ("str", "string", None),
    ("struct", "object", None),
    ("text", "string", None),
    ("time", "string", Some("time")),
    ("timestamp", "string", None),
    ("uri", "string", Some("uri")),
    ("url", "string", Some("uri")),
    ("uuid", "string", Some("uuid")),
    ("varchar", "string", None),
];

/// The keywords of a schema that a name means: `type`, and perhaps `format` or `items`. `None`: that is not plain.
pub(super) fn meant(name: &str) -> Option<Map<String, Value>> {
    let name = name.trim().to_ascii_lowercase();
    let item = name.trim_end_matches(']').trim_end().strip_suffix('[').map(str::trim);
    let item = item.or_else(|| name.strip_prefix("array<").and_then(|rest| rest.strip_suffix('>')));
    let schema = match item {
        Some(item) => json!({ "type": "array", "items": single(item)? }),
        None => single(&name)?,
    };
    schema.as_object().cloned()
}

fn single(name: &str) -> Option<Value> {
    if TYPES.contains(&name) {
        return Some(json!({ "type": name }));
    }
    let (_, name, format) = OTHERS.iter().find(|(other, ..)| *other == name)?;
    Some(match format {
        Some(format) => json!({ "type": name, "format": format }),
        None => json!({ "type": name }),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn names_that_people_write_mean_types_of_openapi() {
        for (name, schema) in [
            ("STRING", json!({ "type": "string" })),
            ("uuid", json!({ "type": "string", "format": "uuid" })),
            ("string[ ]", json!({ "type": "array", "items": { "type": "string" } })),
            ("int[]", json!({ "type": "array", "items": { "type": "integer" } })),
            ("array<long>", json!({ "type": "array", "items": { "type": "integer", "format": "int64" } })),
            ("Float", json!({ "type": "number", "format": "float" })),
        ] {
            assert_eq!(Value::Object(meant(name).unwrap()), schema, "{name}");
        }
        for name in ["", "[]", "any", "null", "Pet", "string; pwn()"] {
            assert_eq!(meant(name), None, "{name}");
        }
    }
}
