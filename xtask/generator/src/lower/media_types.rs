//! What a media type says: JSON, text, a form, or a stream.

use crate::model::{FormEncoding, Framing};

/// The media type without its parameters.
pub(super) fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is `application/json`.
pub(super) fn is_json(media_type: &str) -> bool {
    essence(media_type).eq_ignore_ascii_case("application/json")
}

/// Whether a media type is JSON of any kind, such as `application/hal+json`.
pub(super) fn is_any_json(media_type: &str) -> bool {
    is_spelling_of_json(media_type) || essence(media_type).to_ascii_lowercase().ends_with("+json")
}

/// Whether a media type is JSON and says no more than that.
pub(super) fn is_spelling_of_json(media_type: &str) -> bool {
    ["application/json", "text/json", "application/x-json", "application/*+json"]
        .iter()
        .any(|known| essence(media_type).eq_ignore_ascii_case(known))
}

/// Whether a media type stands for several, such as `image/*`.
pub(super) fn is_range(media_type: &str) -> bool {
    essence(media_type).contains('*')
}

/// Whether a media type stands for several, of which JSON is one.
pub(super) fn is_range_with_json(media_type: &str) -> bool {
    ["*/*", "application/*"].contains(&essence(media_type))
}

/// Whether a media type is text. XML is, and a picture that is written in it is a picture.
pub(super) fn is_text(media_type: &str) -> bool {
    let essence = essence(media_type).to_ascii_lowercase();
    let is_xml = essence == "application/xml" || essence.ends_with("+xml");
    essence.starts_with("text/") || (is_xml && !essence.starts_with("image/"))
}

/// What separates the items of a stream of this media type; `None`: it is not one of streams.
pub(super) fn framing(media_type: &str) -> Option<Framing> {
    match essence(media_type).to_ascii_lowercase().as_str() {
        "text/event-stream" => Some(Framing::Events),
        "application/jsonl"
        | "application/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "application/stream+json"
        | "text/jsonl" => Some(Framing::Lines),
        "application/json-seq" => Some(Framing::Sequence),
        other if other.ends_with("+json-seq") => Some(Framing::Sequence),
        other if other.starts_with("multipart/") => Some(Framing::Parts),
        _ => None,
    }
}

/// Whether a media type can stand in a header.
pub(super) fn is_sendable(media_type: &str) -> bool {
    media_type.contains('/') && media_type.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// How a form of a media type is written; `None`: the media type is not one of forms.
pub(super) fn form_encoding(media_type: &str) -> Option<FormEncoding> {
    match essence(media_type).to_ascii_lowercase().as_str() {
        "multipart/form-data" => Some(FormEncoding::Multipart),
        "application/x-www-form-urlencoded" => Some(FormEncoding::UrlEncoded),
        _ => None,
    }
}
