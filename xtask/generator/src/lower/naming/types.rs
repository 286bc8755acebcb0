//! The names of types: every class that is a type gets one.
//!
//! In this order: generator.toml; the lock; the component's key; the `title` of a schema in an operation; the place, by the names
//! of what it stands in. A derived name is made of nothing but the place (`places.rs`), and no type stands in two
//! operations unless it has a name of its own, or is that of a parameter of their group (`owners.rs`): so no name depends
//! on what else the document has, except that two names may be the same. Then the first keeps it, in the order above; of two components the one that is
//! spelled more plainly (`clashes.rs`), of two titles and two places the one whose path is shorter, or else comes first
//! in the alphabet. The keys of all components of the document are taken, so that no other type loses its name when an
//! operation begins to use one.

use super::before::{Before, Conflict};
use super::case::Role;
use super::components::Components;
use super::configured::Configured;
use super::fingerprint::fingerprint;
use super::keys::Keys;
use super::places::Places;
use super::remembered::Remembered;
use super::reserved::Scope;
use super::variants::kind_word;
use crate::config::GraphConfig;
use crate::lower::graph::{Graph, NodeId, Shape};
use crate::lower::group_parameters;
use crate::lower::owners::{self, Owners};
use crate::lower::placed_operation::Root;
use crate::lower::shared_shapes::{ClassId, Classes, classify, has_name};
use crate::model::Name;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The types that are reached, and their names.
#[derive(Default)]
pub(crate) struct TypeNames {
    pub(crate) order: Vec<ClassId>,
    names: HashMap<ClassId, Name>,
    /// Types for which no name can be derived that no other type has.
    pub(crate) nameless: Vec<ClassId>,
    /// What generator.toml says leads from one value of a union to the next.
    pub(crate) edges: HashMap<ClassId, String>,
    /// What generator.toml says of the graphs of the values of a union.
    pub(crate) graphs: HashMap<ClassId, GraphConfig>,
    /// The places of all types, as the lock calls them.
    pub(crate) places: Vec<(String, NodeId)>,
    /// The types whose names are those of other kinds of types in the lock.
    pub(crate) conflicts: Vec<(ClassId, Conflict)>,
}

impl TypeNames {
    pub(crate) fn get(&self, class: ClassId) -> Option<&Name> {
        self.names.get(&class)
    }
}

/// A shape that has a name wherever it stands.
struct Named {
    places: Vec<NodeId>,
    name: Name,
}

/// Parts the nodes into types, and names those that are reached from `roots`.
pub(in crate::lower) fn choose(
    remembered: Remembered<'_>,
    graph: &Graph,
    shapes: &Classes,
    (keys, configured): (&Keys, &[Configured]),
    roots: &[Root],
) -> (Classes, TypeNames) {
    let reached = reached(graph, roots);
    let mut places = Places::new(graph, keys, roots);
    let components = Components::new(keys, graph, configured, remembered);
    components.add_to(&mut places);
    let before = Before::new(graph, &places, &reached, remembered);
    let mut by_shape: HashMap<ClassId, Vec<NodeId>> = HashMap::new();
    for id in graph.ids().filter(|id| graph.resolve(*id) == *id) {
        by_shape.entry(shapes.of(graph, id)).or_default().push(id);
    }
    let at = |class: ClassId| by_shape.get(&class).cloned().unwrap_or_default();
    let named: Vec<Named> =
        configured.iter().map(|one| Named { places: at(one.shape), name: one.name.clone() }).collect();
    let taken: HashSet<&str> =
        components.names().chain(configured.iter().map(|one| &one.name)).map(Name::as_str).collect();
    let is_free = |name: &Name| !Scope::Types.reserves(name.as_str()) && !taken.contains(name.as_str());
    let titles = titles((graph, shapes), &reached, configured, &before);
    let titled = titles.into_iter().filter(|(name, _)| is_free(name));
    let titled: Vec<Named> = titled.map(|(name, class)| Named { places: at(class), name }).collect();
    let mut owners = Owners::by_place(graph, &reached, &group_parameters::find(graph, roots), &before.names);
    let starts: HashSet<NodeId> = named.iter().chain(&titled).flat_map(|one| one.places.clone()).collect();
    for one in named.iter().chain(&titled) {
        owners.give(graph, &one.places, &starts);
    }
    let classes = classify(graph, &owners);
    let mut chooser = Chooser {
        graph,
        keys,
        classes: &classes,
        remembered: remembered.type_names(),
        taken: components.names().map(Name::to_string).collect(),
        given: HashSet::new(),
        places,
        chosen: TypeNames::default(),
    };
    chooser.order(&reached);
    for (one, entry) in named.iter().zip(configured) {
        if let Some(class) = chooser.give_all(one) {
            chooser.chosen.edges.extend(entry.edge.clone().map(|edge| (class, edge)));
            chooser.chosen.graphs.extend(entry.graph.clone().map(|graph| (class, graph)));
        }
    }
    chooser.components(&components);
    chooser.remembered(&before, remembered);
    chooser.titled(&titled);
    chooser.derived();
    let mut chosen = chooser.chosen;
    chosen.places = before.places;
    let conflicts = before.conflicts.into_iter().map(|(id, conflict)| (classes.of(graph, id), conflict));
    chosen.conflicts = conflicts.collect();
    (classes, chosen)
}

