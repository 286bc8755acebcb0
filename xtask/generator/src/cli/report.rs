//! What the commands print.

use crate::diagnostic::{Diagnostic, Result, Visible};
use crate::model::{Ambiguity, Api, Coverage, Fault};
use crate::output::Summary;
use std::collections::{BTreeMap, BTreeSet};
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
    print_faults(api);
    print_ambiguities(api);
    if api.omissions.is_empty() {
        let but = if api.faults.is_empty() { "" } else { " besides" };
        anstream::println!("everything{but} is typed as the document describes it");
        return;
    }
    let (places, are) =
        (counted(api.omissions.len(), "place"), if api.omissions.len() == 1 { "is" } else { "are" });
    anstream::println!("{places} {are} not typed as the document describes:");
    for omission in &api.omissions {
        anstream::println!("  {}: {}", place(&omission.pointer), omission.reason);
    }
}

/// The number of faults up to which each is printed by itself.
const FEW: usize = 20;

/// How many places of a fault are printed where there are many.
const EXAMPLES: usize = 3;

/// Prints what was wrong with the document and what was done about it; where that is much, by the kind of fault.
fn print_faults(api: &Api) {
    if api.faults.is_empty() {
        return;
    }
    let left_out = api.faults.iter().filter(|fault| fault.left_out).count();
    let mended = api.faults.len() - left_out;
    let Coverage { described_operations, operations, .. } = api.coverage;
    anstream::println!(
        "{operations} of {}, {} mended, {} left out",
        counted(described_operations, "operation"),
        counted(mended, "fault"),
        counted(left_out, "operation")
    );
    let line = |fault: &Fault| {
        let Fault { pointer, problem, done, .. } = fault;
        anstream::println!("  {}: {}; {}", Visible(&place(pointer)), Visible(problem), Visible(done));
    };
    if api.faults.len() <= FEW {
        api.faults.iter().for_each(line);
        return;
    }
    let mut kinds: BTreeMap<&str, Vec<&Fault>> = BTreeMap::new();
    for fault in &api.faults {
        kinds.entry(&fault.fault).or_default().push(fault);
    }
    for (kind, faults) in kinds {
        anstream::println!("  {} × {kind}, such as", faults.len());
        faults.iter().take(EXAMPLES).for_each(|fault| line(fault));
    }
    anstream::println!("  `--report FILE` lists all of them");
}

/// Prints which names could not be kept.
pub(super) fn print_notes(notes: &[String]) {
    for note in notes {
        anstream::eprintln!("{WARNING}warning:{WARNING:#} {}", Visible(note));
    }
}

/// A pointer as it is printed. One in another file begins with the name of that file.
fn place(pointer: &str) -> String {
    let is_here = pointer.is_empty() || pointer.starts_with('/');
    if is_here { format!("#{pointer}") } else { pointer.to_owned() }
}

/// Prints the unions of which one value can be several variants at once.
fn print_ambiguities(api: &Api) {
    let unions: BTreeSet<&str> = api.ambiguities.iter().map(|found| found.union.as_str()).collect();
    if unions.is_empty() {
        return;
    }
    let (unions, have) = (counted(unions.len(), "union"), if unions.len() == 1 { "has" } else { "have" });
    anstream::println!(
        "{unions} {have} variants that one value can be at once; it is read as the one that knows most of it:"
    );
    let line = |Ambiguity { union, variants: [one, other] }: &Ambiguity| {
        let [union, one, other] = [union, one, other].map(|pointer| place(pointer));
        anstream::println!("  {}: {} and {}", Visible(&union), Visible(&one), Visible(&other));
    };
    if api.ambiguities.len() <= FEW {
        return api.ambiguities.iter().for_each(line);
    }
    api.ambiguities.iter().take(EXAMPLES).for_each(line);
    anstream::println!("  and {} more; `--report FILE` lists all of them", api.ambiguities.len() - EXAMPLES);
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
