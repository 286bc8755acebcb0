//! The part of a configuration that a document knows.
//!
//! For the generator, a name of something that is gone is an error. Between two documents it is the very thing that
//! one wants to be told, so each document is read with the names that it has. A type whose own place is gone is still
//! the type that it was, as long as any other place has it: it keeps its name.

use crate::config::{Config, TypeConfig};
use crate::document::{Document, Pointer};
use crate::lower::trace::Trace;
use serde_json::Value;
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

/// The names of types whose own places a document does not have, at other places that it shares with the document that
/// `other` was made from, where those have the type.
pub(super) fn elsewhere(
    config: &Config,
    known: &Config,
    document: &Document,
    other: &Trace,
) -> Vec<TypeConfig> {
    let is_lost = |entry: &&TypeConfig| !known.types.contains(entry);
    let moved = config.types.iter().filter(is_lost).filter_map(|entry| {
        let pointers = other.places_of(&entry.name);
        let at = pointers.into_iter().find_map(|pointer| path(&document.json, &Pointer::parse(pointer)?))?;
        Some(TypeConfig { at, ..entry.clone() })
    });
    moved.collect()
}

/// A pointer as a JSONPath; `None` where a document does not have the place.
fn path(document: &Value, pointer: &Pointer) -> Option<String> {
    let mut path = "$".to_owned();
    let mut value = document;
    for token in pointer.tokens() {
        if let Value::Array(items) = value {
            let index: usize = token.parse().ok()?;
            value = items.get(index)?;
            path.push_str(&format!("[{index}]"));
        } else {
            value = value.get(&token)?;
            // JSON's escapes are JSONPath's, between double quotes.
            path.push_str(&format!("[{}]", Value::from(token)));
        }
    }
    Some(path)
}
