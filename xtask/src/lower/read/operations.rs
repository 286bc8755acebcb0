//! Reads one operation.

use super::reader::Reader;
use crate::diagnostic::Result;
use crate::lower::raw_operation::RawOperation;
use crate::model::Docs;
use openapiv3::{Operation, PathItem, Server};

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
    pub(super) fn operation(&mut self, source: Source<'d>) -> Result<RawOperation> {
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
        let body = match &operation.request_body {
            Some(body) => Some(self.body(body, &format!("{at}/requestBody"))?),
            None => None,
        };
        let answers = self.answers(&operation.responses, &format!("{at}/responses"))?;
        let lists = [(operation.parameters.as_slice(), at.as_str()), (&item.parameters, &item_at)];
        Ok(RawOperation {
            id: operation.operation_id.clone().unwrap_or_else(|| format!("{method} {path}")),
            method: method.to_ascii_uppercase(),
            path: path.to_owned(),
            docs: Docs { text, deprecated: operation.deprecated },
            tag: operation.tags.first().cloned(),
            parameters: self.parameters(path, lists)?,
            body,
            answers,
            has_untyped_body: self.has_untyped_body,
            pointer: at.into(),
        })
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