/// The nodes that become types with names, in breadth-first order.
fn reached(graph: &Graph, roots: &[Root]) -> Vec<NodeId> {
    let mut seen: HashSet<NodeId> = HashSet::new();
    let mut found: Vec<NodeId> = Vec::new();
    let mut open: Vec<NodeId> = roots.iter().map(|root| root.node).collect();
    let mut next = 0;
    while let Some(id) = open.get(next).map(|id| graph.resolve(*id)) {
        next += 1;
        if seen.insert(id) {
            found.extend(Some(id).filter(|id| has_name(graph.shape(*id))));
            open.extend(graph.children(id));
        }
    }
    found
}

/// The shapes in operations that have a title, by the name that it makes. Of several shapes, it is that of the place that
/// had the name before, or else of the first place.
fn titles(
    (graph, shapes): (&Graph, &Classes),
    reached: &[NodeId],
    configured: &[Configured],
    before: &Before,
) -> BTreeMap<Name, ClassId> {
    let is_configured = |class| configured.iter().any(|one| one.shape == class);
    let mut titles: BTreeMap<Name, ((bool, usize, &str), ClassId)> = BTreeMap::new();
    for &id in reached {
        let node = graph.node(id);
        let name = node.title.as_deref().and_then(|title| Name::new(title, Role::Type));
        let Some(name) = name.filter(|_| node.pointer.starts_with("/paths/")) else { continue };
        let class = shapes.of(graph, id);
        let is_new = before.names.get(&id) != Some(&name);
        let place = (is_new, node.pointer.matches("~1").count(), node.pointer.as_str());
        if !is_configured(class) {
            let first = titles.entry(name).or_insert((place, class));
            *first = (place, class).min(*first);
        }
    }
    titles.into_iter().map(|(name, (_, class))| (name, class)).collect()
}

struct Chooser<'a> {
    graph: &'a Graph,
    keys: &'a Keys,
    classes: &'a Classes,
    /// The names of the lock, which no new type may have.
    remembered: HashSet<&'a str>,
    /// The names that no derived one may be: those that are given, and those of all components.
    taken: BTreeSet<String>,
    given: HashSet<Name>,
    places: Places<'a>,
    chosen: TypeNames,
}

