//! Schemas that others extend by `allOf`, with a discriminator that says by which: OpenAPI's way to inherit.
//!
//! Where such a schema is referred to, a value can be of any schema that extends it. So it becomes the union of these and
//! of the schema itself, which stands alone as a variant and in the `allOf` of those that extend it.

use super::graph::{Discriminator, Graph, Node, NodeId, Shape, UnionShape};
use std::collections::{BTreeMap, HashMap};

/// A schema with a discriminator for the schemas that extend it.
pub(super) struct Base {
    pub(super) node: NodeId,
    /// The property that says which one a value is.
    pub(super) property: String,
    /// The values that the document maps to schemas.
    pub(super) mapping: Vec<(String, NodeId)>,
    /// The values that schemas themselves say stand for them: `x-ms-discriminator-value`.
    pub(super) claimed: HashMap<NodeId, String>,
}

/// Makes a union of each base.
pub(super) fn find(graph: &mut Graph, bases: &[Base]) {
    if bases.is_empty() {
        return;
    }
    let extending = extending(graph);
    // The copy of each schema that becomes a union, which is the schema alone.
    let mut alone: BTreeMap<NodeId, NodeId> = BTreeMap::new();
    let mut unions = Vec::new();
    for base in bases {
        let kin = kin(&extending, base.node);
        let is_another_base = |id: &NodeId| bases.iter().any(|other| other.node == *id);
        let extended = kin.iter().copied().filter(|id| extending.contains_key(id) && !is_another_base(id));
        for id in std::iter::once(base.node).chain(extended) {
            if alone.contains_key(&id) {
                continue;
            }
            let mut variants = self::kin(&extending, id);
            let mapped = base.mapping.iter().map(|(_, node)| graph.resolve(*node));
            for mapped in mapped.filter(|mapped| id == base.node && *mapped != id) {
                if !variants.contains(&mapped) {
                    variants.push(mapped);
                }
            }
            if variants.is_empty() {
                continue;
            }
            let copy = copy(graph, id);
            alone.insert(id, copy);
            unions.push((id, base, variants));
        }
    }
    let is_alone = |graph: &Graph, id: NodeId| *alone.get(&graph.resolve(id)).unwrap_or(&id);
    extend_alone(graph, &alone);
    for (id, base, variants) in unions {
        let variants: Vec<NodeId> = variants.into_iter().chain([id]).collect();
        let mapping = mapping(graph, base, &variants);
        let mapping = mapping.into_iter().map(|(value, node)| (value, is_alone(graph, node))).collect();
        let union = UnionShape {
            variants: variants.iter().map(|variant| is_alone(graph, *variant)).collect(),
            discriminator: Some(Discriminator { property: base.property.clone(), mapping }),
            ..UnionShape::default()
        };
        let node = graph.node_mut(id);
        node.shape = Shape::Union(union);
        node.keywords.clear();
    }
}

/// The components that extend each schema, in the order of their keys.
fn extending(graph: &Graph) -> BTreeMap<NodeId, Vec<NodeId>> {
    let mut extending: BTreeMap<NodeId, Vec<NodeId>> = BTreeMap::new();
    for id in graph.ids().filter(|id| graph.node(*id).component.is_some()) {
        let Shape::AllOf(members) = &graph.node(id).shape else { continue };
        for member in members {
            extending.entry(graph.resolve(*member)).or_default().push(id);
        }
    }
    for children in extending.values_mut() {
        children.sort_by(|a, b| graph.node(*a).component.cmp(&graph.node(*b).component));
        children.dedup();
    }
    extending
}

/// All that extend a schema, and those that extend these.
fn kin(extending: &BTreeMap<NodeId, Vec<NodeId>>, of: NodeId) -> Vec<NodeId> {
    let mut kin: Vec<NodeId> = Vec::new();
    let mut next = Some(of);
    let mut done = 0;
    while let Some(id) = next {
        for child in extending.get(&id).into_iter().flatten() {
            if *child != of && !kin.contains(child) {
                kin.push(*child);
            }
        }
        next = kin.get(done).copied();
        done += 1;
    }
    kin
}

/// A schema alone, as a variant of the union that it becomes.
fn copy(graph: &mut Graph, id: NodeId) -> NodeId {
    let node =
        Node { component: None, title: Some("base".to_owned()), nullable: false, ..graph.node(id).clone() };
    let (copy, _) = graph.reserve(&format!("{}/variants/0", node.pointer));
    let pointer = graph.node(copy).pointer.clone();
    *graph.node_mut(copy) = Node { pointer, ..node };
    copy
}

/// Lets components extend the schemas alone, and not the unions.
fn extend_alone(graph: &mut Graph, alone: &BTreeMap<NodeId, NodeId>) {
    for id in graph.ids() {
        let is_copy = alone.values().any(|copy| *copy == id);
        let Shape::AllOf(members) = &graph.node(id).shape else { continue };
        if graph.node(id).component.is_none() && !is_copy {
            continue;
        }
        let members = members.iter().map(|member| *alone.get(&graph.resolve(*member)).unwrap_or(member));
        let members = members.collect();
        graph.node_mut(id).shape = Shape::AllOf(members);
    }
}

/// The values that stand for variants. Where the document maps none to one, it is what the schema itself says, or else
/// the name of the component.
fn mapping(graph: &Graph, base: &Base, variants: &[NodeId]) -> Vec<(String, NodeId)> {
    let mut mapping: Vec<(String, NodeId)> =
        base.mapping.iter().map(|(value, node)| (value.clone(), graph.resolve(*node))).collect();
    let mapped: Vec<NodeId> = mapping.iter().map(|(_, node)| *node).collect();
    for variant in variants.iter().filter(|variant| !mapped.contains(variant)) {
        let listed = || listed(graph, *variant, &base.property).filter(|_| *variant != base.node);
        let claimed = base.claimed.get(variant).cloned();
        let value = claimed.or_else(listed).or_else(|| graph.node(*variant).component.clone());
        let is_free = |value: &String| mapping.iter().all(|(known, _)| known != value);
        let value = value.filter(is_free);
        mapping.extend(value.map(|value| (value, *variant)));
    }
    mapping
}

/// The only value of a property, where a schema that extends another lists one.
fn listed(graph: &Graph, schema: NodeId, property: &str) -> Option<String> {
    let Shape::AllOf(members) = graph.shape(schema) else { return None };
    members.iter().find_map(|member| {
        let is_own = graph.target(*member).component.is_none();
        let Shape::Object(object) = graph.shape(*member) else { return None };
        match graph.constants(object.field(property).filter(|_| is_own)?.node)?.as_slice() {
            [only] => Some(only.text()),
            _ => None,
        }
    })
}
