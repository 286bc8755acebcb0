//! The names of types: every class that is a type gets one.
//!
//! In this order: generator.toml; the component's key; `title`; the names of what it stands in and of its place
//! there. Names of the first three kinds are given before any of the last, so a derived name never takes one of
//! theirs; and a derived name is made of nothing but the place, so that it stays as it is when the document grows.

use super::case::Role;
use super::clashes::{names_beside, spell};
use super::reserved::Scope;
use crate::config::{GraphConfig, TypeConfig};
use crate::diagnostic::{Diagnostic, Result};
use crate::document::Document;
use crate::lower::graph::{Graph, NodeId, Shape};
use crate::lower::input::Input;
use crate::lower::placed_operation::Root;
use crate::lower::shared_shapes::{ClassId, Classes, has_name};
use crate::model::Name;
use serde_json_path::JsonPath;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// What becomes of a configured name that no longer stands for one type of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::lower) enum Misfits {
    /// It is an error.
    Refused,
    /// It is left out: the places get names of their own.
    LeftOut,
}

/// The types that are reached, in the order of the walk, and their names.
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
}

impl TypeNames {
    pub(crate) fn get(&self, class: ClassId) -> Option<&Name> {
        self.names.get(&class)
    }
}

/// Where a type was found first: in what, and under which name there.
#[derive(Clone)]
enum Context {
    Root(Name),
    /// A property; `many`: one of the values of a list or map.
    Property {
        owner: ClassId,
        property: String,
        many: bool,
    },
    Variant {
        owner: ClassId,
        suffix: String,
        tagged: bool,
    },
}

/// Names the types that are reached from `roots`.
pub(in crate::lower) fn choose(
    input: Input<'_>,
    misfits: Misfits,
    graph: &Graph,
    classes: &Classes,
    roots: &[Root],
) -> Result<TypeNames> {
    let found = walk(graph, classes, roots);
    let mut chooser = Chooser { graph, classes, taken: BTreeSet::new(), chosen: TypeNames::default() };
    chooser.configured(input, misfits)?;
    chooser.components(&found);
    chooser.titles(&found);
    for (class, context) in &found {
        chooser.derived(*class, context);
    }
    chooser.chosen.order = found.into_iter().map(|(class, _)| class).collect();
    Ok(chooser.chosen)
}

/// The types in breadth-first order, each with the context in which it is found first.
fn walk(graph: &Graph, classes: &Classes, roots: &[Root]) -> Vec<(ClassId, Context)> {
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut queue: VecDeque<(NodeId, Context)> =
        roots.iter().map(|root| (root.node, Context::Root(root.name.clone()))).collect();
    while let Some((node, context)) = queue.pop_front() {
        let node = graph.resolve(node);
        let class = classes.of(graph, node);
        match graph.shape(node) {
            Shape::Array(item) | Shape::Map(item) => {
                // Lists of lists of themselves would go on for ever.
                if seen.insert((class, true)) {
                    queue.push_back((*item, context.many()));
                }
                continue;
            }
            shape if !has_name(shape) || !seen.insert((class, false)) => continue,
            Shape::Object(object) => {
                for field in &object.fields {
                    let property = field.property.clone();
                    queue.push_back((field.node, Context::Property { owner: class, property, many: false }));
                }
                if let Some(additional) = object.additional {
                    let property = "additional property".to_owned();
                    queue.push_back((additional, Context::Property { owner: class, property, many: false }));
                }
            }
            Shape::Union(union) => {
                for &variant in &union.variants {
                    let (suffix, tagged) = variant_words(graph, &union.variants, variant);
                    queue.push_back((variant, Context::Variant { owner: class, suffix, tagged }));
                }
            }
            _ => {}
        }
        found.push((class, context));
    }
    found
}

impl Context {
    fn many(self) -> Self {
        match self {
            Self::Property { owner, property, .. } => Self::Property { owner, property, many: true },
            other => other,
        }
    }
}

/// What tells a variant from the others: the tag's value, the title, or a property that only this one has.
fn variant_words(graph: &Graph, variants: &[NodeId], variant: NodeId) -> (String, bool) {
    let node = graph.node(graph.resolve(variant));
    let Shape::Object(object) = &node.shape else { return (kind_word(&node.shape).to_owned(), false) };
    if let Some((_, value)) = &object.tag {
        return (value.text(), true);
    }
    if let Some(title) = &node.title {
        return (title.clone(), false);
    }
    let is_own = |property: &str| {
        variants.iter().filter(|other| graph.resolve(**other) != graph.resolve(variant)).all(
            |other| !matches!(graph.shape(*other), Shape::Object(other) if other.field(property).is_some()),
        )
    };
    let own = object.fields.iter().find(|field| is_own(&field.property));
    (own.map_or_else(|| "object".to_owned(), |field| format!("with {}", field.property)), false)
}

fn kind_word(shape: &Shape) -> &'static str {
    match shape {
        Shape::Enum(_) => "value",
        Shape::Union(_) => "choice",
        _ => "object",
    }
}

struct Chooser<'a> {
    graph: &'a Graph,
    classes: &'a Classes,
    taken: BTreeSet<String>,
    chosen: TypeNames,
}

