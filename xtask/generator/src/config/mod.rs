//! The configuration `generator.toml`: what to take from a document, and what to call it.
//!
//! Everything particular to one API stands in this file and in the overlay; the generator itself knows no API. Without a
//! configuration, the whole document is taken and all names are derived.

mod licenses;
mod load;
pub mod names_lock;
pub(crate) mod suggest;

use std::collections::BTreeMap;

use serde::Deserialize;

pub use load::load;
pub use names_lock::NamesLock;

/// The whole of `generator.toml`.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// Whether every fault of the document is an error, also where it could be mended.
    #[serde(default)]
    pub strict: bool,
    /// Whether text whose `format` has a type of its own, such as `date-time`, is a `String` all the same.
    #[serde(default)]
    pub formats_as_text: bool,
    /// Where the document was taken from; the command `update` writes it.
    pub source: Option<SourceConfig>,
    /// The package that is generated.
    #[serde(default)]
    pub package: PackageConfig,
    /// How the client makes requests, where the document does not say.
    #[serde(default)]
    pub client: ClientConfig,
    /// Which operations are taken; all of them if this is empty.
    #[serde(default)]
    pub selection: Selection,
    /// More about the security schemes, by their names in the document.
    #[serde(default)]
    pub security: BTreeMap<String, SecurityConfig>,
    /// How responses wrap their value; `None` if they do not.
    pub envelope: Option<EnvelopeConfig>,
    /// How a page of a list looks; `None` if there are no pages.
    pub pages: Option<PagesConfig>,
    /// How the pages of lists name the next one, where the names of properties do not say it.
    #[serde(default)]
    pub next_pages: Vec<NextPageConfig>,
    /// The groups of operations, by the name of the method on the client that leads to them. Without any, each tag is a
    /// group.
    #[serde(default)]
    pub groups: BTreeMap<String, GroupConfig>,
    /// Names and streams of operations, by operationId. The names of other operations are derived.
    #[serde(default)]
    pub operations: BTreeMap<String, OperationConfig>,
    /// Names of types, by their places in the document.
    #[serde(default)]
    pub types: Vec<TypeConfig>,
    /// How names are derived.
    #[serde(default)]
    pub names: NamesConfig,
    /// The names that were given before.
    #[serde(skip)]
    pub lock: NamesLock,
}

impl Config {
    /// What holds where there is no configuration: each group of operations is a feature.
    #[must_use]
    pub fn of_nothing() -> Self {
        let package = PackageConfig { group_features: true, ..PackageConfig::default() };
        Self { package, ..Self::default() }
    }
}

/// `[names]`: how names are derived.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct NamesConfig {
    /// A regular expression for what is left out of the keys of component schemas: the prefixes of documents that give
    /// their schemas new ones at each publication.
    pub strip_prefix: Option<String>,
}

/// `[source]`: the published document that `spec/openapi.json` is a part of.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SourceConfig {
    /// Its address, or the name of its file.
    pub from: String,
    /// The SHA-256 of the whole document, uncompressed, in hexadecimal.
    pub sha256: String,
}

/// `[package]`: what goes into the generated Cargo.toml and README.md.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct PackageConfig {
    /// The package's name; derived from the document's title if absent.
    pub name: Option<String>,
    /// The package's version; `0.1.0` if absent.
    pub version: Option<String>,
    /// The package's description in one line; the document's title if absent.
    pub description: Option<String>,
    /// An SPDX licence expression.
    pub license: Option<String>,
    /// The files with the texts of the licences, as paths from the folder of the configuration. They are copied into the
    /// crate; their names begin with `LICENSE`, `LICENCE`, `COPYING` or `NOTICE`.
    pub license_files: Vec<String>,
    /// The names and texts of these files.
    #[serde(skip)]
    pub license_texts: Vec<(String, String)>,
    /// The repository's address.
    pub repository: Option<String>,
    /// crates.io keywords, at most five.
    pub keywords: Vec<String>,
    /// crates.io category slugs, at most five.
    pub categories: Vec<String>,
    /// Whether each group of operations is a Cargo feature. Large crates need that, so it is the default if there is no
    /// configuration and the document has several groups.
    pub group_features: bool,
    /// The crate's front page and README, in Markdown. Its code blocks are compiled as doctests, since the maintainer
    /// writes it; text of a document never is.
    pub guide: Option<String>,
}

