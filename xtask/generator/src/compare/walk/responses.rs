//! Responses: status, media type and body.

use super::requests::media_type;
use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use crate::lower::{Placed, RawContent};
use serde_json::Value;
use std::collections::BTreeSet;

impl Walk<'_> {
    pub(super) fn answers(&mut self, was: &Placed, is: &Placed) {
        self.statuses(was, is);
        let here = format!("{}/responses", is.raw.pointer);
        let causes = self.answer_causes(was, is);
        let items = causes.clone();
        let (old_type, new_type) =
            (media_type(&was.raw.answers.success), media_type(&is.raw.answers.success));
        if old_type != new_type {
            let message = format!("the response is {}, it was {}", quoted(new_type), quoted(old_type));
            self.report(&rules::RESPONSE_MEDIA_TYPE_CHANGED, (Edition::New, &here), message, causes.clone());
        }
        if let (RawContent::Json { node: old, .. }, RawContent::Json { node: new, .. }) =
            (&was.raw.answers.success, &is.raw.answers.success)
        {
            let at = At { label: "the response".into(), causes, ..At::default() };
            self.schemas(*old, *new, Side::Response, &at);
        }
        if let (RawContent::Stream(old), RawContent::Stream(new)) =
            (&was.raw.answers.success, &is.raw.answers.success)
            && let Some((old, new)) = old.node.zip(new.node)
        {
            let at = At { label: "an item of the response".into(), causes: items, ..At::default() };
            self.schemas(old, new, Side::Response, &at);
        }
        for (status, old) in &was.raw.answers.errors {
            let twin =
                is.raw.answers.errors.iter().find(|(other, _)| other == status).and_then(|(_, new)| *new);
            if let Some((old, new)) = old.zip(twin) {
                let at = At { label: format!("the answer of status {status}").into(), ..At::default() };
                self.schemas(old, new, Side::Response, &at);
            }
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
            listed.filter(|status| !status.starts_with("x-")).partition(|status| status.starts_with('2'));
        // If no success is described, `default` stands for it.
        if success.is_empty() && failure.remove("default") {
            success.insert("default".to_owned());
        }
        Self { success, failure }
    }
}
