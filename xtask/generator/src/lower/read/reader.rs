//! What the readers of operations and schemas share: the graph that they fill, and how they follow references.

use crate::diagnostic::Result;
use crate::document::{Document, pointer};
use crate::lower::graph::{Graph, NodeId};
use crate::model::Omission;
use openapiv3::{Components, Discriminator, ReferenceOr};

/// Reads a document into a graph.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    pub(super) permissions_extension: Option<&'d str>,
    pub(super) graph: Graph,
    pub(super) omissions: Vec<Omission>,
    /// Schemas with a discriminator for the schemas that extend them.
    pub(super) bases: Vec<(NodeId, Discriminator)>,
    /// Whether a body of the operation that is being read is not typed as the document describes it.
    pub(super) has_untyped_body: bool,
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document, permissions_extension: Option<&'d str>) -> Self {
        Self {
            document,
            permissions_extension,
            graph: Graph::default(),
            omissions: Vec::new(),
            bases: Vec::new(),
            has_untyped_body: false,
        }
    }

    /// The target of a reference, and its place.
    pub(super) fn resolve<T>(
        &self,
        reference: &'d ReferenceOr<T>,
        place: &str,
        lookup: impl Fn(&'d Components, &str) -> Option<&'d ReferenceOr<T>>,
    ) -> Result<(&'d T, String)> {
        let (mut at, mut next) = (place.to_owned(), reference);
        // No document has longer chains. Circles of references are found when it is loaded.
        for _ in 0..64 {
            match next {
                ReferenceOr::Item(item) => return Ok((item, at)),
                ReferenceOr::Reference { reference } => {
                    let components = self.document.openapi.components.as_ref();
                    let key = reference.rsplit('/').next().map(pointer::unescape).unwrap_or_default();
                    let Some(target) = components.and_then(|components| lookup(components, &key)) else {
                        break;
                    };
                    at = reference.trim_start_matches('#').to_owned();
                    next = target;
                }
            }
        }
        Err(self.document.error(
            place,
            "the reference leads nowhere",
            "point it at a component of the document of the kind that belongs here",
        ))
    }

    /// Notes that a place is not typed as the document describes it.
    pub(super) fn omit(&mut self, pointer: &str, reason: &str) {
        self.omissions.push(Omission::new(pointer, reason));
    }
}
