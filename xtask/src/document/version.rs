//! Checks which version of OpenAPI a document follows, before anything else in it is read.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Result};

const WANTED: &str = "give an OpenAPI 3.0 document, which begins like this: `openapi: \"3.0.3\"`";

/// Accepts OpenAPI 3.0 and nothing else.
pub(super) fn check(file: &str, document: &Value) -> Result<()> {
    let Value::Object(fields) = document else {
        return Err(Diagnostic::file(file, format!("{} is not an OpenAPI document", kind(document)), WANTED));
    };
    match (fields.get("openapi"), fields.get("swagger")) {
        (Some(Value::String(version)), _) => accept(file, version),
        // In YAML, `openapi: 3.0` is a number.
        (Some(Value::Number(version)), _) if version.as_f64() == Some(3.0) => Ok(()),
        (Some(other), _) => Err(Diagnostic::at(
            file,
            "/openapi",
            format!("the version must be a string, here it is {}", kind(other)),
            "write it in quotes and in full: \"3.0.3\"",
        )),
        (None, Some(version)) => {
            let version = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
            Err(Diagnostic::at(
                file,
                "/swagger",
                format!("this is a Swagger {version} document, which is not supported"),
                "convert it to OpenAPI 3.0 first",
            ))
        }
        (None, None) => Err(Diagnostic::file(
            file,
            "the document has no `openapi` field, so its version of OpenAPI is not known",
            WANTED,
        )),
    }
}

fn accept(file: &str, version: &str) -> Result<()> {
    let refuse = |problem: String, remedy: &str| Err(Diagnostic::at(file, "/openapi", problem, remedy));
    let mut parts = version.splitn(3, '.');
    let (major, minor, patch) = (parts.next(), parts.next(), parts.next());
    let patch = patch.map(|patch| patch.split_once('-').map_or(patch, |(number, _)| number));
    let counts = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    match (major, minor, patch) {
        (Some("3"), Some("0"), Some(patch)) if counts(patch) => Ok(()),
        (Some("3"), Some("0"), None) => Ok(()),
        (Some("3"), None, None) => Ok(()),
        (Some("3"), Some("0"), _) => {
            refuse(format!("`{version}` is not a version of OpenAPI"), "write the version in full: \"3.0.3\"")
        }
        (Some("3"), Some(minor), _) if counts(minor) => refuse(
            format!("this is an OpenAPI {version} document; OpenAPI 3.{minor} is not supported yet"),
            "give the API's OpenAPI 3.0 document, if it publishes one",
        ),
        _ => refuse(format!("OpenAPI {version:?} is not supported"), WANTED),
    }
}

/// The kind of a value, with its article, for messages.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
