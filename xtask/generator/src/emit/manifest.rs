//! Cargo.toml and README.md.

use super::crate_root;
use super::file::File;
use super::front_page_links::without_links;
use super::needs::Needs;
use crate::diagnostic::{Diagnostic, Result};
use crate::model::items::Crate;
use crate::model::{Api, Package, TextFormat};
use serde::Serialize;
use std::collections::BTreeMap;

/// The oldest Rust that the crate's dependencies allow; progenitor-client asks for it.
const RUST_VERSION: &str = "1.88";

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Manifest<'a> {
    package: PackageTable<'a>,
    features: BTreeMap<&'a str, &'a [String]>,
    dependencies: BTreeMap<&'a str, Dependency<'a>>,
    target: BTreeMap<&'a str, Target<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct PackageTable<'a> {
    name: &'a str,
    version: &'a str,
    edition: &'a str,
    rust_version: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<&'a str>,
    readme: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    keywords: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    categories: &'a [String],
    metadata: Metadata,
}

#[derive(Serialize)]
struct Metadata {
    docs: DocsMetadata,
}

#[derive(Serialize)]
struct DocsMetadata {
    rs: DocsRs,
}

/// The settings for docs.rs: all features, with a note on each item that needs one.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct DocsRs {
    all_features: bool,
    rustdoc_args: [&'static str; 2],
}

#[derive(Serialize)]
#[serde(untagged)]
enum Dependency<'a> {
    Version(&'a str),
    Detailed {
        version: &'a str,
        #[serde(rename = "default-features")]
        default_features: bool,
        #[serde(skip_serializing_if = "<[_]>::is_empty")]
        features: &'a [&'a str],
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        optional: bool,
    },
}

#[derive(Serialize)]
struct Target<'a> {
    dependencies: BTreeMap<&'a str, Dependency<'a>>,
}

/// The crate's manifest. A TOML library writes it, so no text of a document can become a key.
///
/// # Errors
///
/// If the library fails, which is a bug in the generator.
pub(super) fn cargo_toml(made: &Crate) -> Result<String> {
    let Package { name, version, description, license, repository, keywords, categories, .. } =
        &made.api.package;
    let manifest = Manifest {
        package: PackageTable {
            name,
            version,
            edition: "2024",
            rust_version: RUST_VERSION,
            description,
            license: license.as_deref(),
            repository: repository.as_deref(),
            readme: "README.md",
            keywords,
            categories,
            metadata: Metadata {
                docs: DocsMetadata { rs: DocsRs { all_features: true, rustdoc_args: ["--cfg", "docsrs"] } },
            },
        },
        features: features(made),
        dependencies: dependencies(&made.api),
        target: BTreeMap::from([
            (
                "cfg(not(target_arch = \"wasm32\"))",
                Target {
                    dependencies: BTreeMap::from([
                        ("h2", optional("0.4", &[])),
                        ("hyper", detailed("1", &[])),
                        ("native-tls", optional("0.2", &[])),
                        ("tokio", detailed("1", of_tokio(Needs::of(made)))),
                        ("wiremock", optional("0.6", &[])),
                    ]),
                },
            ),
            ("cfg(target_arch = \"wasm32\")", Target { dependencies: of_webassembly() }),
        ]),
    };
    toml::to_string(&manifest).map_err(|error| Diagnostic::bug("Cargo.toml", error))
}

/// What is needed of tokio: files, where they are sent or received.
fn of_tokio(needs: Needs) -> &'static [&'static str] {
    if needs.uploads() || needs.downloads { &["fs", "io-util", "time"] } else { &["time"] }
}

