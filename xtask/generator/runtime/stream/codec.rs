//! How the items of a stream are told apart and read.

use super::body_part::BodyPart;
use super::event::Event;
use super::events::EventParser;
use super::framing::Framing;
use super::item::{RawItem, TooLarge};
use super::parts::{PartParser, boundary};
use super::texts::TextParser;
#[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
use super::write;
use crate::json::{self, Json, Reason};
use bytes::Bytes;
use reqwest::header::{CONTENT_TYPE, HeaderMap};

/// How the items of a stream stand in its bytes, and how one is read.
pub(crate) struct StreamCodec<I> {
    pub(super) framing: Framing,
    /// The data of the event that says that the stream has ended.
    pub(super) done: Option<&'static str>,
    pub(super) read: fn(RawItem) -> Result<I, Misread>,
    /// Writes what an item is read from.
    #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
    pub(super) write: fn(&I) -> serde_json::Result<RawItem>,
}

/// Why an item does not fit, and what it was read from.
pub(super) struct Misread {
    pub(super) reason: Reason,
    pub(super) data: Bytes,
}

impl<I> Clone for StreamCodec<I> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<I> Copy for StreamCodec<I> {}

impl Framing {
    /// The parser of an answer with such headers.
    pub(super) fn parser(self, limit: u64, headers: &HeaderMap) -> Parser {
        match self {
            Self::Events => Parser::Events(EventParser::new(limit)),
            Self::Lines => Parser::Texts(TextParser::new(limit, false)),
            Self::Sequence => Parser::Texts(TextParser::new(limit, true)),
            Self::Parts => Parser::Parts(PartParser::new(limit, &boundary(headers).unwrap_or_default())),
        }
    }
}

/// What separates the items of one stream.
pub(super) enum Parser {
    Events(EventParser),
    Texts(TextParser),
    Parts(PartParser),
}

impl Parser {
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Result<Option<RawItem>, TooLarge> {
        match self {
            Self::Events(events) => events.next(piece),
            Self::Texts(texts) => texts.next(piece),
            Self::Parts(parts) => parts.next(piece),
        }
    }

    /// The item that the end of the stream ends.
    pub(super) fn end(&mut self) -> Option<RawItem> {
        match self {
            Self::Events(_) | Self::Parts(_) => None,
            Self::Texts(texts) => texts.end(),
        }
    }

    /// Whether the stream must not end here.
    pub(super) fn is_within(&self) -> bool {
        match self {
            Self::Events(events) => events.is_within(),
            Self::Texts(_) => false,
            Self::Parts(parts) => parts.is_within(),
        }
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        match self {
            Self::Events(events) => events.last_id(),
            Self::Texts(_) | Self::Parts(_) => None,
        }
    }

    /// Prepares for what comes on another connection. Only streams of events go on there.
    pub(super) fn restart(&mut self) {
        if let Self::Events(events) = self {
            *events = events.restarted();
        }
    }
}

/// A codec of functions of which the last is only there for mock servers.
macro_rules! codec {
    ($framing:expr, $done:expr, $read:expr, $write:expr) => {
        StreamCodec {
            framing: $framing,
            done: $done,
            read: $read,
            #[cfg(all(feature = "mock", not(target_arch = "wasm32")))]
            write: $write,
        }
    };
}

/// Events whose data is JSON.
pub(crate) const fn events<T: Json>(done: Option<&'static str>) -> StreamCodec<Event<T>> {
    codec!(Framing::Events, done, |item| event(item, |item| json::from_slice(&item.data)), |event| {
        write::event(event, write::json)
    })
}

/// Events whose data is text.
pub(crate) const fn text_events<T: Json>(done: Option<&'static str>) -> StreamCodec<Event<T>> {
    codec!(Framing::Events, done, |item| event(item, read_text), |event| write::event(event, write::text))
}

/// Events that are read whole: as an object with the properties `event`, `data`, `id` and `retry`.
pub(crate) const fn whole_events<T: Json>(done: Option<&'static str>) -> StreamCodec<Event<T>> {
    codec!(Framing::Events, done, |item| event(item, read_whole), write::whole_event)
}

