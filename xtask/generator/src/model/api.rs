//! An API as a whole.

use super::{
    Definition, Described, Docs, Events, Name, Operation, OperationServers, Parameter, Security, Server,
};
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
    /// The package of the crate.
    pub package: Package,
    /// The base URL of all requests, if the document or the configuration names one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// The servers that callers can choose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub servers: Vec<Server>,
    /// The servers of single operations that callers can choose.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub operation_servers: Vec<OperationServers>,
    /// The environment variable that overrides the base URL.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base_url_environment: Option<String>,
    /// The `Content-Type` of a request without a body whose method is neither GET nor HEAD.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub empty_body_content_type: Option<String>,
    /// The response header that identifies a request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_id_header: Option<String>,
    /// How callers authenticate.
    pub security: Security,
    /// The property names of the envelope around a response's value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub envelope: Option<Envelope>,
    /// Whether each group of operations is a feature of the crate.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub group_features: bool,
    /// The groups of operations, by accessor.
    pub groups: Vec<Group>,
    /// The events that the service tells of by calls of its own.
    #[serde(skip_serializing_if = "Events::is_empty")]
    pub events: Events,
    /// The named types.
    pub types: BTreeMap<Name, Definition>,
    /// What the document says of the values of unions without a tag, and of the types that these are made of.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub schemas: BTreeMap<Name, Described>,
    /// The accessors of the groups that use each type, where groups have modules for types: in crates whose groups are
    /// features, or would be if there were several.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub users: BTreeMap<Name, Vec<Name>>,
    /// How much of the document the crate covers.
    pub coverage: Coverage,
    /// What was wrong with the document, and what was done about it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// The places that are not typed as the document describes them, and why.
    pub omissions: Vec<Omission>,
    /// The unions of which one value can be several variants at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ambiguities: Vec<Ambiguity>,
}

/// The package of the crate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// A one-line description.
    pub description: String,
    /// An SPDX licence expression.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The names and texts of the licence files.
    #[serde(skip)]
    pub license_texts: Vec<(String, String)>,
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

impl Package {
    /// The name of the library, by which code names the crate.
    #[must_use]
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}

/// The property names of the envelope around a response's value.
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
    /// The type that has the methods.
    pub type_name: Name,
    /// Its documentation.
    pub docs: Docs,
    /// The path parameters that the accessor takes.
    pub parameters: Vec<Parameter>,
    /// The operations, by path and method.
    pub operations: Vec<Operation>,
}

/// Something that was wrong with the document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// The JSON pointer of the place in the document as it is published.
    pub pointer: String,
    /// The name of the fault, such as `dangling-reference`.
    pub fault: String,
    /// What is wrong.
    pub problem: String,
    /// What was done about it.
    pub done: String,
    /// Whether the operation at the place is left out.
    pub left_out: bool,
}

/// Something that is not typed as the document describes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Omission {
    /// The JSON pointer of the place.
    pub pointer: String,
    /// How the generator treats it, and why.
    pub reason: String,
}

impl Omission {
    /// An omission at a place.
    #[must_use]
    pub fn new(pointer: impl Into<String>, reason: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), reason: reason.into() }
    }
}

/// Two variants of a union that one value can be at once: it is read as the one that knows most of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Ambiguity {
    /// The JSON pointer of the union.
    pub union: String,
    /// The JSON pointers of the two variants.
    pub variants: [String; 2],
}

/// How much of the document the crate covers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The operations that the document describes.
    pub described_operations: usize,
    /// The operations that became methods.
    pub operations: usize,
    /// The operations that no request could be made for.
    #[serde(skip_serializing_if = "is_zero")]
    pub left_out_operations: usize,
    /// The methods whose request and response bodies all have the types that the document describes.
    pub typed_operations: usize,
    /// The component schemas that the document has.
    pub schemas: usize,
    /// The schemas that became named types, alone or merged with schemas of the same shape.
    pub named_schemas: usize,
    /// The schemas that need no name: strings, numbers, lists, maps, and any value.
    pub plain_schemas: usize,
    /// The schemas that no operation uses.
    pub unused_schemas: usize,
}

// serde passes a reference.
#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Coverage {
    /// Whether every operation and schema of the document is counted.
    #[must_use]
    pub fn closes(&self) -> bool {
        self.operations + self.left_out_operations == self.described_operations
            && self.schemas == self.named_schemas + self.plain_schemas + self.unused_schemas
    }
}