/// What stands between Rust and the host of WebAssembly. But for `web-time`, reqwest brings it.
fn of_webassembly() -> BTreeMap<&'static str, Dependency<'static>> {
    const WEB: &[&str] = &[
        "AbortController",
        "AbortSignal",
        "Headers",
        "ReadableStream",
        "Request",
        "RequestInit",
        "RequestRedirect",
        "Response",
        "ResponseType",
    ];
    BTreeMap::from([
        ("gloo-timers", detailed("0.3", &[])),
        ("js-sys", detailed("0.3", &[])),
        ("wasm-bindgen", detailed("0.2", &[])),
        ("wasm-bindgen-futures", detailed("0.4", &[])),
        ("wasm-streams", Dependency::Version("0.5")),
        ("web-sys", detailed("0.3", WEB)),
        ("web-time", Dependency::Version("1")),
    ])
}

fn features(made: &Crate) -> BTreeMap<&str, &[String]> {
    made.features.iter().map(|feature| (feature.name.as_str(), feature.enables.as_slice())).collect()
}

/// The crate's dependencies, as in xtask/runtime/Cargo.toml. Users of the crate compile all that are not optional.
fn dependencies(api: &Api) -> BTreeMap<&'static str, Dependency<'static>> {
    let mut dependencies = BTreeMap::from([
        ("backon", detailed("1.6", &["gloo-timers-sleep", "std", "tokio-sleep"])),
        ("bytes", Dependency::Version("1")),
        ("fastrand", Dependency::Version("2")),
        ("futures-core", detailed("0.3", &[])),
        ("httpdate", Dependency::Version("1")),
        ("percent-encoding", Dependency::Version("2")),
        ("progenitor-client", Dependency::Version("0.15")),
        ("reqwest", detailed("0.13", &[])),
        ("secrecy", Dependency::Version("0.10")),
        ("serde", Dependency::Version("1")),
        // Without `float_roundtrip`, the last digit of a fraction may be read wrong.
        ("serde_json", detailed("1", &["float_roundtrip", "std"])),
        ("tracing", optional("0.1", &["std"])),
    ]);
    if api.has_graphs() {
        // Without its feature `json`, dagre 0.1.2 does not compile.
        dependencies.extend([("dagre", optional("0.1", &["json"])), ("petgraph", optional("0.8", &[]))]);
    }
    let formats = api.formats();
    if api.security.has_basic() || formats.contains(&TextFormat::Base64) {
        dependencies.insert("base64", Dependency::Version("0.23"));
    }
    for name in formats.iter().flat_map(|format| format.crates()) {
        dependencies.insert(name, of_format(name));
    }
    dependencies
}

/// A crate that the type of a format converts to.
fn of_format(name: &str) -> Dependency<'static> {
    match name {
        "chrono" => optional("0.4", &["std"]),
        "time" => optional("0.3", &["formatting", "parsing", "std"]),
        "url" => optional("2", &["std"]),
        // jiff and uuid.
        _ => optional("1", &["std"]),
    }
}

fn detailed(version: &'static str, features: &'static [&'static str]) -> Dependency<'static> {
    Dependency::Detailed { version, default_features: false, features, optional: false }
}

fn optional(version: &'static str, features: &'static [&'static str]) -> Dependency<'static> {
    Dependency::Detailed { version, default_features: false, features, optional: true }
}

/// The texts of the licences.
pub(super) fn licenses(api: &Api) -> impl Iterator<Item = File<'_>> {
    api.package.license_texts.iter().map(|(name, text)| File::text(name, || text.clone()))
}

/// The crate's README: its front page, without the lines that rustdoc hides.
pub(super) fn readme(api: &Api) -> String {
    let mut in_code = false;
    let page = without_links(&crate_root::front_page(api));
    let visible = page.lines().filter(|line| {
        if line.starts_with("```") {
            in_code = !in_code;
        }
        !(in_code && (*line == "#" || line.starts_with("# ")))
    });
    let text = visible.collect::<Vec<_>>().join("\n");
    format!("# {}\n\n{text}\n", api.package.name)
}

/// `rustfmt.toml`, which disables rustfmt in the crate, so that the files stay as the generator wrote them.
pub(super) const RUSTFMT: &str = "disable_all_formatting = true\n";
