//! The package that is made, and the address that it calls.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::Document;
use crate::model::{Name, Package, Role};

/// The name of the document's file, without its folder.
pub(super) fn file_name(document: &Document) -> String {
    document.file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// The package: as configured, or derived from the document's title.
pub(super) fn lower(document: &Document, config: &Config, config_file: &str) -> Result<Package> {
    let wanted = &config.package;
    let derived = || {
        Name::new(&document.openapi.info.title, Role::Value)
            .map_or_else(|| "api-client".to_owned(), |name| name.as_str().trim_matches('_').replace('_', "-"))
    };
    let name = wanted.name.clone().unwrap_or_else(derived);
    if !is_package_name(&name) {
        return Err(Diagnostic::at(
            config_file,
            "/package/name",
            format!("`{name}` cannot be the name of a package"),
            "begin with a letter and use letters, digits, `-` and `_` only",
        ));
    }
    Ok(Package {
        name,
        version: wanted.version.clone().unwrap_or_else(|| "0.1.0".to_owned()),
        description: wanted.description.clone().unwrap_or_else(|| one_line(&document.openapi.info.title)),
        license: wanted.license.clone(),
        repository: wanted.repository.clone(),
        keywords: wanted.keywords.clone(),
        categories: wanted.categories.clone(),
        guide: wanted.guide.clone(),
    })
}

fn is_package_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.len() <= 64
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
}

fn one_line(text: &str) -> String {
    let visible: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first server of the document, its variables at their defaults.
pub(super) fn base_url(document: &Document) -> Result<String> {
    let at = "/servers/0/url";
    let refuse = |problem: &str| {
        Diagnostic::at(
            &document.file,
            at,
            problem,
            "name an absolute `https:` address as the document's first server, with an overlay if need be",
        )
    };
    let server = document.openapi.servers.first().ok_or_else(|| refuse("the document names no server"))?;
    let mut address = server.url.clone();
    for (variable, values) in server.variables.iter().flatten() {
        address = address.replace(&format!("{{{variable}}}"), &values.default);
    }
    let plain = address.bytes().all(|b| b.is_ascii_graphic())
        && !address.contains(['"', '\\', '{', '}', '@', '?', '#']);
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    if !plain || rest.is_none_or(str::is_empty) {
        return Err(refuse("the first server is not an absolute `http:` or `https:` address"));
    }
    Ok(address.trim_end_matches('/').to_owned())
}
