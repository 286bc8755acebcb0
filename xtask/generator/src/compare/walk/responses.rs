//! Responses: status, media type and body.

use super::requests::media_type;
use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use crate::lower::{Placed, RawContent, RawHeader};
use serde_json::Value;
use std::collections::BTreeSet;

impl Walk<'_> {
    pub(super) fn answers(&mut self, was: &Placed, is: &Placed) {
        self.statuses(was, is);
        let here = format!("{}/responses", is.raw.pointer);
        let causes = self.answer_causes(was, is);
        let (old, new) = (forms(&was.raw.answers.success), forms(&is.raw.answers.success));
        let types =
            |forms: &[FormOf<'_>]| forms.iter().map(|form| media_type(form.content)).collect::<BTreeSet<_>>();
        let (old_types, new_types) = (types(&old), types(&new));
        if old_types != new_types {
            let list = |types: BTreeSet<String>| Vec::from_iter(types).join(", ");
            let (old, new) = (quoted(list(old_types)), quoted(list(new_types)));
            let message = format!("the response is {new}, it was {old}");
            self.report(&rules::RESPONSE_MEDIA_TYPE_CHANGED, (Edition::New, &here), message, causes.clone());
        }
        for (old, new) in twins(&old, &new) {
            self.form(old.content, new.content, &causes);
        }
        self.answer_headers(was, is);
        for (status, old) in &was.raw.answers.errors {
            let twin =
                is.raw.answers.errors.iter().find(|(other, _)| other == status).and_then(|(_, new)| *new);
            if let Some((old, new)) = old.zip(twin) {
                let at = At { label: format!("the answer of status {status}").into(), ..At::default() };
                self.schemas(old, new, Side::Response, &at);
            }
        }
    }

    /// The headers that the document names.
    fn answer_headers(&mut self, was: &Placed, is: &Placed) {
        let (old, new) = (&was.raw.answers.headers, &is.raw.answers.headers);
        let twin_in = |all: &[RawHeader], header: &RawHeader| {
            all.iter().find(|other| other.name.eq_ignore_ascii_case(&header.name)).cloned()
        };
        let label = |header: &RawHeader| format!("the header {} of the response", quoted(&header.name));
        for old in old {
            let causes = vec![Cause::Place(Edition::Old, old.pointer.clone())];
            let Some(new) = twin_in(new, old) else {
                let message = format!("{} is no longer described", label(old));
                self.report(&rules::RESPONSE_OPTIONAL_REMOVED, (Edition::Old, &old.pointer), message, causes);
                continue;
            };
            if let Some((old, of_new)) = old.node.zip(new.node) {
                let causes = [causes, vec![Cause::Place(Edition::New, new.pointer.clone())]].concat();
                let at = At { label: label(&new).into(), causes, is_optional: true, ..At::default() };
                self.schemas(old, of_new, Side::Response, &at);
            }
        }
        for new in new.iter().filter(|new| twin_in(old, new).is_none()) {
            let causes = vec![Cause::Place(Edition::New, new.pointer.clone())];
            let message = format!("{} is described", label(new));
            self.report(&rules::RESPONSE_PROPERTY_ADDED, (Edition::New, &new.pointer), message, causes);
        }
    }

    /// One form of the response.
    fn form(&mut self, old: &RawContent, new: &RawContent, causes: &[Cause]) {
        let of = |label: &'static str| At { label: label.into(), causes: causes.to_vec(), ..At::default() };
        match (old, new) {
            (RawContent::Json { node: old, .. }, RawContent::Json { node: new, .. }) => {
                self.schemas(*old, *new, Side::Response, &of("the response"));
            }
            (RawContent::Stream(old), RawContent::Stream(new)) => {
                if let Some((old, new)) = old.node.zip(new.node) {
                    self.schemas(old, new, Side::Response, &of("an item of the response"));
                }
            }
            _ => {}
        }
    }

    /// The places of the answers of success, which decide what a call returns.
    fn answer_causes(&self, was: &Placed, is: &Placed) -> Vec<Cause> {
        let place = |edition, operation: &Placed| {
            Cause::Place(edition, format!("{}/responses", operation.raw.pointer).into())
        };
        vec![place(Edition::Old, was), place(Edition::New, is)]
    }

    fn statuses(&mut self, was: &Placed, is: &Placed) {
        let (old, new) = (Statuses::of(self.old, was), Statuses::of(self.new, is));
        let pointer = format!("{}/responses", is.raw.pointer);
        let here = (Edition::New, pointer.as_str());
        let list = |statuses: &BTreeSet<String>| statuses.iter().cloned().collect::<Vec<_>>().join(", ");
        if old.success != new.success {
            let is_narrower = !new.success.is_empty() && new.success.is_subset(&old.success);
            let rule =
                if is_narrower { &rules::SUCCESS_STATUS_REMOVED } else { &rules::SUCCESS_STATUS_CHANGED };
            let message =
                format!("success has the status {}, it was {}", list(&new.success), list(&old.success));
            let causes = self.answer_causes(was, is);
            self.report(rule, here, message, causes);
        }
        for status in old.failure.symmetric_difference(&new.failure) {
            let is_new = new.failure.contains(status);
            let message = format!(
                "failure of status {status} is {}",
                if is_new { "described" } else { "no longer described" }
            );
            self.report(&rules::ERROR_STATUS_CHANGED, here, message, Vec::new());
        }
    }
}

