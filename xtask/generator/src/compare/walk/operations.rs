//! Operations: pairs those of both documents, and compares each pair as a whole.

use super::Walk;
use crate::compare::change::Edition;
use crate::compare::finding::Cause;
use crate::compare::label::{Label, Message};
use crate::compare::quote::quoted;
use crate::compare::rules::{self, Rule};
use crate::compare::subject::Subject;
use crate::lower::{Placed, RawContent, RawStream};
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

    /// An operation that only one of the documents has, or a method of an operation that the other document has as well.
    fn alone(&mut self, edition: Edition, operation: &Placed) {
        self.operation = None;
        let (subject, other) = match edition {
            Edition::Old => (self.old, self.new),
            Edition::New => (self.new, self.old),
        };
        let (rule, message) = if has_operation(other, operation) {
            alone_form(edition, operation)
        } else {
            let mut label = Label::one_of_many("the operation ", call(operation), "");
            if !has_group(other, operation) {
                label = label.in_group(quoted(&operation.group));
            }
            match edition {
                Edition::Old => (&rules::OPERATION_REMOVED, label.says(" is gone")),
                Edition::New => (&rules::OPERATION_ADDED, label.says(" is new")),
            }
        };
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
            let label = Label::one_of_many("the operation ", quoted(&is.raw.id), "");
            let (from, to) = (quoted(&was.group), quoted(&is.group));
            let message = match has_group(self.new, was) {
                true => label.says(format!(" moved from the group {from} to the group {to}")),
                false => label.in_group(from).says(format!(" moved to the group {to}")),
            };
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

/// Whether a document has an operation, perhaps with another body or another answer.
fn has_operation(subject: &Subject<'_>, operation: &Placed) -> bool {
    subject.lowered.origin.operations.iter().any(|other| {
        let is_same_call = other.raw.method == operation.raw.method && other.raw.path == operation.raw.path;
        is_same_call || other.raw.id == operation.raw.id
    })
}

/// What is said of a method that sends a body, or reads an answer, which the other document does not have.
fn alone_form(edition: Edition, operation: &Placed) -> (&'static Rule, Message) {
    let label = Label::one_of_many("the operation ", quoted(&operation.raw.id), "");
    if let Some(stream) = stream(operation) {
        let answer = stream.framing.form();
        return match edition {
            Edition::Old => {
                (&rules::RESPONSE_STREAM_REMOVED, label.says(format!(" no longer answers {answer}")))
            }
            Edition::New => (&rules::RESPONSE_STREAM_ADDED, label.says(format!(" can answer {answer}, too"))),
        };
    }
    let body = quoted(body_type(operation).unwrap_or_default());
    match edition {
        Edition::Old => (&rules::REQUEST_MEDIA_TYPE_REMOVED, label.says(format!(" no longer takes {body}"))),
        Edition::New => (&rules::REQUEST_MEDIA_TYPE_ADDED, label.says(format!(" takes {body}, too"))),
    }
}

/// The stream that a method reads, where another one reads the same answer whole.
fn stream(operation: &Placed) -> Option<&RawStream> {
    match (&operation.alternative_of, &operation.raw.answers.success) {
        (Some(_), RawContent::Stream(stream)) => Some(stream),
        _ => None,
    }
}

/// The media type of the body that a method sends, without its parameters.
fn body_type(operation: &Placed) -> Option<&str> {
    let media_type = operation.raw.body.as_ref()?.content.media_type()?;
    Some(media_type.split(';').next().unwrap_or_default().trim())
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

/// For each old operation, the index of the new one that it is compared with: the one with the same method, path and body;
/// or else the one with the same method and path; or else the one with the same operationId; or else the one whose path
/// differs only in the names of its parameters. Each has at most one partner.
fn partners(old: &[Placed], new: &[Placed]) -> Vec<Option<usize>> {
    let keys: [Key; 4] = [
        |operation| {
            let (body, stream) = (body_type(operation).unwrap_or_default(), stream_form(operation));
            (format!("{} {body} {stream}", operation.raw.method), operation.raw.path.clone())
        },
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
    format!("{} {}", operation.raw.request_type.as_deref().unwrap_or_default(), stream_form(operation))
}

/// The stream that a method reads, where another one reads the same answer whole.
fn stream_form(operation: &Placed) -> &'static str {
    stream(operation).map_or("", |stream| stream.framing.form())
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
