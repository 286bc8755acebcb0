//! Objects: which properties they have, which of them always, and what those hold.

use super::requests::{addition, presence};
use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Claim;
use crate::compare::quote::quoted;
use crate::compare::rules::{self, Rule};
use crate::compare::subject::Subject;
use crate::lower::trace::{Object, Property, SchemaId, Shape};

impl Walk<'_> {
    pub(super) fn objects(&mut self, old: SchemaId, new: SchemaId, side: Side, at: &At) {
        let (was, is) = (self.old, self.new);
        let (Shape::Object(old_object), Shape::Object(new_object)) =
            (was.trace.shape(old), is.trace.shape(new))
        else {
            return;
        };
        for property in &old_object.properties {
            match find(new_object, &property.name) {
                Some(twin) => self.property((old, property), (new, twin), side, at),
                None if is_tag(new_object, property) => {}
                None => self.property_removed(old, new, property, side, at),
            }
        }
        let is_new = |property: &&Property| {
            find(old_object, &property.name).is_none() && !is_tag(old_object, property)
        };
        for property in new_object.properties.iter().filter(is_new) {
            let claims = self.property_claims(self.new, new, property, at);
            let (rule, what) = match side {
                Side::Request => addition(property.required),
                Side::Response => (&rules::RESPONSE_PROPERTY_ADDED, "is new"),
            };
            let message = format!("{} {what}", self.property_label(new, &property.name, at));
            self.report_at(rule, property.schema, message, &claims);
        }
        self.additional((old_object, old), (new_object, new), side, at);
    }

    fn property(
        &mut self,
        (old, was): (SchemaId, &Property),
        (new, is): (SchemaId, &Property),
        side: Side,
        at: &At,
    ) {
        let label = self.property_label(new, &is.name, at);
        let mut claims = self.property_claims(self.old, old, was, at);
        claims.extend(self.property_claims(self.new, new, is, at));
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
            self.report_at(rule, is.schema, format!("{label} {what}"), &claims);
        }
        let is_optional = !(was.required && is.required);
        let within = At { label, claims, is_optional, ..At::default() };
        self.schemas(was.schema, is.schema, side, &within);
    }

    fn property_removed(&mut self, old: SchemaId, new: SchemaId, property: &Property, side: Side, at: &At) {
        let (rule, what) = match (side, property.required) {
            (Side::Request, _) => (&rules::REQUEST_REMOVED, "is no longer described"),
            (Side::Response, true) => (&rules::RESPONSE_REQUIRED_REMOVED, "is gone, it was always there"),
            (Side::Response, false) => (&rules::RESPONSE_OPTIONAL_REMOVED, "is gone, it could be absent"),
        };
        let message = format!("{} {what}", self.property_label(new, &property.name, at));
        let claims = self.property_claims(self.old, old, property, at);
        let pointer = self.old.trace.schema(property.schema).pointer.clone();
        self.report(rule, (Edition::Old, &pointer), message, claims);
    }

    /// What properties that are not listed hold.
    fn additional(
        &mut self,
        (old_object, old): (&Object, SchemaId),
        (new_object, new): (&Object, SchemaId),
        side: Side,
        at: &At,
    ) {
        let label = format!("each other property of {}", self.label(new, at));
        let field = |subject: &Subject<'_>, schema: SchemaId| {
            let name = subject.trace.schema(schema).name.as_ref();
            name.map(|name| format!("types::{name}.additional_properties"))
        };
        let claims = Claim::items(field(self.old, old).into_iter().chain(field(self.new, new)));
        let (rule, what) = match (old_object.additional, new_object.additional) {
            (None, None) => return,
            (Some(old), Some(new)) => {
                return self.schemas(old, new, side, &At { label, claims, ..At::default() });
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
        self.report_at(rule, new, format!("{label} {what}"), &claims);
    }

    fn property_label(&self, new: SchemaId, property: &str, at: &At) -> String {
        match &self.new.trace.schema(new).name {
            Some(name) if !at.is_arguments => quoted(format!("{name}.{property}")),
            _ => format!("{} of {}", quoted(property), at.label),
        }
    }

    /// The items of the public API that a property of an object shows in.
    fn property_claims(
        &self,
        subject: &Subject<'_>,
        object: SchemaId,
        property: &Property,
        at: &At,
    ) -> Vec<Claim> {
        let name = subject.trace.schema(object).name.as_ref();
        let mut claims = Vec::new();
        if at.is_arguments {
            let operation =
                self.operation.map(|(was, is)| if std::ptr::eq(subject, self.old) { was } else { is });
            let setter = operation
                .zip(name)
                .and_then(|(operation, name)| subject.body_setter(operation, name, &property.name));
            match setter.filter(|_| !property.required) {
                Some(setter) => claims.push(Claim::Item(setter)),
                None => claims.extend(at.claims.iter().cloned()),
            }
            claims.extend(self.operation.iter().flat_map(|(was, is)| self.builder_claims(was, is)));
        }
        let Some(name) = name.filter(|name| subject.surface.contains_key(&format!("types::{name}"))) else {
            if !at.is_arguments {
                claims.extend(at.claims.iter().cloned());
            }
            return claims;
        };
        claims.extend(Claim::items(subject.field_items(name, &property.name)));
        if property.required {
            claims.push(Claim::Item(format!("types::{name}::new")));
            claims.extend(Claim::items(at.makers.iter().cloned()));
        }
        claims
    }
}

fn find<'o>(object: &'o Object, name: &str) -> Option<&'o Property> {
    object.properties.iter().find(|property| property.name == name)
}

/// Whether a property is what tells the variants of a union apart in the other document.
fn is_tag(other: &Object, property: &Property) -> bool {
    other.tag.as_ref().is_some_and(|(tag, _)| *tag == property.name)
}
