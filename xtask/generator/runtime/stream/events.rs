//! Splits `text/event-stream` into events, as the HTML standard says, whatever pieces it comes in.
//!
//! Written here because none of the packages for it is enough: sse-stream refuses lines that the standard allows, and
//! eventsource-stream refuses bytes that are no text and reads a long line again with each piece of it. Neither has a
//! limit for the size of an event.

use super::item::{RawItem, TooLarge};
use bytes::{Buf, Bytes};
use std::time::Duration;

/// The largest buffer that is kept from one line to the next.
const MOST_KEPT: usize = 1 << 16;

/// What has come of a stream of events, up to the end of the last event.
pub(super) struct EventParser {
    /// The most bytes that an event may have.
    limit: u64,
    /// Whether a line has ended, so that no byte order mark can come any more.
    has_begun: bool,
    /// Whether a line feed belongs to the carriage return before it.
    skips_line_feed: bool,
    /// The beginning of a line whose end has not come yet.
    line: Vec<u8>,
    /// The data of the event, each line with a line feed.
    data: Vec<u8>,
    name: Option<String>,
    /// The id of this event.
    id: Option<String>,
    /// The id of the last event that had one.
    last_id: Option<String>,
    retry: Option<Duration>,
}

impl EventParser {
    pub(super) fn new(limit: u64) -> Self {
        Self {
            limit,
            has_begun: false,
            skips_line_feed: false,
            line: Vec::new(),
            data: Vec::new(),
            name: None,
            id: None,
            last_id: None,
            retry: None,
        }
    }

    /// A parser for what follows on another connection: the last id is kept.
    pub(super) fn restarted(&mut self) -> Self {
        Self { last_id: self.last_id.take(), ..Self::new(self.limit) }
    }

    pub(super) fn last_id(&self) -> Option<&str> {
        self.last_id.as_deref().filter(|id| !id.is_empty())
    }

    /// Whether an event has begun whose end has not come.
    pub(super) fn is_within(&self) -> bool {
        !self.data.is_empty() || self.line.starts_with(b"data")
    }

    /// Takes bytes up to the end of the next event; all of them, where it has not come yet.
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Result<Option<RawItem>, TooLarge> {
        while !piece.is_empty() {
            if std::mem::take(&mut self.skips_line_feed) && piece.starts_with(b"\n") {
                piece.advance(1);
                continue;
            }
            let end = piece.iter().position(|byte| matches!(byte, b'\n' | b'\r'));
            let length = end.unwrap_or(piece.len());
            let whole = self.line.len().saturating_add(self.data.len()).saturating_add(length);
            if whole as u64 > self.limit {
                return Err(TooLarge);
            }
            let part = piece.split_to(length);
            if end.is_none() {
                self.line.extend_from_slice(&part);
                return Ok(None);
            }
            self.skips_line_feed = piece.starts_with(b"\r");
            piece.advance(1);
            if let Some(item) = self.end_of_line(&part) {
                return Ok(Some(item));
            }
        }
        Ok(None)
    }

    /// Takes the last part of a line.
    fn end_of_line(&mut self, part: &[u8]) -> Option<RawItem> {
        if self.line.is_empty() {
            return self.take(part);
        }
        let mut line = std::mem::take(&mut self.line);
        line.extend_from_slice(part);
        let item = self.take(&line);
        if line.capacity() <= MOST_KEPT {
            line.clear();
            self.line = line;
        }
        item
    }

    /// Takes a line.
    fn take(&mut self, line: &[u8]) -> Option<RawItem> {
        let is_first = !std::mem::replace(&mut self.has_begun, true);
        let line = if is_first { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        if line.is_empty() {
            return self.end_of_event();
        }
        let colon = line.iter().position(|byte| *byte == b':').unwrap_or(line.len());
        let (field, value) = line.split_at(colon);
        let value = value.strip_prefix(b":").unwrap_or(value);
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"event" => self.name = Some(text(value)),
            b"id" if !value.contains(&0) => self.id = Some(text(value)),
            b"retry" if value.iter().all(u8::is_ascii_digit) => {
                let milliseconds = std::str::from_utf8(value).ok().and_then(|digits| digits.parse().ok());
                self.retry = milliseconds.map(Duration::from_millis).or(self.retry);
            }
            // A comment, or a field that the standard does not know.
            _ => {}
        }
        None
    }