impl PackageConfig {
    /// The package's version.
    #[must_use]
    pub fn version(&self) -> &str {
        self.version.as_deref().unwrap_or("0.1.0")
    }
}

/// `[client]`: how requests are made.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct ClientConfig {
    /// The address that all requests are made below, instead of the document's servers.
    #[serde(alias = "base_url")]
    pub base_url: Option<String>,
    /// The environment variable that overrides the base URL in `Client::from_env`.
    pub base_url_environment: Option<String>,
    /// The `Content-Type` of requests without a body whose method is neither GET nor HEAD; none if absent.
    pub empty_body_content_type: Option<String>,
    /// The extension of operations that lists the permissions of which a caller needs one, as texts. Without it, the
    /// scopes that the security requirements of an operation name are documented.
    pub permissions_extension: Option<String>,
    /// The response header with the id by which the service's support finds a request.
    pub request_id_header: Option<String>,
}

/// `[selection]`: which operations are taken. An operation is taken when one of the lists names it.
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

/// `[security.NAME]`: more about a security scheme.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SecurityConfig {
    /// The environment variable that holds the secret.
    pub environment: String,
    /// Whether the secret is a token that changes, so that callers can set who gives it. Access tokens of OAuth 2.0 and
    /// OpenID Connect are, and bearer tokens whose format the document names.
    #[serde(default)]
    pub tokens_change: bool,
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

/// `[[next-pages]]`: how the pages of some lists name the next one. An entry holds for each operation whose answer has
/// what it names.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NextPageConfig {
    /// The property that holds the items, such as `data.things`; without it, the only list of the answer.
    pub items: Option<String>,
    /// The property that holds the address of the next page or a cursor, such as `meta.next`; or `header:Link`.
    pub next: String,
    /// The parameter of the query that takes the cursor.
    pub parameter: Option<String>,
}

/// `[groups.NAME]`: operations that are called through one method of the client.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GroupConfig {
    /// The type that has the group's methods.
    #[serde(rename = "type")]
    pub type_name: String,
    /// The group's documentation.
    pub description: Option<String>,
    /// The tags whose operations belong to it.
    #[serde(default)]
    pub tags: Vec<String>,
    /// The path parameters that all operations share; the client's method takes them.
    #[serde(default)]
    pub parameters: Vec<String>,
}

/// `[operations.OPERATION-ID]`: more about an operation.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct OperationConfig {
    /// The method's name in Rust.
    pub name: Option<String>,
    /// Where the schema stands of the events of a stream that the document does not describe, as
    /// `document::named_places` reads it: the key of a component schema, say.
    pub events: Option<String>,
    /// The data of the event that says that the stream has ended, such as `[DONE]`.
    pub done: Option<String>,
}

/// `[[types]]`: the name of a type.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TypeConfig {
    /// The type's name in Rust.
    pub name: String,
    /// Where it stands in the document, after overlay and selection, as `document::named_places` reads it: a component
    /// schema, a part of an operation, a property inside one of both, or a JSONPath (RFC 9535). It must lead to at least
    /// one place, and all places that it leads to must have the same shape.
    pub at: String,
    /// For a tagged union: the name of the type by which one value of the union refers to another. The union then has
    /// the method `edges()`.
    pub edge: Option<String>,
    /// For a union with an `edge`: what is particular to graphs of its values.
    pub graph: Option<GraphConfig>,
}

/// `[types.graph]`: what the graphs of a union's values are like. Without it, what needs no such knowledge is checked.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct GraphConfig {
    /// The kinds of values at which a graph begins; it has exactly one of them.
    #[serde(default)]
    pub start: Vec<String>,
    /// The kinds of values at which a graph ends.
    #[serde(default)]
    pub end: Vec<String>,
    /// The kind of values whose ways out are chosen by chance.
    pub shares: Option<SharesConfig>,
    /// The properties that drawings show of a value, by its kind: JSON pointers into the value.
    #[serde(default)]
    pub summary: BTreeMap<String, Vec<String>>,
}

/// `[types.graph.shares]`: the ways out of a value whose labels are shares such as `10%`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SharesConfig {
    /// The kind of such values.
    pub kind: String,
    /// How many shares one has at most.
    pub most: usize,
    /// The label of the way out that takes the rest. It does not count as a share.
    pub rest: Option<String>,
}
