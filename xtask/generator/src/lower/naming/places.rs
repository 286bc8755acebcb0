//! Where a type stands: below a component or a part of an operation, along a path of properties. A name is made of
//! nothing but that, so it stays as it is when the document grows; and the lock of names knows types by it.

use super::case::Role;
use super::clashes::spell;
use super::keys::Keys;
use super::singular::singular;
use super::variants::variant_words;
use crate::document::pointer::unescape;
use crate::lower::graph::{Graph, NodeId, Shape};
use crate::lower::placed_operation::Root;
use crate::lower::shared_shapes::has_name;
use crate::model::{JsonPointer, Name};
use std::cell::RefCell;
use std::collections::HashMap;

/// A schema that others are named after.
#[derive(Debug, Clone)]
struct Anchor {
    name: Name,
    /// The name that a parameter has after its operation, where it is named after its group.
    in_operation: Option<Name>,
    /// How the lock calls the place; `None` for the place of a type, which is known by what stands above it.
    place: Option<String>,
}

/// The places of a document, with the names of those that have one.
pub(super) struct Places<'g> {
    graph: &'g Graph,
    anchors: HashMap<JsonPointer, Anchor>,
    /// The first node of each pointer, those that merging added included.
    nodes: HashMap<&'g str, NodeId>,
    /// What tells the variants of each union apart, once it was asked for.
    variants: RefCell<HashMap<NodeId, Vec<VariantWords>>>,
}

/// What tells a variant apart, in words.
struct VariantWords {
    suffix: String,
    tagged: bool,
    /// How many variants before this one have the same words.
    alike: usize,
}

/// One step on the way from a place to one within it.
enum Step {
    Property(String),
    /// One of the values of a list or map.
    Item,
    Variant {
        suffix: String,
        tagged: bool,
        alike: usize,
    },
}

impl<'g> Places<'g> {
    pub(super) fn new(graph: &'g Graph, keys: &Keys, roots: &[Root]) -> Self {
        let mut nodes: HashMap<&str, NodeId> = HashMap::new();
        for id in graph.ids() {
            nodes.entry(graph.node(id).pointer.as_str()).or_insert(id);
        }
        let mut places = Self { graph, anchors: HashMap::new(), nodes, variants: RefCell::default() };
        let mut roots: Vec<(&JsonPointer, &Root)> =
            roots.iter().map(|root| (&graph.node(root.node).pointer, root)).collect();
        // What several operations refer to is named after the one that it stands in, or else after the first that reads.
        roots
            .sort_by_key(|(pointer, root)| (!pointer.starts_with(root.operation.as_str()), root.is_changing));
        for (pointer, root) in roots {
            if let Some(anchor) = anchor(keys, pointer, root) {
                places.anchors.entry(pointer.clone()).or_insert(anchor);
            }
        }
        places
    }

    /// Names what stands below a place after it.
    pub(super) fn add(&mut self, pointer: JsonPointer, name: Name, place: Option<String>) {
        let place = place.or_else(|| self.anchors.get(&pointer).and_then(|known| known.place.clone()));
        self.anchors.insert(pointer, Anchor { name, in_operation: None, place });
    }

    /// The name of a place that is made of what stands above it; `None` below nothing that has a name.
    pub(super) fn name(&self, pointer: &str) -> Option<Name> {
        let (anchor, end) = self.anchor(pointer)?;
        let is_component =
            |steps: &[Step]| matches!(steps, [Step::Item]) && pointer.starts_with("/components/schemas/");
        match self.steps(pointer, end) {
            // What a list holds that is a component.
            steps if is_component(&steps) => Name::new(&singular(anchor.name.as_str()), Role::Type),
            steps => Some(named(&anchor.name, steps)),
        }
    }

    /// The name of a place in a parameter after its operation, where it is named after its group.
    pub(super) fn name_in_operation(&self, pointer: &str) -> Option<Name> {
        let (anchor, end) = self.anchor(pointer)?;
        Some(named(anchor.in_operation.as_ref()?, self.steps(pointer, end)))
    }

