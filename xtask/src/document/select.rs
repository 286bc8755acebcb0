//! The part of a document that is wanted: some operations, and the components that they reach.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::glob;
use super::places::{METHODS, Places};
use super::pointer::Pointer;
use super::resolve;
use crate::config::{Selection, suggest};
use crate::diagnostic::{Diagnostic, Result};

/// Reduces a document to the operations that a selection names, and to the components that these reach. Security
/// schemes all stay. An empty selection takes the document as it is.
///
/// # Errors
///
/// When an entry of the selection names nothing in the document.
pub fn select(file: &str, document: &mut Value, selection: &Selection) -> Result<()> {
    if selection.tags.is_empty() && selection.paths.is_empty() && selection.operations.is_empty() {
        return Ok(());
    }
    let operations = operations(document);
    let chosen = choose(file, &operations, selection)?;
    keep_operations(document, &chosen);
    let reached = reached_components(document);
    keep_components(document, &reached);
    Ok(())
}

/// The part of a selection that names something in a document.
#[must_use]
pub fn known(document: &Value, selection: &Selection) -> Selection {
    let operations = operations(document);
    let kept = |entries: &[String], is_it: &dyn Fn(&Candidate, &String) -> bool| {
        let is_known = |entry: &&String| operations.iter().any(|operation| is_it(operation, entry));
        entries.iter().filter(is_known).cloned().collect()
    };
    Selection {
        tags: kept(&selection.tags, &|operation, tag| operation.tags.contains(tag)),
        paths: kept(&selection.paths, &|operation, path| glob::matches(path, &operation.path)),
        operations: kept(&selection.operations, &|operation, id| operation.id.as_ref() == Some(id)),
        file: selection.file.clone(),
    }
}

/// What a selection can name of an operation.
struct Candidate {
    path: String,
    method: &'static str,
    id: Option<String>,
    tags: Vec<String>,
}

fn operations(document: &Value) -> Vec<Candidate> {
    let paths = document.get("paths").and_then(Value::as_object);
    let mut found = Vec::new();
    for (path, item) in paths.into_iter().flatten() {
        for method in METHODS {
            let Some(operation) = item.get(method) else { continue };
            let tags = operation.get("tags").and_then(Value::as_array);
            found.push(Candidate {
                path: path.clone(),
                method,
                id: operation.get("operationId").and_then(Value::as_str).map(str::to_owned),
                tags: tags.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect(),
            });
        }
    }
    found
}

fn choose(file: &str, all: &[Candidate], selection: &Selection) -> Result<BTreeSet<(String, &'static str)>> {
    let mut chosen = BTreeSet::new();
    let mut take =
        |list: &str, entry: &String, what: &str, names: Vec<&str>, is_it: &dyn Fn(&Candidate) -> bool| {
            let matching: Vec<_> = all
                .iter()
                .filter(|operation| is_it(operation))
                .map(|operation| (operation.path.clone(), operation.method))
                .collect();
            if matching.is_empty() {
                return Err(Diagnostic::at(
                    selection.file.as_deref().unwrap_or("generator.toml"),
                    Pointer::root().join("selection").join(list),
                    format!("it takes {what} `{entry}`, and {file} has no such operation"),
                    format!("{}correct `selection.{list}`", suggest::did_you_mean(entry, names)),
                ));
            }
            chosen.extend(matching);
            Ok(())
        };
    for tag in &selection.tags {
        let names = all.iter().flat_map(|operation| operation.tags.iter().map(String::as_str)).collect();
        take("tags", tag, "the tag", names, &|operation| operation.tags.contains(tag))?;
    }
    for path in &selection.paths {
        let names = all.iter().map(|operation| operation.path.as_str()).collect();
        take("paths", path, "the paths", names, &|operation| glob::matches(path, &operation.path))?;
    }
    for id in &selection.operations {
        let names = all.iter().filter_map(|operation| operation.id.as_deref()).collect();
        take("operations", id, "the operationId", names, &|operation| operation.id.as_ref() == Some(id))?;
    }
    Ok(chosen)
}

fn keep_operations(document: &mut Value, chosen: &BTreeSet<(String, &'static str)>) {
    let Some(Value::Object(paths)) = document.get_mut("paths") else { return };
    let extension = |path: &str| path.starts_with("x-");
    paths.retain(|path, item| {
        let Value::Object(fields) = item else { return extension(path) };
        fields.retain(|field, _| {
            let method = METHODS.iter().find(|method| **method == field);
            method.is_none_or(|method| chosen.contains(&(path.clone(), *method)))
        });
        extension(path) || METHODS.iter().any(|method| fields.contains_key(*method))
    });
}

/// The sections and names of the components that the paths reach, directly or through other components.
fn reached_components(document: &Value) -> BTreeSet<(String, String)> {
    let places = Places::of(document);
    let mut reached = BTreeSet::new();
    // A component is taken whole: a reference into the middle of one needs what stands around it.
    let mut waiting: Vec<usize> = places.children(0).filter(|at| !places.is_components(*at)).collect();
    while let Some(at) = waiting.pop() {
        waiting.extend(places.children(at));
        for target in resolve::targets(&places, at) {
            if let Some((component, section, name)) = places.component(target)
                && reached.insert((section.to_owned(), name.to_owned()))
            {
                waiting.push(component);
            }
        }
    }
    reached
}

fn keep_components(document: &mut Value, reached: &BTreeSet<(String, String)>) {
    let Some(Value::Object(sections)) = document.get_mut("components") else { return };
    sections.retain(|section, components| {
        let Value::Object(components) = components else { return true };
        if section == "securitySchemes" || section.starts_with("x-") {
            return true;
        }
        keep_reached(section, components, reached);
        !components.is_empty()
    });
}

fn keep_reached(section: &str, components: &mut Map<String, Value>, reached: &BTreeSet<(String, String)>) {
    components.retain(|name, _| reached.contains(&(section.to_owned(), name.to_owned())));
}
