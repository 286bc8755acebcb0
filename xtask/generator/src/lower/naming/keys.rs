//! What the keys of component schemas are called: without the prefixes that generator.toml strips.
//!
//! Where several keys are the same without their prefixes, each is led by the name of its family, which is all keys with
//! one prefix: the tag that most of the operations that use it have. The lock knows a family by its operations, as its
//! prefix is another one in the next document.

use super::remembered::Remembered;
use crate::diagnostic::Result;
use crate::lower::input::Input;
use indexmap::IndexMap;
use regex::Regex;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The keys of components.
#[derive(Default)]
pub(in crate::lower) struct Keys {
    /// Each key of a component schema, and what it is called.
    pub(super) schemas: IndexMap<String, String>,
    /// What the keys of responses, parameters and request bodies are called, by list.
    others: HashMap<&'static str, IndexMap<String, String>>,
    /// The families that some keys are led by, with their operations.
    pub(super) families: BTreeMap<String, Vec<String>>,
}

/// The lists of components, beside schemas, that types are named after.
const OTHERS: [&str; 3] = ["responses", "parameters", "requestBodies"];

/// The keys of a list of components.
struct List<'k> {
    /// Each key in two parts: the prefix that is stripped, which may be empty, and the rest.
    parts: IndexMap<&'k str, (&'k str, &'k str)>,
    /// How many keys are the same without their prefixes.
    counts: HashMap<&'k str, usize>,
}

impl Keys {
    /// Reads the keys.
    ///
    /// # Errors
    ///
    /// When the prefix in generator.toml is no regular expression.
    pub(in crate::lower) fn read(input: Input<'_>) -> Result<Self> {
        let pattern = match &input.config.names.strip_prefix {
            None => None,
            Some(pattern) => Some(Regex::new(pattern).map_err(|error| {
                let problem = format!("`{pattern}` is not a regular expression: {error}");
                input.config_error("/names/strip-prefix", problem, "write it as the crate `regex` describes")
            })?),
        };
        let schemas = List::read(input, "schemas", pattern.as_ref());
        let others = OTHERS.map(|name| (name, List::read(input, name, pattern.as_ref())));
        let mut lists = std::iter::once(&schemas).chain(others.iter().map(|(_, list)| list));
        let families = if lists.any(|list| list.counts.values().any(|count| *count > 1)) {
            families(input, &schemas.parts.iter().map(|(key, (prefix, _))| (*key, *prefix)).collect())
        } else {
            BTreeMap::new()
        };
        Ok(Self {
            schemas: schemas.called(&families),
            others: others.iter().map(|(name, list)| (*name, list.called(&families))).collect(),
            families: families.into_values().collect(),
        })
    }

    /// What the key of a component schema is called.
    pub(in crate::lower) fn schema<'k>(&'k self, key: &'k str) -> &'k str {
        self.schemas.get(key).map_or(key, String::as_str)
    }

    /// What the key of another component is called.
    pub(super) fn other<'k>(&'k self, list: &str, key: &'k str) -> &'k str {
        self.others.get(list).and_then(|keys| keys.get(key)).map_or(key, String::as_str)
    }
}

impl<'k> List<'k> {
    fn read(input: Input<'k>, name: &str, pattern: Option<&Regex>) -> Self {
        let list = input.document.json.get("components").and_then(|components| components.get(name));
        let mut read = Self { parts: IndexMap::new(), counts: HashMap::new() };
        for key in list.and_then(Value::as_object).into_iter().flat_map(Map::keys) {
            let found = pattern.and_then(|pattern| pattern.find(key)).filter(|found| found.start() == 0);
            // A key that is nothing but a prefix is kept.
            let end = found.map(|found| found.end()).filter(|end| *end < key.len()).unwrap_or_default();
            let (prefix, rest) = key.split_at(end);
            read.parts.insert(key, (prefix, rest));
            *read.counts.entry(rest).or_default() += 1;
        }
        read
    }

    /// What the keys are called.
    fn called(&self, families: &BTreeMap<&str, (String, Vec<String>)>) -> IndexMap<String, String> {
        let called = self.parts.iter().map(|(key, (prefix, rest))| {
            let is_shared = self.counts.get(rest).is_some_and(|count| *count > 1);
            let family = families.get(prefix).filter(|_| is_shared && !prefix.is_empty());
            let called = family.map_or_else(|| (*rest).to_owned(), |(name, _)| format!("{name}: {rest}"));
            ((*key).to_owned(), called)
        });
        called.collect()
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
