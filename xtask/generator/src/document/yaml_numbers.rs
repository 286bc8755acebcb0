//! Spells the numbers of a YAML text as JSON does, where YAML 1.2's core schema and the parser disagree: `010` is the
//! integer 10 there, and `0b10` and `-0x1f` are strings.

use std::borrow::Cow;
use std::ops::Range;

use serde_saphyr::granit_parser::{Event, Parser, ScalarStyle};

use super::reader::MAX_NODES;

/// The text with such numbers spelled anew. A text that cannot be parsed stays as it is, for the message.
pub(super) fn respelled(text: &str) -> Cow<'_, str> {
    if !may_hold_one(text) {
        return Cow::Borrowed(text);
    }
    let found = places(text).unwrap_or_default();
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut respelled = String::with_capacity(text.len());
    let mut from = 0;
    for (at, spelling) in found {
        respelled.push_str(text.get(from..at.start).unwrap_or_default());
        respelled.push_str(&spelling);
        from = at.end;
    }
    respelled.push_str(text.get(from..).unwrap_or_default());
    Cow::Owned(respelled)
}

/// Whether there is a zero that begins a word and is followed by a digit or a sign of a radix. Most documents have none,
/// and are not parsed twice.
fn may_hold_one(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins =
        |before: u8| !before.is_ascii_alphanumeric() && !matches!(before, b'"' | b'\'' | b'.' | b'_' | b'/');
    bytes.windows(3).any(|window| {
        matches!(window, [before, b'0', after] if begins(*before) && (after.is_ascii_digit() || b"bBxXoO".contains(after)))
    })
}

/// The places of values that have to be spelled anew, in order. Keys are always text.
fn places(text: &str) -> Option<Vec<(Range<usize>, String)>> {
    let mut found = Vec::new();
    // For each list and map that is open: whether it is a map, and whether a key is next in it.
    let mut open: Vec<(bool, bool)> = Vec::new();
    for event in Parser::new_from_str(text).take(3 * MAX_NODES) {
        let (event, span) = event.ok()?;
        let is_node = matches!(
            event,
            Event::Scalar(..) | Event::Alias(..) | Event::SequenceStart(..) | Event::MappingStart(..)
        );
        let mut is_key = false;
        if is_node && let Some((true, is_next)) = open.last_mut() {
            is_key = *is_next;
            *is_next = !is_key;
        }
        match event {
            Event::SequenceStart(..) => open.push((false, false)),
            Event::MappingStart(..) => open.push((true, true)),
            Event::SequenceEnd | Event::MappingEnd => drop(open.pop()),
            Event::Scalar(value, ScalarStyle::Plain, _, None) if !is_key => {
                if let (Some(spelling), Some(at)) = (spelling(&value), span.byte_range()) {
                    found.push((at, spelling));
                }
            }
            _ => {}
        }
    }
    Some(found)
}

/// How JSON spells a plain scalar that the parser would take for another value.
fn spelling(plain: &str) -> Option<String> {
    let (sign, digits) = match plain.strip_prefix(['+', '-']) {
        Some(digits) => (plain.get(..1).unwrap_or_default(), digits),
        None => ("", plain),
    };
    let rest = digits.strip_prefix('0')?;
    if !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()) {
        let digits = rest.trim_start_matches('0');
        let digits = if digits.is_empty() { "0" } else { digits };
        return Some(format!("{}{digits}", sign.trim_start_matches('+')));
    }
    let is_binary = rest.starts_with(['b', 'B']);
    let is_signed_radix = !sign.is_empty() && rest.starts_with(['x', 'X', 'o', 'O']);
    let is_word =
        plain.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_'));
    ((is_binary || is_signed_radix) && is_word).then(|| format!("\"{plain}\""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use crate::document::parse;
    use serde_json::{Value, json};

    fn value(yaml: &str) -> Value {
        parse("a.yaml", format!("a: {yaml}\n").as_bytes()).unwrap().get("a").unwrap().clone()
    }

    #[test]
    fn numbers_are_those_of_the_core_schema() {
        for (yaml, read) in [
            ("01", json!(1)),
            ("-010", json!(-10)),
            ("+00", json!(0)),
            ("0", json!(0)),
            ("0x1F", json!(31)),
            ("0o17", json!(15)),
            ("1_000", json!("1_000")),
            ("0b10", json!("0b10")),
            ("0B1", json!("0B1")),
            ("-0x1f", json!("-0x1f")),
            ("0xG", json!("0xG")),
            ("1e3", json!(1000.0)),
            (".5", json!(0.5)),
            ("010.5", json!(10.5)),
            ("12:30", json!("12:30")),
            ("2020-01-02", json!("2020-01-02")),
            ("\"01\"", json!("01")),
            ("'0b1'", json!("0b1")),
            ("[01, {b: 02, 03: 04}]", json!([1, { "b": 2, "03": 4 }])),
            ("&x 07", json!(7)),
        ] {
            assert_eq!(value(yaml), read, "{yaml}");
        }
    }

    #[test]
    fn keys_are_text_whatever_they_would_be_as_values() {
        for key in ["null", "true", "1", "010", "1.5", "no", "0x1F", "2020-01-02"] {
            for written in
                [format!("a: {{{key}: x}}"), format!("a:\n  {key}: x"), format!("a:\n  \"{key}\": x")]
            {
                let read = parse("a.yaml", written.as_bytes()).unwrap();
                assert_eq!(read, json!({"a": {key: "x"}}), "{written}");
            }
        }
    }

    #[test]
    fn text_around_such_numbers_stays_as_it_is() {
        let text = "é: 01\nb: |\n  01\n  0b1\n07: 08 # 09\nc: >-\n  010\nd: [ 'x', 0b1 ]\n";
        let read = json!({ "é": 1, "b": "01\n0b1\n", "07": 8, "c": "010", "d": ["x", "0b1"] });
        assert_eq!(parse("a.yaml", text.as_bytes()).unwrap(), read);
    }
}
