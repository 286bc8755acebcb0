//! Reads the bodies of requests and answers, and chooses one media type where a body has several.

use super::parameters::query_style;
use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::pointer;
use crate::lower::graph::NodeId;
use crate::lower::media_types::{essence, form_encoding, framing, is_any_json, is_json, is_sendable};
use crate::lower::raw_operation::{FieldEncoding, RawAnswers, RawBody, RawContent, RawForm};
use crate::model::{FormEncoding, Style};
use indexmap::IndexSet;
use openapiv3::{
    AnySchema, Content, Encoding, MediaType, ReferenceOr, RequestBody, Responses, Schema, SchemaKind, Type,
};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// The media type of bytes where the document gives a range of types.
const BYTES: &str = "application/octet-stream";

/// An answer of success.
struct Success<'d> {
    content: RawContent,
    described: Option<&'d MediaType>,
    place: String,
}

/// Which way a body goes.
#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Sent,
    Received,
}

impl<'d> Reader<'d> {
    /// The body of a request.
    pub(super) fn body(&mut self, body: &'d ReferenceOr<RequestBody>, place: &str) -> Result<RawBody> {
        let (body, place) =
            self.resolve(body, place, |components, key| components.request_bodies.get(key))?;
        let (content, _) = self.content(&body.content, &place, Direction::Sent)?;
        // openapiv3 does not tell `false` from nothing, and nearly all bodies have nothing.
        let required = self.document.json.pointer(&format!("{place}/required")).and_then(Value::as_bool);
        Ok(RawBody { content, required: body.required, may_be_left_out: required == Some(false) })
    }

    /// The answers of success and of failure.
    pub(super) fn answers(&mut self, responses: &'d Responses, at: &str) -> Result<RawAnswers> {
        let mut successes = Vec::new();
        let mut errors = Vec::new();
        let mut stream = None;
        let listed = responses.responses.iter().map(|(status, response)| (status.to_string(), response));
        let default = responses.default.iter().map(|response| ("default".to_owned(), response));
        for (status, response) in listed.chain(default) {
            let place = format!("{at}/{status}");
            let (response, place) =
                self.resolve(response, &place, |components, key| components.responses.get(key))?;
            let (content, described) = self.content(&response.content, &place, Direction::Received)?;
            if status.starts_with('2') || (status == "default" && successes.is_empty()) {
                match self.stream(&response.content, &place)? {
                    Some(_) if stream.is_some() => {
                        self.omit(
                            &place,
                            "the operation has several streams: this one is read like the first",
                        );
                    }
                    found => stream = stream.or(found),
                }
                successes.push(Success { content, described, place });
            } else {
                errors.push((status, content.json()));
            }
        }
        let accept = accepted(&successes);
        let (success, may_be_empty) = self.joined(successes, at);
        Ok(RawAnswers { success, stream, accept, may_be_empty, errors })
    }

    /// One answer of success made from several, and whether an empty one stands beside it. Where several are JSON, the
    /// value is any of theirs.
    fn joined(&mut self, successes: Vec<Success<'d>>, at: &str) -> (RawContent, bool) {
        let (empty, filled): (Vec<_>, Vec<_>) =
            successes.into_iter().partition(|success| matches!(success.content, RawContent::Nothing));
        let (json, mut others): (Vec<_>, Vec<_>) =
            filled.into_iter().partition(|success| success.content.json().is_some());
        let first_other = (json.is_empty() && !others.is_empty()).then(|| others.remove(0));
        for Success { place, .. } in &others {
            self.omit(place, "the operation has several answers of success: this one is read like the first");
        }
        let (mut known, mut nodes) = (Vec::new(), Vec::new());
        for success in &json {
            // Two answers with the same description are one.
            if !known.contains(&success.described) {
                known.push(success.described);
                nodes.extend(success.content.json());
            }
        }
        let may_be_empty = !empty.is_empty();
        match (json.into_iter().next().or(first_other).map(|first| first.content), nodes.as_slice()) {
            (Some(RawContent::Json { media_type, .. }), [_, _, ..]) => {
                (RawContent::Json { node: self.any_of(&nodes, at), media_type }, may_be_empty)
            }
            (Some(content), _) => (content, may_be_empty),
            (None, _) => (RawContent::Nothing, false),
        }
    }

    /// The content of a body: JSON where there is any, else a form where one can be sent, else the first media type.
    fn content(
        &mut self,
        content: &'d Content,
        place: &str,
        direction: Direction,
    ) -> Result<(RawContent, Option<&'d MediaType>)> {
        let at = |key: &str| format!("{place}/content/{}", pointer::escape(key));
        let form_encoding = |key: &str| form_encoding(key).filter(|_| direction == Direction::Sent);
        // Streams of answers are read beside it.
        let is_whole = |key: &str| direction == Direction::Sent || framing(key).is_none();
        let mut whole = content.iter().filter(|(key, _)| is_whole(key));
        let json = whole.clone().find(|(key, _)| is_json(key));
        let json = json.or_else(|| whole.clone().find(|(key, _)| is_any_json(key)));
        let form = || whole.clone().find(|(key, _)| form_encoding(key).is_some());
        let Some((key, media_type)) = json.or_else(form).or_else(|| whole.clone().next()) else {
            return Ok((RawContent::Nothing, None));
        };
        for (other, _) in whole.by_ref().filter(|(other, _)| *other != key) {
            let reason = match direction {
                Direction::Sent => format!("the body is always sent as `{key}`"),
                Direction::Received => format!("the answer is always read as `{key}`"),
            };
            self.omit(&at(other), &reason);
        }
        let place = at(key);
        for (keyword, done) in beside::not_typed(|key| media_type.extensions.get(key)) {
            self.omit(&format!("{place}/{keyword}"), done);
        }
        let content = match (json, form_encoding(key)) {
            (Some(_), _) => {
                RawContent::Json { node: self.media_type(media_type, &place)?, media_type: key.clone() }
            }
            (None, Some(encoding)) => RawContent::Form(self.form(encoding, (key, media_type), &place)?),
            (None, None) => RawContent::Raw(self.bytes((key, media_type), &place, direction)?),
        };
        Ok((content, Some(media_type)))
    }

