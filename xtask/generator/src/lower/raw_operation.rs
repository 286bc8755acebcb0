//! An operation as the document describes it, with the nodes of its schemas.

use super::graph::{FieldShape, NodeId};
use super::media_types::{essence, is_sendable};
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
    /// The address of its server, where it has another one than the document.
    pub(crate) server: Option<String>,
    pub(crate) docs: Docs,
    /// What a caller must be permitted to do, any of these.
    pub(crate) permissions: Vec<String>,
    /// The first of its tags.
    pub(crate) tag: Option<String>,
    pub(crate) parameters: Vec<RawParameter>,
    pub(crate) body: Option<RawBody>,
    /// The media type of the body, where another method sends the body that comes first.
    pub(crate) request_type: Option<String>,
    pub(crate) answers: RawAnswers,
    /// Whether a body of it is not typed as the document describes it.
    pub(crate) has_untyped_body: bool,
}

impl RawOperation {
    /// What the lock of names calls the operation as the document has it.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// What the lock calls the method that sends this media type.
    pub(super) fn key_of_form(&self) -> String {
        match &self.request_type {
            Some(media_type) => format!("{} as {}", self.key(), essence(media_type)),
            None => self.key(),
        }
    }

    /// The same operation with another body.
    pub(super) fn sent_as(&self, body: RawBody) -> Self {
        let request_type = body.content.media_type().map(str::to_owned);
        Self { body: Some(body), request_type, ..self.clone() }
    }

    /// Takes out the streams that the answer can be, each as an operation of its own. Where the answer can only be a
    /// stream, the operation itself reads the first one.
    pub(crate) fn part_streams(&mut self) -> Vec<Self> {
        let mut streams = std::mem::take(&mut self.answers.streams).into_iter();
        if matches!(self.answers.success, RawContent::Nothing)
            && let Some(only) = streams.next()
        {
            self.answers = self.answers.streamed(only);
        }
        streams.map(|stream| Self { answers: self.answers.streamed(stream), ..self.clone() }).collect()
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
    /// Whether it is the whole query, without a name.
    pub(crate) is_whole_query: bool,
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
    /// The streams that success can be, too, each of another framing.
    pub(crate) streams: Vec<RawStream>,
    /// The media types of success, where they are not just JSON.
    pub(crate) accept: Option<String>,
    /// Whether there is an answer of success without a body, beside the one with a body.
    pub(crate) may_be_empty: bool,
    /// Whether 304 says that nothing has changed.
    pub(crate) may_be_unchanged: bool,
    /// Whether redirects are all that success can be.
    pub(crate) is_redirect: bool,
    /// The headers that the document names, of any answer.
    pub(crate) headers: Vec<RawHeader>,
    /// The status of each failure, and the schema of its body where that is JSON.
    pub(crate) errors: Vec<(String, Option<NodeId>)>,
}

impl RawAnswers {
    /// The answers with a stream as success.
    fn streamed(&self, stream: RawStream) -> Self {
        Self {
            accept: Some(stream.media_type.clone()).filter(|media_type| is_sendable(media_type)),
            success: RawContent::Stream(stream),
            streams: Vec::new(),
            may_be_empty: false,
            may_be_unchanged: false,
            is_redirect: false,
            headers: self.headers.clone(),
            errors: self.errors.clone(),
        }
    }
}

/// A header of an answer.
#[derive(Clone)]
pub(crate) struct RawHeader {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    pub(crate) pointer: JsonPointer,
    /// Its schema; `None`: it is described by a media type.
    pub(crate) node: Option<NodeId>,
}

/// One of several forms of an answer.
#[derive(Clone)]
pub(crate) struct RawAlternative {
    /// The statuses that it has, ranges such as `2XX`, or `default`.
    pub(crate) statuses: Vec<String>,
    pub(crate) media_types: Vec<String>,
    pub(crate) content: RawContent,
}

impl RawAlternative {
    /// Adds a status and a media type of the same form.
    pub(super) fn add(&mut self, status: &str, media_type: &str) {
        for (all, new) in [(&mut self.statuses, status), (&mut self.media_types, media_type)] {
            if !all.iter().any(|known| known == new) {
                all.push(new.to_owned());
            }
        }
    }
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
    Raw {
        media_type: String,
        /// Whether they are text that is received.
        is_text: bool,
    },
    Stream(RawStream),
    /// One of several, by status and media type.
    OneOf(Vec<RawAlternative>),
    Nothing,
}

impl RawContent {
    /// The schema of JSON.
    pub(crate) fn json(&self) -> Option<NodeId> {
        match self {
            Self::Json { node, .. } => Some(*node),
            Self::Form(_) | Self::Raw { .. } | Self::Stream(_) | Self::OneOf(_) | Self::Nothing => None,
        }
    }

    /// The media type, where there is a body; the first of several.
    pub(crate) fn media_type(&self) -> Option<&str> {
        match self {
            Self::Json { media_type, .. } | Self::Raw { media_type, .. } => Some(media_type),
            Self::Form(form) => Some(&form.media_type),
            Self::Stream(stream) => Some(&stream.media_type),
            Self::OneOf(forms) => forms.first()?.content.media_type(),
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
