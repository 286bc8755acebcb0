//! Splits `multipart` bodies into their parts (RFC 2046), whatever pieces they come in.
//!
//! Written here because no package fits: multer takes only bodies that can go from thread to thread, which those of
//! WebAssembly cannot, reads no line that ends without a carriage return, and would bring six more packages.

use super::item::{RawItem, TooLarge};
use crate::header_parameters::parameter;
use bytes::{Buf, Bytes, BytesMut};
use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

/// What has come of a body of several parts, up to the end of the last one.
pub(super) struct PartParser {
    /// The most bytes that a part may have.
    limit: u64,
    /// What begins a line between two parts: two hyphens and the boundary.
    delimiter: Vec<u8>,
    /// What has come of this part, from the line feed before it on.
    buffer: BytesMut,
    /// How much of the buffer holds no delimiter.
    searched: usize,
    place: Place,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// Before the first part, where anything may stand.
    Before,
    Within,
    /// After the last part, where anything may stand.
    After,
}

/// A line between two parts.
struct Delimiter {
    /// Where the part before it ends.
    start: usize,
    /// Where its line feed stands.
    end: usize,
    is_last: bool,
}

impl PartParser {
    pub(super) fn new(limit: u64, boundary: &str) -> Self {
        let delimiter = format!("--{boundary}").into_bytes();
        // The first delimiter need not come after a line.
        let buffer = BytesMut::from(&b"\n"[..]);
        Self { limit, delimiter, buffer, searched: 0, place: Place::Before }
    }

    /// Takes bytes up to the end of the next part; all of them, where it has not come yet.
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Result<Option<RawItem>, TooLarge> {
        loop {
            if self.place == Place::After {
                piece.clear();
                return Ok(None);
            }
            let Some(delimiter) = self.delimiter() else {
                if self.buffer.len() as u64 > self.limit.saturating_add(self.delimiter.len() as u64) {
                    return Err(TooLarge);
                }
                if piece.is_empty() {
                    return Ok(None);
                }
                self.buffer.extend_from_slice(&std::mem::take(piece));
                continue;
            };
            let part = self.buffer.split_to(delimiter.start).freeze();
            self.buffer.advance(delimiter.end - delimiter.start);
            self.searched = 0;
            let came_after_a_part = self.place == Place::Within;
            self.place = if delimiter.is_last { Place::After } else { Place::Within };
            if came_after_a_part {
                return if part.len() as u64 > self.limit { Err(TooLarge) } else { Ok(Some(read(part))) };
            }
        }
    }

    /// Whether the line that ends the last part has not come.
    pub(super) fn is_within(&self) -> bool {
        self.place != Place::After
    }

    /// The next line that is a delimiter, if the whole of it has come.
    fn delimiter(&mut self) -> Option<Delimiter> {
        while let Some(found) = self.buffer.get(self.searched..)?.iter().position(|byte| *byte == b'\n') {
            let line_feed = self.searched + found;
            let line = self.buffer.get(line_feed + 1..)?;
            if let Some(after) = line.strip_prefix(self.delimiter.as_slice()) {
                let is_last = after.starts_with(b"--");
                let text = after.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r'));
                let end = match text {
                    // What ends the last part need not end its line.
                    _ if is_last => Some(0),
                    Some(end) if after.get(end) == Some(&b'\n') => Some(end),
                    // The rest of it has not come yet.
                    _ if matches!(after, b"-") => return None,
                    Some(_) => None,
                    None => return None,
                };
                if let Some(end) = end {
                    let has_return = line_feed > 0 && self.buffer.get(line_feed - 1) == Some(&b'\r');
                    let start = if has_return { line_feed - 1 } else { line_feed };
                    let end = line_feed + 1 + self.delimiter.len() + end;
                    return Some(Delimiter { start, end, is_last });
                }
            } else if self.delimiter.starts_with(line) {
                return None;
            }
            self.searched = line_feed + 1;
        }
        self.searched = self.buffer.len();
        None
    }
}

/// A part: its headers, an empty line, and what it holds. It begins with the line feed of the line before it.
fn read(mut part: Bytes) -> RawItem {
    let mut headers = HeaderMap::new();
    // A header can go on in the next line.
    let mut unfolded: Vec<u8> = Vec::new();
    part.advance(part.len().min(1));
    loop {
        let length = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let line = part.split_to(length);
        part.advance(part.len().min(1));
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            unfolded.extend_from_slice(line);
            continue;
        }
        add_header(&mut headers, &unfolded);
        if line.is_empty() {
            break;
        }
        unfolded = line.to_vec();
    }
    RawItem { data: part, name: None, id: None, retry: None, headers: Some(Box::new(headers)) }
}

