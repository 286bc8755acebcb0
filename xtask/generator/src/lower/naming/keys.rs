//! What the keys of component schemas are called: without the prefixes that generator.toml strips.
//!
//! Where several keys are the same without their prefixes, each is led by the name of its family, which is all keys with
//! one prefix: the tag that most of the operations that use it have. The lock knows a family by its operations, as its
//! prefix is another one in the next document.

use super::remembered::Remembered;
use crate::diagnostic::Result;
use crate::lower::input::Input;
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The component schemas of a document.
#[derive(Default)]
pub(in crate::lower) struct Keys {
    /// Each key, and what it is called.
    pub(super) called: Vec<(String, String)>,
    /// The families that some keys are led by, with their operations.
    pub(super) families: BTreeMap<String, Vec<String>>,
}

impl Keys {
    /// Reads the keys.
    ///
    /// # Errors
    ///
    /// When the prefix in generator.toml is no regular expression.
    pub(in crate::lower) fn read(input: Input<'_>) -> Result<Self> {
        let components = input.document.openapi.components.iter();
        let keys: Vec<&String> = components.flat_map(|components| components.schemas.keys()).collect();
        let Some(pattern) = &input.config.names.strip_prefix else {
            let called = keys.into_iter().map(|key| (key.clone(), key.clone()));
            return Ok(Self { called: called.collect(), ..Self::default() });
        };
        let pattern = Regex::new(pattern).map_err(|error| {
            let problem = format!("`{pattern}` is not a regular expression: {error}");
            input.config_error("/names/strip-prefix", problem, "write it as the crate `regex` describes")
        })?;
        Ok(Self::stripped(input, &keys, &pattern))
    }

    fn stripped(input: Input<'_>, keys: &[&String], pattern: &Regex) -> Self {
        let parts = |key: &String| match pattern.find(key).filter(|found| found.start() == 0) {
            Some(found) if found.end() < key.len() => {
                (found.as_str().to_owned(), key[found.end()..].to_owned())
            }
            _ => (String::new(), key.clone()),
        };
        let parts: Vec<(String, String)> = keys.iter().map(|key| parts(key)).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (_, rest) in &parts {
            *counts.entry(rest).or_default() += 1;
        }
        let is_shared = |rest: &str| counts.get(rest).is_some_and(|count| *count > 1);
        if !parts.iter().any(|(_, rest)| is_shared(rest)) {
            let called = keys.iter().zip(parts).map(|(key, (_, rest))| ((*key).clone(), rest));
            return Self { called: called.collect(), ..Self::default() };
        }
        let prefixes: HashMap<&str, &str> =
            keys.iter().zip(&parts).map(|(key, (prefix, _))| (key.as_str(), prefix.as_str())).collect();
        let families = families(input, &prefixes);
        let called = keys.iter().zip(&parts).map(|(key, (prefix, rest))| {
            let family = families.get(prefix.as_str()).filter(|_| is_shared(rest) && !prefix.is_empty());
            let called = family.map_or_else(|| rest.clone(), |(name, _)| format!("{name}: {rest}"));
            ((*key).clone(), called)
        });
        Self { called: called.collect(), families: families.values().cloned().collect() }
    }
}

/// The name of each family, by prefix, and its operations.
fn families<'k>(
    input: Input<'_>,
    prefixes: &HashMap<&'k str, &'k str>,
) -> BTreeMap<&'k str, (String, Vec<String>)> {
    let mut users: BTreeMap<&str, (BTreeSet<String>, BTreeMap<String, usize>)> = BTreeMap::new();
    for (operation, tag, used) in operations(input) {
        let used: BTreeSet<&str> =
            used.iter().filter_map(|key| prefixes.get(key.as_str()).copied()).collect();
        for prefix in used {
            let (operations, tags) = users.entry(prefix).or_default();
            operations.insert(operation.clone());
            *tags.entry(tag.clone()).or_default() += 1;
        }
    }
    let remembered = Remembered::new(&input.config.lock);
    let mut users: Vec<_> = users.into_iter().collect();
    // Prefixes are random, so they decide nothing.
    users.sort_by_key(|(_, (operations, _))| (std::cmp::Reverse(operations.len()), operations.clone()));
    let mut taken: HashSet<String> = HashSet::new();
    let mut families: BTreeMap<&str, (String, Vec<String>)> = BTreeMap::new();
    for (prefix, (operations, _)) in &users {
        if let Some(name) = remembered.family(operations, &taken) {
            taken.insert(name.clone());
            families.insert(*prefix, (name, operations.iter().cloned().collect()));
        }
    }
    let known = remembered.families();
    for (prefix, (operations, tags)) in users {
        if families.contains_key(prefix) {
            continue;
        }
        let mut tags: Vec<(String, usize)> = tags.into_iter().collect();
        tags.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let all: Vec<&str> = tags.iter().map(|(tag, _)| tag.as_str()).collect();
        let by_operation = operations.first().map_or("", String::as_str);
        let mut names =
            tags.iter().map(|(tag, _)| tag.clone()).chain([all.join(" "), by_operation.to_owned()]);
        let is_free = |name: &String| !taken.contains(name) && !known.contains(name.as_str());
        let name = names.find(is_free).unwrap_or_else(|| all.join(" "));
        taken.insert(name.clone());
        families.insert(prefix, (name, operations.into_iter().collect()));
    }
    families
}

/// The operations of the document: as the lock calls them, the tag, and the component schemas that they lead to.
fn operations(input: Input<'_>) -> Vec<(String, String, HashSet<String>)> {
    let json = &input.document.json;
    let schemas = json.pointer("/components/schemas").and_then(Value::as_object);
    let further: HashMap<&str, Vec<String>> =
        schemas.into_iter().flatten().map(|(key, schema)| (key.as_str(), references(json, schema))).collect();
    let mut found = Vec::new();
    for (path, method, operation) in input.document.openapi.operations() {
        let item = json.get("paths").and_then(|paths| paths.get(path));
        let value = item.and_then(|item| item.get(method));
        let mut open: Vec<String> = value.map(|value| references(json, value)).unwrap_or_default();
        let mut reached: HashSet<String> = HashSet::new();
        while let Some(key) = open.pop() {
            if !reached.contains(&key) {
                open.extend(further.get(key.as_str()).into_iter().flatten().cloned());
                reached.insert(key);
            }
        }
        let tag = operation.tags.first().cloned().unwrap_or_else(|| "untagged".to_owned());
        found.push((format!("{} {path}", method.to_ascii_uppercase()), tag, reached));
    }
    found
}

/// The component schemas that a value refers to, also by other components.
fn references(json: &Value, value: &Value) -> Vec<String> {
    let (mut found, mut seen) = (Vec::new(), HashSet::new());
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                    match target.strip_prefix("#/components/schemas/") {
                        Some(key) => found.push(crate::document::pointer::unescape(key)),
                        None if seen.insert(target) => {
                            open.extend(target.strip_prefix('#').and_then(|target| json.pointer(target)));
                        }
                        None => {}
                    }
                }
                open.extend(object.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}
