//! Reads the answers that are streams of items.

use super::bodies::{is_bytes, is_file};
use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::pointer;
use crate::lower::graph::NodeId;
use crate::lower::media_types::framing;
use crate::lower::raw_operation::RawStream;
use crate::model::Framing;
use openapiv3::{ArrayType, Content, MediaType, ReferenceOr, Schema, SchemaKind, Type};

impl<'d> Reader<'d> {
    /// Adds the streams among the media types of an answer to those that are known.
    pub(super) fn streams(
        &mut self,
        content: &'d Content,
        place: &str,
        known: &mut Vec<RawStream>,
    ) -> Result<()> {
        for (key, media_type) in content {
            let Some(framing) = framing(key) else { continue };
            let place = format!("{place}/content/{}", pointer::escape(key));
            // Another status, or another name of the same.
            if let Some(twin) = known.iter().find(|twin| twin.framing == framing) {
                let node = self.item(media_type, framing, &place)?;
                if node != twin.node {
                    let reason = format!("the stream is always read like the first, `{}`", twin.media_type);
                    self.omit(&place, &reason);
                }
                continue;
            }
            for (keyword, done) in beside::not_typed(|key| media_type.extensions.get(key)) {
                self.omit(&format!("{place}/{keyword}"), done);
            }
            let node = self.item(media_type, framing, &place)?;
            known.push(RawStream { media_type: key.clone(), framing, node });
        }
        Ok(())
    }

    /// The items that a request sends, if its body is a stream of them. What is described as no more than text is one
    /// piece.
    pub(super) fn sent_items(
        &mut self,
        (key, media_type): (&str, &'d MediaType),
        place: &str,
    ) -> Result<Option<RawStream>> {
        let framing = framing(key).filter(|framing| matches!(framing, Framing::Lines | Framing::Sequence));
        let is_of_item = beside::is_of_item(|key| media_type.extensions.get(key));
        let Some(framing) = framing.filter(|_| is_of_item || !self.is_bytes(media_type, place)) else {
            return Ok(None);
        };
        let node = self.item(media_type, framing, place)?;
        Ok(Some(RawStream { media_type: key.to_owned(), framing, node }))
    }

    /// The schema of an item; `None`: an item is text, or a part is bytes.
    fn item(&mut self, media_type: &'d MediaType, framing: Framing, place: &str) -> Result<Option<NodeId>> {
        let is_of_item = beside::is_of_item(|key| media_type.extensions.get(key));
        let at = format!("{place}/schema");
        let Some(schema) = &media_type.schema else {
            return Ok((framing == Framing::Lines || framing == Framing::Sequence).then(|| self.any(&at)));
        };
        let Some((described, found)) = self.described(media_type, place) else {
            return self.schema(schema, &at).map(Some);
        };
        if framing != Framing::Events && !is_of_item {
            // The items may be described all together: as a list, or as no more than text.
            if let SchemaKind::Type(Type::Array(ArrayType { items: Some(items), .. })) =
                &described.schema_kind
            {
                let items = items.clone().unbox();
                let is_bytes = framing == Framing::Parts && self.holds_bytes(&items);
                return if is_bytes {
                    Ok(None)
                } else {
                    self.schema(&items, &format!("{found}/items")).map(Some)
                };
            }
            if is_bytes(&described) {
                return Ok((framing != Framing::Parts).then(|| self.any(&at)));
            }
            if framing == Framing::Parts && self.has_named_parts(media_type, &described) {
                let reason = "the document tells the parts apart by their names: each is given as bytes, with its headers";
                self.omit(&at, reason);
                return Ok(None);
            }
        }
        if framing == Framing::Parts && self.holds_bytes(&ReferenceOr::Item(described)) {
            return Ok(None);
        }
        self.schema(schema, &at).map(Some)
    }

    /// Whether the properties of an object are the parts: some hold files, or have a media type of their own.
    fn has_named_parts(&self, media_type: &MediaType, described: &Schema) -> bool {
        let SchemaKind::Type(Type::Object(object)) = &described.schema_kind else { return false };
        let mut properties = object.properties.values();
        !media_type.encoding.is_empty()
            || properties.any(|property| self.holds_bytes(&property.clone().unbox()))
    }

    /// Whether a value of the schema can be a file, which JSON cannot hold.
    fn holds_bytes(&self, schema: &ReferenceOr<Schema>) -> bool {
        let Some(schema) = self.followed(schema) else { return false };
        match &schema.schema_kind {
            SchemaKind::OneOf { one_of: variants } | SchemaKind::AnyOf { any_of: variants } => {
                variants.iter().filter_map(|variant| self.followed(variant)).any(|variant| is_file(&variant))
            }
            _ => is_file(&schema),
        }
    }
}
