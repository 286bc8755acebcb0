//! Walks both documents side by side, from each operation down, and collects the differences.
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
use super::finding::{Cause, Finding};
use super::label::{Label, Message};
use super::rules::Rule;
use super::subject::Subject;
use crate::lower::{NodeId, Placed};
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

/// The place that is being compared.
#[derive(Debug, Clone, Default)]
struct At {
    /// Its name in messages.
    label: Label,
    /// The causes of items of the public API that change when its type does.
    causes: Vec<Cause>,
    /// Whether it can be absent, in either document.
    is_optional: bool,
    /// Whether its properties are arguments of the operation's method.
    is_arguments: bool,
    /// Whether it is a variant of a union. What may be null then is the union.
    is_variant: bool,
}

/// The walk over two documents.
struct Walk<'a> {
    old: &'a Subject<'a>,
    new: &'a Subject<'a>,
    findings: Vec<Finding>,
    /// The operation that is being walked, in both documents.
    operation: Option<(&'a Placed, &'a Placed)>,
    /// The pairs of places that this operation has reached, by side. Recursive schemas end there.
    seen: HashSet<(NodeId, NodeId, Side)>,
    /// The pairs of places that are the same with all that is in them. No other operation has to look at them again.
    same: HashSet<(NodeId, NodeId, Side, bool, bool)>,
    /// Whether a pair that is not known to be the same was passed over, since it was seen before.
    passed_over: bool,
}

/// The differences between two documents.
pub(super) fn walk(old: &Subject<'_>, new: &Subject<'_>) -> Vec<Finding> {
    let mut walk = Walk {
        old,
        new,
        findings: Vec::new(),
        operation: None,
        seen: HashSet::new(),
        same: HashSet::new(),
        passed_over: false,
    };
    walk.service();
    walk.operations();
    walk.findings
}

impl Walk<'_> {
    fn report(
        &mut self,
        rule: &'static Rule,
        (edition, pointer): (Edition, &str),
        message: impl Into<Message>,
        causes: Vec<Cause>,
    ) {
        let subject = match edition {
            Edition::Old => self.old,
            Edition::New => self.new,
        };
        let operation = self.operation.map(|(old, new)| match edition {
            Edition::Old => old.raw.id.clone(),
            Edition::New => new.raw.id.clone(),
        });
        let spot = Spot { operation, document: edition, pointer: subject.existing(pointer) };
        self.findings.push(Finding { rule, message: message.into(), spot, causes });
    }

    /// Reports something about a place that both documents have.
    fn report_at(&mut self, rule: &'static Rule, new: NodeId, message: impl Into<Message>, causes: &[Cause]) {
        let pointer = self.new.pointer(new).clone();
        self.report(rule, (Edition::New, &pointer), message, causes.to_vec());
    }
}
