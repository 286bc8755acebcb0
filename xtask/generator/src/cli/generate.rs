//! The command `generate`.

use super::project;
use super::report::{ERROR, counted, print, print_coverage, print_files, print_notes};
use super::report_file::write_report;
use crate::config::names_lock;
use crate::diagnostic::Result;
use crate::generate::{self, Input};
use crate::output;
use clap::Args;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    /// Writes nothing; shows what would change, and exits with status 1 if anything would.
    #[arg(long)]
    check: bool,
    /// The OpenAPI document, JSON or YAML, instead of spec/openapi.json with its overlay and configuration.
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// The configuration. Without it, the whole of a document given by --spec is taken, and all names are derived.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The corrections to the document: an OpenAPI Overlay.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// The folder to write, instead of generated/.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address that the crate calls, instead of the document's servers.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Refuses a document with any fault, also where it could be mended.
    #[arg(long)]
    strict: bool,
    /// Writes what was wrong with the document, and what is not typed as it describes, to a file, as JSON.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, program: &str) -> Result<ExitCode> {
    let begun = Instant::now();
    let (input, out) = input_and_output(arguments)?;
    let named = generate::named_crate_of(&input)?;
    let lock = match &input.config {
        Some(config) => Some((config.with_file_name(names_lock::FILE), named.lock.file_text())),
        None => None,
    };
    let tree = match lock {
        Some(_) => generate::tree(&named.made)?,
        None => generate::tree_with_lock(&named)?,
    };
    if let Some(file) = &arguments.report {
        write_report(&named.made.api, file)?;
    }
    print_notes(&named.notes);
    if arguments.check {
        return check(&out, &tree, lock, program);
    }
    let summary = output::replace(&out, &tree)?;
    // Made from the old lock, the crate has the same names: if the run is killed here, the next one completes it.
    let written = lock.map(|(path, text)| Ok((output::replace_file(&path, &text)?, path))).transpose()?;
    print_coverage(&named.made.api);
    print_files(&out, &summary, begun);
    if let Some((true, path)) = written {
        anstream::println!("wrote {}", path.display());
    }
    Ok(ExitCode::SUCCESS)
}

fn check(
    out: &Path,
    tree: &output::Tree,
    lock: Option<(PathBuf, String)>,
    program: &str,
) -> Result<ExitCode> {
    let differences = output::differences(out, tree)?;
    let stale_lock =
        lock.filter(|(path, text)| std::fs::read(path).map_or(true, |old| old != text.as_bytes()));
    if differences.is_empty() && stale_lock.is_none() {
        anstream::println!("{} is up to date", out.display());
        return Ok(ExitCode::SUCCESS);
    }
    print(&output::unified_diff::render(&out.display().to_string(), &differences))?;
    if let Some((path, text)) = &stale_lock {
        print(&lock_difference(path, text))?;
    }
    anstream::eprintln!(
        "{ERROR}error:{ERROR:#} {} is stale: {} would change\n  help: run `{program} generate` and commit what it writes",
        out.display(),
        counted(differences.len() + usize::from(stale_lock.is_some()), "file")
    );
    Ok(ExitCode::FAILURE)
}

/// What would change in the lock of names, which stands outside of the output.
fn lock_difference(path: &Path, new: &str) -> String {
    let folder = path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let (path, old) = (names_lock::FILE, std::fs::read_to_string(path));
    let difference = match old {
        Ok(old) => output::Difference::Changed { path, old: output::Found::Text(old), new },
        Err(_) => output::Difference::Missing { path, new },
    };
    output::unified_diff::render(&folder, &[difference])
}

/// The input files and the output folder: those of the project, or those named on the command line.
fn input_and_output(arguments: &Arguments) -> Result<(Input, PathBuf)> {
    let Arguments { spec, config, overlay, out, server, strict, .. } = arguments.clone();
    if let (Some(spec), Some(out)) = (spec, &out) {
        let lock = Some(out.join(names_lock::FILE));
        return Ok((Input { spec, overlay, config, lock, strict, server }, out.clone()));
    }
    let root = project::root("spec/openapi.json")?;
    let input = Input {
        spec: root.join("spec/openapi.json"),
        overlay: overlay.or_else(|| Some(root.join("spec/overlay.yaml"))),
        config: config.or_else(|| Some(root.join("spec/generator.toml"))),
        lock: None,
        strict,
        server,
    };
    Ok((input, out.unwrap_or_else(|| root.join("generated"))))
}
