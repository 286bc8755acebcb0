//! Merges `allOf` into one shape: what all members allow.
//!
//! Anything and T make T; two numbers make the narrower one; two enums, one with the values of both; two lists, a list
//! of what the items of both allow; objects, one with the properties of all; a union and others, a union of the
//! variants that the others allow. Where no value satisfies all members, one of them is used, and the report says
//! which.

mod objects;

use super::contradiction::stronger;
use super::graph::{Graph, Node, NodeId, Shape, UnionShape};
use super::input::Input;
use super::naming::Keys;
use super::overlap::{common_values, overlap, overlap_if_open};
use super::owners;
use crate::diagnostic::Result;
use crate::model::{Keyword, Omission, Scalar};
use std::collections::{HashMap, HashSet};

/// The most variants that merging unions may make. Each new variant combines one variant of every union.
const MOST_VARIANTS: usize = 256;

/// The most nodes that merging may add. A document that needs more has members that multiply each other.
const MOST_MERGED: usize = 500_000;

/// Merges every `allOf` of the graph.
pub(super) fn merge(
    input: Input<'_>,
    keys: &Keys,
    graph: &mut Graph,
    omissions: &mut Vec<Omission>,
) -> Result<()> {
    let most = graph.ids().len().saturating_add(MOST_MERGED);
    let mut merger = Merger {
        input,
        keys,
        graph,
        omissions,
        under_way: HashSet::new(),
        parts: HashMap::new(),
        merged: HashMap::new(),
    };
    let mut index = 0;
    // Merging adds nodes, which may be `allOf`s themselves.
    while let Some(id) = merger.graph.nth(index) {
        merger.merge(id)?;
        if merger.graph.ids().len() > most {
            return Err(input.document_error(
                &merger.graph.node(id).pointer,
                "the schemas that `allOf` combines here have too many combinations",
                "combine fewer unions, or name the combinations that are meant",
            ));
        }
        index += 1;
    }
    Ok(())
}

struct Merger<'a> {
    input: Input<'a>,
    keys: &'a Keys,
    graph: &'a mut Graph,
    omissions: &'a mut Vec<Omission>,
    /// The nodes that are being merged, to find those that are a part of themselves.
    under_way: HashSet<NodeId>,
    /// The nodes of the document that each merged node is made of.
    parts: HashMap<NodeId, Vec<NodeId>>,
    /// The merged node of some parts, in each component or operation that merges them. A recursive schema is merged once
    /// and not for ever, as the same parts give the same node.
    merged: HashMap<(String, Vec<NodeId>), NodeId>,
}