impl Chooser<'_> {
    fn configured(&mut self, input: Input<'_>, misfits: Misfits) -> Result<()> {
        for (index, entry) in input.config.types.iter().enumerate() {
            let at = |problem: String, remedy: &str| {
                input.config_error(format!("/types/{index}"), problem, remedy)
            };
            match (self.entry(input.document, entry, &at), misfits) {
                (Ok((class, name)), _) => {
                    self.give(class, name);
                    self.chosen.edges.extend(entry.edge.clone().map(|edge| (class, edge)));
                    self.chosen.graphs.extend(entry.graph.clone().map(|graph| (class, graph)));
                }
                (Err(diagnostic), Misfits::Refused) => return Err(diagnostic),
                (Err(_), Misfits::LeftOut) => {}
            }
        }
        Ok(())
    }

    /// The class that an entry names, and its name.
    fn entry(
        &self,
        document: &Document,
        entry: &TypeConfig,
        at: &dyn Fn(String, &str) -> Diagnostic,
    ) -> Result<(ClassId, Name)> {
        let path = JsonPath::parse(&entry.at).map_err(|error| {
            at(format!("`at` is not a JSONPath: {error}"), "write it as RFC 9535 describes")
        })?;
        let name = Name::new(&entry.name, Role::Type)
            .filter(|name| name.as_str() == entry.name && self.is_free(name))
            .ok_or_else(|| {
                let problem = format!("`{}` cannot be the name of this type", entry.name);
                at(problem, "give it a name in PascalCase that no other type and no part of Rust has")
            })?;
        let class = self.matched(document, entry, at, &path)?;
        if let Some(other) = self.chosen.names.get(&class) {
            let problem = format!("the type is called `{name}` here and `{other}` in an entry before");
            return Err(at(problem, "keep one of the two entries"));
        }
        Ok((class, name))
    }

    /// The one class that an entry's path leads to.
    fn matched(
        &self,
        document: &Document,
        entry: &TypeConfig,
        at: &dyn Fn(String, &str) -> Diagnostic,
        path: &JsonPath,
    ) -> Result<ClassId> {
        let mut found: Option<(ClassId, String)> = None;
        for located in path.query_located(&document.json).iter() {
            let pointer = located.location().to_json_pointer();
            let Some(node) = self.graph.at(&pointer).filter(|node| has_name(self.graph.shape(*node))) else {
                continue;
            };
            let class = self.classes.of(self.graph, node);
            match &found {
                Some((known, first)) if *known != class => {
                    let problem = format!(
                        "`{}` stands for two different shapes, at {first} and at {pointer}",
                        entry.name
                    );
                    return Err(at(problem, "narrow the path so that it leads to one shape"));
                }
                Some(_) => {}
                None => found = Some((class, pointer)),
            }
        }
        found.map(|(class, _)| class).ok_or_else(|| {
            let problem = format!("`{}` leads to no object, enum or union that an operation uses", entry.at);
            at(problem, "correct the path, or remove the entry where the document no longer has the type")
        })
    }

    fn components(&mut self, found: &[(ClassId, Context)]) {
        let unnamed: Vec<(ClassId, &str)> = found
            .iter()
            .filter(|(class, _)| !self.chosen.names.contains_key(class))
            .filter_map(|(class, _)| {
                let node = self.graph.node(self.classes.representative(*class));
                node.component.as_deref().map(|component| (*class, component))
            })
            .collect();
        let raw: Vec<&str> = unnamed.iter().map(|(_, component)| *component).collect();
        let taken: Vec<&str> = self.taken.iter().map(String::as_str).collect();
        let names = names_beside(&raw, Scope::Types, &taken);
        for ((class, _), name) in unnamed.into_iter().zip(names) {
            if let Some(name) = name {
                self.give(class, name);
            }
        }
    }

    fn titles(&mut self, found: &[(ClassId, Context)]) {
        let mut titled: BTreeMap<Name, Vec<ClassId>> = BTreeMap::new();
        for (class, _) in found.iter().filter(|(class, _)| !self.chosen.names.contains_key(class)) {
            let title = self.graph.node(self.classes.representative(*class)).title.as_deref();
            if let Some(name) = title.and_then(|title| Name::new(title, Role::Type)) {
                titled.entry(name).or_default().push(*class);
            }
        }
        for (name, classes) in titled {
            if let [only] = classes.as_slice()
                && self.is_free(&name)
            {
                self.give(*only, name);
            }
        }
    }

    fn derived(&mut self, class: ClassId, context: &Context) {
        if self.chosen.names.contains_key(&class) {
            return;
        }
        let owner = |owner: &ClassId| self.chosen.names.get(owner).cloned();
        let node = self.graph.node(self.classes.representative(class));
        let plain = match context {
            Context::Root(name) => Some(name.clone()),
            Context::Property { owner: of, property, many } => owner(of).map(|owner| {
                let property = if *many { singular(property) } else { property.clone() };
                owner.followed_by(&property)
            }),
            Context::Variant { owner: of, suffix, tagged: true } => owner(of).and_then(|owner| {
                let spelled = || Name::new(&spell(suffix), Role::Type);
                let kind = Name::new(suffix, Role::Type).or_else(spelled)?;
                Some(kind.followed_by(owner.as_str()))
            }),
            Context::Variant { owner: of, suffix, tagged: false } => {
                owner(of).map(|owner| owner.followed_by(suffix))
            }
        };
        let longer = plain.as_ref().map(|name| name.followed_by(kind_word(&node.shape)));
        let spelled = plain.as_ref().zip(node.title.as_deref()).map(|(name, title)| name.followed_by(title));
        let free = [plain.clone(), spelled, longer].into_iter().flatten().find(|name| self.is_free(name));
        match free {
            Some(name) => self.give(class, name),
            None => self.chosen.nameless.push(class),
        }
    }

    fn is_free(&self, name: &Name) -> bool {
        !Scope::Types.reserves(name.as_str()) && !self.taken.contains(name.as_str())
    }

    fn give(&mut self, class: ClassId, name: Name) {
        self.taken.insert(name.to_string());
        self.chosen.names.insert(class, name);
    }
}

/// One of what a plural property holds: `routes` holds a `route`.
fn singular(property: &str) -> String {
    pluralizer::pluralize(property, 1, false)
}
