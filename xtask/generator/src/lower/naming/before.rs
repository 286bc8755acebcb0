//! The names that the places of a document were given before.

use super::places::Places;
use super::remembered::Remembered;
use crate::lower::graph::{Graph, NodeId, Shape};
use crate::model::Name;
use std::collections::{HashMap, HashSet};

/// A place that has a type of another kind than before, which therefore gets another name.
#[derive(Debug, Clone)]
pub(crate) struct Conflict {
    pub(crate) place: String,
    /// The kind and the name that it had before.
    pub(crate) was: (String, Name),
}

/// The places of the types of a document, and the names that they had before.
pub(super) struct Before {
    /// All places, as the lock calls them.
    pub(super) places: Vec<(String, NodeId)>,
    pub(super) names: HashMap<NodeId, Name>,
    /// Places that hold another kind of type now.
    pub(super) conflicts: Vec<(NodeId, Conflict)>,
}

impl Before {
    pub(super) fn new(
        graph: &Graph,
        places: &Places<'_>,
        reached: &[NodeId],
        remembered: Remembered<'_>,
    ) -> Self {
        let mut before = Self { places: Vec::new(), names: HashMap::new(), conflicts: Vec::new() };
        let found = distinct(graph, places, reached);
        let elsewhere = gone(&found, remembered);
        for (place, id) in found {
            let node = graph.node(id);
            let is = kind_of(&node.shape);
            let of_template = || match elsewhere.get(&template(&place))?.as_slice() {
                [only] => remembered.type_at(only, is),
                _ => None,
            };
            if let Some((kind, name)) = remembered.type_at(&place, is).or_else(of_template) {
                if kind == is {
                    before.names.insert(id, name);
                } else {
                    let conflict = Conflict { place: place.clone(), was: (kind.to_owned(), name) };
                    before.conflicts.push((id, conflict));
                }
            }
            before.places.push((place, id));
        }
        before
    }
}

/// The places of the lock that the document no longer has, by their templates: a parameter of a path that has another
/// name now makes other places of all that the operation has.
fn gone<'l>(found: &[(String, NodeId)], remembered: Remembered<'l>) -> HashMap<String, Vec<&'l str>> {
    let present: HashSet<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    let mut gone: HashMap<String, Vec<&str>> = HashMap::new();
    for place in remembered.places().filter(|place| place.contains('{') && !present.contains(place)) {
        gone.entry(template(place)).or_default().push(place);
    }
    gone
}

/// A place without the names of the parameters in its path.
fn template(place: &str) -> String {
    let mut template = String::new();
    let mut is_name = false;
    for character in place.chars() {
        is_name &= character != '}';
        if !is_name {
            template.push(character);
        }
        is_name |= character == '{';
    }
    template
}

/// The nodes with their places. A member of `allOf` that is a type by itself, since something refers to it, stands at the
/// place of what it is a member of: it has its pointer instead.
fn distinct(graph: &Graph, places: &Places<'_>, reached: &[NodeId]) -> Vec<(String, NodeId)> {
    let mut found: Vec<(String, NodeId)> = Vec::new();
    let mut shortest: HashMap<String, &str> = HashMap::new();
    for &id in reached {
        let pointer = graph.node(id).pointer.as_str();
        let place = places.place(pointer);
        let first = shortest.entry(place.clone()).or_insert(pointer);
        if pointer.len() < first.len() {
            *first = pointer;
        }
        found.push((place, id));
    }
    for (place, id) in &mut found {
        let pointer = graph.node(*id).pointer.as_str();
        if shortest.get(place.as_str()).is_some_and(|first| *first != pointer) {
            pointer.clone_into(place);
        }
    }
    found
}

/// The kind of a type, as the lock calls it.
pub(in crate::lower) fn kind_of(shape: &Shape) -> &'static str {
    match shape {
        Shape::Enum(_) => "enum",
        Shape::Union(_) => "union",
        _ => "struct",
    }
}
