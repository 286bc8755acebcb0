//! Reads YAML text, as far as its values exist in JSON.

use serde_json::Value;
use serde_saphyr::{DuplicateKeyPolicy, Options};

use super::found::Found;
use super::reader::{MAX_DEPTH, MAX_NODES, Reader};
use super::yaml_numbers;
use crate::diagnostic::{Diagnostic, Result};

/// How many parser events aliases may repeat in all. A repeated event costs far more than one that is written out, so
/// with the limit for values alone a short document could take seconds.
const MAX_REPLAYED_EVENTS: usize = MAX_NODES / 4;

/// Reads YAML text. Diagnostics name it `file`.
pub(super) fn parse(file: &str, text: &str) -> Result<(Value, Vec<Found>)> {
    let text = &*yaml_numbers::respelled(text);
    let mut reader = Reader::new(text, false);
    let read = serde_saphyr::with_deserializer_from_str_with_options(text, options(), |deserializer| {
        reader.read(deserializer)
    });
    let value = read.map_err(|error| {
        let place = reader.place();
        match reader.fault() {
            Some(fault) => Diagnostic::at(file, place, fault.problem, fault.remedy),
            None => malformed(file, place.into(), &error),
        }
    })?;
    Ok((value, reader.into_mended()))
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            // More than the reader allows, so that the reader stops first: it knows the place.
            max_depth: MAX_DEPTH + 2,
            max_nodes: MAX_NODES + 2,
            max_events: 3 * MAX_NODES,
            // With a limit of one, a second document would be reported as an exceeded limit.
            max_documents: 2,
        },
        // Aliases are expanded, so a short document could become a huge one.
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: MAX_REPLAYED_EVENTS },
        // The reader refuses duplicates itself, and names the place.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        // In YAML 1.2 `no` and `on` are strings, for example the code of Norway.
        strict_booleans: true,
        // And `1_000` is a string.
        underscored_numbers_as_strings: true,
        reject_unsupported_tags: true,
        emit_comments: false,
        with_snippet: false,
    }
}

fn malformed(file: &str, place: String, error: &serde_saphyr::Error) -> Diagnostic {
    let whole = error.to_string();
    let message = whole.lines().next().unwrap_or("it cannot be read");
    let at = error.location().map(|at| format!(" at line {}, column {}", at.line(), at.column()));
    let message = message.strip_suffix(at.as_deref().unwrap_or_default()).unwrap_or(message);
    // What follows is advice for programs that call the parser.
    let message = message.split("; use from_").next().unwrap_or(message);
    if message.contains("budget breached") || message.contains("limit exceeded") {
        return Diagnostic::at(
            file,
            place,
            format!(
                "the YAML, with its aliases expanded, is larger than is allowed{}",
                at.unwrap_or_default()
            ),
            "use references to components instead of aliases",
        );
    }
    Diagnostic::at(
        file,
        place,
        format!("not YAML that can be read as JSON{}: {message}", at.unwrap_or_default()),
        "correct the file; it may hold one document, with string keys, finite numbers and no custom tags",
    )
}
