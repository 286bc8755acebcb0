//! The servers that a document names.

use super::{Docs, JsonPointer, Name};
use serde::Serialize;

/// Servers that some operations have instead of those of the API, as choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OperationServers {
    /// The name of their enum.
    pub type_name: Name,
    /// The method of the client's builder that chooses one.
    pub setter: Name,
    /// The place in the document that lists them, of the first operation that has them.
    pub pointer: JsonPointer,
    /// The servers.
    pub servers: Vec<Server>,
}

/// A server, which callers can choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Server {
    /// Its address, with the names of variables in braces.
    pub url: String,
    /// Its name in Rust.
    pub name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// The variables of its address.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerVariable {
    /// Its name in the address.
    pub variable: String,
    /// Its name in Rust.
    pub name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// The value that it has where nobody sets it.
    pub default: String,
    /// The enum of its values, if the document lists them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<ServerValues>,
}

/// The values that a variable can have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ServerValues {
    /// The name of the enum.
    pub type_name: Name,
    /// The values with their names in Rust.
    pub values: Vec<(String, Name)>,
}
