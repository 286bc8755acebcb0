//! Files that come in part, break off, and go on.

#![allow(clippy::unwrap_used)]

use super::content_range::ContentRange;
use reqwest::StatusCode;
use reqwest::header::{CONTENT_RANGE, HeaderMap, HeaderValue};

fn range(said: &'static str) -> Option<ContentRange> {
    let headers = HeaderMap::from_iter([(CONTENT_RANGE, HeaderValue::from_static(said))]);
    ContentRange::of(StatusCode::PARTIAL_CONTENT, &headers)
}

#[test]
fn a_range_is_read_where_it_makes_sense() {
    assert_eq!(range("bytes 5-9/100"), Some(ContentRange { first: 5, last: 9, of: Some(100) }));
    assert_eq!(range("bytes 0-0/*"), Some(ContentRange { first: 0, last: 0, of: None }));
    for wrong in ["bytes 9-5/100", "bytes */100", "items 0-1/2", "bytes 0-1", "", "bytes a-b/c"] {
        assert_eq!(range(wrong), None, "{wrong}");
    }
    let headers = HeaderMap::from_iter([(CONTENT_RANGE, HeaderValue::from_static("bytes 0-1/2"))]);
    assert_eq!(ContentRange::of(StatusCode::OK, &headers), None);
}
