//! The second pass: `allOf` merged into one shape.
//!
//! What all members allow is what counts: anything and T is T; of two numbers the narrower; of two enums the values
//! that both have; lists by their items; objects by their properties, each of which is merged in turn; of a union the
//! variants that the other members leave possible. Where nothing satisfies all of them, the member that says more
//! counts (a described object over a free-form one), and of two that say as much the later; the report says so.

use super::compatible::{common_values, compatible};
use super::graph::{FieldShape, Graph, Node, NodeId, ObjectShape, Shape, UnionShape};
use crate::diagnostic::{Diagnostic, Result};
use crate::document::pointer;
use crate::model::{Omission, Scalar};
use std::collections::{HashMap, HashSet};

/// The most variants that the merging of several unions may come to. Each pairs a variant of every union.
const MOST_VARIANTS: usize = 256;

/// The most nodes that merging may add to a document. What needs more has members that multiply each other.
const MOST_MERGED: usize = 500_000;

/// Merges every `allOf` of the graph.
pub(super) fn merge(graph: &mut Graph, omissions: &mut Vec<Omission>, file: &str) -> Result<()> {
    let most = graph.ids().len().saturating_add(MOST_MERGED);
    let mut pass = AllOf {
        graph,
        omissions,
        file,
        under_way: HashSet::new(),
        parts: HashMap::new(),
        merged: HashMap::new(),
    };
    let mut next = 0;
    // Merging adds nodes, which may be `allOf`s themselves.
    while let Some(id) = pass.graph.nth(next) {
        pass.settle(id)?;
        if pass.graph.ids().len() > most {
            return Err(Diagnostic::at(
                file,
                &pass.graph.node(id).pointer,
                "the schemas that `allOf` combines here multiply each other beyond all bounds",
                "combine fewer unions, or name the combinations that are meant",
            ));
        }
        next += 1;
    }
    Ok(())
}

struct AllOf<'g> {
    graph: &'g mut Graph,
    omissions: &'g mut Vec<Omission>,
    file: &'g str,
    under_way: HashSet<NodeId>,
    /// The nodes of the document that each merged node is made of.
    parts: HashMap<NodeId, Vec<NodeId>>,
    /// The other way round: what is merged from the same parts is the same, so that recursive schemas come to an end.
    merged: HashMap<Vec<NodeId>, NodeId>,
}

