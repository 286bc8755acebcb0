//! Writes the items of streams, for mock servers.

use super::body_part::BodyPart;
use super::event::Event;
use super::framing::Framing;
use super::item::RawItem;
use crate::json::{self, Json};
use bytes::Bytes;
use serde_json::Value;
use std::time::Duration;

/// A value as JSON.
pub(super) fn json<T: Json>(value: &T) -> serde_json::Result<Bytes> {
    serde_json::to_vec(&json::to_value(value)?).map(Bytes::from)
}

/// A text without the quotes of JSON.
pub(super) fn text<T: Json>(value: &T) -> serde_json::Result<Bytes> {
    written(&json::to_value(value)?)
}

fn written(value: &Value) -> serde_json::Result<Bytes> {
    match value {
        Value::String(text) => Ok(Bytes::from(text.clone())),
        other => serde_json::to_vec(other).map(Bytes::from),
    }
}

pub(super) fn event<T>(
    event: &Event<T>,
    data: fn(&T) -> serde_json::Result<Bytes>,
) -> serde_json::Result<RawItem> {
    let Event { id, name, retry, .. } = event;
    Ok(RawItem { id: id.clone(), name: name.clone(), retry: *retry, ..RawItem::of(data(&event.data)?) })
}

/// An event that is an object: what its properties say counts before what the event says of itself.
pub(super) fn whole_event<T: Json>(event: &Event<T>) -> serde_json::Result<RawItem> {
    let object = json::to_value(&event.data)?;
    let text = |property: &str| object.get(property).and_then(Value::as_str).map(str::to_owned);
    let retry = object.get("retry").and_then(Value::as_u64).map(Duration::from_millis);
    Ok(RawItem {
        id: text("id").or_else(|| event.id.clone()),
        name: text("event").or_else(|| event.name.clone()),
        retry: retry.or(event.retry),
        ..RawItem::of(written(object.get("data").unwrap_or(&Value::Null))?)
    })
}

pub(super) fn part<T>(
    part: &BodyPart<T>,
    data: fn(&T) -> serde_json::Result<Bytes>,
) -> serde_json::Result<RawItem> {
    Ok(RawItem { headers: Some(Box::new(part.headers.clone())), ..RawItem::of(data(&part.data)?) })
}

/// The body of a stream, and what has to be added to its media type.
pub(super) fn body(framing: Framing, items: &[RawItem], done: Option<&str>) -> (Vec<u8>, String) {
    let mut body = Vec::new();
    match framing {
        Framing::Events => {
            let done = done.map(|done| RawItem::of(Bytes::from(done.to_owned())));
            items.iter().chain(&done).for_each(|item| write_event(&mut body, item));
        }
        Framing::Lines => items.iter().for_each(|item| write_pieces(&mut body, &[&item.data, b"\n"])),
        Framing::Sequence => {
            items.iter().for_each(|item| write_pieces(&mut body, &[b"\x1e", &item.data, b"\n"]));
        }
        Framing::Parts => {
            let boundary = boundary(items);
            let delimiter = format!("\r\n--{boundary}").into_bytes();
            for item in items {
                write_pieces(&mut body, &[&delimiter, b"\r\n"]);
                for (name, value) in item.headers.iter().flat_map(|headers| headers.iter()) {
                    write_pieces(&mut body, &[name.as_str().as_bytes(), b": ", value.as_bytes(), b"\r\n"]);
                }
                write_pieces(&mut body, &[b"\r\n", &item.data]);
            }
            write_pieces(&mut body, &[&delimiter, b"--\r\n"]);
            return (body, format!("; boundary={boundary}"));
        }
    }
    (body, String::new())
}

fn write_pieces(body: &mut Vec<u8>, pieces: &[&[u8]]) {
    pieces.iter().for_each(|piece| body.extend_from_slice(piece));
}

fn write_event(body: &mut Vec<u8>, item: &RawItem) {
    let retry = item.retry.map(|retry| retry.as_millis().to_string());
    for (field, value) in [("event", &item.name), ("id", &item.id), ("retry", &retry)] {
        if let Some(value) = value {
            write_pieces(body, &[field.as_bytes(), b": ", value.as_bytes(), b"\n"]);
        }
    }
    for line in item.data.split(|byte| *byte == b'\n') {
        write_pieces(body, &[b"data: ", line, b"\n"]);
    }
    body.push(b'\n');
}

/// A boundary that stands in no part.
fn boundary(items: &[RawItem]) -> String {
    let mut boundary = "between-parts".to_owned();
    let stands_in = |item: &RawItem, boundary: &str| String::from_utf8_lossy(&item.data).contains(boundary);
    while items.iter().any(|item| stands_in(item, &boundary)) {
        boundary.push('-');
        boundary.push_str(&items.len().to_string());
    }
    boundary
}
