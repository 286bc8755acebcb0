//! Reads the answers that are streams of items.

use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::lift::beside;
use crate::document::pointer;
use crate::lower::graph::NodeId;
use crate::lower::media_types::framing;
use crate::lower::raw_operation::RawStream;
use crate::model::Framing;
use openapiv3::{ArrayType, Content, MediaType, ReferenceOr, SchemaKind, Type};

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

    /// The schema of an item.
    fn item(&mut self, media_type: &'d MediaType, framing: Framing, place: &str) -> Result<Option<NodeId>> {
        let place = format!("{place}/schema");
        let Some(schema) = &media_type.schema else {
            return Ok((framing != Framing::Events).then(|| self.any(&place)));
        };
        // JSON texts may be described all together, as a list.
        if framing != Framing::Events
            && !beside::is_of_item(|key| media_type.extensions.get(key))
            && let ReferenceOr::Item(list) = schema
            && let SchemaKind::Type(Type::Array(ArrayType { items: Some(items), .. })) = &list.schema_kind
        {
            return self.schema(items, &format!("{place}/items")).map(Some);
        }
        self.schema(schema, &place).map(Some)
    }
}
