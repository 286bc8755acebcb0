//! Cargo features: those of every crate, and one for each group of operations where the crate is parted into groups.
//!
//! What one group alone uses stands in the group's own module; what several use is compiled where one of them is.

use crate::lower::naming;
use crate::model::items::{Condition, Feature};
use crate::model::{Api, Name};
use std::collections::{BTreeMap, BTreeSet};

/// The features that every crate has, and what they turn on. xtask/runtime/Cargo.toml has those that change its code.
const OF_EVERY_CRATE: &[(&str, &[&str])] = &[
    ("blocking", &["tokio/rt-multi-thread"]),
    ("default", &["rustls"]),
    ("exact-numbers", &["serde_json/arbitrary_precision"]),
    ("http2", &["dep:h2", "reqwest/http2"]),
    ("mock", &["dep:wiremock"]),
    ("native-tls", &["dep:native-tls", "reqwest/native-tls"]),
    ("rustls", &["reqwest/rustls"]),
    ("stream", &[]),
    ("tracing", &["dep:tracing"]),
];

/// The features of crates that have graphs. Others have no use for them; their names are kept free all the same, so that
/// no feature is renamed when an API gets graphs.
const OF_GRAPHS: &[(&str, &[&str])] = &[("graph", &["dep:petgraph"]), ("svg", &["dep:dagre", "graph"])];

/// The features of crates with texts that convert to the types of other crates.
const OF_FORMATS: &[(&str, &[&str])] = &[
    ("chrono", &["dep:chrono"]),
    ("jiff", &["dep:jiff"]),
    ("time", &["dep:time"]),
    ("url", &["dep:url"]),
    ("uuid", &["dep:uuid"]),
];

/// The feature that turns on all groups.
const FULL: &str = "full";

/// The features of a crate.
pub(super) struct Features<'a> {
    api: &'a Api,
    /// The features of groups, by accessor; empty where the crate is not parted.
    of_groups: BTreeMap<&'a Name, String>,
}

impl<'a> Features<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let accessors: Vec<&Name> =
            api.groups.iter().filter(|_| api.group_features).map(|group| &group.accessor).collect();
        let named = accessors.iter().map(|accessor| {
            let is_free = |name: &str| {
                let mut others = accessors.iter().filter(|other| *other != accessor);
                name != FULL
                    && OF_EVERY_CRATE
                        .iter()
                        .chain(OF_GRAPHS)
                        .chain(OF_FORMATS)
                        .all(|(other, _)| *other != name)
                    && others.all(|other| naming::plain_feature(other) != name)
            };
            (*accessor, naming::feature(accessor, is_free))
        });
        Self { api, of_groups: named.collect() }
    }

    /// All features, by name.
    pub(super) fn all(&self) -> Vec<Feature> {
        let owned = |enables: &[&str]| enables.iter().map(|need| (*need).to_owned()).collect();
        let feature = |name: &str, enables| Feature { name: name.to_owned(), enables };
        let of_graphs = OF_GRAPHS.iter().filter(|_| self.api.has_graphs());
        let crates: BTreeSet<&str> =
            self.api.formats().iter().flat_map(|format| format.crates()).copied().collect();
        let of_formats = OF_FORMATS.iter().filter(|(name, _)| crates.contains(name));
        let mut all: Vec<Feature> = OF_EVERY_CRATE
            .iter()
            .chain(of_graphs)
            .chain(of_formats)
            .map(|(name, enables)| feature(name, owned(enables)))
            .collect();
        if self.api.group_features {
            all.extend(self.of_groups.values().map(|name| feature(name, Vec::new())));
            let in_order = self.api.groups.iter().filter_map(|group| self.of_groups.get(&group.accessor));
            all.push(feature(FULL, in_order.cloned().collect()));
        }
        all.sort_by(|a, b| a.name.cmp(&b.name));
        all
    }

    /// The condition of what uses types of any group.
    pub(super) fn of_all(&self) -> Condition {
        if self.api.group_features { Condition::Feature(FULL.to_owned()) } else { Condition::Always }
    }

    /// The condition of what belongs to one group.
    pub(super) fn of_group(&self, accessor: &Name) -> Condition {
        self.of_groups.get(accessor).map_or(Condition::Always, |feature| Condition::Feature(feature.clone()))
    }

    /// The condition of a type: none where all groups use it, or where one does, whose module has it already. A type that no
    /// operation leads to is compiled where everything is.
    pub(super) fn of_type(&self, name: &Name) -> Condition {
        match self.api.users.get(name) {
            _ if !self.api.group_features => Condition::Always,
            None => Condition::Feature(FULL.to_owned()),
            Some(users) if users.len() == self.api.groups.len() => Condition::Always,
            Some(users) => {
                Condition::AnyOf(users.iter().filter_map(|user| self.of_groups.get(user)).cloned().collect())
            }
        }
    }
}
