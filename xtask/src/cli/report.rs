//! What the commands print.

use crate::diagnostic::{Diagnostic, Result};
use crate::model::{Api, Coverage};
use crate::output::Summary;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::Instant;

pub(super) const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();

/// Prints what was made, counted against what came in, and what is not typed as the document describes it.
pub(super) fn print_coverage(api: &Api) {
    let Coverage { described_operations, operations, typed_operations, .. } = api.coverage;
    let Coverage { schemas, named_schemas, plain_schemas, unused_schemas, .. } = api.coverage;
    anstream::println!(
        "{}: {} in {}, {}",
        api.document,
        counted(operations, "operation"),
        counted(api.groups.len(), "group"),
        counted(api.types.len(), "type")
    );
    anstream::println!(
        "  {operations} of {described_operations} operations became methods, {typed_operations} with all bodies typed"
    );
    if schemas > 0 {
        anstream::println!(
            "  {} of the document: {named_schemas} became types, {plain_schemas} need none, {unused_schemas} are not used",
            counted(schemas, "component schema")
        );
    }
    if api.omissions.is_empty() {
        anstream::println!("everything is typed as the document describes it");
        return;
    }
    let (places, are) =
        (counted(api.omissions.len(), "place"), if api.omissions.len() == 1 { "is" } else { "are" });
    anstream::println!("{places} {are} not typed as the document describes:");
    for omission in &api.omissions {
        anstream::println!("  #{}: {}", omission.pointer, omission.reason);
    }
}

/// Prints what was written.
pub(super) fn print_files(out: &Path, summary: &Summary, begun: Instant) {
    if let Some(diagnostic) = &summary.left_behind {
        anstream::eprintln!("{WARNING}warning:{WARNING:#} {diagnostic}");
    }
    for (verb, paths) in [("wrote", &summary.written), ("removed", &summary.removed)] {
        // A first run writes everything; the number alone is enough then.
        if paths.len() <= 20 {
            for path in paths {
                anstream::println!("  {verb} {path}");
            }
        }
    }
    anstream::println!(
        "{}: {} written, {} removed, {} unchanged, in {:.2} s",
        out.display(),
        counted(summary.written.len(), "file"),
        counted(summary.removed.len(), "file"),
        summary.unchanged,
        begun.elapsed().as_secs_f64()
    );
}

/// Prints text to standard output. A reader that stops early, such as `head`, is not an error.
pub(super) fn print(text: &str) -> Result<()> {
    match anstream::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Diagnostic::file(
            "standard output",
            format!("it cannot be written: {error}"),
            "check where standard output is written to",
        )),
        _ => Ok(()),
    }
}

/// A number of things, such as `1 file` or `2 files`.
pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
