//! Finds which version of OpenAPI a document follows, before anything else in it is read.

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Result};

const WANTED: &str = "give an OpenAPI document, which begins like this: `openapi: \"3.0.3\"`";

/// The versions of OpenAPI that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Version {
    Swagger2_0,
    OpenApi3_0,
    OpenApi3_1,
    OpenApi3_2,
}

impl Version {
    /// The version of a document. A patch version may be any, and may be missing.
    pub(super) fn of(file: &str, document: &Value) -> Result<Self> {
        let Value::Object(fields) = document else {
            let problem = format!("{} is not an OpenAPI document", kind(document));
            return Err(Diagnostic::file(file, problem, WANTED));
        };
        match (fields.get("openapi"), fields.get("swagger")) {
            (Some(Value::String(version)), _) => named(file, version),
            // In YAML, `openapi: 3.0` is a number.
            (Some(Value::Number(version)), _) => named(file, &version.to_string()),
            (Some(other), _) => Err(Diagnostic::at(
                file,
                "/openapi",
                format!("the version must be a string, here it is {}", kind(other)),
                "write it in quotes and in full: \"3.0.3\"",
            )),
            (None, Some(version)) => swagger(file, version),
            (None, None) => Err(Diagnostic::file(
                file,
                "the document has no `openapi` field, so its version of OpenAPI is not known",
                WANTED,
            )),
        }
    }

    /// The version that a document claims to follow, for steps that read it whatever that is.
    pub(super) fn claimed(document: &Value) -> Self {
        Self::of("", document).unwrap_or(Self::OpenApi3_0)
    }

    /// Whether its schemas are those of JSON Schema 2020-12.
    pub(super) fn has_json_schema(self) -> bool {
        matches!(self, Self::OpenApi3_1 | Self::OpenApi3_2)
    }

    /// The name of the specification.
    pub(super) fn full_name(self) -> &'static str {
        match self {
            Self::Swagger2_0 => "Swagger 2.0",
            Self::OpenApi3_0 => "OpenAPI 3.0",
            Self::OpenApi3_1 => "OpenAPI 3.1",
            Self::OpenApi3_2 => "OpenAPI 3.2",
        }
    }

    /// The version without its patch.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Swagger2_0 => "2.0",
            Self::OpenApi3_0 => "3.0",
            Self::OpenApi3_1 => "3.1",
            Self::OpenApi3_2 => "3.2",
        }
    }
}

fn named(file: &str, version: &str) -> Result<Version> {
    let refuse = |problem: String, remedy: &str| Err(Diagnostic::at(file, "/openapi", problem, remedy));
    let mut parts = version.splitn(3, '.');
    let (major, minor, patch) = (parts.next(), parts.next(), parts.next());
    let patch = patch.map(|patch| patch.split_once('-').map_or(patch, |(number, _)| number));
    let counts = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let found = match (major, minor) {
        (Some("3"), Some("0") | None) => Version::OpenApi3_0,
        (Some("3"), Some("1")) => Version::OpenApi3_1,
        (Some("3"), Some("2")) => Version::OpenApi3_2,
        (Some("3"), Some(minor)) if counts(minor) => {
            return refuse(
                format!("this is an OpenAPI {version} document; OpenAPI 3.{minor} is not supported"),
                "give the API's document of OpenAPI 3.2 or before, if it publishes one",
            );
        }
        _ => return refuse(format!("OpenAPI {version:?} is not supported"), WANTED),
    };
    match patch {
        Some(patch) if !counts(patch) => {
            refuse(format!("`{version}` is not a version of OpenAPI"), "write the version in full: \"3.0.3\"")
        }
        _ => Ok(found),
    }
}

fn swagger(file: &str, version: &Value) -> Result<Version> {
    let text = version.as_str().map_or_else(|| version.to_string(), str::to_owned);
    if matches!(text.as_str(), "2.0" | "2" | "2.0.0") {
        return Ok(Version::Swagger2_0);
    }
    Err(Diagnostic::at(
        file,
        "/swagger",
        format!("this is a Swagger {text} document, which is not supported"),
        "convert it to Swagger 2.0 or OpenAPI 3.0 first",
    ))
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