    /// The nearest place above that others are named after, and where its pointer ends.
    fn anchor(&self, pointer: &str) -> Option<(&Anchor, usize)> {
        let above = pointer.match_indices('/').map(|(end, _)| end).chain([pointer.len()]);
        let above = above.collect::<Vec<_>>().into_iter().rev();
        let mut anchored = above.filter_map(|end| Some((self.anchors.get(pointer.get(..end)?)?, end)));
        anchored.next()
    }

    /// Whether nothing else stands between a component and a place within it, but what it combines or holds.
    pub(super) fn is_whole(&self, component: &str, pointer: &str) -> bool {
        self.steps(pointer, component.len()).iter().all(|step| matches!(step, Step::Item))
    }

    /// How the lock calls a place.
    pub(super) fn place(&self, pointer: &str) -> String {
        let above: Vec<usize> =
            pointer.match_indices('/').map(|(end, _)| end).chain([pointer.len()]).collect();
        let anchored = above.into_iter().rev().find_map(|end| {
            let anchor = self.anchors.get(pointer.get(..end)?)?;
            Some((anchor.place.as_ref()?, end))
        });
        let Some((begin, end)) = anchored else { return pointer.to_owned() };
        let mut place = begin.clone();
        for step in self.steps(pointer, end) {
            match step {
                Step::Property(property) => place.push_str(&format!(".{property}")),
                Step::Item => place.push_str("[]"),
                Step::Variant { suffix, alike: 0, .. } => place.push_str(&format!("|{suffix}")),
                Step::Variant { suffix, alike, .. } => {
                    place.push_str(&format!("|{suffix} {}", alike.saturating_add(1)));
                }
            }
        }
        place
    }

    /// The steps from the part of a pointer that ends at `end` to its own end. What `allOf` combines is no step, nor is
    /// a union of one schema.
    fn steps(&self, pointer: &str, end: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = end;
        let rest = pointer.get(end..).unwrap_or_default();
        let mut tokens = rest.split('/').skip(1);
        while let Some(token) = tokens.next() {
            let before = at;
            at += 1 + token.len();
            match token {
                "properties" => {
                    let Some(property) = tokens.next() else { break };
                    at += 1 + property.len();
                    steps.push(Step::Property(unescape(property)));
                }
                "items" => steps.push(Step::Item),
                "additionalProperties" => {
                    steps.push(self.additional(pointer.get(..before).unwrap_or_default()))
                }
                "oneOf" | "anyOf" | "variants" => {
                    let union = at;
                    let Some(index) = tokens.next() else { break };
                    at += 1 + index.len();
                    match self.position(pointer.get(..before).unwrap_or_default(), index) {
                        Some(position) => steps.push(Step::Property(position.to_owned())),
                        None => steps.extend(self.variant(pointer, (before, union, at))),
                    }
                }
                // Answers of success that differ are a union of all of them.
                "content" => {
                    for token in tokens.by_ref().take(2) {
                        at += 1 + token.len();
                    }
                    steps.extend(self.variant(pointer, (end, end, at)));
                }
                _ => {}
            }
        }
        steps
    }

    fn node(&self, pointer: &str) -> Option<NodeId> {
        self.nodes.get(pointer).copied()
    }

