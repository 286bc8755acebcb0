//! The form in which a document is kept in `spec/`. The same document gives the same bytes, however it was published.
//!
//! Keys are sorted and each value has its own line. So a small change of the document is a small diff, and a new order of
//! keys is none, since that order has no meaning in JSON. Lists keep their order. No value is changed or added.

use serde_json::Value;

/// The text of a document in this form.
#[must_use]
pub fn canonical(document: &Value) -> String {
    let mut sorted = document.clone();
    sorted.sort_all_objects();
    // `{:#}` is serde_json's own layout, with two spaces a level.
    format!("{sorted:#}\n")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::document::parse;

    fn form(text: &str) -> String {
        canonical(&parse("spec.json", text.as_bytes()).unwrap())
    }

    #[test]
    fn order_of_keys_and_white_space_leave_no_trace() {
        let expected =
            "{\n  \"a\": [\n    3,\n    1\n  ],\n  \"b\": {\n    \"x\": 1.0,\n    \"y\": \"é\"\n  }\n}\n";
        assert_eq!(form(r#"{"b":{"y":"\u00e9","x":1.0},"a":[3,1]}"#), expected);
        assert_eq!(form("{ \"a\" : [3, 1],\r\n\t\"b\" : {\"x\": 1.0, \"y\": \"é\"} }"), expected);
    }

    #[test]
    fn it_is_its_own_canonical_form() {
        let once = form(r#"{"z":[{"b":1e3,"a":18446744073709551615}],"a":{},"m":null}"#);
        assert_eq!(form(&once), once);
    }
}
