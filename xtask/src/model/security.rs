//! How callers authenticate.

use super::Name;
use serde::Serialize;

/// The security schemes of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Security {
    /// The schemes, by name.
    pub schemes: Vec<SecurityScheme>,
    /// Each entry is one sufficient set of schemes, by their index in `schemes`.
    pub requirements: Vec<Vec<usize>>,
}

/// A way to authenticate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecurityScheme {
    /// Its name in the document.
    pub scheme: String,
    /// Its name in Rust.
    pub name: Name,
    /// The environment variable that holds the secret.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Where the secret goes.
    pub place: SecretPlace,
}

/// Where a secret goes in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SecretPlace {
    /// Into `Authorization: Bearer`.
    Bearer,
    /// Into a header of its own.
    Header(String),
}
