//! Headers of answers as the types that the document gives them.

// An API need not use all of it.
#![allow(dead_code)]

use crate::json::{self, Json};
use reqwest::header::HeaderMap;
use serde_json::Value;

/// The value of a header; `None` where it is not there, or does not fit.
pub(crate) fn read<T: Json>(headers: &HeaderMap, name: &str) -> Option<T> {
    let mut lines = headers.get_all(name).iter().map(|line| String::from_utf8_lossy(line.as_bytes()));
    let first = lines.next()?;
    // Several lines are one list (RFC 9110, 5.3).
    let joined = lines.fold(first.into_owned(), |joined, line| format!("{joined}, {line}"));
    let text = joined.trim();
    let whole = || read_text(text);
    let items = || text.split(',').map(str::trim);
    let texts = || Value::Array(items().map(Value::from).collect());
    let values = || Value::Array(items().map(as_json).collect());
    whole().or_else(|| read_value(&texts())).or_else(|| read_value(&values()))
}

/// Text where the type takes text, and what the text says in JSON elsewhere: a number, for one.
fn read_text<T: Json>(text: &str) -> Option<T> {
    read_value(&Value::from(text)).or_else(|| read_value(&as_json(text)))
}

fn as_json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| Value::from(text))
}

fn read_value<T: Json>(value: &Value) -> Option<T> {
    let bytes = serde_json::to_vec(value).ok()?;
    json::from_slice::<T>(&bytes).ok().filter(|read| !read.is_unknown())
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    fn headers(lines: &[&'static str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append("x-it", HeaderValue::from_static(line));
        }
        headers
    }

    #[test]
    fn a_header_is_read_as_its_type() {
        let of = |line| headers(&[line]);
        assert_eq!(read::<String>(&of("12"), "X-It").as_deref(), Some("12"));
        assert_eq!(read::<String>(&of("\"12\""), "x-it").as_deref(), Some("\"12\""));
        assert_eq!(read::<i64>(&of(" 12 "), "x-it"), Some(12));
        assert_eq!(read::<f64>(&of("0.5"), "x-it"), Some(0.5));
        assert_eq!(read::<bool>(&of("true"), "x-it"), Some(true));
        assert_eq!(read::<i64>(&of("many"), "x-it"), None);
        assert_eq!(read::<i64>(&headers(&[]), "x-it"), None);
    }

    #[test]
    fn a_list_is_read_from_one_line_or_several() {
        let names = Some(vec!["a".to_owned(), "b".to_owned()]);
        assert_eq!(read::<Vec<String>>(&headers(&["a, b"]), "x-it"), names);
        assert_eq!(read::<Vec<String>>(&headers(&["a", "b"]), "x-it"), names);
        assert_eq!(read::<Vec<i64>>(&headers(&["1,2"]), "x-it"), Some(vec![1, 2]));
        assert_eq!(read::<String>(&headers(&["a", "b"]), "x-it").as_deref(), Some("a, b"));
    }
}
