//! The part of a configuration that a document knows.
//!
//! For the generator, a name of something that is gone is an error. Between two documents it is the very thing that
//! one wants to be told, so each document is read with the names that it has.

use crate::config::Config;
use crate::document::Document;
use serde_json_path::JsonPath;
use std::collections::BTreeSet;

/// A configuration without the names of what a document does not have.
pub(super) fn known(config: &Config, document: &Document) -> Config {
    let mut known = config.clone();
    let operations = || document.openapi.operations();
    let ids: BTreeSet<String> = operations()
        .map(|(path, method, operation)| {
            operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}"))
        })
        .collect();
    let tags: BTreeSet<&str> =
        operations().filter_map(|(_, _, operation)| operation.tags.first().map(String::as_str)).collect();
    known.operations.retain(|id, _| ids.contains(id));
    for group in known.groups.values_mut() {
        group.tags.retain(|tag| tags.contains(tag.as_str()));
        let tags: BTreeSet<&str> = group.tags.iter().map(String::as_str).collect();
        let paths: Vec<&str> = operations()
            .filter(|(_, _, operation)| operation.tags.first().is_some_and(|tag| tags.contains(tag.as_str())))
            .map(|(path, ..)| path)
            .collect();
        group.parameters.retain(|name| paths.iter().all(|path| path.contains(&format!("{{{name}}}"))));
    }
    let schemes = document.openapi.components.as_ref().map(|components| &components.security_schemes);
    known.security.retain(|name, _| schemes.is_some_and(|schemes| schemes.contains_key(name)));
    // A path that is none is left for the generator to complain about.
    known.types.retain(|entry| {
        JsonPath::parse(&entry.at).map_or(true, |path| !path.query(&document.json).is_empty())
    });
    known
}