    /// The word for an item of a list that describes its items by their position.
    fn position(&self, items: &str, index: &str) -> Option<&'static str> {
        let list = self.node(items.strip_suffix("/items")?)?;
        let Shape::Tuple(tuple) = self.graph.shape(list) else { return None };
        let index: usize = index.parse().ok()?;
        if index < tuple.items.len() { POSITIONS.get(index).copied() } else { Some("further item") }
    }

    /// What other properties hold is one of several where there are no others.
    fn additional(&self, object: &str) -> Step {
        let is_beside_others = self.node(object).is_some_and(|id| has_name(self.graph.shape(id)));
        if is_beside_others { Step::Property("additional property".to_owned()) } else { Step::Item }
    }

    /// The step to a variant, given where the pointers of the schema, of its list of variants, and of the variant end.
    fn variant(&self, pointer: &str, (schema, list, end): (usize, usize, usize)) -> Option<Step> {
        let node = self.node(pointer.get(..end)?)?;
        // Beside other keywords, the alternatives are a node of their own.
        let unions = [list, schema].into_iter().filter_map(|end| self.node(pointer.get(..end)?));
        let mut unions = unions.filter_map(|id| match self.graph.shape(id) {
            Shape::Union(union) => Some((id, union.variants.as_slice())),
            _ => None,
        });
        let resolved = self.graph.resolve(node);
        let (union, variants, index) = unions.find_map(|(id, variants)| {
            let index = variants.iter().position(|variant| self.graph.resolve(*variant) == resolved)?;
            Some((id, variants, index))
        })?;
        let mut known = self.variants.borrow_mut();
        let words = known.entry(union).or_insert_with(|| self.words(variants));
        let VariantWords { suffix, tagged, alike } = words.get(index)?;
        Some(Step::Variant { suffix: suffix.clone(), tagged: *tagged, alike: *alike })
    }

    fn words(&self, variants: &[NodeId]) -> Vec<VariantWords> {
        let mut seen: HashMap<String, usize> = HashMap::new();
        let words = variants.iter().map(|variant| {
            let (suffix, tagged) = variant_words(self.graph, variants, *variant);
            let count = seen.entry(suffix.clone()).or_default();
            *count = count.saturating_add(1);
            VariantWords { suffix, tagged, alike: count.saturating_sub(1) }
        });
        words.collect()
    }
}

/// The words for items that are described by their position.
const POSITIONS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// How what stands in a part of an operation is named; `None` for what stands in a component schema, which is named after
/// that.
fn anchor(keys: &Keys, pointer: &str, root: &Root) -> Option<Anchor> {
    let mut tokens = pointer.split('/').skip(1);
    let (kind, list, key) = (tokens.next()?, tokens.next()?, tokens.next()?);
    let word = match (kind, list, key) {
        ("components", "schemas", _) => return None,
        ("components", "responses", _) => "response",
        ("components", "requestBodies", _) => "request",
        ("components", "parameters", _) => "parameter",
        (_, _, "parameters") => {
            // A parameter of all methods of a path.
            let place = root.place.split_once(' ').map_or(root.place.as_str(), |(_, place)| place);
            return Some(of_root(root, place));
        }
        _ => return Some(of_root(root, &root.place)),
    };
    let key = unescape(key);
    let key = keys.other(list, &key);
    let says_so = key.to_ascii_lowercase().ends_with(word);
    let words = if says_so { key.to_owned() } else { format!("{key} {word}") };
    let name = Name::new(&words, Role::Type)?;
    Some(Anchor { name, in_operation: None, place: Some(format!("{list} {key}")) })
}

/// How what stands in the operation itself is named: a parameter after the group, anything else after the operation.
fn of_root(root: &Root, place: &str) -> Anchor {
    let place = Some(place.to_owned());
    match &root.of_group {
        Some(name) => Anchor { name: name.clone(), in_operation: Some(root.name.clone()), place },
        None => Anchor { name: root.name.clone(), in_operation: None, place },
    }
}

/// The name that steps lead to from something with a name.
fn named(begin: &Name, steps: Vec<Step>) -> Name {
    let mut name = begin.clone();
    let mut property: Option<String> = None;
    for step in steps {
        match step {
            Step::Item => property = property.map(|property| singular(&property)),
            Step::Property(next) => {
                name = followed(&name, property.replace(next));
            }
            Step::Variant { suffix, tagged, .. } => {
                name = followed(&name, property.take());
                let spelled = || Name::new(&spell(&suffix), Role::Type);
                name = match Name::new(&suffix, Role::Type).or_else(spelled) {
                    // The schema that the others extend.
                    Some(kind) if tagged && kind == name => name.followed_by("base"),
                    Some(kind) if tagged => kind.followed_by(name.as_str()),
                    _ => name.followed_by(&suffix),
                };
            }
        }
    }
    followed(&name, property)
}

fn followed(name: &Name, word: Option<String>) -> Name {
    word.map_or_else(|| name.clone(), |word| name.followed_by(&word))
}
