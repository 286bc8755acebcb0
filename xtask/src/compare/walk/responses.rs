//! What a response may be: its status, its media type, its body.

use super::requests::sent_as;
use super::{At, Side, Walk};
use crate::compare::change::Edition;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use crate::lower::trace::{Content, TracedOperation};
use serde_json::Value;
use std::collections::BTreeSet;

impl Walk<'_> {
    pub(super) fn answers(&mut self, was: &TracedOperation, is: &TracedOperation) {
        self.statuses(was, is);
        let here = format!("{}/responses", is.pointer);
        let claims = self.call_claims(was, is);
        let (old_type, new_type) = (sent_as(&was.success), sent_as(&is.success));
        if old_type != new_type {
            let message = format!("the response is {}, it was {}", quoted(new_type), quoted(old_type));
            self.report(&rules::RESPONSE_MEDIA_TYPE_CHANGED, (Edition::New, &here), message, claims.clone());
        }
        if let (Content::Json { schema: old, .. }, Content::Json { schema: new, .. }) =
            (&was.success, &is.success)
        {
            let at = At { label: "the response".to_owned(), claims, ..At::default() };
            self.schemas(*old, *new, Side::Response, &at);
        }
        for (status, old) in &was.errors {
            let twin = is.errors.iter().find(|(other, _)| other == status).and_then(|(_, new)| *new);
            if let Some((old, new)) = old.zip(twin) {
                let at = At { label: format!("the answer of status {status}"), ..At::default() };
                self.schemas(old, new, Side::Response, &at);
            }
        }
    }

    fn statuses(&mut self, was: &TracedOperation, is: &TracedOperation) {
        let (old, new) = (Statuses::of(self.old, was), Statuses::of(self.new, is));
        let pointer = format!("{}/responses", is.pointer);
        let here = (Edition::New, pointer.as_str());
        let list = |statuses: &BTreeSet<String>| statuses.iter().cloned().collect::<Vec<_>>().join(", ");
        if old.success != new.success {
            let is_narrower = !new.success.is_empty() && new.success.is_subset(&old.success);
            let rule =
                if is_narrower { &rules::SUCCESS_STATUS_REMOVED } else { &rules::SUCCESS_STATUS_CHANGED };
            let message =
                format!("success has the status {}, it was {}", list(&new.success), list(&old.success));
            let claims = self.call_claims(was, is);
            self.report(rule, here, message, claims);
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
    fn of(subject: &Subject<'_>, operation: &TracedOperation) -> Self {
        let responses = subject.value(&format!("{}/responses", operation.pointer)).and_then(Value::as_object);
        let listed = responses.into_iter().flatten().map(|(status, _)| status.clone());
        let (mut success, mut failure): (BTreeSet<String>, BTreeSet<String>) =
            listed.filter(|status| !status.starts_with("x-")).partition(|status| status.starts_with('2'));
        // Where no success is described, the default is it.
        if success.is_empty() && failure.remove("default") {
            success.insert("default".to_owned());
        }
        Self { success, failure }
    }
}
