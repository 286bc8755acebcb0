//! Operations: pairs those of both documents, and compares each pair as a whole.

use super::Walk;
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::label::Label;
use crate::compare::quote::quoted;
use crate::compare::rules;
use crate::compare::subject::Subject;
use crate::lower::{Placed, RawContent};
use openapiv3::SecurityRequirement;
use std::collections::{HashMap, HashSet};

impl Walk<'_> {
    pub(super) fn operations(&mut self) {
        let (old, new) = (&self.old.lowered.origin.operations, &self.new.lowered.origin.operations);
        let partners = partners(old, new);
        for (was, partner) in old.iter().zip(&partners) {
            match partner.and_then(|at| new.get(at)) {
                Some(is) => {
                    self.operation = Some((was, is));
                    self.seen.clear();
                    self.operation(was, is);
                }
                None => self.alone(Edition::Old, was),
            }
        }
        let paired: HashSet<usize> = partners.into_iter().flatten().collect();
        for (_, is) in new.iter().enumerate().filter(|(at, _)| !paired.contains(at)) {
            self.alone(Edition::New, is);
        }
        self.operation = None;
    }

    /// An operation that only one of the documents has.
    fn alone(&mut self, edition: Edition, operation: &Placed) {
        self.operation = None;
        let (subject, rule, what) = match edition {
            Edition::Old => (self.old, &rules::OPERATION_REMOVED, "gone"),
            Edition::New => (self.new, &rules::OPERATION_ADDED, "new"),
        };
        let mut label = Label::one_of_many("the operation ", call(operation), "");
        let other = if edition == Edition::Old { self.new } else { self.old };
        if !has_group(other, operation) {
            label = label.in_group(format!("`{}`", operation.group));
        }
        let message = label.says(format!(" is {what}"));
        self.report(rule, (edition, &operation.raw.pointer), message, place(subject, operation));
        if let Some(finding) = self.findings.last_mut() {
            finding.spot.operation = Some(operation.raw.id.clone());
        }
    }

    fn operation(&mut self, was: &Placed, is: &Placed) {
        let here = (Edition::New, is.raw.pointer.as_str());
        if template(was) != template(is) {
            let message = format!(
                "the operation {} was {}",
                call(is),
                quoted(format!("{} {}", was.raw.method, was.raw.path))
            );
            self.report(&rules::OPERATION_MOVED, here, message, vec![]);
        }
        if was.raw.server != is.raw.server {
            let of_api =
                |server: &Option<String>| server.as_ref().map_or("that of the API".to_owned(), quoted);
            let message = format!(
                "the server of {} is {}, it was {}",
                operation_label(is),
                of_api(&is.raw.server),
                of_api(&was.raw.server)
            );
            self.report(&rules::SERVER_CHANGED, here, message, place(self.new, is));
        }
        self.names(was, is);
        self.deprecation_at(
            (&was.raw.pointer, &is.raw.pointer),
            &operation_label(is).into(),
            &place(self.new, is),
        );
        let (old_security, new_security) = (security(self.old, was), security(self.new, is));
        if old_security.is_some() || new_security.is_some() {
            let pointer = format!("{}/security", is.raw.pointer);
            let (old, new) = (
                old_security.or(self.old.document.openapi.security.as_ref()),
                new_security.or(self.new.document.openapi.security.as_ref()),
            );
            self.authentication(
                old,
                new,
                &pointer,
                &format!("callers of {} say who they are", quoted(&is.raw.id)),
            );
        }
        self.parameters(was, is);
        self.body(was, is);
        self.answers(was, is);
    }

    fn names(&mut self, was: &Placed, is: &Placed) {
        let here = (Edition::New, is.raw.pointer.as_str());
        let causes = [place(self.old, was), place(self.new, is)].concat();
        if was.group_type != is.group_type || was.group != is.group {
            let message =
                format!("{} is in the group `{}`, it was in `{}`", operation_label(is), is.group, was.group);
            self.report(&rules::GROUP_RENAMED, here, message, causes);
        } else if was.name != is.name {
            let message = format!(
                "the method for {} is called `{}`, it was `{}`",
                quoted(&is.raw.id),
                is.name,
                was.name
            );
            self.report(&rules::OPERATION_RENAMED, here, message, causes);
        }
    }
}

/// Whether a document has the group of an operation of the other one.
fn has_group(subject: &Subject<'_>, operation: &Placed) -> bool {
    subject.lowered.made.api.groups.iter().any(|group| group.accessor == operation.group)
}

pub(super) fn operation_label(operation: &Placed) -> String {
    format!("the operation {}", quoted(&operation.raw.id))
}

fn call(operation: &Placed) -> String {
    format!(
        "{} ({})",
        quoted(&operation.raw.id),
        quoted(format!("{} {}", operation.raw.method, operation.raw.path))
    )
}

/// The cause of an operation's items: its place.
fn place(subject: &Subject<'_>, operation: &Placed) -> Vec<Cause> {
    vec![Cause::Place(subject.edition, operation.raw.pointer.clone())]
}

/// The security requirements of an operation itself.
fn security<'s>(subject: &'s Subject<'_>, operation: &Placed) -> Option<&'s Vec<SecurityRequirement>> {
    let is_it = |(path, method, _): &(&str, &str, &openapiv3::Operation)| {
        *path == operation.raw.path && method.eq_ignore_ascii_case(&operation.raw.method)
    };
    let (_, _, found) = subject.document.openapi.operations().find(is_it)?;
    found.security.as_ref()
}

/// What two operations that belong together have in common.
type Key = fn(&Placed) -> (String, String);

/// For each old operation, the index of the new one that it is compared with: the one with the same method and path; or
/// else the one with the same operationId; or else the one whose path differs only in the names of its parameters. Each
/// has at most one partner.
fn partners(old: &[Placed], new: &[Placed]) -> Vec<Option<usize>> {
    let keys: [Key; 3] = [
        |operation| (call_of_form(operation), operation.raw.path.clone()),
        |operation| (form(operation), operation.raw.id.clone()),
        |operation| (call_of_form(operation), template(operation).1),
    ];
    let mut partners: Vec<Option<usize>> = vec![None; old.len()];
    for key in keys {
        let paired: HashSet<usize> = partners.iter().copied().flatten().collect();
        let free = new.iter().enumerate().filter(|(at, _)| !paired.contains(at));
        // In reverse, so that of several with one key the first one counts.
        let mut free: HashMap<_, _> = free.map(|(at, is)| (key(is), at)).rev().collect();
        for (was, partner) in old.iter().zip(&mut partners).filter(|(_, partner)| partner.is_none()) {
            *partner = free.remove(&key(was));
        }
    }
    partners
}

/// What tells the methods of one operation apart: the body that is sent, and the stream that is read.
fn form(operation: &Placed) -> String {
    let body = operation.raw.request_type.as_deref().unwrap_or_default();
    match (&operation.alternative_of, &operation.raw.answers.success) {
        (Some(_), RawContent::Stream(stream)) => format!("{body} as {}", stream.framing.form()),
        _ => body.to_owned(),
    }
}

/// The HTTP method, and what tells the methods of an operation apart.
fn call_of_form(operation: &Placed) -> String {
    format!("{} {}", operation.raw.method, form(operation))
}

/// The method and the path without the names of its parameters: what two operations have in common that are the same on
/// the wire.
fn template(operation: &Placed) -> (String, String) {
    let mut path = String::new();
    let mut is_name = false;
    for character in operation.raw.path.chars() {
        is_name &= character != '}';
        if !is_name {
            path.push(character);
        }
        is_name |= character == '{';
    }
    (operation.raw.method.clone(), path)
}
