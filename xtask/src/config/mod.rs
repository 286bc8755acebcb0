//! `generator.toml`: what to take from a document, and what to call it.
//!
//! Everything that is particular to one API stands in this file and in the overlay; the generator itself knows
//! no API. Without a configuration the whole document is taken and every name is derived.

mod load;
pub(crate) mod suggest;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use load::load;

/// The whole of `generator.toml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Where the document was taken from; written by `cargo xtask update`.
    pub source: Option<SourceConfig>,
    /// The package that is generated.
    #[serde(default)]
    pub package: PackageConfig,
    /// How the client behaves on the wire where the document does not say.
    #[serde(default)]
    pub client: ClientConfig,
    /// Which operations are taken; all of them where nothing is said.
    #[serde(default)]
    pub selection: Selection,
    /// What is known of a security scheme beyond the document, by the scheme's name in the document.
    #[serde(default)]
    pub security: BTreeMap<String, SecurityConfig>,
    /// The shape in which responses wrap their value; `None`: they do not.
    pub envelope: Option<EnvelopeConfig>,
    /// The shape of a page of a list; `None`: lists are not recognised.
    pub pages: Option<PagesConfig>,
    /// The groups that operations are called through, by the name of the accessor on the client.
    /// Without any, each tag makes a group.
    #[serde(default)]
    pub groups: BTreeMap<String, GroupConfig>,
    /// Names of operations, by operationId; where an operation is not listed, its name is derived.
    #[serde(default)]
    pub operations: BTreeMap<String, OperationConfig>,
    /// Names of types, by where they stand.
    #[serde(default)]
    pub types: Vec<TypeConfig>,
}

/// `[source]`: the published document that `spec/openapi.json` is a part of.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SourceConfig {
    /// Its address, or the name of its file.
    pub from: String,
    /// The SHA-256 of the whole of it, unpacked, in hexadecimal.
    pub sha256: String,
}

/// `[package]`: what goes into the generated Cargo.toml and README.md.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct PackageConfig {
    /// The package's name; derived from the document's title where it is absent.
    pub name: Option<String>,
    /// The package's version; `0.1.0` where it is absent.
    pub version: Option<String>,
    /// One line that says what the package is; the document's title where it is absent.
    pub description: Option<String>,
    /// An SPDX licence expression.
    pub license: Option<String>,
    /// The repository's address.
    pub repository: Option<String>,
    /// crates.io keywords, at most five.
    pub keywords: Vec<String>,
    /// crates.io category slugs, at most five.
    pub categories: Vec<String>,
    /// Whether each group of operations is a Cargo feature, which large crates need. Where there is no configuration at
    /// all, a document of several groups gets them.
    pub group_features: bool,
    /// The crate's front page and README, in Markdown. It is written by the maintainer, so its code blocks are
    /// compiled as doctests (no text of a document ever is).
    pub guide: Option<String>,
}

/// `[client]`: how requests are made.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ClientConfig {
    /// The environment variable that overrides the base URL in `Client::from_env`.
    pub base_url_environment: Option<String>,
    /// The `Content-Type` of a request without a body whose method is neither GET nor HEAD; none where absent.
    pub empty_body_content_type: Option<String>,
    /// The response header that identifies a request to the service's support.
    pub request_id_header: Option<String>,
}

/// `[selection]`: which operations are taken. An operation is taken when any one of the lists names it.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Selection {
    /// Tags.
    pub tags: Vec<String>,
    /// Path globs: `*` stands for one segment, `**` for any number of them.
    pub paths: Vec<String>,
    /// operationIds.
    pub operations: Vec<String>,
    /// The file that the selection was read from, for messages.
    #[serde(skip)]
    pub file: Option<String>,
}

/// `[security.NAME]`: what is known of a security scheme beyond the document.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SecurityConfig {
    /// The environment variable that holds the secret.
    pub environment: String,
}

/// `[envelope]`: the property names by which a wrapped response is recognised.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnvelopeConfig {
    /// The boolean that says whether the call succeeded.
    pub success: String,
    /// The property that holds the value itself.
    pub result: String,
    /// The property that holds the list of errors.
    pub errors: String,
}

/// `[pages]`: the property names by which a page of a list is recognised.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct PagesConfig {
    /// The property of the response that holds the page.
    pub container: String,
    /// The page's number: a number in the container, and the query parameter that asks for it.
    pub page: String,
    /// The page's size: a number in the container, and the query parameter that asks for it.
    pub per_page: String,
}

/// `[groups.NAME]`: operations that are called through one accessor of the client.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GroupConfig {
    /// The type that carries the group's methods.
    #[serde(rename = "type")]
    pub type_name: String,
    /// What the group is, for its documentation.
    pub description: Option<String>,
    /// The tags whose operations belong to it.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The path parameters that the accessor takes, once for all operations.
    #[serde(default)]
    pub parameters: Vec<String>,
}

/// `[operations.OPERATION-ID]`: what an operation is called.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct OperationConfig {
    /// The method's name in Rust.
    pub name: String,
}

/// `[[types]]`: what a type is called.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TypeConfig {
    /// The type's name in Rust.
    pub name: String,
    /// A JSONPath (RFC 9535) into the document, after selection and overlay. Every place that it names must have the same
    /// shape, and it must name at least one.
    pub at: String,
    /// For a tagged union: the name of the type that leads from one value of the union to the next. The
    /// union then has `edges()`.
    pub edge: Option<String>,
}
