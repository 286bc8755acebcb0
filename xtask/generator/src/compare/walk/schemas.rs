//! Compares two schemas at the same place.

use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::fits::{Of, fits};
use crate::compare::label::Label;
use crate::compare::quote::quoted;
use crate::compare::rules::{self, Rule};
use crate::compare::subject::Subject;
use crate::lower::{NodeId, Shape, TupleShape};

impl Walk<'_> {
    /// Compares a place of the old document with the same place of the new one.
    pub(super) fn schemas(&mut self, old: NodeId, new: NodeId, side: Side, at: &At) {
        let pair = (old, new, side, at.is_arguments, at.is_variant);
        if self.same.contains(&pair) {
            return;
        }
        if !self.seen.insert((old, new, side)) {
            self.passed_over = true;
            return;
        }
        let (found, before) = (self.findings.len(), std::mem::take(&mut self.passed_over));
        self.unseen(old, new, side, at);
        if self.findings.len() == found && !self.passed_over {
            self.same.insert(pair);
        }
        self.passed_over |= before;
    }

    fn unseen(&mut self, old: NodeId, new: NodeId, side: Side, at: &At) {
        if !at.is_variant {
            self.null(old, new, side, at);
        }
        self.name(old, new, at);
        self.facts(old, new, side, at);
        let (was, is) = (self.old, self.new);
        match (was.shape(old), is.shape(new)) {
            (Shape::Object(_), Shape::Object(_)) => self.objects(old, new, side, at),
            (Shape::Union(_), Shape::Union(_)) => self.unions(old, new, side, at),
            (Shape::Enum(was), Shape::Enum(is)) => self.enums((old, was), (new, is), side, at),
            (Shape::Array(was), Shape::Array(is)) => {
                self.schemas(*was, *is, side, &at.part("each item of "));
            }
            (Shape::Tuple(was), Shape::Tuple(is)) if is_like(was, is) => self.tuples(was, is, side, at),
            (Shape::Map(was), Shape::Map(is)) => {
                self.schemas(*was, *is, side, &at.part("each value of "));
            }
            (was, is) if was == is => {}
            // What differs is the format, which is a fact.
            (Shape::Scalar(was), Shape::Scalar(is)) if was.is_text() && is.is_text() => {}
            _ => self.types(old, new, side, at),
        }
    }

    /// Compares lists that describe as many items by their position.
    fn tuples(&mut self, was: &TupleShape, is: &TupleShape, side: Side, at: &At) {
        for (index, (was, is)) in was.items.iter().zip(&is.items).enumerate() {
            self.schemas(*was, *is, side, &at.part(&format!("item {} of ", index + 1)));
        }
        if let Some((was, is)) = was.rest.zip(is.rest) {
            self.schemas(was, is, side, &at.part("each further item of "));
        }
    }

    fn null(&mut self, old: NodeId, new: NodeId, side: Side, at: &At) {
        let (was, is) = (self.old.graph().is_nullable(old), self.new.graph().is_nullable(new));
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
        self.report_at(rule, new, at.label.says(format!(" {what}")), &at.causes);
    }

    /// Reports that a place has a type of another name.
    fn name(&mut self, old: NodeId, new: NodeId, at: &At) {
        let (was, is) = (self.old.public_type(old), self.new.public_type(new));
        let (Some(was), Some(is)) = (was, is) else { return };
        if was == is || at.is_arguments {
            return;
        }
        let message = if self.new.is_public(was) {
            at.label.says(format!(" is the type `{is}`, it was `{was}`, which other places still have"))
        } else {
            Label::one_of_many("the type `", format!("{was}` is called `{is}"), "`").says("")
        };
        // A variant is named after its type, so it is called otherwise, too.
        let causes = [
            Cause::Renamed(was.clone(), is.clone()),
            Cause::Place(Edition::Old, self.old.place_of_type(old).clone()),
            Cause::Place(Edition::New, self.new.place_of_type(new).clone()),
        ];
        self.report_at(&rules::TYPE_RENAMED, new, message, &causes);
    }

    fn enums(
        &mut self,
        (old, was): (NodeId, &[String]),
        (new, is): (NodeId, &[String]),
        side: Side,
        at: &At,
    ) {
        let label = self.label(new, at);
        if side == Side::Response && !was.iter().any(|value| is.contains(value)) {
            let list = |values: &[String]| values.iter().map(quoted).collect::<Vec<_>>().join(", ");
            let message = label.says(format!(" is {}, it was {}", list(is), list(was)));
            let all = |subject: &Subject<'_>, schema, values: &[String]| {
                let places = values.iter().filter_map(|value| subject.place_of_value(schema, value));
                Cause::places(subject.edition, places)
            };
            let causes = [all(self.old, old, was), all(self.new, new, is)].concat();
            return self.report_at(&rules::RESPONSE_VALUES_REPLACED, new, message, &causes);
        }
        let place = |subject: &Subject<'_>, schema: NodeId, value: &str| {
            Cause::places(subject.edition, subject.place_of_value(schema, value))
        };
        for value in was.iter().filter(|value| !is.contains(value)) {
            let causes = place(self.old, old, value);
            let rule = side.rule(&rules::REQUEST_VALUE_REMOVED, &rules::RESPONSE_VALUE_REMOVED);
            self.report_at(
                rule,
                new,
                label.says(format!(" no longer has the value {}", quoted(value))),
                &causes,
            );
        }
        for value in is.iter().filter(|value| !was.contains(value)) {
            let causes = place(self.new, new, value);
            let rule = side.rule(&rules::REQUEST_VALUE_ADDED, &rules::RESPONSE_VALUE_ADDED);
            self.report_at(rule, new, label.says(format!(" has the new value {}", quoted(value))), &causes);
        }
    }

    /// Compares two different kinds of type.
    fn types(&mut self, old: NodeId, new: NodeId, side: Side, at: &At) {
        let (was, is) =
            (Of { graph: self.old.graph(), schema: old }, Of { graph: self.new.graph(), schema: new });
        let rule: &Rule = match (fits(was, is), fits(is, was)) {
            (true, true) => return,
            (true, false) if side == Side::Request => &rules::REQUEST_TYPE_WIDENED,
            (true, false) if matches!(self.old.shape(old), Shape::Enum(_) | Shape::Union(_)) => {
                &rules::RESPONSE_OPEN_TYPE_WIDENED
            }
            (true, false) => &rules::RESPONSE_TYPE_WIDENED,
            (false, true) => side.rule(&rules::REQUEST_TYPE_NARROWED, &rules::RESPONSE_TYPE_NARROWED),
            (false, false) => side.rule(&rules::REQUEST_TYPE_CHANGED, &rules::RESPONSE_TYPE_CHANGED),
        };
        let message = at.label.says(format!(" is {}, it was {}", word(self.new, new), word(self.old, old)));
        self.report_at(rule, new, message, &at.causes);
    }

    /// What a type is called in a sentence: its name in the crate, or else its place.
    pub(super) fn label(&self, new: NodeId, at: &At) -> Label {
        match self.new.type_name(new) {
            Some(name) if !at.is_arguments => Label::of_type(name),
            _ => at.label.clone(),
        }
    }
}

