//! Bytes are read as a document or refused with a message, and never more than that.
//!
//! The first byte says as what they are read; the others are the file.

#![no_main]

use cpu_time::ProcessTime;
use libfuzzer_sys::fuzz_target;
use std::time::Duration;
use openapi_to_crate::config::Selection;
use openapi_to_crate::document::{self, Source};

/// How long an input may be computed on; how long it waits for a busy machine does not count.
const LIMIT: Duration = Duration::from_secs(2);

fuzz_target!(|bytes: &[u8]| {
    let begun = ProcessTime::now();
    load(bytes);
    assert!(begun.elapsed() < LIMIT, "it took {:?}", begun.elapsed());
});

fn load(bytes: &[u8]) {
    let Some((form, bytes)) = bytes.split_first() else { return };
    let file = match form % 3 {
        0 => "openapi.json",
        1 => "openapi.yaml",
        _ => "openapi",
    };
    let refused = match Source::of(file.to_owned(), bytes) {
        Ok(source) => {
            // What was read and written again reads the same.
            let text = document::canonical(&source.json);
            assert_eq!(document::parse("again.json", text.as_bytes()), Ok(source.json.clone()));
            document::examine(source, &Selection::default()).err()
        }
        Err(refused) => Some(refused),
    };
    if let Some(refused) = refused {
        assert_eq!(refused.file, file);
        assert!(!refused.problem.is_empty() && !refused.remedy.is_empty(), "{refused}");
    }
}
