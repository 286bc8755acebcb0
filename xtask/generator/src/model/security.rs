//! How callers authenticate.

use super::Name;
use serde::Serialize;

/// The security schemes of an API.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Security {
    /// The schemes, by name.
    pub schemes: Vec<SecurityScheme>,
    /// Each entry is one sufficient set of schemes, by their index in `schemes`, for all operations that state no sets
    /// of their own.
    pub requirements: Vec<Vec<usize>>,
    /// The sets that suffice for some operation, where not all operations take the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of_some: Option<Vec<Vec<usize>>>,
}

impl Security {
    /// The sets of secrets that suffice for some operation, none of them empty.
    pub fn sufficient(&self) -> impl Iterator<Item = &Vec<usize>> {
        self.of_some.as_ref().unwrap_or(&self.requirements).iter().filter(|set| !set.is_empty())
    }

    /// Whether a user and a password can say who is calling.
    #[must_use]
    pub fn has_basic(&self) -> bool {
        self.schemes.iter().any(|scheme| scheme.place == SecretPlace::Basic)
    }

    /// Whether there is such a set.
    #[must_use]
    pub fn has_credentials(&self) -> bool {
        self.sufficient().next().is_some()
    }
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
    /// Into `Authorization: Basic`, with a user and a password.
    Basic,
    /// Into a header of its own.
    Header(String),
    /// Into a parameter of the query.
    Query(String),
    /// Into a cookie.
    Cookie(String),
}