/// A JSON text on each line.
pub(crate) const fn lines<T: Json>() -> StreamCodec<T> {
    codec!(Framing::Lines, None, read_json, |value| write::json(value).map(RawItem::of))
}

/// JSON texts, each after a record separator.
pub(crate) const fn sequence<T: Json>() -> StreamCodec<T> {
    codec!(Framing::Sequence, None, read_json, |value| write::json(value).map(RawItem::of))
}

/// Parts that are JSON, or text where their media type says so.
pub(crate) const fn parts<T: Json>() -> StreamCodec<BodyPart<T>> {
    codec!(Framing::Parts, None, |item| part(item, read_part), |part| write::part(part, write::json))
}

/// Parts that are text.
pub(crate) const fn text_parts<T: Json>() -> StreamCodec<BodyPart<T>> {
    codec!(Framing::Parts, None, |item| part(item, read_text), |part| write::part(part, write::text))
}

/// Parts that are bytes.
pub(crate) const fn byte_parts() -> StreamCodec<BodyPart<Bytes>> {
    codec!(Framing::Parts, None, |item| part(item, |item| Ok(item.data.clone())), |part| write::part(
        part,
        |bytes| Ok(bytes.clone())
    ))
}

fn read_json<T: Json>(item: RawItem) -> Result<T, Misread> {
    json::from_slice(&item.data).map_err(|reason| Misread { reason, data: item.data })
}

fn event<T>(item: RawItem, read: fn(&RawItem) -> Result<T, Reason>) -> Result<Event<T>, Misread> {
    match read(&item) {
        Ok(data) => Ok(Event { id: item.id, name: item.name, retry: item.retry, data }),
        Err(reason) => Err(Misread { reason, data: item.data }),
    }
}

fn part<T>(item: RawItem, read: fn(&RawItem) -> Result<T, Reason>) -> Result<BodyPart<T>, Misread> {
    match read(&item) {
        Ok(data) => Ok(BodyPart { headers: item.headers.map(|headers| *headers).unwrap_or_default(), data }),
        Err(reason) => Err(Misread { reason, data: item.data }),
    }
}

/// A part is JSON, unless it says that it is something else and does not fit.
fn read_part<T: Json>(item: &RawItem) -> Result<T, Reason> {
    let read = json::from_slice(&item.data);
    let media_type = item.headers.as_ref().and_then(|headers| headers.get(CONTENT_TYPE));
    let is_json = media_type.is_none_or(|said| said.to_str().unwrap_or_default().contains("json"));
    match read {
        Err(reason) if !is_json => read_text(item).map_err(|_| reason),
        read => read,
    }
}

fn read_text<T: Json>(item: &RawItem) -> Result<T, Reason> {
    let text = serde_json::to_vec(&String::from_utf8_lossy(&item.data)).map_err(Reason::syntax)?;
    json::from_slice(&text)
}

/// The data is JSON where that fits, and text elsewhere: events of one stream can differ.
fn read_whole<T: Json>(item: &RawItem) -> Result<T, Reason> {
    let text = String::from_utf8_lossy(&item.data);
    let is_json = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
    let as_json = is_json.then(|| json::from_slice::<T>(&object(item, &text)));
    match as_json {
        Some(Ok(value)) if !value.is_unknown() => Ok(value),
        as_json => {
            let quoted = serde_json::to_string(&text).map_err(Reason::syntax)?;
            match (json::from_slice::<T>(&object(item, &quoted)), as_json) {
                (Ok(value), _) if !value.is_unknown() => Ok(value),
                (_, Some(as_json)) => as_json,
                (as_text, None) => as_text,
            }
        }
    }
}

/// The event as an object, around its data as JSON.
fn object(item: &RawItem, data: &str) -> Vec<u8> {
    let mut object = format!("{{\"data\":{data}");
    for (property, value) in [("event", &item.name), ("id", &item.id)] {
        if let Some(value) = value {
            object.push_str(&format!(",\"{property}\":{}", serde_json::Value::from(value.as_str())));
        }
    }
    if let Some(retry) = item.retry {
        object.push_str(&format!(",\"retry\":{}", retry.as_millis()));
    }
    object.push('}');
    object.into_bytes()
}
