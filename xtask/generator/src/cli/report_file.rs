//! `--report`: what `cargo xtask generate` has to say, for programs.

use crate::diagnostic::{Diagnostic, Result, display};
use crate::model::{Ambiguity, Api, Coverage, Fault, Omission};
use serde::Serialize;
use std::path::Path;

/// What the file holds.
#[derive(Serialize)]
struct Report<'a> {
    /// The name of the document's file.
    document: &'a str,
    operations: Operations,
    /// How many schemas there are, and what became of them.
    coverage: &'a Coverage,
    /// How many faults were mended, and how many operations left out.
    mended: usize,
    faults: Vec<Entry<'a>>,
    /// The places that are not typed as the document describes them.
    not_typed: &'a [Omission],
    ambiguous: &'a [Ambiguity],
}

#[derive(Serialize)]
struct Operations {
    described: usize,
    made: usize,
    left_out: usize,
}

#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    #[serde(flatten)]
    fault: &'a Fault,
}

/// Writes the report on a crate.
pub(super) fn write_report(api: &Api, file: &Path) -> Result<()> {
    let report = Report {
        document: &api.document,
        operations: Operations {
            described: api.coverage.described_operations,
            made: api.coverage.operations,
            left_out: api.coverage.left_out_operations,
        },
        coverage: &api.coverage,
        mended: api.faults.iter().filter(|fault| !fault.left_out).count(),
        faults: api.faults.iter().map(|fault| Entry { file: &api.document, fault }).collect(),
        not_typed: &api.omissions,
        ambiguous: &api.ambiguities,
    };
    let unwritable = |error: &dyn std::fmt::Display| {
        Diagnostic::file(
            display(file),
            format!("the report cannot be written: {error}"),
            "name a file in a folder that exists and that you may write to",
        )
    };
    let text = serde_json::to_string_pretty(&report).map_err(|error| unwritable(&error))?;
    std::fs::write(file, text + "\n").map_err(|error| unwritable(&error))
}
