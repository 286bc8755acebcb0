//! The second pass: `allOf` merged into one shape.
//!
//! The rules where members disagree: the more specific one wins (an object over anything, an enum over a string); two
//! objects under one property are merged in turn; where nothing decides, the later member wins and the report says so.

use super::graph::{FieldShape, Graph, Node, NodeId, ObjectShape, Shape, UnionShape};
use crate::diagnostic::{Diagnostic, Result};
use crate::document::pointer;
use crate::model::{Docs, Omission};
use std::collections::HashSet;

/// How many variants may come of unions in `allOf`: each union multiplies those of the others.
const MAX_VARIANTS: usize = 10_000;

/// Merges every `allOf` of the graph.
pub(super) fn merge(graph: &mut Graph, omissions: &mut Vec<Omission>, file: &str) -> Result<()> {
    let mut pass = AllOf { graph, omissions, file, under_way: HashSet::new(), variants: 0 };
    let mut next = 0;
    // Merging adds nodes, which may be `allOf`s themselves.
    while next < pass.graph.ids().end {
        pass.settle(next)?;
        next += 1;
    }
    Ok(())
}

struct AllOf<'g> {
    graph: &'g mut Graph,
    omissions: &'g mut Vec<Omission>,
    file: &'g str,
    under_way: HashSet<NodeId>,
    /// How many variants were made so far.
    variants: usize,
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
        let mut nullable = !members.is_empty();
        for member in members {
            nullable &= self.graph.is_nullable(member);
            let member = self.settle(member)?;
            if *self.graph.shape(member) != Shape::Any && !settled.contains(&member) {
                settled.push(member);
            }
        }
        let shape = self.combine(id, &settled)?;
        let node = self.graph.node_mut(id);
        node.nullable |= nullable;
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
        let mut winner = first;
        for &member in rest {
            winner = self.more_specific(id, winner, member);
        }
        Ok(Shape::Alias(winner))
    }

    /// `allOf` of a union and of what all its variants have: a union whose variants have it.
    fn distribute(&mut self, id: NodeId, union: NodeId, common: &[NodeId]) -> Result<Shape> {
        let Shape::Union(UnionShape { variants, discriminator, tag }) = self.graph.shape(union).clone()
        else {
            return Ok(Shape::Alias(union));
        };
        self.variants += variants.len();
        if self.variants > MAX_VARIANTS {
            return Err(Diagnostic::at(
                self.file,
                self.graph.node(id).pointer.split("/variants/").next().unwrap_or_default(),
                format!("unions within `allOf` come to more than {MAX_VARIANTS} variants up to here"),
                "describe the combinations that there are as one union, or take less of the document with [selection]",
            ));
        }
        let mut extended = Vec::new();
        for (index, variant) in variants.into_iter().enumerate() {
            let variant = self.settle(variant)?;
            let members: Vec<NodeId> = common.iter().copied().chain([variant]).collect();
            let node = self.graph.node(variant).clone();
            let pointer = format!("{}/variants/{index}", self.graph.node(id).pointer);
            // The variant is no longer the component, but it is still what people call by that name.
            let title = node.title.clone().or_else(|| node.component.clone());
            let merged = Node { pointer, component: None, title, shape: Shape::AllOf(members), ..node };
            let merged = self.graph.add(merged);
            extended.push(self.settle(merged)?);
        }
        Ok(Shape::Union(UnionShape { variants: extended, discriminator, tag }))
    }

    fn merge_objects(&mut self, id: NodeId, members: &[NodeId]) -> Result<Shape> {
        let mut merged = ObjectShape::default();
        for &member in members {
            match self.graph.shape(member).clone() {
                Shape::Object(object) => {
                    for field in object.fields {
                        self.merge_field(id, &mut merged, field)?;
                    }
                    merged.additional = merged.additional.or(object.additional);
                    merged.tag = merged.tag.or(object.tag);
                }
                Shape::Map(value) => merged.additional = merged.additional.or(Some(value)),
                _ => {}
            }
        }
        // Required first, in the order of the members; then the others by name.
        let (mut fields, mut optional): (Vec<_>, Vec<_>) =
            merged.fields.into_iter().partition(|field| field.required);
        optional.sort_by(|a, b| a.property.cmp(&b.property));
        fields.append(&mut optional);
        Ok(Shape::Object(ObjectShape { fields, ..merged }))
    }

    fn merge_field(&mut self, id: NodeId, merged: &mut ObjectShape, field: FieldShape) -> Result<()> {
        let Some(known) = merged.fields.iter_mut().find(|known| known.property == field.property) else {
            merged.fields.push(field);
            return Ok(());
        };
        let required = known.required || field.required;
        let (one, other) = (self.settle(known.node)?, self.settle(field.node)?);
        let node = if one == other || *self.graph.shape(other) == Shape::Any {
            known.node
        } else if *self.graph.shape(one) == Shape::Any {
            field.node
        } else if is_object(self.graph.shape(one)) && is_object(self.graph.shape(other)) {
            let owner = self.graph.node(id).pointer.clone();
            let pointer = format!("{owner}/properties/{}", pointer::escape(&field.property));
            self.graph.add(Node {
                pointer,
                component: None,
                title: None,
                docs: Docs::default(),
                nullable: false,
                format: None,
                shape: Shape::AllOf(vec![known.node, field.node]),
            })
        } else {
            self.more_specific(id, known.node, field.node)
        };
        *known = FieldShape { property: field.property, node, required };
        Ok(())
    }

    fn more_specific(&mut self, id: NodeId, earlier: NodeId, later: NodeId) -> NodeId {
        match (self.graph.shape(earlier), self.graph.shape(later)) {
            (Shape::Enum(_), Shape::String)
            | (Shape::Integer32 | Shape::Integer64, Shape::Number)
            | (Shape::Integer32, Shape::Integer64) => earlier,
            (one, other) if std::mem::discriminant(one) == std::mem::discriminant(other) => later,
            (Shape::String, Shape::Enum(_))
            | (Shape::Number, Shape::Integer32 | Shape::Integer64)
            | (Shape::Integer64, Shape::Integer32) => later,
            _ => {
                let pointer = self.graph.node(later).pointer.clone();
                let owner = &self.graph.node(id).pointer;
                let reason =
                    format!("members of `allOf` at {owner} contradict each other: the last one counts");
                self.omissions.push(Omission { pointer, reason });
                later
            }
        }
    }
}

fn is_object(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_) | Shape::AnyObject | Shape::Map(_))
}

fn is_described(shape: &Shape) -> bool {
    matches!(shape, Shape::Object(_) | Shape::Union(_))
}
