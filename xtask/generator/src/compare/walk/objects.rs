//! Objects: their properties, which of them are required, and their types.

use super::requests::{addition, presence};
use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::label::Label;
use crate::compare::quote::quoted;
use crate::compare::rules::{self, Rule};
use crate::compare::subject::Subject;
use crate::lower::{FieldShape, NodeId, ObjectShape, Shape};

impl Walk<'_> {
    pub(super) fn objects(&mut self, old: NodeId, new: NodeId, side: Side, at: &At) {
        let (was, is) = (self.old, self.new);
        let (Shape::Object(old_object), Shape::Object(new_object)) = (was.shape(old), is.shape(new)) else {
            return;
        };
        for property in &old_object.fields {
            match new_object.field(&property.property) {
                Some(twin) => self.property((old, property), (new, twin), side, at),
                None if is_tag(new_object, property) => {}
                None => self.property_removed(old, new, property, side, at),
            }
        }
        let is_new = |property: &&FieldShape| {
            old_object.field(&property.property).is_none() && !is_tag(old_object, property)
        };
        for property in new_object.fields.iter().filter(is_new) {
            let causes = self.property_causes(self.new, new, property, at);
            let (rule, what) = match side {
                Side::Request => addition(property.required),
                Side::Response => (&rules::RESPONSE_PROPERTY_ADDED, "is new"),
            };
            let message = self.property_label(new, &property.property, at).says(format!(" {what}"));
            self.report_at(rule, property.node, message, &causes);
        }
        self.additional((old_object, old), (new_object, new), side, at);
    }

    fn property(
        &mut self,
        (old, was): (NodeId, &FieldShape),
        (new, is): (NodeId, &FieldShape),
        side: Side,
        at: &At,
    ) {
        let label = self.property_label(new, &is.property, at);
        let mut causes = self.property_causes(self.old, old, was, at);
        causes.extend(self.property_causes(self.new, new, is, at));
        let changed: Option<(&'static Rule, &str)> = match (side, was.required, is.required) {
            (Side::Request, was, is) => presence(was, is),
            (Side::Response, true, false) => {
                Some((&rules::RESPONSE_BECAME_OPTIONAL, "can be absent, it was always there"))
            }
            (Side::Response, false, true) => {
                Some((&rules::RESPONSE_BECAME_REQUIRED, "is always there, it could be absent"))
            }
            (Side::Response, _, _) => None,
        };
        if let Some((rule, what)) = changed {
            self.report_at(rule, is.node, label.says(format!(" {what}")), &causes);
        }
        let is_optional = !(was.required && is.required);
        let within = At { label, causes, is_optional, ..At::default() };
        self.schemas(was.node, is.node, side, &within);
    }

    fn property_removed(&mut self, old: NodeId, new: NodeId, property: &FieldShape, side: Side, at: &At) {
        let (rule, what) = match (side, property.required) {
            (Side::Request, _) => (&rules::REQUEST_REMOVED, "is no longer described"),
            (Side::Response, true) => (&rules::RESPONSE_REQUIRED_REMOVED, "is gone, it was always there"),
            (Side::Response, false) => (&rules::RESPONSE_OPTIONAL_REMOVED, "is gone, it could be absent"),
        };
        let message = self.property_label(new, &property.property, at).says(format!(" {what}"));
        let causes = self.property_causes(self.old, old, property, at);
        let pointer = self.old.pointer(property.node).clone();
        self.report(rule, (Edition::Old, &pointer), message, causes);
    }

    /// Compares the types of additional properties.
    fn additional(
        &mut self,
        (old_object, old): (&ObjectShape, NodeId),
        (new_object, new): (&ObjectShape, NodeId),
        side: Side,
        at: &At,
    ) {
        let label = self.label(new, at).part("each other property of ");
        let causes = [(self.old, old), (self.new, new)]
            .map(|(subject, object)| Cause::Place(subject.edition, subject.place_of_additional(object)))
            .to_vec();
        let (rule, what) = match (old_object.additional, new_object.additional) {
            (None, None) => return,
            (Some(old), Some(new)) => {
                return self.schemas(old, new, side, &At { label, causes, ..At::default() });
            }
            (None, Some(_)) => (
                side.rule(&rules::REQUEST_TYPE_NARROWED, &rules::RESPONSE_TYPE_NARROWED),
                "is of one type, it was any value",
            ),
            (Some(_), None) => (
                side.rule(&rules::REQUEST_TYPE_WIDENED, &rules::RESPONSE_TYPE_WIDENED),
                "is any value, it was of one type",
            ),
        };
        self.report_at(rule, new, label.says(format!(" {what}")), &causes);
    }

    fn property_label(&self, new: NodeId, property: &str, at: &At) -> Label {
        match self.new.type_name(new) {
            Some(name) if !at.is_arguments => Label::property(name, property),
            _ => at.label.part(&format!("{} of ", quoted(property))),
        }
    }

    /// The causes of items that change when a property does: its own places, or those of what the object is part of.
    fn property_causes(
        &self,
        subject: &Subject<'_>,
        object: NodeId,
        property: &FieldShape,
        at: &At,
    ) -> Vec<Cause> {
        if !at.is_arguments && subject.public_type(object).is_none() {
            return at.causes.clone();
        }
        Cause::places(subject.edition, subject.places_of_property(object, &property.property))
    }
}

/// Whether a property is the tag of a union in the other document.
fn is_tag(other: &ObjectShape, property: &FieldShape) -> bool {
    other.tag.as_ref().is_some_and(|(tag, _)| *tag == property.property)
}
