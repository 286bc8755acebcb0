//! Two schemas that stand in the same place.

use super::{At, Side, Walk};
use crate::compare::finding::Claim;
use crate::compare::fits::{Of, fits};
use crate::compare::quote::quoted;
use crate::compare::rules::{self, Rule};
use crate::compare::subject::Subject;
use crate::lower::trace::{SchemaId, Shape};

impl Walk<'_> {
    /// Compares a place of the old document with the same place of the new one.
    pub(super) fn schemas(&mut self, old: SchemaId, new: SchemaId, side: Side, at: &At) {
        if !self.seen.insert((old, new, side)) {
            return;
        }
        self.null(old, new, side, at);
        self.name(old, new, at);
        self.facts(old, new, side, at);
        let (was, is) = (self.old, self.new);
        match (was.trace.shape(old), is.trace.shape(new)) {
            (Shape::Object(_), Shape::Object(_)) => self.objects(old, new, side, at),
            (Shape::Union(_), Shape::Union(_)) => self.unions(old, new, side, at),
            (Shape::Enum(was), Shape::Enum(is)) => self.enums((old, was), (new, is), side, at),
            (Shape::Array(was), Shape::Array(is)) => {
                self.schemas(*was, *is, side, &at.within(format!("each item of {}", at.label)));
            }
            (Shape::Map(was), Shape::Map(is)) => {
                self.schemas(*was, *is, side, &at.within(format!("each value of {}", at.label)));
            }
            (was, is) if was == is => {}
            _ => self.types(old, new, side, at),
        }
    }

    fn null(&mut self, old: SchemaId, new: SchemaId, side: Side, at: &At) {
        let (was, is) = (self.old.trace.schema(old).nullable, self.new.trace.schema(new).nullable);
        let (rule, what) = match (was, is) {
            (true, false) => (
                side.rule(&rules::REQUEST_NULL_FORBIDDEN, &rules::RESPONSE_NULL_FORBIDDEN),
                "can no longer be null",
            ),
            (false, true) => {
                let allowed = if at.is_optional {
                    &rules::RESPONSE_OPTIONAL_NULL_ALLOWED
                } else {
                    &rules::RESPONSE_NULL_ALLOWED
                };
                (side.rule(&rules::REQUEST_NULL_ALLOWED, allowed), "can be null")
            }
            _ => return,
        };
        self.report_at(rule, new, format!("{} {what}", at.label), &at.claims);
    }

    /// The same place has a type of another name.
    fn name(&mut self, old: SchemaId, new: SchemaId, at: &At) {
        let (was, is) = (&self.old.trace.schema(old).name, &self.new.trace.schema(new).name);
        let (Some(was), Some(is)) = (was, is) else { return };
        let is_public = |subject: &Subject<'_>, name| subject.surface.contains_key(&format!("types::{name}"));
        if was == is || at.is_arguments || !is_public(self.old, was) || !is_public(self.new, is) {
            return;
        }
        let message = if is_public(self.new, was) {
            format!("{} is the type `{is}`, it was `{was}`, which other places still have", at.label)
        } else {
            format!("the type `{was}` is called `{is}`")
        };
        let renamed = Claim::Renamed { old: was.to_string(), new: is.to_string() };
        self.report_at(&rules::TYPE_RENAMED, new, message, &[renamed]);
    }

    fn enums(
        &mut self,
        (old, was): (SchemaId, &[String]),
        (new, is): (SchemaId, &[String]),
        side: Side,
        at: &At,
    ) {
        let label = self.label(new, at);
        let item = |subject: &Subject<'_>, schema: SchemaId, value: &str| {
            let name = subject.trace.schema(schema).name.as_ref();
            Claim::items(name.and_then(|name| subject.value_item(name, value)))
        };
        for value in was.iter().filter(|value| !is.contains(value)) {
            let claims = item(self.old, old, value);
            let rule = side.rule(&rules::REQUEST_VALUE_REMOVED, &rules::RESPONSE_VALUE_REMOVED);
            self.report_at(rule, new, format!("{label} no longer has the value {}", quoted(value)), &claims);
        }
        for value in is.iter().filter(|value| !was.contains(value)) {
            let claims = item(self.new, new, value);
            let rule = side.rule(&rules::REQUEST_VALUE_ADDED, &rules::RESPONSE_VALUE_ADDED);
            self.report_at(rule, new, format!("{label} has the new value {}", quoted(value)), &claims);
        }
    }

    /// Two kinds of type.
    fn types(&mut self, old: SchemaId, new: SchemaId, side: Side, at: &At) {
        let (was, is) =
            (Of { trace: &self.old.trace, schema: old }, Of { trace: &self.new.trace, schema: new });
        let rule: &Rule = match (fits(was, is), fits(is, was)) {
            (true, true) => return,
            (true, false) if side == Side::Request => &rules::REQUEST_TYPE_WIDENED,
            (true, false) if matches!(self.old.trace.shape(old), Shape::Enum(_) | Shape::Union(_)) => {
                &rules::RESPONSE_OPEN_TYPE_WIDENED
            }
            (true, false) => &rules::RESPONSE_TYPE_WIDENED,
            (false, true) => side.rule(&rules::REQUEST_TYPE_NARROWED, &rules::RESPONSE_TYPE_NARROWED),
            (false, false) => side.rule(&rules::REQUEST_TYPE_CHANGED, &rules::RESPONSE_TYPE_CHANGED),
        };
        let message = format!("{} is {}, it was {}", at.label, word(self.new, new), word(self.old, old));
        self.report_at(rule, new, message, &at.claims);
    }

    /// What a type is called in a sentence: its name in the crate, or else its place.
    pub(super) fn label(&self, new: SchemaId, at: &At) -> String {
        match &self.new.trace.schema(new).name {
            Some(name) if !at.is_arguments => format!("`{name}`"),
            _ => at.label.clone(),
        }
    }
}

impl At {
    /// A place within this one that shows in the same items.
    fn within(&self, label: String) -> Self {
        Self { label, claims: self.claims.clone(), ..Self::default() }
    }
}

/// What a schema is, in words.
pub(super) fn word(subject: &Subject<'_>, schema: SchemaId) -> String {
    if let Some(name) = &subject.trace.schema(schema).name {
        return format!("`{name}`");
    }
    match subject.trace.shape(schema) {
        Shape::Any | Shape::Reference => "any value".to_owned(),
        Shape::AnyObject => "any object".to_owned(),
        Shape::Scalar(scalar) => scalar.description().to_owned(),
        Shape::Enum(_) => "one of several strings".to_owned(),
        Shape::Array(_) => "a list".to_owned(),
        Shape::Map(_) => "a map".to_owned(),
        Shape::Object(_) => "an object".to_owned(),
        Shape::Union(_) => "one of several types".to_owned(),
    }
}
