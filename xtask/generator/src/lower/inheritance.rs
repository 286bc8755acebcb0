//! Schemas that others extend by `allOf`, with a discriminator that says by which: OpenAPI's way to inherit.
//!
//! Where such a schema is referred to, a value can be of any schema that extends it. So it becomes the union of these and
//! of the schema itself, which stands alone as a variant and in the `allOf` of those that extend it.

use super::graph::{Discriminator, FieldShape, Graph, Node, NodeId, ObjectShape, Shape, UnionShape};
use crate::document::pointer;
use crate::model::{Constant, Keyword, Scalar};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// The schemas of one base that become unions, with what extends each: the base itself comes last.
struct Family<'b> {
    base: &'b Base,
    unions: Vec<(NodeId, Vec<NodeId>)>,
}

/// Makes a union of each base.
pub(super) fn find(graph: &mut Graph, bases: &[Base]) {
    if bases.is_empty() {
        return;
    }
    let families = families(graph, bases);
    let unions: Vec<NodeId> = families.iter().flat_map(|family| &family.unions).map(|(id, _)| *id).collect();
    // The copies of each schema that becomes a union: the one that others extend, and the one that is a variant.
    let extended: BTreeMap<NodeId, NodeId> =
        unions.iter().map(|id| (*id, copy(graph, *id, "variants/0/allOf/0"))).collect();
    extend(graph, &extended);
    let alone: BTreeMap<NodeId, NodeId> =
        extended.iter().map(|(id, copy)| (*id, self::alone(graph, *id, *copy))).collect();
    let mut named = BTreeSet::new();
    for Family { base, unions } in families {
        let Some((_, variants)) = unions.last() else { continue };
        let mapping = mapping(graph, base, variants);
        let is_alone = |id: NodeId| *alone.get(&id).unwrap_or(&id);
        for variant in variants.iter().chain([&base.node]) {
            if named.insert((*variant, &base.property)) {
                demand_tag(graph, base, is_alone(*variant), values(&mapping, *variant));
            }
        }
        let mapping: Vec<(String, NodeId)> =
            mapping.iter().map(|(value, node)| (value.clone(), is_alone(*node))).collect();
        for (id, variants) in unions {
            let discriminator =
                Discriminator { property: base.property.clone(), mapping: mapping.clone(), any_other: None };
            let node = graph.node_mut(id);
            node.keywords.clear();
            node.shape = Shape::Union(UnionShape {
                variants: variants.into_iter().chain([id]).map(is_alone).collect(),
                discriminator: Some(discriminator),
                ..UnionShape::default()
            });
        }
    }
}

/// The families of the bases. A schema that extends several is a union in the first.
fn families<'b>(graph: &Graph, bases: &'b [Base]) -> Vec<Family<'b>> {
    let extending = extending(graph);
    let mut taken: BTreeSet<NodeId> = bases.iter().map(|base| base.node).collect();
    let families = bases.iter().map(|base| {
        let mut variants = kin(&extending, base.node);
        let inner = variants.iter().filter(|id| extending.contains_key(id) && taken.insert(**id));
        let mut unions: Vec<(NodeId, Vec<NodeId>)> = inner.map(|id| (*id, kin(&extending, *id))).collect();
        for mapped in base.mapping.iter().map(|(_, node)| graph.resolve(*node)) {
            if mapped != base.node && !variants.contains(&mapped) {
                variants.push(mapped);
            }
        }
        unions.push((base.node, variants));
        unions.retain(|(_, variants)| !variants.is_empty());
        Family { base, unions }
    });
    families.collect()
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

/// A copy of a schema at a place below it.
fn copy(graph: &mut Graph, id: NodeId, below: &str) -> NodeId {
    let node = Node { component: None, nullable: false, ..graph.node(id).clone() };
    let (copy, _) = graph.reserve(&format!("{}/{below}", node.pointer));
    let pointer = graph.node(copy).pointer.clone();
    *graph.node_mut(copy) = Node { pointer, ..node };
    copy
}

/// A schema alone, as a variant of the union that it becomes.
fn alone(graph: &mut Graph, id: NodeId, extended: NodeId) -> NodeId {
    let alone = copy(graph, id, "variants/0");
    let node = graph.node_mut(alone);
    node.title = Some("base".to_owned());
    node.keywords.clear();
    node.shape = Shape::AllOf(vec![extended]);
    alone
}

/// Demands of a variant that the tag names it, where it has the tag.
fn demand_tag(graph: &mut Graph, base: &Base, variant: NodeId, values: Vec<String>) {
    let Shape::AllOf(members) = &graph.node(variant).shape else { return };
    let known = members.iter().find_map(|member| match graph.shape(*member) {
        Shape::Object(object) => object.field(&base.property).map(|field| field.node),
        _ => None,
    });
    let is_enum = known.is_some_and(|known| matches!(graph.shape(known), Shape::Enum(_)));
    let is_text = known.is_none_or(|known| *graph.shape(known) == Shape::Scalar(Scalar::String));
    let is_listed =
        |known| graph.constants(known).is_some_and(|all| all.iter().any(|one| values.contains(&one.text())));
    if values.is_empty() || !(is_text || (is_enum && known.is_some_and(is_listed))) {
        return;
    }
    let pointer = graph.node(variant).pointer.clone();
    let constants = values.iter().cloned().map(Constant::String).collect();
    let tag = match is_enum {
        true => Node { shape: Shape::Enum(values), ..Node::default() },
        false => Node {
            shape: Shape::Scalar(Scalar::String),
            keywords: vec![Keyword::Enum(constants)],
            ..Node::default()
        },
    };
    let (property, place) =
        (base.property.clone(), format!("{pointer}/properties/{}", pointer::escape(&base.property)));
    let tag = graph.add(Node { pointer: place.into(), ..tag });
    let field = FieldShape { property, node: tag, required: false, by_constructors: false };
    let object = Shape::Object(ObjectShape { fields: vec![field], additional: None, tag: None });
    let demand = graph.add(Node { pointer, shape: object, ..Node::default() });
    if let Shape::AllOf(members) = &mut graph.node_mut(variant).shape {
        members.push(demand);
    }
}

/// Lets components extend the copies, and not the unions.
fn extend(graph: &mut Graph, copies: &BTreeMap<NodeId, NodeId>) {
    for id in graph.ids() {
        let is_copy = copies.values().any(|copy| *copy == id);
        let Shape::AllOf(members) = &graph.node(id).shape else { continue };
        if graph.node(id).component.is_none() && !is_copy {
            continue;
        }
        let members = members.iter().map(|member| *copies.get(&graph.resolve(*member)).unwrap_or(member));
        let members = members.collect();
        graph.node_mut(id).shape = Shape::AllOf(members);
    }
}

/// The values that stand for a schema.
fn values(mapping: &[(String, NodeId)], of: NodeId) -> Vec<String> {
    mapping.iter().filter(|(_, node)| *node == of).map(|(value, _)| value.clone()).collect()
}

/// The values that stand for variants. Where the document maps none to one, it is what the schema itself says, or else
/// the name of the component.
fn mapping(graph: &Graph, base: &Base, variants: &[NodeId]) -> Vec<(String, NodeId)> {
    let mut mapping: Vec<(String, NodeId)> =
        base.mapping.iter().map(|(value, node)| (value.clone(), graph.resolve(*node))).collect();
    let mapped: Vec<NodeId> = mapping.iter().map(|(_, node)| *node).collect();
    for variant in variants.iter().chain([&base.node]).filter(|variant| !mapped.contains(variant)) {
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
