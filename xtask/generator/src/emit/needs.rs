//! What of the runtime an API needs: nothing else is part of its crate.

use crate::model::items::{BodyPlan, Crate};
use crate::model::{BodyKind, Parameter, Place, Serialization};

/// The parts of the runtime that not every crate has.
#[derive(Clone, Copy)]
pub(super) struct Needs {
    /// Bodies that progenitor does not write.
    pub(super) bodies: bool,
    pub(super) forms: bool,
    /// Bodies that are bytes of a media type.
    pub(super) bytes: bool,
    /// Bodies that are items, one after the other.
    pub(super) items: bool,
    pub(super) downloads: bool,
    pub(super) streams: bool,
    /// Headers of answers that the document names.
    pub(super) answer_headers: bool,
    /// Operations with servers of their own.
    pub(super) servers: bool,
    /// Lists whose pages name the next one.
    pub(super) next_pages: bool,
    /// Answers of several forms.
    pub(super) answer_forms: bool,
    /// Parameters that progenitor does not write.
    pub(super) styles: bool,
    pub(super) graphs: bool,
    pub(super) tuples: bool,
    /// HTTP Basic.
    pub(super) basic: bool,
    /// Tokens that change.
    pub(super) tokens: bool,
    /// OAuth 2.0's grant "client credentials".
    pub(super) client_credentials: bool,
}

impl Needs {
    pub(super) fn of(made: &Crate) -> Self {
        let operations = || made.api.groups.iter().flat_map(|group| &group.operations);
        let mut plans = made.groups.iter().flat_map(|group| &group.operations).map(|item| &item.request.body);
        let bodies = || operations().filter_map(|operation| operation.body.as_ref());
        let is_styled = |parameter: &Parameter| {
            parameter.serialization != Serialization::Plain || parameter.place == Place::Cookie
        };
        let mut parameters = operations().flat_map(|operation| &operation.parameters);
        Self {
            bodies: plans.any(|plan| matches!(plan, Some(BodyPlan { is_transported: false, .. }))),
            forms: bodies().any(|body| matches!(body.kind, BodyKind::Form(_))),
            bytes: bodies().any(|body| matches!(body.kind, BodyKind::Raw(_))),
            items: bodies().any(|body| matches!(body.kind, BodyKind::Items(_))),
            downloads: operations().any(|operation| operation.success.may_be_a_file()),
            streams: operations().any(|operation| operation.success.streamed.is_some()),
            answer_headers: operations().any(|operation| !operation.headers.is_empty()),
            servers: operations().any(|operation| operation.server.is_some()),
            next_pages: operations().any(|operation| operation.next_page.is_some()),
            answer_forms: operations().any(|operation| !operation.success.forms.is_empty()),
            styles: parameters.any(is_styled),
            graphs: made.api.has_graphs(),
            tuples: made.api.has_tuples(),
            basic: made.api.security.has_basic(),
            tokens: made.api.security.has_tokens(),
            client_credentials: made.api.security.has_client_credentials(),
        }
    }

    /// Whether something is sent that can be read while it is sent.
    pub(super) fn uploads(self) -> bool {
        self.forms || self.bytes || self.items
    }

    /// Whether the crate has a file of the runtime.
    pub(super) fn has(self, path: &str) -> bool {
        match path {
            "answer_forms.rs" => self.answer_forms,
            "answer_headers.rs" => self.answer_headers,
            "basic.rs" => self.basic,
            "client_credentials.rs" => self.client_credentials,
            "form.rs" | "part.rs" => self.forms,
            "next_page.rs" => self.next_pages,
            "header_parameters.rs" | "opened.rs" | "timer.rs" => self.streams || self.downloads,
            "operation_server.rs" => self.servers,
            "request_body.rs" => self.bodies,
            "style.rs" => self.styles || self.forms,
            "token_provider.rs" => self.tokens,
            "tuple.rs" => self.tuples,
            "upload.rs" | "upload_stream.rs" => self.uploads(),
            "item_framing.rs" | "item_stream_source.rs" | "item_upload.rs" => self.items,
            "upload_request.rs" => self.bytes || self.items,
            path if path.starts_with("download/") => self.downloads,
            path if path.starts_with("graph/") => self.graphs,
            path if path.starts_with("stream/") => self.streams,
            _ => true,
        }
    }
}
