//! Both documents side by side, from each operation down, and the differences that are met on the way.
//!
//! A request and a response are walked by the same steps; the side decides which rule a difference falls under.

mod facts;
mod objects;
mod operations;
mod requests;
mod responses;
mod schemas;
mod service;
mod unions;

use super::change::{Edition, Spot};
use super::finding::{Claim, Finding};
use super::rules::Rule;
use super::subject::Subject;
use crate::lower::trace::{SchemaId, TracedOperation};
use std::collections::HashSet;

/// Who writes a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    /// The caller.
    Request,
    /// The service.
    Response,
}

impl Side {
    /// The rule for this side.
    fn rule(self, request: &'static Rule, response: &'static Rule) -> &'static Rule {
        match self {
            Self::Request => request,
            Self::Response => response,
        }
    }
}

/// The place that is being looked at.
#[derive(Debug, Clone, Default)]
struct At {
    /// What it is called in a sentence.
    label: String,
    /// The items of the public API that show its type.
    claims: Vec<Claim>,
    /// The functions that make the union that it is a variant of.
    makers: Vec<String>,
    /// Whether it can be absent, in either document.
    is_optional: bool,
    /// Whether its properties are arguments of the operation's method.
    is_arguments: bool,
}

/// The walk over two documents.
struct Walk<'a> {
    old: &'a Subject<'a>,
    new: &'a Subject<'a>,
    findings: Vec<Finding>,
    /// The operation that is being walked, in both documents.
    operation: Option<(&'a TracedOperation, &'a TracedOperation)>,
    /// The pairs of places that were seen on the way from this operation, by side: where recursive schemas end.
    seen: HashSet<(SchemaId, SchemaId, Side)>,
}

/// The differences between two documents.
pub(super) fn walk(old: &Subject<'_>, new: &Subject<'_>) -> Vec<Finding> {
    let mut walk = Walk { old, new, findings: Vec::new(), operation: None, seen: HashSet::new() };
    walk.service();
    walk.operations();
    walk.findings
}

impl Walk<'_> {
    fn report(
        &mut self,
        rule: &'static Rule,
        (edition, pointer): (Edition, &str),
        message: String,
        claims: Vec<Claim>,
    ) {
        let subject = match edition {
            Edition::Old => self.old,
            Edition::New => self.new,
        };
        let operation = self.operation.map(|(old, new)| match edition {
            Edition::Old => old.id.clone(),
            Edition::New => new.id.clone(),
        });
        let spot = Spot { operation, document: edition, pointer: subject.existing(pointer) };
        self.findings.push(Finding { rule, message, spot, claims });
    }

    /// Reports something about a place that both documents have.
    fn report_at(&mut self, rule: &'static Rule, new: SchemaId, message: String, claims: &[Claim]) {
        let pointer = self.new.trace.schema(new).pointer.clone();
        self.report(rule, (Edition::New, &pointer), message, claims.to_vec());
    }
}
