//! Operations: which one is which, and what changed of each as a whole.

use super::Walk;
use crate::compare::change::Edition;
use crate::compare::finding::Claim;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use crate::lower::trace::TracedOperation;
use openapiv3::SecurityRequirement;
use std::collections::{BTreeMap, HashMap};

impl Walk<'_> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old, self.new);
        let by_path: HashMap<_, _> =
            new.trace.operations.iter().map(|operation| (key(operation), operation)).collect();
        let mut rest: BTreeMap<&str, &TracedOperation> =
            new.trace.operations.iter().map(|operation| (operation.id.as_str(), operation)).collect();
        let mut pairs = Vec::new();
        for was in &old.trace.operations {
            let is = by_path.get(&key(was)).copied();
            if let Some(is) = is {
                rest.remove(is.id.as_str());
            }
            pairs.push((was, is));
        }
        for (was, is) in pairs {
            // One that went elsewhere is known by its operationId.
            let moved = if is.is_none() { rest.remove(was.id.as_str()) } else { None };
            match is.or(moved) {
                Some(is) => {
                    self.operation = Some((was, is));
                    self.seen.clear();
                    self.operation(was, is, moved.is_some());
                }
                None => self.alone(Edition::Old, was),
            }
        }
        for is in new.trace.operations.iter().filter(|operation| rest.contains_key(operation.id.as_str())) {
            self.alone(Edition::New, is);
        }
        self.operation = None;
    }

    /// An operation that only one of the documents has.
    fn alone(&mut self, edition: Edition, operation: &TracedOperation) {
        self.operation = None;
        let (subject, rule, what) = match edition {
            Edition::Old => (self.old, &rules::OPERATION_REMOVED, "gone"),
            Edition::New => (self.new, &rules::OPERATION_ADDED, "new"),
        };
        let message = format!("the operation {} is {what}", call(operation));
        self.report(rule, (edition, &operation.pointer), message, items(subject, operation));
        if let Some(finding) = self.findings.last_mut() {
            finding.spot.operation = Some(operation.id.clone());
        }
    }

    fn operation(&mut self, was: &TracedOperation, is: &TracedOperation, is_moved: bool) {
        let here = (Edition::New, is.pointer.as_str());
        if is_moved {
            let message =
                format!("the operation {} was {}", call(is), quoted(format!("{} {}", was.method, was.path)));
            self.report(&rules::OPERATION_MOVED, here, message, vec![]);
        }
        self.names(was, is);
        self.deprecation_at((&was.pointer, &is.pointer), &operation_label(is), &items(self.new, is));
        let (old_security, new_security) = (security(self.old, was), security(self.new, is));
        if old_security.is_some() || new_security.is_some() {
            let pointer = format!("{}/security", is.pointer);
            let (old, new) = (
                old_security.or(self.old.document.openapi.security.as_ref()),
                new_security.or(self.new.document.openapi.security.as_ref()),
            );
            self.authentication(
                old,
                new,
                &pointer,
                &format!("callers of {} say who they are", quoted(&is.id)),
            );
        }
        self.parameters(was, is);
        self.body(was, is);
        self.answers(was, is);
    }

    fn names(&mut self, was: &TracedOperation, is: &TracedOperation) {
        let here = (Edition::New, is.pointer.as_str());
        let both = || items(self.old, was).into_iter().chain(items(self.new, is)).collect::<Vec<_>>();
        if was.group_type != is.group_type || was.group != is.group {
            let message =
                format!("{} is in the group `{}`, it was in `{}`", operation_label(is), is.group, was.group);
            let mut claims = both();
            for (operation, subject) in [(was, self.old), (is, self.new)] {
                let other = if subject.edition == Edition::Old { self.new } else { self.old };
                let group = format!("operations::{}::{}", operation.group, operation.group_type);
                if !other.surface.contains_key(&group) {
                    claims.extend([Claim::All(group), Claim::Item(format!("Client::{}", operation.group))]);
                }
            }
            self.report(&rules::GROUP_RENAMED, here, message, claims);
        } else if was.name != is.name {
            let message =
                format!("the method for {} is called `{}`, it was `{}`", quoted(&is.id), is.name, was.name);
            let claims = both();
            self.report(&rules::OPERATION_RENAMED, here, message, claims);
        }
    }
}

pub(super) fn operation_label(operation: &TracedOperation) -> String {
    format!("the operation {}", quoted(&operation.id))
}

fn call(operation: &TracedOperation) -> String {
    format!("{} ({})", quoted(&operation.id), quoted(format!("{} {}", operation.method, operation.path)))
}

/// What the public API has of an operation.
fn items(subject: &Subject<'_>, operation: &TracedOperation) -> Vec<Claim> {
    let method = Subject::method(operation);
    let mut claims = vec![Claim::Deprecation(method.clone()), Claim::Item(method)];
    claims.extend(subject.builder(operation).map(Claim::All));
    claims
}

/// What an operation itself says of who may call it.
fn security<'s>(
    subject: &'s Subject<'_>,
    operation: &TracedOperation,
) -> Option<&'s Vec<SecurityRequirement>> {
    let is_it = |(path, method, _): &(&str, &str, &openapiv3::Operation)| {
        *path == operation.path && method.eq_ignore_ascii_case(&operation.method)
    };
    let (_, _, found) = subject.document.openapi.operations().find(is_it)?;
    found.security.as_ref()
}

/// What tells an operation from others on the wire: the names of path parameters do not.
fn key(operation: &TracedOperation) -> (String, String) {
    let mut path = String::new();
    let mut is_name = false;
    for character in operation.path.chars() {
        is_name &= character != '}';
        if !is_name {
            path.push(character);
        }
        is_name |= character == '{';
    }
    (operation.method.clone(), path)
}