impl Merger<'_> {
    /// Merges what a place refers to, where that is an `allOf`. Returns the node that has the shape.
    fn merge(&mut self, id: NodeId) -> Result<NodeId> {
        let id = self.graph.resolve(id);
        let Shape::AllOf(members) = self.graph.node(id).shape.clone() else { return Ok(id) };
        if !self.under_way.insert(id) {
            return Err(self.input.document_error(
                &self.graph.node(id).pointer,
                "the schema is a part of itself through `allOf`",
                "break the circle: let one of the schemas refer to the other from a property",
            ));
        }
        let mut merged = Vec::new();
        // A member that allows anything allows null too, and does not decide it.
        let mut nullable = None;
        let (mut read_only, mut write_only, mut untyped) = (false, false, false);
        // Null alone is what is left of members that all allow it, and nothing where one does not.
        let null_alone = members.iter().any(|member| self.graph.is_null_alone(*member));
        let never = null_alone && !members.iter().all(|member| self.graph.is_nullable(*member));
        let mut keywords = self.graph.node(id).keywords.clone();
        for member in members {
            let allows_null = self.graph.is_nullable(member);
            read_only |= self.graph.is_read_only(member);
            write_only |= self.graph.is_write_only(member);
            let above: Vec<NodeId> = self.graph.chain(member).collect();
            let member = self.merge(member)?;
            for id in above.into_iter().chain([member]) {
                let demanded = &self.graph.node(id).keywords;
                let new: Vec<Keyword> =
                    demanded.iter().filter(|new| !keywords.contains(new)).cloned().collect();
                keywords.extend(new);
            }
            if *self.graph.shape(member) == Shape::Any {
                untyped |= self.graph.node(member).untyped;
                continue;
            }
            nullable = Some(nullable.unwrap_or(true) && allows_null);
            if !merged.contains(&member) {
                merged.push(member);
            }
        }
        keywords.extend(never.then(|| Keyword::Enum(Vec::new())));
        self.graph.node_mut(id).keywords = keywords;
        let shape = self.combine(id, &merged)?;
        let node = self.graph.node_mut(id);
        node.null_alone |= null_alone && !never;
        node.nullable |= nullable.unwrap_or(node.null_alone);
        node.read_only |= read_only;
        node.write_only |= write_only;
        node.untyped |= untyped && shape == Shape::Any;
        node.shape = shape;
        self.under_way.remove(&id);
        Ok(self.graph.resolve(id))
    }

    /// The shape of members that are merged themselves.
    fn combine(&mut self, id: NodeId, members: &[NodeId]) -> Result<Shape> {
        let mut members = members.to_vec();
        // A free-form object adds nothing to one that is described.
        if members.iter().any(|member| self.graph.shape(*member).is_described()) {
            members.retain(|member| *self.graph.shape(*member) != Shape::AnyObject);
        }
        let Some((&first, rest)) = members.split_first() else { return Ok(Shape::Any) };
        if rest.is_empty() {
            return Ok(Shape::Alias(first));
        }
        if let Some(at) =
            members.iter().position(|member| matches!(self.graph.shape(*member), Shape::Union(_)))
        {
            let union = members.remove(at);
            return self.distribute(id, union, &members);
        }
        if members.iter().all(|member| self.graph.shape(*member).is_object()) {
            return Ok(self.merge_objects(id, &members));
        }
        let common = rest.iter().fold(first, |common, member| self.intersect(id, common, *member));
        Ok(Shape::Alias(common))
    }

    /// `allOf` of a union and of other members: the union of each variant together with those members, without the
    /// variants that contradict them.
    fn distribute(&mut self, id: NodeId, union: NodeId, members: &[NodeId]) -> Result<Shape> {
        let Shape::Union(UnionShape { variants, exclusive, mut discriminator, tag, .. }) =
            self.graph.shape(union).clone()
        else {
            return Ok(Shape::Alias(union));
        };
        let mut candidates = Vec::new();
        for (index, variant) in variants.into_iter().enumerate() {
            let nullable = self.graph.is_nullable(variant);
            candidates.push((index, self.merge(variant)?, nullable));
        }
        let possible = self.possible(candidates, members);
        if possible.is_empty() {
            let used = members.iter().fold(union, |used, member| self.choose(id, used, *member));
            return Ok(Shape::Alias(used));
        }
        let others = members.iter().map(|member| match self.graph.shape(*member) {
            Shape::Union(other) => other.variants.len(),
            _ => 1,
        });
        if others.fold(possible.len(), usize::saturating_mul) > MOST_VARIANTS {
            self.omit(id, "the unions that `allOf` combines have too many combinations: it is any value");
            self.graph.node_mut(id).untyped = true;
            return Ok(Shape::Any);
        }
        let called = |node: &Node| node.component.as_deref().map(|key| self.keys.schema(key).to_owned());
        let mut extended = Vec::new();
        for (index, variant, nullable) in possible {
            let node = self.graph.node(variant).clone();
            let merged = self.graph.add(Node {
                pointer: format!("{}/variants/{index}", self.graph.node(id).pointer).into(),
                component: None,
                null_alone: false,
                // The variant is no longer the component, but the component's name still fits it.
                title: node.title.clone().or_else(|| called(&node)),
                nullable: nullable && members.iter().all(|member| self.graph.is_nullable(*member)),
                shape: Shape::AllOf(members.iter().copied().chain([variant]).collect()),
                ..node
            });
            // It may be an alias of a member, and demand more than that.
            self.merge(merged)?;
            for (_, mapped) in discriminator.iter_mut().flat_map(|found| &mut found.mapping) {
                if self.graph.resolve(*mapped) == variant {
                    *mapped = merged;
                }
            }
            extended.push(merged);
        }
        Ok(Shape::Union(UnionShape {
            variants: extended,
            exclusive,
            discriminator,
            tag,
            ..UnionShape::default()
        }))
    }

    /// The variants that do not contradict the members. A closed member that forbids what each of them requires is taken
    /// for an open one, as it is where objects are combined.
    fn possible<T>(&self, variants: Vec<(T, NodeId, bool)>, members: &[NodeId]) -> Vec<(T, NodeId, bool)> {
        let is_possible = |overlap: fn(&Graph, NodeId, NodeId) -> bool, variant: NodeId| {
            members.iter().all(|member| overlap(self.graph, variant, *member))
        };
        let is_any = variants.iter().any(|(_, variant, _)| is_possible(overlap, *variant));
        let overlap = if is_any { overlap } else { overlap_if_open };
        variants.into_iter().filter(|(_, variant, _)| is_possible(overlap, *variant)).collect()
    }

    /// A node for what two nodes both allow, at a place within `id`. It is merged when its turn comes and not now, so a
    /// schema may hold itself in one of its properties.
    fn intersect_later(&mut self, id: NodeId, place: &str, one: NodeId, other: NodeId) -> NodeId {
        let says_nothing = |id: NodeId| {
            let graph = &self.graph;
            *graph.shape(id) == Shape::Any
                && graph.chain(id).all(|id| graph.node(id).keywords.is_empty() && !graph.node(id).null_alone)
        };
        if self.graph.resolve(one) == self.graph.resolve(other) || says_nothing(other) {
            return one;
        }
        if says_nothing(one) {
            return other;
        }
        let mut parts = self.parts_of(one);
        for part in self.parts_of(other) {
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let docs = |id: NodeId| Some(self.graph.node(id).docs.clone()).filter(|docs| !docs.text.is_empty());
        let docs = docs(other).or_else(|| docs(one)).unwrap_or_default();
        let key = (owners::place(&self.graph.node(id).pointer).to_owned(), parts.clone());
        let shape = match self.merged.get(&key) {
            Some(known) => Shape::Alias(*known),
            None => Shape::AllOf(vec![one, other]),
        };
        let node = self.graph.add(Node {
            pointer: format!("{}/{place}", self.graph.node(id).pointer).into(),
            docs,
            format: self.graph.node(self.graph.resolve(one)).format.clone(),
            unit: self.graph.unit(one).or(self.graph.unit(other)).map(str::to_owned),
            shape,
            ..Node::default()
        });
        if let std::collections::hash_map::Entry::Vacant(entry) = self.merged.entry(key) {
            entry.insert(node);
            self.parts.insert(node, parts);
        }
        node
    }

    /// The nodes that a node is merged from; the node itself, where it is not merged.
    fn parts_of(&self, id: NodeId) -> Vec<NodeId> {
        let merged = self.graph.chain(id).find_map(|id| self.parts.get(&id).cloned());
        merged.unwrap_or_else(|| vec![self.graph.resolve(id)])
    }

    /// The node of what two merged nodes both allow, where they are not both objects and neither is a union.
    fn intersect(&mut self, id: NodeId, one: NodeId, other: NodeId) -> NodeId {
        match (self.graph.shape(one).clone(), self.graph.shape(other).clone()) {
            (Shape::Array(first), Shape::Array(second)) => {
                let item = self.intersect_later(id, "items", first, second);
                match self.graph.resolve(item) {
                    end if end == self.graph.resolve(first) => one,
                    end if end == self.graph.resolve(second) => other,
                    _ => self.part(id, Shape::Array(item)),
                }
            }
            (Shape::Tuple(_), Shape::Array(item)) if *self.graph.shape(item) == Shape::Any => one,
            (Shape::Array(item), Shape::Tuple(_)) if *self.graph.shape(item) == Shape::Any => other,
            (Shape::Enum(known), Shape::Enum(values)) => match common_values(&known, &values) {
                values if values.is_empty() => self.choose(id, one, other),
                values if values == known => one,
                values => self.part(id, Shape::Enum(values)),
            },
            (Shape::Enum(_), Shape::Scalar(scalar)) if scalar.is_text() => one,
            (Shape::Scalar(scalar), Shape::Enum(_)) if scalar.is_text() => other,
            // Of a text and one of a format, that one; of two formats, plain text.
            (Shape::Scalar(known), Shape::Scalar(new)) if known.is_text() && new.is_text() => match known {
                Scalar::String => other,
                _ if known == new || new == Scalar::String => one,
                _ => self.part(id, Shape::Scalar(Scalar::String)),
            },
            // Of two that are the same the later is used, as its format may be more precise.
            (Shape::Scalar(known), Shape::Scalar(new)) if new.is_within(known) => other,
            (Shape::Scalar(known), Shape::Scalar(new)) if known.is_within(new) => one,
            (known, new) if known == new => other,
            _ => self.choose(id, one, other),
        }
    }

    /// A new node for a shape that `id` gets or refers to.
    fn part(&mut self, id: NodeId, shape: Shape) -> NodeId {
        let node = self.graph.node(id);
        let (pointer, title) = (node.pointer.clone(), node.title.clone());
        self.graph.add(Node { pointer, title, shape, ..Node::default() })
    }

    /// The node of one of two members that no value satisfies both of.
    fn choose(&mut self, id: NodeId, earlier: NodeId, later: NodeId) -> NodeId {
        let (used, other, reason) = stronger(self.graph, earlier, later);
        self.omit(id, reason);
        // Among the variants of a union it is the last that a value is read as.
        self.graph.node_mut(id).keywords.push(Keyword::Enum(Vec::new()));
        let is_value = self.graph.is_nullable(used) && self.graph.is_nullable(other);
        let node = self.graph.node_mut(id);
        node.lenient_null |= !is_value && !node.nullable;
        // Null may be the one value that both allow: services send it where nothing else fits.
        if self.graph.is_nullable(other) && !self.graph.is_nullable(used) {
            let alias = self.part(id, Shape::Alias(used));
            self.graph.node_mut(alias).nullable = true;
            return alias;
        }
        used
    }

    fn omit(&mut self, id: NodeId, reason: impl Into<String>) {
        self.omissions.push(Omission::new(&self.graph.node(id).pointer, reason));
    }
}
