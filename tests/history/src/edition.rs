//! One version of the document: its text, and the crate that is made from it.

use regex::Regex;
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use openapi_to_crate::model::items::{Crate, Listing};

/// One version of the document.
pub struct Edition {
    /// The document. Keys of schemas are without the prefix that upstream rolls anew.
    pub json: Value,
    pub made: Crate,
    /// The public items of the crate.
    pub listing: Listing,
    prefix: Option<Regex>,
}

impl Edition {
    pub fn new(json: Value, made: Crate, prefix: Option<&Regex>) -> Self {
        let json = prefix.map_or_else(|| json.clone(), |prefix| without_prefixes(&json, prefix));
        Self { json, listing: Listing::of(&made), made, prefix: prefix.cloned() }
    }

    /// The value at a place of the document as it was published.
    fn value(&self, pointer: &str) -> Option<&Value> {
        match &self.prefix {
            Some(prefix) => self.json.pointer(&without_prefix_in_pointer(pointer, prefix)),
            None => self.json.pointer(pointer),
        }
    }
}

impl Edition {
    /// The component that a place is in, without the prefix of its key.
    fn component(&self, pointer: &str) -> Option<String> {
        let mut tokens = pointer.strip_prefix("/components/")?.split('/');
        let (kind, key) = (tokens.next()?, tokens.next()?);
        let key = self.prefix.as_ref().map_or(key.into(), |prefix| prefix.replace(key, ""));
        Some(format!("{kind}/{key}"))
    }
}

/// What two versions have in common.
pub struct Unchanged<'e> {
    old: &'e Edition,
    new: &'e Edition,
    /// The targets of references that are different, or lead to something that is.
    changed: BTreeSet<String>,
}

impl<'e> Unchanged<'e> {
    pub fn between(old: &'e Edition, new: &'e Edition) -> Self {
        let mut targets: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut open: Vec<String> = references(&old.json).into_iter().collect();
        while let Some(target) = open.pop() {
            if !targets.contains_key(&target) {
                let further = old.json.pointer(&target).map(references).unwrap_or_default();
                open.extend(further.iter().cloned());
                targets.insert(target, further);
            }
        }
        let differs = |target: &String| old.json.pointer(target) != new.json.pointer(target);
        let mut changed: BTreeSet<String> =
            targets.keys().filter(|target| differs(target)).cloned().collect();
        loop {
            let leads_to_one = |further: &BTreeSet<String>| further.iter().any(|next| changed.contains(next));
            let more = targets
                .iter()
                .filter(|(target, further)| !changed.contains(*target) && leads_to_one(further));
            let more: Vec<String> = more.map(|(target, _)| target.clone()).collect();
            if more.is_empty() {
                return Self { old, new, changed };
            }
            changed.extend(more);
        }
    }

    /// Whether two places say the same, everything that they lead to included.
    pub fn is_same(&self, old: &str, new: &str) -> bool {
        if self.old.component(old) != self.new.component(new) {
            return false;
        }
        let (Some(was), Some(is)) = (self.old.value(old), self.new.value(new)) else { return false };
        was == is && references(was).is_disjoint(&self.changed)
    }
}

/// The targets of the references within a value.
fn references(value: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                if let Some(target) = object.get("$ref").and_then(Value::as_str) {
                    found.insert(target.trim_start_matches('#').to_owned());
                }
                open.extend(object.values());
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    found
}

const SCHEMAS: &str = "/components/schemas/";

fn without_prefix_in_pointer(pointer: &str, prefix: &Regex) -> String {
    match pointer.trim_start_matches('#').strip_prefix(SCHEMAS) {
        Some(rest) => {
            let (key, below) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            format!("{SCHEMAS}{}{below}", prefix.replace(key, ""))
        }
        None => pointer.to_owned(),
    }
}

/// The document with the keys of schemas, and references to them, without the prefix.
fn without_prefixes(json: &Value, prefix: &Regex) -> Value {
    fn renamed(value: &Value, prefix: &Regex) -> Value {
        match value {
            Value::Object(object) => {
                let pairs = object.iter().map(|(key, value)| match value {
                    Value::String(target) if key == "$ref" && target.starts_with('#') => {
                        let target = without_prefix_in_pointer(target, prefix);
                        (key.clone(), format!("#{}", target.trim_start_matches('#')).into())
                    }
                    value => (key.clone(), renamed(value, prefix)),
                });
                Value::Object(pairs.collect())
            }
            Value::Array(items) => items.iter().map(|item| renamed(item, prefix)).collect(),
            other => other.clone(),
        }
    }
    let mut json = renamed(json, prefix);
    if let Some(Value::Object(schemas)) = json.pointer_mut("/components/schemas") {
        let stripped: Map<String, Value> = std::mem::take(schemas)
            .into_iter()
            .map(|(key, value)| (prefix.replace(&key, "").into_owned(), value))
            .collect();
        *schemas = stripped;
    }
    json
}