/// Adds a header, if the line is one.
fn add_header(headers: &mut HeaderMap, line: &[u8]) {
    let Some(colon) = line.iter().position(|byte| *byte == b':') else { return };
    let (name, value) = line.split_at(colon);
    let name = HeaderName::from_bytes(name.trim_ascii());
    let value = HeaderValue::from_bytes(value.get(1..).unwrap_or_default().trim_ascii());
    if let (Ok(name), Ok(value)) = (name, value) {
        // One more than a map can hold is left out.
        let _ = headers.try_append(name, value);
    }
}

/// What separates the parts of an answer; `None` where the answer has no parts.
pub(super) fn boundary(headers: &HeaderMap) -> Option<String> {
    let said = String::from_utf8_lossy(headers.get(CONTENT_TYPE)?.as_bytes());
    let is_multipart =
        said.trim_start().get(..10).is_some_and(|start| start.eq_ignore_ascii_case("multipart/"));
    parameter(&said, "boundary").filter(|boundary| is_multipart && !boundary.is_empty())
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// The headers and the data of each part, and whether more must come.
    fn parsed(boundary: &str, pieces: &[&[u8]]) -> (Vec<(Vec<String>, String)>, bool) {
        let mut parser = PartParser::new(1 << 20, boundary);
        let mut parts = Vec::new();
        for piece in pieces {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(RawItem { data, headers, .. }) = parser.next(&mut piece).unwrap() {
                let headers = headers.unwrap();
                let lines =
                    headers.iter().map(|(name, value)| format!("{name}: {}", value.to_str().unwrap()));
                parts.push((lines.collect(), String::from_utf8(data.to_vec()).unwrap()));
            }
            assert!(piece.is_empty());
        }
        (parts, parser.is_within())
    }

    fn in_all_pieces(boundary: &str, text: &str, expected: &[(&[&str], &str)], is_within: bool) {
        let owned = |(headers, data): &(&[&str], &str)| {
            (headers.iter().map(|&header| header.to_owned()).collect(), (*data).to_owned())
        };
        let expected = (expected.iter().map(owned).collect::<Vec<(Vec<String>, String)>>(), is_within);
        for at in 0..=text.len() {
            let (before, after) = text.as_bytes().split_at(at);
            assert_eq!(parsed(boundary, &[before, after]), expected, "split at {at}");
        }
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(parsed(boundary, &bytes), expected);
    }

    #[test]
    fn parts_are_the_same_however_the_body_is_split() {
        let text = "for those who cannot read it\r\n--b\r\nContent-Type: text/plain;\r\n charset=utf-8\r\nX: \r\n\r\n\
            one\r\n--bc\r\ntwo\r\n\r\n--b  \r\n\r\nno headers\r\n--b\r\nA: 1\r\n\r\n\r\n--b--\r\nthe end\r\n--b\r\n";
        in_all_pieces(
            "b",
            text,
            &[
                (&["content-type: text/plain; charset=utf-8", "x: "], "one\r\n--bc\r\ntwo\r\n"),
                (&[], "no headers"),
                (&["a: 1"], ""),
            ],
            false,
        );
    }

    #[test]
    fn lines_may_end_without_a_carriage_return() {
        in_all_pieces("-", "---\na: 1\n\n{}\n---\n\n[\n]\n-----", &[(&["a: 1"], "{}"), (&[], "[\n]")], false);
    }

    #[test]
    fn a_body_that_broke_off_has_the_parts_that_are_whole() {
        in_all_pieces("b", "--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--", &[(&[], "1")], true);
        in_all_pieces("b", "--b\r\n\r\n1\r\n--b\r\n", &[(&[], "1")], true);
        in_all_pieces("b", "nothing", &[], true);
    }

    #[test]
    fn what_is_no_header_is_left_out() {
        let text = "--b\r\nno colon\r\n: no name\r\nbad name: 1\r\n: \r\ngood: 1\r\n\r\ndata\r\n--b\r\nonly: 1\r\n--b--";
        in_all_pieces("b", text, &[(&["good: 1"], "data"), (&["only: 1"], "")], false);
    }

    #[test]
    fn the_limit_is_one_for_each_part() {
        let mut parser = PartParser::new(20, "b");
        let mut piece = Bytes::from_static(b"--b\r\n\r\n0123456789\r\n--b\r\n\r\n0123456789\r\n--b\r\n");
        assert!(parser.next(&mut piece).unwrap().is_some() && parser.next(&mut piece).unwrap().is_some());
        assert!(parser.next(&mut Bytes::from_static(b"\r\n0123456789012345678901234")).is_err());
    }

    #[test]
    fn the_boundary_stands_in_the_media_type() {
        let of = |said: &'static str| {
            boundary(&HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static(said))]))
        };
        assert_eq!(of("multipart/mixed; boundary=\"a b\"; x=y").as_deref(), Some("a b"));
        assert_eq!(of("Multipart/Mixed;Boundary=-").as_deref(), Some("-"));
        assert_eq!(of("multipart/mixed"), None);
        assert_eq!(of("text/plain; boundary=b"), None);
    }
}