    /// The event; one without data is none.
    fn end_of_event(&mut self) -> Option<RawItem> {
        self.last_id = self.id.take().or(self.last_id.take());
        let name = self.name.take().filter(|name| !name.is_empty());
        let mut data = std::mem::take(&mut self.data);
        data.pop()?;
        Some(RawItem {
            data: well_formed(data).into(),
            name,
            id: self.last_id().map(str::to_owned),
            retry: self.retry.take(),
            headers: None,
        })
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The text, in which the standard's replacement character stands for what is no UTF-8.
fn well_formed(bytes: Vec<u8>) -> Vec<u8> {
    match String::from_utf8(bytes) {
        Ok(text) => text.into_bytes(),
        Err(error) => text(error.as_bytes()).into_bytes(),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Name, id and data of an event.
    type Said = (Option<String>, Option<String>, String);

    /// The events of a text that comes in pieces.
    fn read(pieces: &[&[u8]]) -> (Vec<Said>, bool) {
        let mut parser = EventParser::new(1 << 20);
        let mut events = Vec::new();
        for piece in pieces {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(RawItem { data, name, id, .. }) = parser.next(&mut piece).unwrap() {
                events.push((name, id, String::from_utf8(data.to_vec()).unwrap()));
            }
            assert!(piece.is_empty());
        }
        (events, parser.is_within())
    }

    /// The data of the events.
    fn data(text: &str) -> Vec<String> {
        read(&[text.as_bytes()]).0.into_iter().map(|(_, _, data)| data).collect()
    }

    /// A text with most of what the standard knows.
    const ALL: &str = "\u{feff}: a comment\n\
        event: first\r\ndata: one\rdata:two\r\ndata\n\n\
        id: 7\nretry: 250\ndata: häß €\n\n\
        :\r\r\n\
        event\ndata:\n\n\
        unknown: field\ndata:  a space is kept\nid\r\n\r\n\
        event: no data\n\n\
        data: half";

    #[test]
    fn events_are_the_same_however_the_stream_is_split() {
        let whole = read(&[ALL.as_bytes()]);
        let said = |name: Option<&str>, id: Option<&str>, data: &str| {
            (name.map(str::to_owned), id.map(str::to_owned), data.to_owned())
        };
        let expected = vec![
            said(Some("first"), None, "one\ntwo\n"),
            said(None, Some("7"), "häß €"),
            said(None, Some("7"), ""),
            said(None, None, " a space is kept"),
        ];
        assert_eq!(whole, (expected, true));
        for at in 0..=ALL.len() {
            let (before, after) = ALL.as_bytes().split_at(at);
            assert_eq!(read(&[before, after]), whole, "split at {at}");
        }
        let bytes: Vec<&[u8]> = ALL.as_bytes().chunks(1).collect();
        assert_eq!(read(&bytes), whole);
    }

    #[test]
    fn lines_end_with_any_of_the_three_line_ends() {
        for end in ["\n", "\r", "\r\n"] {
            let text = ["data: a", "data: b", "", "data: c", "", ""].join(end);
            assert_eq!(data(&text), ["a\nb", "c"], "{end:?}");
        }
        assert_eq!(data("data: a\r\rdata: b\n\r\ndata: c\r\n\r"), ["a", "b", "c"]);
    }

    #[test]
    fn an_event_whose_end_does_not_come_is_none() {
        for text in ["data: a", "data: a\n", "data: a\r\n", "data"] {
            assert_eq!(read(&[text.as_bytes()]), (vec![], true), "{text:?}");
        }
        for text in ["", "\n", ": a comment", "event: a\n", "id: 1"] {
            assert_eq!(read(&[text.as_bytes()]), (vec![], false), "{text:?}");
        }
    }

    #[test]
    fn only_the_first_byte_order_mark_is_left_out() {
        assert_eq!(data("\u{feff}data: a\n\n"), ["a"]);
        assert_eq!(data("\u{feff}\u{feff}data: a\n\ndata: b\n\n"), ["b"]);
        assert_eq!(data("\n\u{feff}data: a\n\n"), Vec::<String>::new());
    }

    #[test]
    fn ids_stay_until_another_comes_and_one_with_a_null_is_none() {
        let ids =
            |text: &str| read(&[text.as_bytes()]).0.into_iter().map(|(_, id, _)| id).collect::<Vec<_>>();
        let id = |id: &str| Some(id.to_owned());
        assert_eq!(ids("id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n"), [id("1"), id("1"), None]);
        assert_eq!(ids("id: 1\n\ndata: a\n\n"), [id("1")]);
        assert_eq!(ids("id: a\0b\ndata: a\n\n"), [None]);
    }

    #[test]
    fn a_time_for_reconnecting_is_digits_only() {
        for (value, expected) in [("10", Some(10)), ("1.5", None), ("-1", None), ("", None), ("1e3", None)] {
            let mut piece = Bytes::from(format!("retry: {value}\ndata\n\n"));
            let item = EventParser::new(100).next(&mut piece).unwrap().unwrap();
            assert_eq!(item.retry, expected.map(Duration::from_millis), "{value:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_replaced() {
        assert_eq!(read(&[b"data: a\xFFb\n\n"]).0.first().unwrap().2, "a\u{fffd}b");
    }

    #[test]
    fn the_limit_is_one_for_each_event_and_not_for_the_stream() {
        let mut parser = EventParser::new(20);
        for _ in 0..100 {
            let mut piece = Bytes::from_static(b"data: 0123456789\n\n");
            assert!(parser.next(&mut piece).unwrap().is_some());
        }
        let mut long = Bytes::from_static(b"data: 0123456789\ndata: 0123456789\n\n");
        assert!(parser.next(&mut long).is_err());
        let mut endless = Bytes::from_static(b"data: 0123456789 and so on");
        assert!(EventParser::new(20).next(&mut endless).is_err());
    }
}
