//! An operation as the document describes it, with the nodes of its schemas.

use super::graph::{FieldShape, NodeId};
use crate::model::{Docs, FormEncoding, Place, Style};
use std::collections::{BTreeMap, BTreeSet};

/// An operation.
pub(super) struct RawOperation {
    /// Its operationId, or else its method and path.
    pub(super) id: String,
    pub(super) pointer: String,
    /// In upper case.
    pub(super) method: String,
    pub(super) path: String,
    pub(super) docs: Docs,
    /// The first of its tags.
    pub(super) tag: Option<String>,
    pub(super) parameters: Vec<RawParameter>,
    pub(super) body: Option<RawBody>,
    pub(super) answers: RawAnswers,
    /// Whether a body of it is not typed as the document describes it.
    pub(super) has_untyped_body: bool,
}

/// A parameter.
pub(super) struct RawParameter {
    pub(super) name: String,
    pub(super) docs: Docs,
    pub(super) place: Place,
    pub(super) required: bool,
    /// Its schema; `None`: it is described by a media type that is not JSON.
    pub(super) node: Option<NodeId>,
    pub(super) pointer: String,
    pub(super) style: Style,
    pub(super) explode: bool,
    /// Whether it is described by a media type, which is JSON.
    pub(super) is_json: bool,
}

/// The body of a request.
pub(super) struct RawBody {
    pub(super) content: RawContent,
    pub(super) required: bool,
    /// Whether the document states that it is not required.
    pub(super) may_be_left_out: bool,
}

/// The answers of an operation.
pub(super) struct RawAnswers {
    pub(super) success: RawContent,
    /// The media types of success, where they are not just JSON.
    pub(super) accept: Option<String>,
    /// Whether there is an answer of success without a body, beside the one with a body.
    pub(super) may_be_empty: bool,
    /// The status of each failure, and the schema of its body where that is JSON.
    pub(super) errors: Vec<(String, Option<NodeId>)>,
}

/// What a body holds. Media types are spelled as in the document.
pub(super) enum RawContent {
    Json {
        node: NodeId,
        media_type: String,
    },
    Form(RawForm),
    /// Bytes of a media type.
    Raw(String),
    Nothing,
}

impl RawContent {
    /// The schema of JSON.
    pub(super) fn json(&self) -> Option<NodeId> {
        match self {
            Self::Json { node, .. } => Some(*node),
            Self::Form(_) | Self::Raw(_) | Self::Nothing => None,
        }
    }

    /// The media type, where there is a body.
    pub(super) fn media_type(&self) -> Option<&str> {
        match self {
            Self::Json { media_type, .. } | Self::Raw(media_type) => Some(media_type),
            Self::Form(form) => Some(&form.media_type),
            Self::Nothing => None,
        }
    }
}

/// A form.
pub(super) struct RawForm {
    pub(super) media_type: String,
    pub(super) encoding: FormEncoding,
    pub(super) node: NodeId,
    /// Its fields, once they are found.
    pub(super) fields: Vec<FieldShape>,
    /// How the fields are written that the document gives an encoding.
    pub(super) encodings: BTreeMap<String, FieldEncoding>,
    /// The fields that the caller writes: objects that are sent as something else than JSON.
    pub(super) written: BTreeSet<String>,
}

/// How a field of a form is written.
pub(super) struct FieldEncoding {
    pub(super) content_type: Option<String>,
    pub(super) style: Style,
    pub(super) explode: bool,
}
