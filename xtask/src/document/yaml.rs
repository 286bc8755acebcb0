//! YAML text becomes a value, as far as YAML and JSON have the same values.

use serde_json::Value;
use serde_saphyr::{DuplicateKeyPolicy, Options};

use super::reader::{MAX_DEPTH, MAX_NODES, Reader};
use crate::diagnostic::{Diagnostic, Result};

/// How many events aliases may repeat in all. Repeating one costs far more than reading one that is written out, so that
/// the limit for values alone would let a short document take seconds.
const MAX_REPLAYED_EVENTS: usize = MAX_NODES / 4;

/// Reads YAML text. `file` is what diagnostics call it.
pub(super) fn parse(file: &str, text: &str) -> Result<Value> {
    let mut reader = Reader::new(text, false);
    serde_saphyr::with_deserializer_from_str_with_options(text, options(), |deserializer| {
        reader.read(deserializer)
    })
    .map_err(|error| {
        let place = reader.place();
        match reader.fault() {
            Some(fault) => Diagnostic::at(file, place, fault.problem, fault.remedy),
            None => malformed(file, place.into(), &error),
        }
    })
}

fn options() -> Options {
    serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            // One level and one value more than the reader allows, so that it is the reader that stops, and says where.
            max_depth: MAX_DEPTH + 2,
            max_nodes: MAX_NODES + 2,
            max_events: 3 * MAX_NODES,
            // A second one is refused by name and not as a limit.
            max_documents: 2,
        },
        // Aliases are expanded, so an anchor that is used often enough is a bomb.
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: MAX_REPLAYED_EVENTS },
        // The reader sees both entries and names the place.
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        // `no` and `on` are words in YAML 1.2: a country, a state.
        strict_booleans: true,
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
    if message.contains("budget breached") || message.contains("limit exceeded") {
        return Diagnostic::at(
            file,
            place,
            format!(
                "the YAML holds more than is allowed, or its aliases expand to more{}",
                at.unwrap_or_default()
            ),
            "refer to components instead of repeating them by aliases",
        );
    }
    Diagnostic::at(
        file,
        place,
        format!("not YAML that stands for JSON{}: {message}", at.unwrap_or_default()),
        "correct the file; one document, string keys, finite numbers and no custom tags are what it may hold",
    )
}
