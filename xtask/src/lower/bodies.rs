//! The bodies of requests and answers: which of their media types counts, and what of them has a schema.

use super::graph::NodeId;
use super::requests::{FieldEncoding, RawBody, RawContent, RawError, RawForm, Reader, query_style};
use crate::diagnostic::Result;
use crate::document::pointer;
use crate::model::{FormEncoding, Style};
use indexmap::IndexSet;
use openapiv3::{
    AnySchema, Content, Encoding, MediaType, Operation, ReferenceOr, RequestBody, SchemaKind, Type,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// What is sent where a document leaves the media type of bytes open.
const BYTES: &str = "application/octet-stream";

/// What an operation answers.
pub(super) struct Answers {
    pub(super) success: RawContent,
    /// The media types of success, where they are not just JSON.
    pub(super) accept: Option<String>,
    /// Whether there is an answer of success that holds nothing, beside the one that holds something.
    pub(super) may_be_empty: bool,
    pub(super) errors: Vec<RawError>,
}

/// An answer of success, and the media type it is described by.
struct Successful<'d> {
    content: RawContent,
    described: Option<(&'d str, &'d MediaType)>,
    place: String,
}

/// Which way a body goes.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Sent,
    Received,
}

impl<'d> Reader<'_, 'd> {
    pub(super) fn body(&mut self, body: &'d ReferenceOr<RequestBody>) -> Result<RawBody> {
        let place = format!("{}/requestBody", self.operation);
        let (body, place) =
            self.resolve(body, &place, |components, key| components.request_bodies.get(key))?;
        let (content, _) = self.content(&body.content, &place, Direction::Sent)?;
        // openapiv3 does not tell "no" from "nothing said", which is said of nearly all bodies.
        let required = self.document.json.pointer(&format!("{place}/required")).and_then(Value::as_bool);
        Ok(RawBody { content, required: body.required, may_be_left_out: required == Some(false) })
    }

    /// What success answers, and what failure does.
    pub(super) fn responses(&mut self, operation: &'d Operation) -> Result<Answers> {
        let mut successes = Vec::new();
        let mut errors = Vec::new();
        let listed =
            operation.responses.responses.iter().map(|(status, response)| (status.to_string(), response));
        let default = operation.responses.default.iter().map(|response| ("default".to_owned(), response));
        for (status, response) in listed.chain(default) {
            let place = format!("{}/responses/{status}", self.operation);
            let (response, place) =
                self.resolve(response, &place, |components, key| components.responses.get(key))?;
            let (content, described) = self.content(&response.content, &place, Direction::Received)?;
            if status.starts_with('2') || (status == "default" && successes.is_empty()) {
                successes.push(Successful { content, described, place });
            } else {
                let node = if let RawContent::Json { node, .. } = content { Some(node) } else { None };
                errors.push((status, node));
            }
        }
        let accept = accepted(&successes);
        let (success, may_be_empty) = self.joined(successes);
        Ok(Answers { success, accept, may_be_empty, errors })
    }

    /// One success out of several. Where more than one has JSON, the value is what any of them says.
    fn joined(&mut self, successes: Vec<Successful<'d>>) -> (RawContent, bool) {
        let (json, others): (Vec<_>, Vec<_>) =
            successes.into_iter().partition(|success| matches!(success.content, RawContent::Json { .. }));
        let (empty, raw): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|success| matches!(success.content, RawContent::Nothing));
        let mut known: Vec<&Successful<'d>> = Vec::new();
        for success in &json {
            // What is said twice in the same words is said once.
            let described = |success: &Successful<'d>| success.described.map(|(_, said)| said);
            if !known.iter().any(|other| described(other) == described(success)) {
                known.push(success);
            }
        }
        let typed: Vec<(NodeId, &String)> = known
            .iter()
            .filter_map(|success| match &success.content {
                RawContent::Json { node, media_type } => Some((*node, media_type)),
                _ => None,
            })
            .collect();
        let passed_over = if typed.is_empty() { raw.get(1..) } else { Some(raw.as_slice()) };
        for Successful { place, .. } in passed_over.into_iter().flatten() {
            self.omit(place, "the operation has several answers of success: this one is read as the first");
        }
        let may_be_empty = !empty.is_empty();
        let Some((first, media_type)) = typed.first() else {
            return match raw.into_iter().next() {
                Some(first) => (first.content, may_be_empty),
                None => (RawContent::Nothing, false),
            };
        };
        let node = if typed.len() == 1 {
            *first
        } else {
            let nodes: Vec<NodeId> = typed.iter().map(|(node, _)| *node).collect();
            self.collector.any_of(&nodes, &format!("{}/responses", self.operation))
        };
        (RawContent::Json { node, media_type: (*media_type).clone() }, may_be_empty)
    }

    /// What stands in a body: JSON where there is any, else a form where one is sent, else the first of its media types.
    fn content(
        &mut self,
        content: &'d Content,
        place: &str,
        direction: Direction,
    ) -> Result<(RawContent, Option<(&'d str, &'d MediaType)>)> {
        let at = |key: &str| format!("{place}/content/{}", pointer::escape(key));
        let json = content
            .iter()
            .find(|(key, _)| is_json(key))
            .or_else(|| content.iter().find(|(key, _)| is_any_json(key)));
        let form = || {
            let mut forms = content.iter().filter(|(key, _)| form_encoding(key).is_some());
            forms.next().filter(|_| direction == Direction::Sent)
        };
        let Some((key, media_type)) = json.or_else(form).or_else(|| content.first()) else {
            return Ok((RawContent::Nothing, None));
        };
        for (other, _) in content.iter().filter(|(other, _)| *other != key) {
            let reason = match direction {
                Direction::Sent => format!("the body can also be sent as `{key}`, which is what is sent"),
                Direction::Received => format!("the answer can also be `{key}`, which is what is read"),
            };
            self.omit(&at(other), &reason);
        }
        let place = at(key);
        let read = match (json, form_encoding(key).filter(|_| direction == Direction::Sent)) {
            (Some(_), _) => {
                RawContent::Json { node: self.media_type(media_type, &place)?, media_type: key.clone() }
            }
            (None, Some(encoding)) => RawContent::Form(self.form(encoding, (key, media_type), &place)?),
            (None, None) => {
                if !self.is_bytes(media_type, &place)? {
                    self.omit(&place, "the body is passed as bytes");
                    self.has_untyped_body = true;
                }
                let is_range = direction == Direction::Sent && key.contains('*');
                if is_range && essence(key) != "*/*" {
                    let reason =
                        format!("the body is sent as `{BYTES}`, unless a header of the call says otherwise");
                    self.omit(&place, &reason);
                }
                RawContent::Raw(if is_range { BYTES.to_owned() } else { key.clone() })
            }
        };
        Ok((read, Some((key, media_type))))
    }

    /// The schema of a media type; where there is none, anything goes.
    fn media_type(&mut self, media_type: &'d MediaType, place: &str) -> Result<NodeId> {
        let place = format!("{place}/schema");
        match &media_type.schema {
            Some(schema) => self.collector.schema(schema, &place),
            None => Ok(self.collector.any(&place)),
        }
    }

    fn form(
        &mut self,
        encoding: FormEncoding,
        (key, media_type): (&str, &'d MediaType),
        place: &str,
    ) -> Result<RawForm> {
        let node = self.media_type(media_type, place)?;
        for (name, _) in media_type.encoding.iter().filter(|(_, said)| !said.headers.is_empty()) {
            let at = format!("{place}/encoding/{}/headers", pointer::escape(name));
            self.omit(&at, "a part of a form is sent without headers of its own");
        }
        let encodings = media_type.encoding.iter().map(|(name, said)| {
            // openapiv3 does not tell "no" from "nothing said".
            let explode = format!("{place}/encoding/{}/explode", pointer::escape(name));
            let explode = self.document.json.pointer(&explode).and_then(Value::as_bool);
            (name.clone(), field_encoding(said, explode))
        });
        let (fields, written, encodings) = (Vec::new(), BTreeSet::new(), encodings.collect());
        Ok(RawForm { media_type: key.to_owned(), encoding, node, fields, encodings, written })
    }

    /// Whether bytes are all that a body of a media type other than JSON is said to be: text, or a file.
    fn is_bytes(&self, media_type: &'d MediaType, place: &str) -> Result<bool> {
        let Some(schema) = &media_type.schema else { return Ok(true) };
        let (schema, _) = self.resolve(schema, place, |components, key| components.schemas.get(key))?;
        Ok(match &schema.schema_kind {
            SchemaKind::Type(Type::String(_)) => true,
            SchemaKind::Any(any) => *any == AnySchema::default(),
            _ => false,
        })
    }
}

