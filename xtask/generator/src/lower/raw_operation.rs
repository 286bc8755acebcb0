//! An operation as the document describes it, with the nodes of its schemas.

use super::graph::{FieldShape, NodeId};
use super::media_types::is_sendable;
use crate::model::{Docs, FormEncoding, Framing, JsonPointer, Place, Style};
use std::collections::{BTreeMap, BTreeSet};

/// An operation.
#[derive(Clone)]
pub(crate) struct RawOperation {
    /// Its operationId, or else its method and path.
    pub(crate) id: String,
    pub(crate) pointer: JsonPointer,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) path: String,
    pub(crate) docs: Docs,
    /// What a caller must be permitted to do, any of these.
    pub(crate) permissions: Vec<String>,
    /// The first of its tags.
    pub(crate) tag: Option<String>,
    pub(crate) parameters: Vec<RawParameter>,
    pub(crate) body: Option<RawBody>,
    pub(crate) answers: RawAnswers,
    /// Whether a body of it is not typed as the document describes it.
    pub(crate) has_untyped_body: bool,
}

impl RawOperation {
    /// What the lock of names calls the operation.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// What the lock calls the method that reads the answer as a stream, beside the one that reads it whole.
    pub(super) fn key_of_stream(&self) -> String {
        format!("{} as a stream", self.key())
    }

    /// Makes the answer the stream that it can be. Where it can also be read whole, the operation stays as it is, and the
    /// one with the stream stands beside it.
    pub(crate) fn part_stream(&mut self) -> Option<Self> {
        let stream = self.answers.stream.take()?;
        let answers = RawAnswers {
            accept: Some(stream.media_type.clone()).filter(|media_type| is_sendable(media_type)),
            success: RawContent::Stream(stream),
            stream: None,
            may_be_empty: false,
            errors: self.answers.errors.clone(),
        };
        if matches!(self.answers.success, RawContent::Nothing) {
            self.answers = answers;
            return None;
        }
        Some(Self { answers, ..self.clone() })
    }
}

/// An event that the service tells of by a call.
pub(crate) struct RawEvent {
    /// Its name.
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) pointer: JsonPointer,
    /// The schema of the call's body; `None`: it is not JSON.
    pub(crate) node: Option<NodeId>,
}

/// A parameter.
#[derive(Clone)]
pub(crate) struct RawParameter {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) place: Place,
    pub(crate) required: bool,
    /// Its schema; `None`: it is described by a media type that is not JSON.
    pub(crate) node: Option<NodeId>,
    pub(crate) pointer: JsonPointer,
    pub(crate) style: Style,
    pub(crate) explode: bool,
    /// Whether it is described by a media type, which is JSON.
    pub(crate) is_json: bool,
}

/// The body of a request.
#[derive(Clone)]
pub(crate) struct RawBody {
    pub(crate) content: RawContent,
    pub(crate) required: bool,
    /// Whether the document states that it is not required.
    pub(crate) may_be_left_out: bool,
}

/// The answers of an operation.
#[derive(Clone)]
pub(crate) struct RawAnswers {
    pub(crate) success: RawContent,
    /// The stream that success can be, too.
    pub(crate) stream: Option<RawStream>,
    /// The media types of success, where they are not just JSON.
    pub(crate) accept: Option<String>,
    /// Whether there is an answer of success without a body, beside the one with a body.
    pub(crate) may_be_empty: bool,
    /// The status of each failure, and the schema of its body where that is JSON.
    pub(crate) errors: Vec<(String, Option<NodeId>)>,
}

/// What a body holds. Media types are spelled as in the document.
#[derive(Clone)]
pub(crate) enum RawContent {
    Json {
        node: NodeId,
        media_type: String,
    },
    Form(RawForm),
    /// Bytes of a media type.
    Raw(String),
    Stream(RawStream),
    Nothing,
}

impl RawContent {
    /// The schema of JSON.
    pub(crate) fn json(&self) -> Option<NodeId> {
        match self {
            Self::Json { node, .. } => Some(*node),
            Self::Form(_) | Self::Raw(_) | Self::Stream(_) | Self::Nothing => None,
        }
    }

    /// The media type, where there is a body.
    pub(crate) fn media_type(&self) -> Option<&str> {
        match self {
            Self::Json { media_type, .. } | Self::Raw(media_type) => Some(media_type),
            Self::Form(form) => Some(&form.media_type),
            Self::Stream(stream) => Some(&stream.media_type),
            Self::Nothing => None,
        }
    }
}

/// A stream of items.
#[derive(Clone)]
pub(crate) struct RawStream {
    pub(crate) media_type: String,
    pub(crate) framing: Framing,
    /// The schema of an item, where the document describes it.
    pub(crate) node: Option<NodeId>,
}

/// A form.
#[derive(Clone)]
pub(crate) struct RawForm {
    pub(crate) media_type: String,
    pub(crate) encoding: FormEncoding,
    pub(crate) node: NodeId,
    /// Its fields, once they are found.
    pub(crate) fields: Vec<FieldShape>,
    /// How the fields are written that the document gives an encoding.
    pub(crate) encodings: BTreeMap<String, FieldEncoding>,
    /// The fields that the caller writes: objects that are sent as something else than JSON.
    pub(crate) written: BTreeSet<String>,
}

/// How a field of a form is written.
#[derive(Clone)]
pub(crate) struct FieldEncoding {
    pub(crate) content_type: Option<String>,
    pub(crate) style: Style,
    pub(crate) explode: bool,
}
