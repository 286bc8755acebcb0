//! Reads the document: its operations, and every schema that they lead to.

mod annotations;
mod answers;
mod bodies;
mod constraints;
mod events;
mod extensions;
mod free_form;
mod headers;
mod integers;
mod keywords;
mod operations;
mod parameters;
mod reader;
mod requests;
mod schemas;
mod streams;
mod tuples;

use super::graph::{Graph, NodeId};
use super::inheritance::Base;
use super::raw_operation::{RawEvent, RawOperation};
use crate::diagnostic::{Diagnostic, Result};
use crate::document::{Document, pointer};
use crate::model::Omission;
use openapiv3::ReferenceOr;
use operations::Source;
use reader::Reader;

/// What is read from a document.
pub(super) struct Read {
    pub(super) graph: Graph,
    /// By the number of segments of their path, then by path, then by method.
    pub(super) operations: Vec<RawOperation>,
    /// Schemas with a discriminator for the schemas that extend them.
    pub(super) bases: Vec<NodeId>,
    /// Those of them that something refers to and something extends.
    pub(super) extended: Vec<Base>,
    /// The events that the service tells of by calls.
    pub(super) events: Vec<RawEvent>,
    pub(super) omissions: Vec<Omission>,
}

/// Reads all operations, and all schemas that they lead to. The permissions of an operation are in that extension.
pub(super) fn read<'d>(document: &'d Document, permissions_extension: Option<&'d str>) -> Result<Read> {
    let mut reader = Reader::new(document, permissions_extension);
    let mut operations = Vec::new();
    for (path, item) in document.openapi.paths.iter() {
        let ReferenceOr::Item(item) = item else { continue };
        let item_at = format!("/paths/{}", pointer::escape(path));
        for (method, operation) in item.iter() {
            let at = format!("{item_at}/{method}");
            let item_at = item_at.clone();
            operations.extend(reader.operation(Source { path, method, item, item_at, operation, at })?);
        }
    }
    let events = reader.events()?;
    if operations.is_empty() && events.is_empty() {
        return Err(Diagnostic::at(
            &document.file,
            "/paths",
            "the document has no operation, so there is nothing to generate",
            "name a document with operations, or with webhooks",
        ));
    }
    operations.sort_by_key(|operation| {
        (operation.path.matches('/').count(), operation.path.clone(), operation.method.clone())
    });
    let extended = reader.read_extensions()?;
    let Reader { mut graph, mut omissions, bases, .. } = reader;
    let bases = bases.into_iter().map(|(id, _)| id).collect();
    free_form::simplify(&mut graph, &mut omissions);
    Ok(Read { graph, operations, bases, extended, events, omissions })
}