    /// The schema of a media type; any value, where it has none.
    fn media_type(&mut self, media_type: &'d MediaType, place: &str) -> Result<NodeId> {
        let place = format!("{place}/schema");
        match &media_type.schema {
            Some(schema) => self.schema(schema, &place),
            None => Ok(self.any(&place)),
        }
    }

    fn form(
        &mut self,
        encoding: FormEncoding,
        (key, media_type): (&str, &'d MediaType),
        place: &str,
    ) -> Result<RawForm> {
        let node = self.media_type(media_type, place)?;
        for (name, _) in media_type.encoding.iter().filter(|(_, encoding)| !encoding.headers.is_empty()) {
            let at = format!("{place}/encoding/{}/headers", pointer::escape(name));
            self.omit(&at, "the parts of a form are sent without headers of their own");
        }
        let encodings = media_type.encoding.iter().map(|(name, encoding)| {
            // openapiv3 does not tell `false` from nothing.
            let explode = format!("{place}/encoding/{}/explode", pointer::escape(name));
            let explode = self.document.json.pointer(&explode).and_then(Value::as_bool);
            (name.clone(), field_encoding(encoding, explode))
        });
        let (fields, written, encodings) = (Vec::new(), BTreeSet::new(), encodings.collect());
        Ok(RawForm { media_type: key.to_owned(), encoding, node, fields, encodings, written })
    }

    /// The media type of a body that is passed as bytes; for one that is sent, a type and not a range of types.
    fn bytes(
        &mut self,
        (key, media_type): (&str, &'d MediaType),
        place: &str,
        direction: Direction,
    ) -> Result<String> {
        if !self.is_bytes(media_type, place) {
            self.omit(place, "the body is passed as bytes");
            self.has_untyped_body = true;
        }
        if direction == Direction::Received || !key.contains('*') {
            return Ok(key.to_owned());
        }
        if essence(key) != "*/*" {
            let reason = format!("the body is sent as `{BYTES}`, unless a header of the call says otherwise");
            self.omit(place, &reason);
        }
        Ok(BYTES.to_owned())
    }

    /// Whether a body is described as no more than bytes: as text or as a file.
    fn is_bytes(&self, media_type: &'d MediaType, place: &str) -> bool {
        let schema = match &media_type.schema {
            None => return true,
            Some(ReferenceOr::Item(schema)) => Cow::Borrowed(schema),
            // It may lead anywhere in the document, also to a schema below a path.
            Some(ReferenceOr::Reference { .. }) => match self.target_of(&format!("{place}/schema")) {
                Some(schema) => Cow::Owned(schema),
                None => return false,
            },
        };
        match &schema.schema_kind {
            SchemaKind::Type(Type::String(_)) => true,
            SchemaKind::Any(any) => *any == AnySchema::default(),
            _ => false,
        }
    }

    /// The schema that the reference at a place leads to, in the end.
    fn target_of(&self, place: &str) -> Option<Schema> {
        let mut value = self.document.json.pointer(place)?;
        // No document has longer chains. Circles of references are found when it is loaded.
        for _ in 0..64 {
            let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
            value = self.document.json.pointer(reference.strip_prefix('#')?)?;
        }
        serde_json::from_value(value.clone()).ok()
    }
}

/// The value of the header `Accept`; `None` for JSON. Where a key is no media type, anything is accepted.
fn accepted(successes: &[Success<'_>]) -> Option<String> {
    let has_json = successes.iter().any(|success| success.content.json().is_some());
    let read = successes.iter().filter(|success| !has_json || success.content.json().is_some());
    let keys: IndexSet<&str> = read.filter_map(|success| success.content.media_type()).collect();
    if keys.iter().all(|key| is_json(key)) {
        return None;
    }
    let keys: Vec<&str> = keys.into_iter().collect();
    Some(if keys.iter().all(|key| is_sendable(key)) { keys.join(", ") } else { "*/*".to_owned() })
}

fn field_encoding(encoding: &Encoding, explode: Option<bool>) -> FieldEncoding {
    let style = encoding.style.as_ref().map_or(Style::Form, query_style);
    // Where there are several media types, the caller chooses one.
    let content_type = encoding.content_type.clone().filter(|named| !named.contains([',', '*']));
    FieldEncoding { content_type, style, explode: explode.unwrap_or(style == Style::Form) }
}
