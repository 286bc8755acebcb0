//! Mends the parameters of operations: each once, and those of the path as the path has them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::declared::{self, Declared};
use super::edit::{Edit, apply};
use super::header_words::is_token;
use crate::config::suggest;
use crate::diagnostic::Result;
use crate::document::faults::{Fault, is_attack};
use crate::document::found::Faults;
use crate::document::path_template;
use crate::document::places::METHODS;
use crate::document::pointer::Pointer;

/// How many parameters an operation or a path may declare. Each becomes an argument of a method.
const MAX_PARAMETERS: usize = 500;

/// Mends the parameters of all operations.
pub(super) fn mend(document: &mut Value, faults: &mut Faults) -> Result<()> {
    let paths = document.get("paths").and_then(Value::as_object);
    let keys: Vec<(String, Vec<&str>)> = paths
        .into_iter()
        .flatten()
        .filter(|(path, _)| !path.starts_with("x-"))
        .map(|(path, item)| {
            let methods = METHODS.into_iter().filter(|method| item.get(method).is_some_and(Value::is_object));
            (path.clone(), methods.collect())
        })
        .collect();
    for (path, methods) in keys {
        let item = Pointer::root().join("paths").join(&path);
        let methods = within_limits(document, &item, methods, faults)?;
        list(document, &item, faults)?;
        for method in &methods {
            list(document, &item.join(method), faults)?;
        }
        let (template, ..) = path_template::split(&path);
        let Ok(wanted) = path_template::parameters(template) else { continue };
        for method in &methods {
            of_path(document, &item, &item.join(method), &wanted, faults)?;
        }
    }
    Ok(())
}

/// Leaves out the operations that have too many parameters, with those of their path item. Returns the others.
fn within_limits<'m>(
    document: &mut Value,
    item: &Pointer,
    methods: Vec<&'m str>,
    faults: &mut Faults,
) -> Result<Vec<&'m str>> {
    let count = |document: &Value, holder: &Pointer| {
        document.pointer(holder.join("parameters").as_str()).and_then(Value::as_array).map_or(0, Vec::len)
    };
    let shared = count(document, item);
    let mut kept = Vec::new();
    for method in methods {
        let operation = item.join(method);
        if shared + count(document, &operation) <= MAX_PARAMETERS {
            kept.push(method);
            continue;
        }
        faults.add(
            operation.join("parameters").join(MAX_PARAMETERS),
            Fault::TooManyParameters { most: MAX_PARAMETERS.to_string() },
        )?;
        apply(document, vec![Edit::Remove(operation)]);
    }
    Ok(kept)
}

/// Mends the list of an operation or of a path item.
fn list(document: &mut Value, holder: &Pointer, faults: &mut Faults) -> Result<()> {
    let declared = declared::of(document, holder);
    let mut seen: BTreeMap<(&str, &str), &Pointer> = BTreeMap::new();
    let mut edits = Vec::new();
    for Declared { at, target, name, place, value } in &declared {
        let is_header = matches!(place.as_str(), "header" | "cookie");
        let first = seen.get(&(name.as_str(), place.as_str())).copied();
        if let Some(first) = first {
            let (place, name) = (place.clone(), name.clone());
            faults.add(at.clone(), Fault::ParameterTwice { place, name, first: first.to_string() })?;
        } else if name.is_empty() {
            faults.add(at.clone(), Fault::EmptyParameterName {})?;
        } else if is_header && !is_token(name) {
            if is_attack(name) {
                faults.add(target.join("name"), Fault::DangerousHeader { name: format!("{name:?}") })?;
            }
            let what = "parameter".to_owned();
            faults.add(target.join("name"), Fault::NotAHeader { name: format!("{name:?}"), what })?;
        } else {
            seen.insert((name, place), at);
            if place == "path" && value.get("required") != Some(&Value::Bool(true)) {
                faults.add(at.clone(), Fault::OptionalPathParameter { name: name.clone() })?;
                edits.push(Edit::Put(target.join("required"), json!(true)));
            }
            continue;
        }
        edits.push(Edit::Remove(at.clone()));
    }
    apply(document, edits);
    Ok(())
}

/// Mends the parameters of a path: each one in the path is declared, and each that is declared is in the path.
fn of_path(
    document: &mut Value,
    item: &Pointer,
    operation: &Pointer,
    wanted: &[&str],
    faults: &mut Faults,
) -> Result<()> {
    let declared = [declared::of(document, operation), declared::of(document, item)].concat();
    let of_path: Vec<&Declared> = declared.iter().filter(|declared| declared.place == "path").collect();
    let mut unused: Vec<&Declared> = of_path.clone();
    unused.retain(|declared| !wanted.contains(&declared.name.as_str()));
    let is_declared = |name: &str| of_path.iter().any(|declared| declared.name == name);
    let missing: Vec<&str> = wanted.iter().copied().filter(|name| !is_declared(name)).collect();
    for name in &missing {
        let pair = misspelt(name, &missing, &unused);
        if let Some(at) = pair.and_then(|pair| unused.iter().position(|declared| declared.at == pair.at)) {
            let meant = unused.remove(at);
            let fault =
                Fault::MisspeltPathParameter { name: (*name).to_owned(), declared: meant.name.clone() };
            faults.add(operation.clone(), fault)?;
            let mut parameter = meant.value.clone();
            if let Value::Object(fields) = &mut parameter {
                fields.insert("name".to_owned(), json!(name));
            }
            declared::replace(document, &meant.at, parameter);
        } else {
            let near = suggest::did_you_mean(name, unused.iter().map(|declared| declared.name.as_str()));
            faults
                .add(operation.clone(), Fault::UndeclaredPathParameter { name: (*name).to_owned(), near })?;
            let schema = json!({ "type": "string" });
            let parameter = json!({ "in": "path", "name": name, "required": true, "schema": schema });
            declared::add(document, operation, parameter);
        }
    }
    for declared in unused {
        faults.add(declared.at.clone(), Fault::PathParameterNotInPath { name: declared.name.clone() })?;
        apply(document, vec![Edit::Remove(declared.at.clone())]);
    }
    Ok(())
}

/// The declared parameter that a name in the path means: one that differs in case and signs alone, or the only one that
/// is left for the only name that is left.
fn misspelt<'d>(name: &str, missing: &[&str], unused: &[&'d Declared]) -> Option<&'d Declared> {
    let letters = |text: &str| {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let mut alike = unused.iter().filter(|declared| letters(&declared.name) == letters(name));
    match (alike.next(), alike.next(), missing, unused) {
        (Some(one), None, ..) => Some(*one),
        (None, _, [_], [one]) => Some(*one),
        _ => None,
    }
}

/// Names of headers and cookies that end a line are refused wherever they stand.
pub(super) fn is_dangerous(place: Option<&str>, name: &str) -> bool {
    matches!(place, Some("header" | "cookie")) && is_attack(name)
}