impl AllOf<'_> {
    /// Makes sure that a node is no `allOf`, and neither is what it is an alias of.
    fn settle(&mut self, id: NodeId) -> Result<NodeId> {
        let id = self.graph.resolve(id);
        let Shape::AllOf(members) = self.graph.node(id).shape.clone() else { return Ok(id) };
        if !self.under_way.insert(id) {
            return Err(Diagnostic::at(
                self.file,
                &self.graph.node(id).pointer,
                "the schema is a part of itself through `allOf`",
                "break the circle: let one of the schemas refer to the other from a property",
            ));
        }
        let mut settled = Vec::new();
        // Members that say nothing allow null, and forbid it no more than anything else.
        let mut nullable = None;
        let (mut read_only, mut write_only, mut untyped) = (false, false, false);
        for member in members {
            let allows_null = self.graph.is_nullable(member);
            read_only |= self.graph.is_read_only(member);
            write_only |= self.graph.is_write_only(member);
            let member = self.settle(member)?;
            if *self.graph.shape(member) == Shape::Any {
                untyped |= self.graph.node(member).untyped;
                continue;
            }
            nullable = Some(nullable.unwrap_or(true) && allows_null);
            if !settled.contains(&member) {
                settled.push(member);
            }
        }
        let shape = self.combine(id, &settled)?;
        let node = self.graph.node_mut(id);
        node.nullable |= nullable.unwrap_or_default();
        node.read_only |= read_only;
        node.write_only |= write_only;
        node.untyped |= untyped && shape == Shape::Any;
        node.shape = shape;
        self.under_way.remove(&id);
        Ok(self.graph.resolve(id))
    }

    fn combine(&mut self, id: NodeId, members: &[NodeId]) -> Result<Shape> {
        let mut members = members.to_vec();
        // "Any object" adds nothing to an object that is described.
        if members.iter().any(|member| is_described(self.graph.shape(*member))) {
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
        if members.iter().all(|member| is_object(self.graph.shape(*member))) {
            return self.merge_objects(id, &members);
        }
        let mut met = first;
        for &member in rest {
            met = self.meet(id, met, member);
        }
        Ok(Shape::Alias(met))
    }

    /// `allOf` of a union and of what all its variants have: a union of the variants that can have it, and have it.
    fn distribute(&mut self, id: NodeId, union: NodeId, common: &[NodeId]) -> Result<Shape> {
        let Shape::Union(UnionShape { variants, mut discriminator, tag, .. }) =
            self.graph.shape(union).clone()
        else {
            return Ok(Shape::Alias(union));
        };
        let mut possible = Vec::new();
        for (index, variant) in variants.into_iter().enumerate() {
            let nullable = self.graph.is_nullable(variant);
            let variant = self.settle(variant)?;
            if common.iter().all(|member| compatible(self.graph, variant, *member)) {
                possible.push((index, variant, nullable));
            }
        }
        if possible.is_empty() {
            // A union says more than what is free-form, and less than what is described.
            let met = common.iter().fold(union, |met, &member| self.contradiction(id, met, member));
            return Ok(Shape::Alias(met));
        }
        let others = common.iter().map(|member| match self.graph.shape(*member) {
            Shape::Union(other) => other.variants.len(),
            _ => 1,
        });
        if others.fold(possible.len(), usize::saturating_mul) > MOST_VARIANTS {
            let reason = "the unions that `allOf` combines have too many combinations: it is any value";
            self.omit(id, reason.to_owned());
            self.graph.node_mut(id).untyped = true;
            return Ok(Shape::Any);
        }
        let mut extended = Vec::new();
        for (index, variant, nullable) in possible {
            let members: Vec<NodeId> = common.iter().copied().chain([variant]).collect();
            let node = self.graph.node(variant).clone();
            let pointer = format!("{}/variants/{index}", self.graph.node(id).pointer);
            // The variant is no longer the component, but it is still what people call by that name.
            let title = node.title.clone().or_else(|| node.component.clone());
            let nullable = nullable && common.iter().all(|member| self.graph.is_nullable(*member));
            let merged =
                Node { pointer, component: None, title, nullable, shape: Shape::AllOf(members), ..node };
            let merged = self.graph.add(merged);
            let merged = self.settle(merged)?;
            for (_, mapped) in discriminator.iter_mut().flat_map(|found| &mut found.mapping) {
                if self.graph.resolve(*mapped) == variant {
                    *mapped = merged;
                }
            }
            extended.push(merged);
        }
        Ok(Shape::Union(UnionShape { variants: extended, discriminator, tag, tag_values: Vec::new() }))
    }

    fn merge_objects(&mut self, id: NodeId, members: &[NodeId]) -> Result<Shape> {
        let mut merged = ObjectShape::default();
        for &member in members {
            match self.graph.shape(member).clone() {
                Shape::Object(object) => {
                    for field in object.fields {
                        self.merge_field(id, &mut merged, field);
                    }
                    merged.additional = self.merge_additional(id, merged.additional, object.additional);
                    merged.tag = merged.tag.or(object.tag);
                }
                Shape::Map(value) => {
                    merged.additional = self.merge_additional(id, merged.additional, Some(value));
                }
                _ => {}
            }
        }
        if merged.fields.is_empty() {
            return Ok(merged.additional.map_or(Shape::AnyObject, Shape::Map));
        }
        // Required first, in the order of the members; then the others by name.
        let (mut fields, mut optional): (Vec<_>, Vec<_>) =
            merged.fields.into_iter().partition(|field| field.required);
        optional.sort_by(|a, b| a.property.cmp(&b.property));
        fields.append(&mut optional);
        Ok(Shape::Object(ObjectShape { fields, ..merged }))
    }

    fn merge_additional(&mut self, id: NodeId, one: Option<NodeId>, other: Option<NodeId>) -> Option<NodeId> {
        match (one, other) {
            (Some(one), Some(other)) => Some(self.both(id, "additionalProperties", one, other)),
            (one, other) => one.or(other),
        }
    }

    fn merge_field(&mut self, id: NodeId, merged: &mut ObjectShape, field: FieldShape) {
        let Some(known) = merged.fields.iter_mut().find(|known| known.property == field.property) else {
            merged.fields.push(field);
            return;
        };
        let place = format!("properties/{}", pointer::escape(&field.property));
        let node = self.both(id, &place, known.node, field.node);
        *known = FieldShape { property: field.property, node, required: known.required || field.required };
    }

    /// The node of what two nodes both allow, at a place within `id`. It is merged when its turn comes, so a schema may
    /// hold itself in a property of its own.
    fn both(&mut self, id: NodeId, place: &str, one: NodeId, other: NodeId) -> NodeId {
        if self.graph.resolve(one) == self.graph.resolve(other) || *self.graph.shape(other) == Shape::Any {
            return one;
        }
        if *self.graph.shape(one) == Shape::Any {
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
        let shape = match self.merged.get(&parts) {
            Some(known) => Shape::Alias(*known),
            None => Shape::AllOf(vec![one, other]),
        };
        let node = self.graph.add(Node {
            pointer: format!("{}/{place}", self.graph.node(id).pointer),
            docs,
            format: self.graph.node(self.graph.resolve(one)).format.clone(),
            shape,
            ..Node::default()
        });
        if let std::collections::hash_map::Entry::Vacant(entry) = self.merged.entry(parts.clone()) {
            entry.insert(node);
            self.parts.insert(node, parts);
        }
        node
    }

    /// The nodes that a node is merged from; itself, where it is none.
    fn parts_of(&self, id: NodeId) -> Vec<NodeId> {
        let mut at = id;
        for _ in self.graph.ids() {
            match (self.parts.get(&at), &self.graph.node(at).shape) {
                (Some(parts), _) => return parts.clone(),
                (None, Shape::Alias(next)) => at = *next,
                _ => break,
            }
        }
        vec![at]
    }

    /// What two settled nodes both allow, where they are not both objects and neither is a union.
    fn meet(&mut self, id: NodeId, one: NodeId, other: NodeId) -> NodeId {
        match (self.graph.shape(one).clone(), self.graph.shape(other).clone()) {
            (Shape::Array(first), Shape::Array(second)) => {
                let item = self.both(id, "items", first, second);
                if self.graph.resolve(item) == self.graph.resolve(first) {
                    return one;
                }
                if self.graph.resolve(item) == self.graph.resolve(second) {
                    return other;
                }
                self.part(id, Shape::Array(item))
            }
            (Shape::Enum(known), Shape::Enum(values)) => match common_values(&known, &values) {
                values if values.is_empty() => self.contradiction(id, one, other),
                values if values == known => one,
                values => self.part(id, Shape::Enum(values)),
            },
            (Shape::Enum(_), Shape::Scalar(Scalar::String)) => one,
            (Shape::Scalar(Scalar::String), Shape::Enum(_)) => other,
            // Of two that are the same, the later may say more of a string's format.
            (Shape::Scalar(known), Shape::Scalar(new)) if new.is_within(known) => other,
            (Shape::Scalar(known), Shape::Scalar(new)) if known.is_within(new) => one,
            (known, new) if known == new => other,
            _ => self.contradiction(id, one, other),
        }
    }

    /// A node for what is merged into `id`, before that has its shape.
    fn part(&mut self, id: NodeId, shape: Shape) -> NodeId {
        let node = self.graph.node(id);
        let (pointer, title) = (node.pointer.clone(), node.title.clone());
        self.graph.add(Node { pointer, title, shape, ..Node::default() })
    }

    /// Which of two members counts that nothing can satisfy both of.
    fn contradiction(&mut self, id: NodeId, earlier: NodeId, later: NodeId) -> NodeId {
        let (counts, word) = if weight(self.graph, earlier) > weight(self.graph, later) {
            (earlier, "says more")
        } else if weight(self.graph, later) > weight(self.graph, earlier) {
            (later, "says more")
        } else {
            (later, "comes last")
        };
        let (place, other) =
            (&self.graph.node(counts).pointer, if counts == later { earlier } else { later });
        let reason = format!(
            "`allOf` asks for two things that nothing is at once, {} and {}: what {word} counts, #{place}",
            kind(self.graph.shape(other)),
            kind(self.graph.shape(counts)),
        );
        self.omit(id, reason);
        // Null may be all that the two have in common: what services send where nothing else fits.
        if self.graph.is_nullable(other) && !self.graph.is_nullable(counts) {
            let nullable = self.part(id, Shape::Alias(counts));
            self.graph.node_mut(nullable).nullable = true;
            return nullable;
        }
        counts
    }

    fn omit(&mut self, id: NodeId, reason: String) {
        self.omissions.push(Omission::new(&self.graph.node(id).pointer, reason));
    }
}

fn is_object(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_) | Shape::AnyObject | Shape::Map(_))
}