/// The media type that JSON is sent as, where that is not `application/json`.
pub(super) fn json_media_type(content: &RawContent) -> Option<String> {
    match content {
        RawContent::Json { media_type, .. }
            if !is_json(media_type) && is_sendable(media_type) && !media_type.contains('*') =>
        {
            Some(media_type.clone())
        }
        _ => None,
    }
}

/// What a request says that it can read; `None` for JSON. What is no media type is no reason to be sent away.
fn accepted(successes: &[Successful<'_>]) -> Option<String> {
    let is_one = |success: &Successful<'_>| matches!(success.content, RawContent::Json { .. });
    let has_json = successes.iter().any(is_one);
    let read = successes.iter().filter(|success| !has_json || is_one(success));
    let keys: IndexSet<&str> = read.filter_map(|success| Some(success.described?.0)).collect();
    if keys.iter().all(|key| is_json(key)) {
        return None;
    }
    let keys: Vec<&str> = keys.into_iter().collect();
    Some(if keys.iter().all(|key| is_sendable(key)) { keys.join(", ") } else { "*/*".to_owned() })
}

/// Whether a media type can stand in a header.
fn is_sendable(media_type: &str) -> bool {
    media_type.contains('/') && media_type.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

fn field_encoding(said: &Encoding, explode: Option<bool>) -> FieldEncoding {
    let style = said.style.as_ref().map_or(Style::Form, query_style);
    // A list of media types, or a range of them, is for whoever makes the part to choose from.
    let content_type = said.content_type.clone().filter(|named| !named.contains([',', '*']));
    FieldEncoding { content_type, style, explode: explode.unwrap_or(style == Style::Form) }
}

/// The media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is JSON itself.
pub(super) fn is_json(media_type: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case("application/json")
}

/// Whether a media type is JSON, under whichever name.
pub(super) fn is_any_json(media_type: &str) -> bool {
    is_json(media_type) || essence(media_type).to_ascii_lowercase().ends_with("+json")
}

/// Whether a media type is text, which is read whole. A stream of events is not: it may have no end.
pub(super) fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    essence.starts_with("text/") && essence != "text/event-stream"
}

fn form_encoding(media_type: &str) -> Option<FormEncoding> {
    match essence(media_type).to_ascii_lowercase().as_str() {
        "multipart/form-data" => Some(FormEncoding::Multipart),
        "application/x-www-form-urlencoded" => Some(FormEncoding::UrlEncoded),
        _ => None,
    }
}
