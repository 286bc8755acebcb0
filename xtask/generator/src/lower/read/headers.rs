//! Reads the headers of answers.

use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::pointer;
use crate::lower::raw_operation::RawHeader;
use crate::model::Docs;
use openapiv3::{ParameterSchemaOrContent, Response};

impl<'d> Reader<'d> {
    /// Adds the headers of an answer to those that are known. One that several answers have is read as the first of them
    /// has it.
    pub(super) fn headers(
        &mut self,
        response: &'d Response,
        place: &str,
        known: &mut Vec<RawHeader>,
    ) -> Result<()> {
        for (name, header) in &response.headers {
            // What the specification says of this one: the media types are described elsewhere.
            let is_known = known.iter().any(|known| known.name.eq_ignore_ascii_case(name));
            if is_known || name.eq_ignore_ascii_case("content-type") {
                continue;
            }
            let place = format!("{place}/headers/{}", pointer::escape(name));
            let (header, place) =
                self.resolve(header, &place, |components, key| components.headers.get(key))?;
            let node = match &header.format {
                ParameterSchemaOrContent::Schema(schema) => {
                    Some(self.schema(schema, &format!("{place}/schema"))?)
                }
                ParameterSchemaOrContent::Content(_) => None,
            };
            let text = header.description.clone().unwrap_or_default();
            let docs = Docs { text, deprecated: header.deprecated.unwrap_or_default(), ..Docs::default() };
            known.push(RawHeader { name: name.clone(), docs, pointer: place.into(), node });
        }
        Ok(())
    }
}
