//! The part of a configuration that applies to a document.
//!
//! The generator refuses a name of something that is gone. A comparison reports it as a change, so each document is
//! read with the names that it has. A type whose configured place is gone keeps its name if any other place has it.

use crate::config::{Config, TypeConfig};
use crate::document::{Document, Pointer, named_places};
use crate::lower::{Lowered, Origin};
use serde_json::Value;
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
    // What is written wrongly stays, so that the generator reports it.
    known.types.retain(|entry| {
        named_places(&document.json, &entry.at).map_or_else(|refusal| !refusal.is_absent, |_| true)
    });
    known
}

/// The names of types whose configured places a document lacks, moved to other places of the document that have the
/// type in `other`.
pub(super) fn elsewhere(
    config: &Config,
    known: &Config,
    document: &Document,
    other: &Lowered,
) -> Vec<TypeConfig> {
    let is_lost = |entry: &&TypeConfig| !known.types.contains(entry);
    let moved = config.types.iter().filter(is_lost).filter_map(|entry| {
        let pointers = places_of(other, &entry.name);
        let at = pointers.into_iter().find_map(|pointer| path(&document.json, &Pointer::parse(pointer)?))?;
        Some(TypeConfig { at, ..entry.clone() })
    });
    moved.collect()
}

/// The places that become a type, in order.
fn places_of<'l>(lowered: &'l Lowered, name: &str) -> Vec<&'l str> {
    let Origin { graph, classes, names, .. } = &lowered.origin;
    let is_it = |id: &_| names.get(classes.of(graph, *id)).is_some_and(|other| other.as_str() == name);
    let mut pointers: Vec<&str> =
        graph.ids().filter(is_it).map(|id| graph.node(id).pointer.as_str()).collect();
    pointers.sort_unstable();
    pointers
}

/// A pointer as a JSONPath; `None` if the document does not have the place.
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
            // JSONPath uses JSON's escapes between double quotes.
            path.push_str(&format!("[{}]", Value::from(token)));
        }
    }
    Some(path)
}
