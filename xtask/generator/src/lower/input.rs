//! What the passes read.

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::Document;

/// A document and its configuration.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    pub(super) document: &'a Document,
    pub(super) config: &'a Config,
    /// What messages call the configuration.
    pub(super) config_file: &'a str,
}

impl Input<'_> {
    /// Something in the document that no crate can be made from.
    pub(super) fn document_error(
        self,
        pointer: impl Into<String>,
        problem: impl Into<String>,
        remedy: &str,
    ) -> Diagnostic {
        self.document.error(&pointer.into(), problem, remedy)
    }

    /// Something in the configuration that does not fit the document.
    pub(super) fn config_error(
        self,
        pointer: impl Into<String>,
        problem: impl Into<String>,
        remedy: &str,
    ) -> Diagnostic {
        Diagnostic::at(self.config_file, pointer, problem, remedy)
    }
}
