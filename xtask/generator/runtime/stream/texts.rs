//! Splits JSON texts that follow each other into values: JSON lines, and JSON text sequences (RFC 7464).

use super::item::{RawItem, TooLarge};
use bytes::{Buf, Bytes};

/// What begins a text in a JSON text sequence.
const RECORD_SEPARATOR: u8 = 0x1E;

/// What has come of a stream of JSON texts, up to the end of the last one.
pub(super) struct TextParser {
    /// The most bytes that a text may have.
    limit: u64,
    /// Whether a record separator begins each text, which may then have several lines.
    has_separators: bool,
    text: Vec<u8>,
    /// How many brackets are open.
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
}

impl TextParser {
    pub(super) fn new(limit: u64, has_separators: bool) -> Self {
        Self { limit, has_separators, text: Vec::new(), depth: 0, is_in_string: false, is_escaped: false }
    }

    /// Takes bytes up to the end of the next text; all of them, where it has not come yet.
    pub(super) fn next(&mut self, piece: &mut Bytes) -> Result<Option<RawItem>, TooLarge> {
        while !piece.is_empty() {
            let end = piece.iter().position(|byte| self.ends_at(*byte));
            let length = end.unwrap_or(piece.len());
            if (self.text.len() as u64).saturating_add(length as u64) > self.limit {
                return Err(TooLarge);
            }
            self.text.extend_from_slice(&piece.split_to(length));
            if end.is_some() {
                piece.advance(1);
                if let Some(item) = self.end() {
                    return Ok(Some(item));
                }
            }
        }
        Ok(None)
    }

    /// Whether a byte ends the text, and is no part of it.
    fn ends_at(&mut self, byte: u8) -> bool {
        if !self.has_separators {
            return byte == b'\n';
        }
        match byte {
            // JSON holds it nowhere, so a text that broke off ends here, too.
            RECORD_SEPARATOR => return true,
            _ if std::mem::take(&mut self.is_escaped) => {}
            b'\\' => self.is_escaped = self.is_in_string,
            b'"' => self.is_in_string = !self.is_in_string,
            b'{' | b'[' if !self.is_in_string => self.depth += 1,
            b'}' | b']' if !self.is_in_string => self.depth = self.depth.saturating_sub(1),
            b'\n' => return self.depth == 0 && !self.is_in_string,
            _ => {}
        }
        false
    }

    /// The text that has come so far, at its end or at the end of the stream; lines without anything are none.
    pub(super) fn end(&mut self) -> Option<RawItem> {
        let text = std::mem::take(&mut self.text);
        (self.depth, self.is_in_string, self.is_escaped) = (0, false, false);
        let is_empty = text.trim_ascii().is_empty();
        (!is_empty).then(|| RawItem { data: text.into(), name: None, id: None, retry: None, headers: None })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn read(has_separators: bool, pieces: &[&[u8]]) -> Vec<String> {
        let mut parser = TextParser::new(1 << 20, has_separators);
        let mut texts = Vec::new();
        for piece in pieces {
            let mut piece = Bytes::copy_from_slice(piece);
            while let Some(item) = parser.next(&mut piece).unwrap() {
                texts.push(item);
            }
        }
        texts.extend(parser.end());
        let text = |item: RawItem| String::from_utf8(item.data.to_vec()).unwrap().trim().to_owned();
        texts.into_iter().map(text).collect()
    }

    fn in_all_pieces(has_separators: bool, text: &str, expected: &[&str]) {
        for at in 0..=text.len() {
            let (before, after) = text.as_bytes().split_at(at);
            assert_eq!(read(has_separators, &[before, after]), expected, "split at {at}");
        }
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(read(has_separators, &bytes), expected);
    }

    #[test]
    fn each_line_is_a_text_and_empty_lines_are_none() {
        in_all_pieces(false, "{\"a\":1}\r\n\n2\n  \n\"ä\"", &["{\"a\":1}", "2", "\"ä\""]);
    }

    #[test]
    fn texts_after_separators_may_have_several_lines() {
        let text = "\u{1e}{\n \"a\": \"}\\\"\"\n}\n\u{1e}2\n\u{1e}\u{1e}[\n[],\n3]";
        in_all_pieces(true, text, &["{\n \"a\": \"}\\\"\"\n}", "2", "[\n[],\n3]"]);
    }

    #[test]
    fn a_text_is_there_before_the_next_one_begins() {
        let mut piece = Bytes::from_static(b"\x1e{\"a\":\n1}\n");
        assert!(TextParser::new(100, true).next(&mut piece).unwrap().is_some());
    }

    #[test]
    fn a_text_that_broke_off_does_not_take_the_next_one_with_it() {
        in_all_pieces(true, "\u{1e}{\"a\": \"b\n\u{1e}{}\n", &["{\"a\": \"b", "{}"]);
    }

    #[test]
    fn the_limit_is_one_for_each_text() {
        let mut parser = TextParser::new(5, false);
        let mut piece = Bytes::from_static(b"12345\n12345\n123456");
        assert!(parser.next(&mut piece).unwrap().is_some() && parser.next(&mut piece).unwrap().is_some());
        assert!(parser.next(&mut piece).is_err());
    }
}