/// A form of a response, with its statuses where there are several forms.
struct FormOf<'r> {
    statuses: &'r [String],
    content: &'r RawContent,
}

impl FormOf<'_> {
    /// Whether two forms are compared with each other: they come with the same status, and are of one kind.
    fn is_like(&self, other: &Self) -> bool {
        let is_any = self.statuses.is_empty() || other.statuses.is_empty();
        (is_any || self.statuses.iter().any(|status| other.statuses.contains(status)))
            && std::mem::discriminant(self.content) == std::mem::discriminant(other.content)
    }
}

/// The forms that are compared with each other: those of the same media type, and then what is left. Each has one twin.
fn twins<'f, 'r>(old: &'f [FormOf<'r>], new: &'f [FormOf<'r>]) -> Vec<(&'f FormOf<'r>, &'f FormOf<'r>)> {
    let mut left: Vec<&FormOf<'_>> = new.iter().collect();
    let mut alone: Vec<&FormOf<'_>> = old.iter().collect();
    let mut found = Vec::new();
    for is_same_type in [true, false] {
        alone.retain(|old| {
            let is_twin = |new: &&FormOf<'_>| {
                old.is_like(new) && (!is_same_type || media_type(old.content) == media_type(new.content))
            };
            let twin = left.iter().position(is_twin).map(|at| left.remove(at));
            found.extend(twin.map(|new| (*old, new)));
            twin.is_none()
        });
    }
    found
}

/// The forms of a response.
fn forms(success: &RawContent) -> Vec<FormOf<'_>> {
    match success {
        RawContent::OneOf(forms) => {
            forms.iter().map(|form| FormOf { statuses: &form.statuses, content: &form.content }).collect()
        }
        content => vec![FormOf { statuses: &[], content }],
    }
}

/// Whether a status is no failure. 304 says that what the caller has is still right.
fn is_success(status: &str) -> bool {
    status.starts_with('2') || status == "304"
}

/// The statuses that an operation describes.
struct Statuses {
    success: BTreeSet<String>,
    failure: BTreeSet<String>,
}

impl Statuses {
    fn of(subject: &Subject<'_>, operation: &Placed) -> Self {
        let responses =
            subject.value(&format!("{}/responses", operation.raw.pointer)).and_then(Value::as_object);
        let listed = responses.into_iter().flatten().map(|(status, _)| status.clone());
        let (mut success, mut failure): (BTreeSet<String>, BTreeSet<String>) =
            listed.filter(|status| !status.starts_with("x-")).partition(|status| is_success(status));
        // If no success is described, `default` stands for it.
        if success.iter().all(|status| status == "304") && failure.remove("default") {
            success.insert("default".to_owned());
        }
        Self { success, failure }
    }
}
