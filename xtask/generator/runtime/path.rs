//! Path parameters: percent-encoded, and refused where they would lead to another resource.

// An API need not use all of it.
#![allow(dead_code)]

use crate::json::{self, Json};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// Everything but RFC 3986's unreserved characters. URL parsers take `\` for `/`, so it must not pass as it is.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A value as one path segment.
pub(crate) fn encode_path(value: &str) -> PercentEncode<'_> {
    utf8_percent_encode(value, SEGMENT)
}

/// Refuses the values that a URL parser, or a server that decodes twice, takes for a step to another resource.
pub(crate) fn check(parameters: &[(&'static str, &str)]) -> Result<(), String> {
    for (parameter, value) in parameters {
        // All that is refused is empty, or begins like this.
        if !value.is_empty() && !value.starts_with(['.', '%']) {
            continue;
        }
        match &*percent_decode_str(value).decode_utf8_lossy() {
            "" => {
                return Err(format!("the path parameter `{parameter}` is empty"));
            }
            "." | ".." => {
                return Err(format!(
                    "the path parameter `{parameter}` is a dot segment, which would address another resource"
                ));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A value as the text of a parameter: strings as they are, everything else as JSON.
pub(crate) fn text<T: Json>(value: &T) -> String {
    match json::to_value(value) {
        Ok(Value::String(text)) => text,
        Ok(other) => other.to_string(),
        Err(_) => String::new(),
    }
}

/// Values as the texts of a parameter that is a list.
pub(crate) fn texts<T: Json>(values: &[T]) -> Vec<String> {
    values.iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_that_could_end_a_segment_is_encoded() {
        assert_eq!(encode_path(r"a/b\c?d#e%2Fé").to_string(), "a%2Fb%5Cc%3Fd%23e%252F%C3%A9");
        assert_eq!(encode_path("a-b_c.d~e9").to_string(), "a-b_c.d~e9");
    }

    #[test]
    fn empty_and_dot_segments_are_refused_encoded_or_not() {
        for refused in ["", ".", "..", "%2e", "%2E%2e", ".%2E"] {
            assert!(check(&[("id", refused)]).is_err(), "{refused:?} was let through");
        }
        for taken in ["...", "a.", ".a", "%20", "a/.."] {
            assert!(check(&[("id", taken)]).is_ok(), "{taken:?} was refused");
        }
    }
}