impl Chooser<'_> {
    /// The types, those first that others stand in.
    fn order(&mut self, reached: &[NodeId]) {
        let classes: HashSet<ClassId> = reached.iter().map(|id| self.classes.of(self.graph, *id)).collect();
        let mut order: Vec<ClassId> = classes.into_iter().collect();
        order.sort_by_cached_key(|class| {
            let pointer = &self.graph.node(self.classes.representative(*class)).pointer;
            (pointer.matches('/').count(), pointer.matches("~1").count(), pointer.clone())
        });
        self.chosen.order = order;
    }

    /// Names a shape at all of its places; returns its class, if it is one of the types.
    fn give_all(&mut self, one: &Named) -> Option<ClassId> {
        let class = one.places.first().map(|id| self.classes.of(self.graph, *id))?;
        for id in &one.places {
            self.places.add(self.graph.node(*id).pointer.clone(), one.name.clone(), None);
        }
        self.give(class, one.name.clone());
        Some(class)
    }

    fn components(&mut self, components: &Components) {
        for class in self.chosen.order.clone() {
            let key = self.graph.node(self.classes.representative(class)).component.as_ref();
            if let Some(name) = key.and_then(|key| components.name(key))
                && !self.chosen.names.contains_key(&class)
            {
                self.give(class, name.clone());
            }
        }
    }

    /// Gives the types the names that their places had before. Where a type has become several, the one that still has
    /// the shape keeps the name, or else the first.
    fn remembered(&mut self, before: &Before, remembered: Remembered<'_>) {
        let mut wanted: BTreeMap<&Name, Vec<(ClassId, NodeId)>> = BTreeMap::new();
        let position: HashMap<ClassId, usize> =
            self.chosen.order.iter().enumerate().map(|(at, class)| (*class, at)).collect();
        for (&id, name) in &before.names {
            let class = self.classes.of(self.graph, id);
            if !self.chosen.names.contains_key(&class) && !self.given.contains(name) {
                wanted.entry(name).or_default().push((class, id));
            }
        }
        for (name, mut classes) in wanted {
            classes.sort_by_key(|(class, id)| (position.get(class), *id));
            let shape = remembered.shape(name).filter(|_| classes.len() > 1);
            let as_it_was =
                |(_, id): &&(ClassId, NodeId)| shape == Some(&fingerprint(self.graph, self.keys, *id));
            let first = classes.iter().find(as_it_was).or(classes.first());
            if let Some(&(class, _)) = first.filter(|(class, _)| !self.chosen.names.contains_key(class)) {
                for (_, id) in classes.iter().filter(|(other, _)| *other == class) {
                    self.places.add(self.graph.node(*id).pointer.clone(), name.clone(), None);
                }
                self.give(class, name.clone());
            }
        }
    }

    fn titled(&mut self, titled: &[Named]) {
        for one in titled {
            let class = one.places.first().map(|id| self.classes.of(self.graph, *id));
            if class.is_some_and(|class| !self.chosen.names.contains_key(&class)) && self.is_free(&one.name) {
                self.give_all(one);
            }
        }
    }

    fn derived(&mut self) {
        let open: Vec<ClassId> =
            self.chosen.order.iter().copied().filter(|class| self.chosen.get(*class).is_none()).collect();
        for class in open {
            let node = self.graph.node(self.classes.representative(class));
            let plain = self.places.name(&node.pointer);
            let kind = kind_word(&node.shape);
            let spelled =
                plain.as_ref().zip(node.title.as_deref()).map(|(name, title)| name.followed_by(title));
            let longer = plain.as_ref().map(|name| name.followed_by(kind));
            let longest = spelled.as_ref().map(|name| name.followed_by(kind));
            let key = self.component_of(&node.pointer);
            let of_operation = self.places.name_in_operation(&node.pointer);
            let names = [plain.clone(), key.clone(), of_operation, spelled, longer, longest];
            let mut names = names.into_iter().flatten().chain(self.in_its_union(&node.pointer, &node.shape));
            let is_own = |name: &Name| key.as_ref() == Some(name) && !self.given.contains(name);
            let found = names.find(|name| self.is_free(name) || is_own(name));
            match found.or_else(|| self.beside_retired(&plain?)) {
                Some(name) => {
                    self.places.add(node.pointer.clone(), name.clone(), None);
                    self.give(class, name);
                }
                None => self.chosen.nameless.push(class),
            }
        }
    }

    /// The name with a number, where nothing but names that were given before keep a type from having it.
    fn beside_retired(&self, plain: &Name) -> Option<Name> {
        let is_retired = self.remembered.contains(plain.as_str()) && !self.taken.contains(plain.as_str());
        let mut numbered = (2_u32..).map(|number| plain.followed_by(&number.to_string()));
        is_retired.then(|| numbered.find(|name| self.is_free(name))).flatten()
    }

    /// Names of a variant whose place has the name of another type with the same shape: the union's name, followed by each
    /// property.
    fn in_its_union(&self, pointer: &str, shape: &Shape) -> Vec<Name> {
        let union = ["/oneOf/", "/anyOf/"]
            .iter()
            .filter_map(|list| pointer.rsplit_once(list))
            .max_by_key(|(union, _)| union.len());
        let (Some((union, _)), Shape::Object(object)) = (union, shape) else { return Vec::new() };
        let Some(union) = self.places.name(union) else { return Vec::new() };
        object.fields.iter().map(|field| union.followed_by(&format!("with {}", field.property))).collect()
    }

    /// The name of the component that a type stands in and is all of: the component combines schemas or is a list, and
    /// is no type itself.
    fn component_of(&self, pointer: &str) -> Option<Name> {
        let component = owners::place(pointer);
        let is_all = pointer.starts_with("/components/schemas/") && self.places.is_whole(component, pointer);
        self.places.name(component).filter(|_| is_all)
    }

    fn is_free(&self, name: &Name) -> bool {
        !Scope::Types.reserves(name.as_str())
            && !self.taken.contains(name.as_str())
            && !self.remembered.contains(name.as_str())
    }

    fn give(&mut self, class: ClassId, name: Name) {
        self.taken.insert(name.to_string());
        self.given.insert(name.clone());
        self.chosen.names.insert(class, name);
    }
}
