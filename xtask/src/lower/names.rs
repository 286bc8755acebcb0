//! The seventh pass: every class that is a type gets its name.
//!
//! In this order: generator.toml; the component's key; `title`; the names of what it stands in and of its place
//! there. Names of the first three kinds are given before any of the last, so a derived name never takes one of
//! theirs; and a derived name is made of nothing but the place, so that it stays as it is when the document grows.

use super::graph::{Graph, NodeId, Shape};
use super::placed_operation::Root;
use super::shared_shapes::{ClassId, Classes, has_name};
use super::spelling;
use crate::config::TypeConfig;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::Document;
use crate::model::{Name, Role};
use serde_json_path::JsonPath;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};

/// The names that the prelude of every Rust module holds, and those of type parameters in the code of types.
const PRELUDE: &[&str] = &[
    "A",
    "D",
    "E",
    "S",
    "T",
    "Box",
    "Clone",
    "Copy",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "Vec",
];

/// The types that are reached, in the order of the walk, and their names.
#[derive(Default)]
pub(super) struct TypeNames {
    pub(super) order: Vec<ClassId>,
    names: HashMap<ClassId, Name>,
    /// Types for which no name can be derived that no other type has.
    pub(super) nameless: Vec<ClassId>,
    /// What generator.toml says leads from one value of a union to the next.
    pub(super) edges: HashMap<ClassId, String>,
}

impl TypeNames {
    pub(super) fn get(&self, class: ClassId) -> Option<&Name> {
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
pub(super) fn choose(
    document: &Document,
    config: &[TypeConfig],
    config_file: &str,
    graph: &Graph,
    classes: &Classes,
    roots: &[Root],
) -> Result<TypeNames> {
    let found = walk(graph, classes, roots);
    let mut chooser = Chooser { graph, classes, taken: BTreeSet::new(), chosen: TypeNames::default() };
    chooser.taken.extend(PRELUDE.iter().map(|name| (*name).to_owned()));
    chooser.configured(document, config, config_file)?;
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
        return (value.clone(), true);
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
    fn configured(&mut self, document: &Document, config: &[TypeConfig], file: &str) -> Result<()> {
        for (index, entry) in config.iter().enumerate() {
            let at = |problem: String, remedy: &str| {
                Diagnostic::at(file, format!("/types/{index}"), problem, remedy)
            };
            let path = JsonPath::parse(&entry.at).map_err(|error| {
                at(format!("`at` is not a JSONPath: {error}"), "write it as RFC 9535 describes")
            })?;
            let name = Name::new(&entry.name, Role::Type)
                .filter(|name| name.as_str() == entry.name && !self.taken.contains(name.as_str()))
                .ok_or_else(|| {
                    let problem = format!("`{}` cannot be the name of this type", entry.name);
                    at(problem, "give it a name in PascalCase that no other type and no part of Rust has")
                })?;
            let class = self.matched(document, entry, &at, &path)?;
            if let Some(other) = self.chosen.names.get(&class) {
                let problem = format!("the type is called `{name}` here and `{other}` in an entry before");
                return Err(at(problem, "keep one of the two entries"));
            }
            self.taken.insert(name.to_string());
            self.chosen.names.insert(class, name);
            if let Some(edge) = &entry.edge {
                self.chosen.edges.insert(class, edge.clone());
            }
        }
        Ok(())
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
        let names = spelling::names(&raw, Role::Type, &taken);
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
                && !self.taken.contains(name.as_str())
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
                let spelled = || Name::new(&spelling::spell(suffix), Role::Type);
                let kind = Name::new(suffix, Role::Type).or_else(spelled)?;
                Some(kind.followed_by(owner.as_str()))
            }),
            Context::Variant { owner: of, suffix, tagged: false } => {
                owner(of).map(|owner| owner.followed_by(suffix))
            }
        };
        let longer = plain.as_ref().map(|name| name.followed_by(kind_word(&node.shape)));
        let spelled = plain.as_ref().zip(node.title.as_deref()).map(|(name, title)| name.followed_by(title));
        let free = [plain.clone(), spelled, longer]
            .into_iter()
            .flatten()
            .find(|name| !self.taken.contains(name.as_str()));
        match free {
            Some(name) => self.give(class, name),
            None => self.chosen.nameless.push(class),
        }
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
