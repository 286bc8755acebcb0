//! Reads what a body of one media type holds.

use super::parameters::query_style;
use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::pointer;
use crate::lower::graph::NodeId;
use crate::lower::media_types::{essence, form_encoding, is_any_json, is_range_with_json, is_text};
use crate::lower::raw_operation::{FieldEncoding, RawContent, RawForm};
use crate::model::{FormEncoding, Style};
use openapiv3::{
    AnySchema, Encoding, MediaType, ReferenceOr, Schema, SchemaKind, StringFormat, Type,
    VariantOrUnknownOrEmpty,
};
use serde_json::Value;
use std::collections::BTreeSet;

/// The media type of bytes where the document gives a range of types.
const BYTES: &str = "application/octet-stream";
/// The media type of values where the document gives a range of types.
const JSON: &str = "application/json";

/// Which way a body goes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Direction {
    Sent,
    Received,
}

impl<'d> Reader<'d> {
    /// What a body of one media type holds.
    pub(super) fn content_of(
        &mut self,
        (key, media_type): (&str, &'d MediaType),
        place: &str,
        direction: Direction,
    ) -> Result<RawContent> {
        for (keyword, done) in beside::not_typed(|key| media_type.extensions.get(key)) {
            self.omit(&format!("{place}/{keyword}"), done);
        }
        // Of a range of types, JSON is the one that can hold what such a schema describes.
        let is_json_of_range = is_range_with_json(key) && !self.is_bytes(media_type, place);
        if is_any_json(key) || is_json_of_range {
            let named = if is_json_of_range { JSON } else { key };
            return Ok(RawContent::Json {
                node: self.media_type(media_type, place)?,
                media_type: named.to_owned(),
            });
        }
        if direction == Direction::Sent
            && let Some(stream) = self.sent_items((key, media_type), place)?
        {
            return Ok(RawContent::Stream(stream));
        }
        match form_encoding(key).filter(|_| direction == Direction::Sent) {
            Some(encoding) => Ok(RawContent::Form(self.form(encoding, (key, media_type), place)?)),
            None => Ok(self.bytes((key, media_type), place, direction)),
        }
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

    /// A body that is passed as bytes, or as text. One that is sent has a media type, and not a range of types.
    fn bytes(
        &mut self,
        (key, media_type): (&str, &'d MediaType),
        place: &str,
        direction: Direction,
    ) -> RawContent {
        let described = self.described(media_type, place);
        let is_file = described.as_ref().is_some_and(|(schema, _)| is_file(schema));
        let is_text = direction == Direction::Received && is_text(key) && !is_file;
        if !self.is_bytes(media_type, place) {
            let passed = match (direction, is_text) {
                (Direction::Sent, _) => "text or bytes",
                (Direction::Received, true) => "text",
                (Direction::Received, false) => "bytes",
            };
            self.omit(place, &format!("the body is passed as {passed}"));
            self.has_untyped_body = true;
        }
        if direction == Direction::Received || !key.contains('*') {
            return RawContent::Raw { media_type: key.to_owned(), is_text };
        }
        if essence(key) != "*/*" {
            let reason = format!("the body is sent as `{BYTES}`, unless a header of the call says otherwise");
            self.omit(place, &reason);
        }
        RawContent::Raw { media_type: BYTES.to_owned(), is_text }
    }

    /// Whether a body is described as no more than bytes: as text or as a file.
    pub(super) fn is_bytes(&self, media_type: &MediaType, place: &str) -> bool {
        match &media_type.schema {
            None => true,
            Some(_) => self.described(media_type, place).is_some_and(|(schema, _)| is_bytes(&schema)),
        }
    }

    /// The schema of a media type, and its place: where the reference leads to, if it is one.
    pub(super) fn described(&self, media_type: &MediaType, place: &str) -> Option<(Schema, String)> {
        match media_type.schema.as_ref()? {
            ReferenceOr::Item(schema) => Some((schema.clone(), format!("{place}/schema"))),
            ReferenceOr::Reference { reference } => self.target_of(reference),
        }
    }

    /// The schema that is meant.
    pub(super) fn followed(&self, schema: &ReferenceOr<Schema>) -> Option<Schema> {
        match schema {
            ReferenceOr::Item(schema) => Some(schema.clone()),
            ReferenceOr::Reference { reference } => self.target_of(reference).map(|(schema, _)| schema),
        }
    }

    /// The schema that a reference leads to, in the end. It may lead anywhere in the document, also to a schema below a
    /// path.
    fn target_of(&self, reference: &str) -> Option<(Schema, String)> {
        let mut place = reference.strip_prefix('#')?;
        // No document has longer chains. Circles of references are found when it is loaded.
        for _ in 0..64 {
            let value = self.document.json.pointer(place)?;
            match value.get("$ref").and_then(Value::as_str) {
                Some(next) => place = next.strip_prefix('#')?,
                None => return Some((serde_json::from_value(value.clone()).ok()?, place.to_owned())),
            }
        }
        None
    }
}

/// Whether a schema describes no more than bytes: text or a file.
pub(super) fn is_bytes(schema: &Schema) -> bool {
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(_)) => true,
        SchemaKind::Any(any) => *any == AnySchema::default(),
        _ => false,
    }
}

/// Whether a schema describes a file.
pub(super) fn is_file(schema: &Schema) -> bool {
    matches!(&schema.schema_kind, SchemaKind::Type(Type::String(text))
        if text.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary))
}

fn field_encoding(encoding: &Encoding, explode: Option<bool>) -> FieldEncoding {
    let style = encoding.style.as_ref().map_or(Style::Form, query_style);
    // Where there are several media types, the caller chooses one.
    let content_type = encoding.content_type.clone().filter(|named| !named.contains([',', '*']));
    FieldEncoding { content_type, style, explode: explode.unwrap_or(style == Style::Form) }
}
