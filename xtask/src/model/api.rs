//! An API as a whole.

use super::{Definition, Docs, Name, Operation, Parameter, Security};
use serde::Serialize;
use std::collections::BTreeMap;

/// An API: everything that a crate is made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Api {
    /// The document's title.
    pub title: String,
    /// The document's own version.
    pub version: String,
    /// The name of the document's file, without its folder, so that the output is the same on any machine.
    pub document: String,
    /// The package that is made.
    pub package: Package,
    /// The address that all requests are made below.
    pub base_url: String,
    /// The environment variable that overrides the address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url_environment: Option<String>,
    /// The `Content-Type` of a request without a body whose method is neither GET nor HEAD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_body_content_type: Option<String>,
    /// The response header that identifies a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id_header: Option<String>,
    /// How callers say who they are.
    pub security: Security,
    /// The names of a response that wraps its value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// Whether each group of operations is a feature of the crate.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub group_features: bool,
    /// The groups of operations, by accessor.
    pub groups: Vec<Group>,
    /// The types with names of their own.
    pub types: BTreeMap<Name, Definition>,
    /// The accessors of the groups that use each type, where groups are features.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub users: BTreeMap<Name, Vec<Name>>,
    /// What came in, counted against what came out.
    pub coverage: Coverage,
    /// What is not typed as the document describes it, and why.
    pub omissions: Vec<Omission>,
}

/// The package that is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// One line that says what it is.
    pub description: String,
    /// An SPDX licence expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The repository's address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repository: Option<String>,
    /// crates.io keywords.
    pub keywords: Vec<String>,
    /// crates.io category slugs.
    pub categories: Vec<String>,
    /// The maintainer's own front page, in Markdown.
    #[serde(skip)]
    pub guide: Option<String>,
}

/// The names of a response that wraps its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Envelope {
    /// The boolean that says whether the call succeeded.
    pub success: String,
    /// The property that holds the value.
    pub result: String,
    /// The property that holds the errors.
    pub errors: String,
}

/// Operations that are called through one accessor of the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The accessor, which is also the name of the module.
    pub accessor: Name,
    /// The type that carries the methods.
    pub type_name: Name,
    /// What the group is.
    pub docs: Docs,
    /// The path parameters that the accessor takes.
    pub parameters: Vec<Parameter>,
    /// The operations, by path and method.
    pub operations: Vec<Operation>,
}

/// Something that is not typed as the document describes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Omission {
    /// The JSON pointer of the place.
    pub pointer: String,
    /// What became of it, and why.
    pub reason: String,
}

impl Omission {
    /// An omission at a place.
    #[must_use]
    pub fn new(pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), reason: reason.into() }
    }
}

/// What came in, counted against what came out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The operations that the document describes.
    pub described_operations: usize,
    /// The operations that became methods.
    pub operations: usize,
    /// Those of them whose bodies, of the request and of all answers, are typed where the document describes them.
    pub typed_operations: usize,
    /// The component schemas that the document has.
    pub schemas: usize,
    /// Those that became types with names, alone or together with others of the same shape.
    pub named_schemas: usize,
    /// Those that need none: strings, numbers, lists, maps, and what is any value.
    pub plain_schemas: usize,
    /// Those that no operation leads to.
    pub unused_schemas: usize,
}

impl Coverage {
    /// Whether everything that came in is accounted for.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.operations == self.described_operations
            && self.schemas == self.named_schemas + self.plain_schemas + self.unused_schemas
    }
}
