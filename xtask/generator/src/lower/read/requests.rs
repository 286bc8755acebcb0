//! Reads the bodies of requests: each media type that an operation can be sent in.

use super::bodies::Direction;
use super::reader::Reader;
use crate::diagnostic::Result;
use crate::document::pointer;
use crate::lower::media_types::{form_encoding, is_any_json, is_json, is_range, is_spelling_of_json};
use crate::lower::raw_operation::RawBody;
use openapiv3::{Content, MediaType, ReferenceOr, RequestBody};
use serde_json::Value;

impl<'d> Reader<'d> {
    /// The bodies that a request can have, the one that is sent first: JSON where there is any, else a form, else the
    /// first media type. There is none where the document names no media type.
    pub(super) fn request_bodies(
        &mut self,
        body: &'d ReferenceOr<RequestBody>,
        place: &str,
    ) -> Result<Vec<RawBody>> {
        let (body, place) =
            self.resolve(body, place, |components, key| components.request_bodies.get(key))?;
        // openapiv3 does not tell `false` from nothing, and nearly all bodies have nothing.
        let required = self.document.json.pointer(&format!("{place}/required")).and_then(Value::as_bool);
        let mut bodies = Vec::new();
        for (key, media_type) in differing(&body.content) {
            let place = format!("{place}/content/{}", pointer::escape(key));
            bodies.push(RawBody {
                content: self.content_of((key, media_type), &place, Direction::Sent)?,
                required: body.required,
                may_be_left_out: required == Some(false),
            });
        }
        Ok(bodies)
    }
}

/// The media types of a request that differ, the preferred one first. Several names of JSON with one schema are one, and
/// so is a range of types with the schema of another.
fn differing(content: &Content) -> Vec<(&String, &MediaType)> {
    let mut all: Vec<(&String, &MediaType)> = content.iter().collect();
    all.sort_by_key(|(key, _)| match () {
        () if is_json(key) => 0,
        () if is_any_json(key) => 1,
        () if form_encoding(key).is_some() => 2,
        () => 3,
    });
    let mut kept: Vec<(&String, &MediaType)> = Vec::new();
    for (key, media_type) in all {
        let is_same = |(known, described): &(&String, &MediaType)| {
            *described == media_type
                && (is_range(key) || is_spelling_of_json(known) && is_spelling_of_json(key))
        };
        if !kept.iter().any(is_same) {
            kept.push((key, media_type));
        }
    }
    kept
}