/// Whether two lists have as many items at positions.
fn is_like(was: &TupleShape, is: &TupleShape) -> bool {
    let shape = |tuple: &TupleShape| (tuple.items.len(), tuple.least, tuple.rest.is_some());
    shape(was) == shape(is)
}

impl At {
    /// A part of this place that changes the same items, such as `each item of ` it.
    fn part(&self, words: &str) -> Self {
        Self { label: self.label.part(words), causes: self.causes.clone(), ..Self::default() }
    }
}

/// What a schema is, in words.
pub(super) fn word(subject: &Subject<'_>, schema: NodeId) -> String {
    if let Some(name) = subject.type_name(schema) {
        return format!("`{name}`");
    }
    match subject.shape(schema) {
        Shape::Any | Shape::AllOf(_) | Shape::Alias(_) => "any value".to_owned(),
        Shape::AnyObject => "any object".to_owned(),
        Shape::Scalar(scalar) => scalar.description().to_owned(),
        Shape::Enum(_) => "one of several strings".to_owned(),
        Shape::Array(_) => "a list".to_owned(),
        Shape::Tuple(_) => "a list of described items".to_owned(),
        Shape::Map(_) => "a map".to_owned(),
        Shape::Object(_) => "an object".to_owned(),
        Shape::Union(_) => "one of several types".to_owned(),
    }
}
