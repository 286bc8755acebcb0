//! As JSON, for programs.

use crate::compare::{Comparison, Verdict};
use serde::Serialize;

#[derive(Serialize)]
struct Report<'c> {
    #[serde(flatten)]
    comparison: &'c Comparison,
    verdict: Verdict,
}

/// The comparison as JSON: `old`, `new`, `changes` and `verdict`.
#[must_use]
pub fn json(comparison: &Comparison) -> String {
    let report = Report { comparison, verdict: comparison.verdict() };
    // Strings, numbers and lists always serialize.
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}
