//! Merges objects: all their properties, and what they say of further ones.

use super::Merger;
use crate::document::pointer;
use crate::lower::graph::{FieldShape, NodeId, ObjectShape, Shape};
use crate::model::Keyword;
use std::collections::HashMap;

impl Merger<'_> {
    pub(super) fn merge_objects(&mut self, id: NodeId, members: &[NodeId]) -> Shape {
        let mut merged = ObjectShape::default();
        let order = self.required_order(members);
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
        self.restrict(id, members, &mut merged);
        self.report_forbidden(id, &merged);
        if merged.fields.is_empty() {
            return merged.additional.map_or(Shape::AnyObject, Shape::Map);
        }
        // The required ones come first, in the order in which members require them, then the others by name. Which member
        // describes a property makes no difference.
        let (mut fields, mut optional): (Vec<_>, Vec<_>) =
            merged.fields.into_iter().partition(|field| field.required);
        fields.sort_by_key(|field| order.get(&field.property).copied().unwrap_or(usize::MAX));
        optional.sort_by(|a, b| a.property.cmp(&b.property));
        fields.append(&mut optional);
        Shape::Object(ObjectShape { fields, ..merged })
    }

    /// Reports the properties of some members that others forbid by `additionalProperties: false`: documents that combine
    /// such schemas mean that all their properties may be there.
    fn report_forbidden(&mut self, id: NodeId, merged: &ObjectShape) {
        let closed = self.graph.node(id).keywords.iter().filter_map(|keyword| match keyword {
            Keyword::Only(names) => Some(names),
            _ => None,
        });
        let is_forbidden = |field: &&FieldShape| closed.clone().any(|names| !names.contains(&field.property));
        let forbidden: Vec<String> =
            merged.fields.iter().filter(is_forbidden).map(|field| format!("`{}`", field.property)).collect();
        if !forbidden.is_empty() {
            let reason = format!(
                "a member of `allOf` forbids {}, which others name: values with it are read all the same",
                forbidden.join(", ")
            );
            self.omit(id, reason);
        }
    }

    /// The properties that members require, with the position of each.
    fn required_order(&self, members: &[NodeId]) -> HashMap<String, usize> {
        let mut order = HashMap::new();
        for &member in members {
            if let Shape::Object(object) = self.graph.shape(member) {
                for field in object.fields.iter().filter(|field| field.required) {
                    let next = order.len();
                    order.entry(field.property.clone()).or_insert(next);
                }
            }
        }
        order
    }

    /// What a member says of further properties holds for those that only others name.
    fn restrict(&mut self, id: NodeId, members: &[NodeId], merged: &mut ObjectShape) {
        for &member in members {
            let (additional, object) = match self.graph.shape(member) {
                Shape::Map(value) => (*value, ObjectShape::default()),
                Shape::Object(object) => match object.additional {
                    Some(additional) => (additional, object.clone()),
                    None => continue,
                },
                _ => continue,
            };
            for field in merged.fields.iter_mut().filter(|field| object.field(&field.property).is_none()) {
                let place = format!("properties/{}", pointer::escape(&field.property));
                field.node = self.intersect_later(id, &place, additional, field.node);
            }
        }
    }

    fn merge_additional(&mut self, id: NodeId, one: Option<NodeId>, other: Option<NodeId>) -> Option<NodeId> {
        match (one, other) {
            (Some(one), Some(other)) => Some(self.intersect_later(id, "additionalProperties", one, other)),
            (one, other) => one.or(other),
        }
    }

    fn merge_field(&mut self, id: NodeId, merged: &mut ObjectShape, field: FieldShape) {
        let Some(known) = merged.fields.iter_mut().find(|known| known.property == field.property) else {
            merged.fields.push(field);
            return;
        };
        let place = format!("properties/{}", pointer::escape(&field.property));
        let node = self.intersect_later(id, &place, known.node, field.node);
        *known = FieldShape {
            property: field.property,
            node,
            required: known.required || field.required,
            by_constructors: known.by_constructors || field.by_constructors,
        };
    }
}
