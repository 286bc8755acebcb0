//! Reads one operation.

use super::reader::Reader;
use crate::diagnostic::Result;
use crate::lower::raw_operation::{RawContent, RawOperation, RawParameter};
use crate::model::{Docs, Place};
use indexmap::IndexSet;
use openapiv3::{Operation, PathItem, Server};
use serde_json::Value;

/// An operation where it stands in the document.
pub(super) struct Source<'d> {
    pub(super) path: &'d str,
    pub(super) method: &'d str,
    pub(super) item: &'d PathItem,
    /// The pointer of the path item.
    pub(super) item_at: String,
    pub(super) operation: &'d Operation,
    /// The pointer of the operation.
    pub(super) at: String,
}

impl<'d> Reader<'d> {
    /// The operation once for each media type that its body can be sent in and that differs from the others.
    pub(super) fn operation(&mut self, source: Source<'d>) -> Result<Vec<RawOperation>> {
        let Source { path, method, item, item_at, operation, at } = source;
        self.report_servers(&item.servers, &item_at);
        self.report_servers(&operation.servers, &at);
        let text = match (&operation.summary, &operation.description) {
            (Some(summary), Some(description)) if summary != description => {
                format!("{summary}\n\n{description}")
            }
            (Some(text), _) | (None, Some(text)) => text.clone(),
            (None, None) => String::new(),
        };
        self.has_untyped_body = false;
        let mut bodies = match &operation.request_body {
            Some(body) => self.request_bodies(body, &format!("{at}/requestBody"))?.into_iter(),
            None => Vec::new().into_iter(),
        };
        let mut answers = self.answers(&operation.responses, &format!("{at}/responses"))?;
        if method == "head" {
            // What is described is the body that GET would answer with: an answer to HEAD has none.
            (answers.success, answers.streams) = (RawContent::Nothing, Vec::new());
            answers.errors.iter_mut().for_each(|(_, body)| *body = None);
        }
        let parameters = self.parameters(
            path,
            [(operation.parameters.as_slice(), at.as_str()), (&item.parameters, &item_at)],
        )?;
        answers.may_be_unchanged |= parameters.iter().any(is_condition);
        let first = RawOperation {
            id: operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}")),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            docs: Docs { text, deprecated: operation.deprecated, ..Docs::default() },
            permissions: self.permissions(operation),
            tag: operation.tags.first().cloned(),
            parameters,
            body: bodies.next(),
            request_type: None,
            answers,
            has_untyped_body: self.has_untyped_body,
            pointer: at.into(),
        };
        let others: Vec<RawOperation> = bodies.map(|body| first.sent_as(body)).collect();
        Ok(std::iter::once(first).chain(others).collect())
    }

    /// The permissions of which a caller needs one: those of the extension, or else the scopes of the security
    /// requirements.
    fn permissions(&self, operation: &Operation) -> Vec<String> {
        if let Some(extension) = self.permissions_extension {
            let stated = operation.extensions.get(extension).and_then(Value::as_array);
            return stated.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect();
        }
        let requirements = operation.security.as_ref().or(self.document.openapi.security.as_ref());
        let scopes =
            requirements.into_iter().flatten().flat_map(|requirement| requirement.values().flatten());
        scopes.cloned().collect::<IndexSet<String>>().into_iter().collect()
    }

    /// Reports an address other than that of the client, which is called for all operations.
    fn report_servers(&mut self, servers: &[Server], at: &str) {
        let called = self.document.openapi.servers.first();
        if servers.first().is_some_and(|server| called.is_none_or(|called| called.url != server.url)) {
            self.omit(
                &format!("{at}/servers"),
                "the address is not used: all operations use that of the client",
            );
        }
    }
}

/// Whether a parameter asks for an answer only if something has changed.
fn is_condition(parameter: &RawParameter) -> bool {
    let is_one = |name: &&str| parameter.name.eq_ignore_ascii_case(name);
    parameter.place == Place::Header && ["If-None-Match", "If-Modified-Since"].iter().any(is_one)
}
