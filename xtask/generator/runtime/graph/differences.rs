//! Compares two graphs.

use super::change::{Change, Changes};
use super::element::GraphRules;
use super::nodes::{Graph, Node};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What finds an element in both graphs: its id, and a number that tells those with the same id apart.
type Key<'a> = (Option<&'a str>, usize);

impl Graph {
    /// What is different in another, newer graph: elements and edges that were added, removed or changed.
    ///
    /// Elements are found again by their ids. Their order does not count, nor does an object without edges where the
    /// other graph has none.
    #[must_use]
    pub fn changes(&self, new: &Self) -> Changes {
        let (before, after) = (self.by_key(), new.by_key());
        let found: BTreeMap<Key<'_>, &Node> = before.iter().copied().collect();
        let kept: BTreeMap<Key<'_>, &Node> = after.iter().copied().collect();
        let mut all = Vec::new();
        for (key, node) in &after {
            let id = name(*key);
            match found.get(key) {
                None => {
                    all.push(Change::ElementAdded { id: id.clone(), kind: node.kind.clone() });
                    edges(&id, &[], &node.edges, &mut all);
                }
                Some(old) => {
                    let (mut before, mut after) = (old.json.clone(), node.json.clone());
                    without_edges(&mut before, &mut after, &new.rules);
                    properties(&id, "", Some(&before), Some(&after), &mut all);
                    edges(&id, &old.edges, &node.edges, &mut all);
                }
            }
        }
        for (key, node) in before.iter().filter(|(key, _)| !kept.contains_key(key)) {
            let id = name(*key);
            all.push(Change::ElementRemoved { id: id.clone(), kind: node.kind.clone() });
            edges(&id, &node.edges, &[], &mut all);
        }
        Changes { all }
    }

    fn by_key(&self) -> Vec<(Key<'_>, &Node)> {
        let mut counts: BTreeMap<Option<&str>, usize> = BTreeMap::new();
        let mut keyed = Vec::new();
        for (position, node) in self.nodes.iter().enumerate() {
            let id = node.id.as_deref();
            let count = counts.entry(id).or_default();
            // Those without an id are told apart by their positions.
            keyed.push(((id, if id.is_some() { *count } else { position }), node));
            *count += 1;
        }
        keyed
    }
}

fn name((id, number): Key<'_>) -> String {
    id.map_or_else(|| format!("(no id, position {number})"), str::to_owned)
}

/// Takes the edges out of an element and out of what it became. What holds an edge in one of them then stands in both, so
/// that what differs besides is found at its own place.
fn without_edges(before: &mut Value, after: &mut Value, rules: &GraphRules) {
    for place in rules.edge_places {
        remove_edges(before, after, place, rules.edge_target);
    }
}

/// Takes the edges at a place out of two values.
fn remove_edges(before: &mut Value, after: &mut Value, place: &[&str], target: &str) {
    let (Value::Object(before), Value::Object(after)) = (before, after) else { return };
    match place.split_first() {
        Some((first, rest)) => {
            let holds = |properties: &Map<String, Value>| {
                properties.get(*first).is_some_and(|inner| {
                    inner.as_object().is_some_and(|inner| holds_edges(inner, rest, target))
                })
            };
            if holds(before) || holds(after) {
                let [before, after] =
                    [before, after].map(|all| all.entry(*first).or_insert_with(|| json!({})));
                remove_edges(before, after, rest, target);
            }
        }
        None => {
            for name in names(before, after).into_iter().cloned().collect::<Vec<_>>() {
                let is_edge =
                    |all: &Map<String, Value>| all.get(&name).is_some_and(|edge| is_edge(edge, target));
                if is_edge(before) || is_edge(after) {
                    for all in [&mut *before, &mut *after] {
                        let edge = all.entry(name.as_str()).or_insert_with(|| json!({}));
                        if let Value::Object(edge) = edge {
                            edge.remove(target);
                        }
                    }
                }
            }
        }
    }
}

/// Whether an object holds an edge at a place, or is empty there.
fn holds_edges(properties: &Map<String, Value>, place: &[&str], target: &str) -> bool {
    match place.split_first() {
        Some((first, rest)) => properties
            .get(*first)
            .and_then(Value::as_object)
            .is_some_and(|inner| holds_edges(inner, rest, target)),
        None => properties.is_empty() || properties.values().any(|edge| is_edge(edge, target)),
    }
}

fn is_edge(value: &Value, target: &str) -> bool {
    value.get(target).is_some_and(Value::is_string)
}

/// The properties that differ, as deep as both have objects.
fn properties(id: &str, pointer: &str, old: Option<&Value>, new: Option<&Value>, all: &mut Vec<Change>) {
    if let (Some(Value::Object(before)), Some(Value::Object(after))) = (old, new) {
        for property in names(before, after) {
            let escaped = property.replace('~', "~0").replace('/', "~1");
            let pointer = format!("{pointer}/{escaped}");
            properties(id, &pointer, before.get(property), after.get(property), all);
        }
    } else if !old.zip(new).map_or(old == new, |(old, new)| is_same(old, new)) {
        let (id, pointer) = (id.to_owned(), pointer.to_owned());
        all.push(Change::PropertyChanged { id, pointer, old: old.cloned(), new: new.cloned() });
    }
}

/// The names of the properties of both objects, sorted.
fn names<'a>(before: &'a Map<String, Value>, after: &'a Map<String, Value>) -> Vec<&'a String> {
    let mut names: Vec<&String> = before.keys().chain(after.keys()).collect();
    names.sort();
    names.dedup();
    names
}

/// Whether two values are the same. `1` and `1.0` are.
fn is_same(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Number(old), Value::Number(new)) if old.is_f64() != new.is_f64() => {
            old.as_f64() == new.as_f64()
        }
        (Value::Array(old), Value::Array(new)) => {
            old.len() == new.len() && old.iter().zip(new).all(|(old, new)| is_same(old, new))
        }
        (Value::Object(old), Value::Object(new)) => {
            let has = |(property, old)| new.get(property).is_some_and(|new| is_same(old, new));
            old.len() == new.len() && old.iter().all(has)
        }
        _ => old == new,
    }
}

/// The edges of one element that differ.
fn edges(from: &str, old: &[(String, String)], new: &[(String, String)], all: &mut Vec<Change>) {
    let mut before = old.to_vec();
    for (label, to) in new {
        let (from, label, to) = (from.to_owned(), label.clone(), to.clone());
        match before.iter().position(|(other, _)| *other == label).map(|at| before.remove(at)) {
            None => all.push(Change::EdgeAdded { from, label, to }),
            Some((_, old)) if old != to => all.push(Change::EdgeChanged { from, label, old, new: to }),
            Some(_) => {}
        }
    }
    for (label, to) in before {
        all.push(Change::EdgeRemoved { from: from.to_owned(), label, to });
    }
}
