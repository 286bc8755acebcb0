//! The names of component schemas, by their keys.

use super::before::kind_of;
use super::clashes::names_kept;
use super::configured::Configured;
use super::keys::Keys;
use super::places::Places;
use super::remembered::Remembered;
use super::reserved::Scope;
use crate::document::pointer;
use crate::lower::graph::Graph;
use crate::model::Name;
use std::collections::BTreeMap;

/// The names of all component schemas of a document, whether or not an operation uses them.
pub(super) struct Components {
    /// By key: what the lock calls the component, and its name.
    of: BTreeMap<String, (String, Name)>,
}

impl Components {
    pub(super) fn new(
        keys: &Keys,
        graph: &Graph,
        configured: &[Configured],
        remembered: Remembered<'_>,
    ) -> Self {
        let (keys, called): (Vec<String>, Vec<String>) = keys.schemas.clone().into_iter().unzip();
        let kept = |at: usize| {
            let id = graph.at(&place(keys.get(at)?));
            let is = id.map_or("struct", |id| kind_of(graph.shape(id)));
            let (kind, name) = remembered.type_at(called.get(at)?, is)?;
            let is_other = id.is_some_and(|id| graph.target(id).component.is_some() && kind != is);
            (!is_other && configured.iter().all(|one| one.name != name)).then_some(name)
        };
        let own: Vec<Option<Name>> = (0..keys.len()).map(kept).collect();
        let mut taken = remembered.type_names();
        for name in own.iter().flatten() {
            taken.remove(name.as_str());
        }
        taken.extend(configured.iter().map(|one| one.name.as_str()));
        let taken: Vec<&str> = taken.into_iter().collect();
        let raw: Vec<&str> = called.iter().map(String::as_str).collect();
        let names = names_kept(&raw, Scope::Types, (&taken, &|at| own.get(at).cloned().flatten()));
        let of = keys.into_iter().zip(called.clone()).zip(names);
        Self { of: of.filter_map(|((key, called), name)| Some((key, (called, name?)))).collect() }
    }

    pub(super) fn name(&self, key: &str) -> Option<&Name> {
        self.of.get(key).map(|(_, name)| name)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &Name> {
        self.of.values().map(|(_, name)| name)
    }

    /// Names what stands in components after them.
    pub(super) fn add_to(&self, places: &mut Places<'_>) {
        for (key, (called, name)) in &self.of {
            places.add(place(key).into(), name.clone(), Some(called.clone()));
        }
    }
}

fn place(key: &str) -> String {
    format!("/components/schemas/{}", pointer::escape(key))
}
