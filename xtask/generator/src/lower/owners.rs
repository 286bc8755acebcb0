//! What each schema belongs to that a document describes in place: the component or the operation that it stands in.
//!
//! Schemas of one shape are one type where they belong to one owner and are called the same there, and not beyond that: a
//! type of several operations would have to be called after one of them, and an operation that is added and repeats the
//! shape would rename it. Shapes that have a name of their own are owners, too, and are one type wherever they stand:
//! those that generator.toml names, and those with a title in an operation.

use super::graph::{Graph, NodeId};
use crate::model::Name;
use std::collections::{HashMap, HashSet};

/// The owner of a schema, and the word for what it is there. It is valid for the [`Owners`] that made it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Owned {
    owner: usize,
    word: usize,
}

/// The owner of each node of a graph.
pub(super) struct Owners {
    of: Vec<Owned>,
    count: usize,
}

/// How many tokens of a pointer name a component or an operation: `/components/schemas/KEY`, `/paths/PATH/METHOD`.
const TOKENS: usize = 3;

impl Owners {
    /// One owner of everything.
    pub(super) fn one(graph: &Graph) -> Self {
        Self { of: vec![Owned { owner: 0, word: 0 }; graph.ids().len()], count: 1 }
    }

    /// The component or the operation of each place. Places whose types were given different names before stay apart.
    pub(super) fn by_place(graph: &Graph, names: &HashMap<NodeId, Name>) -> Self {
        let (mut owners, mut words) = (HashMap::new(), HashMap::new());
        let of = graph.ids().map(|id| {
            let pointer = graph.node(id).pointer.as_str();
            let (next_owner, next_word) = (owners.len(), words.len());
            let owner = *owners.entry(place(pointer)).or_insert(next_owner);
            let called = names.get(&id).map_or_else(|| (word(pointer), ""), |name| ("", name.as_str()));
            let word = *words.entry(called).or_insert(next_word);
            Owned { owner, word }
        });
        let of = of.collect();
        Self { of, count: owners.len() }
    }

    /// The owner of a node.
    // Every node has an owner, as no pass adds nodes after this one.
    #[expect(clippy::indexing_slicing)]
    pub(super) fn of(&self, id: NodeId) -> Owned {
        self.of[id.index()]
    }

    /// Gives places of one shape, and what they are made of, to an owner of their own. What has a name itself stays what
    /// it is, as does what belongs to another component or operation than the place.
    pub(super) fn give(&mut self, graph: &Graph, places: &[NodeId], named: &HashSet<NodeId>) {
        let owned = Owned { owner: self.count, word: 0 };
        self.count += 1;
        for &place in places {
            let before = self.of(place).owner;
            let mut open = vec![place];
            while let Some(id) = open.pop() {
                let id = graph.resolve(id);
                let is_within = id == place || (graph.node(id).component.is_none() && !named.contains(&id));
                if !is_within || self.of(id).owner != before {
                    continue;
                }
                if let Some(slot) = self.of.get_mut(id.index()) {
                    *slot = owned;
                }
                open.extend(graph.children(id));
            }
        }
    }
}

/// The part of a pointer that names the component or the operation.
pub(super) fn place(pointer: &str) -> &str {
    let end = pointer.match_indices('/').nth(TOKENS).map_or(pointer.len(), |(end, _)| end);
    pointer.get(..end).unwrap_or(pointer)
}

/// The word for what a schema is in its component or operation: the nearest property above it, or a part of the operation.
fn word(pointer: &str) -> &str {
    if let Some((_, below)) = pointer.rsplit_once("/properties/") {
        return below.split('/').next().unwrap_or(below);
    }
    let within = pointer.get(place(pointer).len()..).unwrap_or_default();
    match within.strip_prefix("/responses/") {
        Some(status) if status.starts_with('2') => "response",
        Some(_) => "error",
        None if within.starts_with("/parameters/") => within,
        None => within.split('/').nth(1).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_belongs_to_its_component_or_to_its_operation() {
        assert_eq!(place("/components/schemas/A/properties/b"), "/components/schemas/A");
        assert_eq!(place("/components/schemas/A"), "/components/schemas/A");
        assert_eq!(place("/paths/~1a~1b/get/responses/200"), "/paths/~1a~1b/get");
    }

    #[test]
    fn a_place_is_called_after_its_property_or_the_part_of_the_operation() {
        for (pointer, called) in [
            ("/components/schemas/A/properties/b/items/properties/c/allOf/1", "c"),
            ("/paths/~1a/get/responses/200/content/x/schema", "response"),
            ("/paths/~1a/get/responses/404/content/x/schema", "error"),
            ("/paths/~1a/get/requestBody/content/x/schema", "requestBody"),
            ("/paths/~1a/get/parameters/1/schema", "/parameters/1/schema"),
        ] {
            assert_eq!(word(pointer), called);
        }
    }
}