fn is_described(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_) | Shape::Map(_))
}

/// How much a shape says, for the choice between two that contradict each other.
fn weight(graph: &Graph, id: NodeId) -> u8 {
    match graph.shape(id) {
        Shape::Any => 0,
        Shape::AnyObject => 1,
        Shape::Array(item) if matches!(graph.shape(*item), Shape::Any | Shape::AnyObject) => 1,
        Shape::Union(union) if union.variants.iter().all(|variant| is_free_form(graph, *variant)) => 1,
        _ => 2,
    }
}

fn is_free_form(graph: &Graph, id: NodeId) -> bool {
    match graph.shape(id) {
        Shape::Any | Shape::AnyObject | Shape::Scalar(Scalar::String) => true,
        Shape::Array(item) => matches!(graph.shape(*item), Shape::Any | Shape::AnyObject),
        _ => false,
    }
}

fn kind(shape: &Shape) -> &'static str {
    match shape {
        Shape::Any | Shape::AllOf(_) | Shape::Alias(_) => "any value",
        Shape::AnyObject => "any object",
        Shape::Scalar(Scalar::Boolean) => "a boolean",
        Shape::Scalar(Scalar::Integer(_)) => "an integer",
        Shape::Scalar(Scalar::Number) => "a number",
        Shape::Scalar(Scalar::String) => "a string",
        Shape::Enum(_) => "one of some strings",
        Shape::Array(_) => "an array",
        Shape::Map(_) => "a map",
        Shape::Object(_) => "an object",
        Shape::Union(_) => "one of several types",
    }
}
