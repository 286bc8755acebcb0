//! `cargo xtask generate`.

use super::project;
use super::report::{ERROR, counted, print, print_coverage, print_files};
use super::report_file::write_report;
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

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let begun = Instant::now();
    let (input, out) = input_and_output(arguments)?;
    let made = generate::crate_of(&input)?;
    let tree = generate::tree(&made)?;
    if let Some(file) = &arguments.report {
        write_report(&made.api, file)?;
    }
    if arguments.check {
        return check(&out, &tree);
    }
    let summary = output::replace(&out, &tree)?;
    print_coverage(&made.api);
    print_files(&out, &summary, begun);
    Ok(ExitCode::SUCCESS)
}

fn check(out: &Path, tree: &output::Tree) -> Result<ExitCode> {
    let differences = output::differences(out, tree)?;
    if differences.is_empty() {
        anstream::println!("{} is up to date", out.display());
        return Ok(ExitCode::SUCCESS);
    }
    print(&output::unified_diff::render(&out.display().to_string(), &differences))?;
    anstream::eprintln!(
        "{ERROR}error:{ERROR:#} {} is stale: {} would change\n  help: run `cargo xtask generate` and commit what it writes",
        out.display(),
        counted(differences.len(), "file")
    );
    Ok(ExitCode::FAILURE)
}

/// The input files and the output folder: those of the project, or those named on the command line.
fn input_and_output(arguments: &Arguments) -> Result<(Input, PathBuf)> {
    let Arguments { spec, config, overlay, out, server, strict, .. } = arguments.clone();
    if let (Some(spec), Some(out)) = (spec, &out) {
        return Ok((Input { spec, overlay, config, strict, server }, out.clone()));
    }
    let root = project::root("spec/openapi.json")?;
    let input = Input {
        spec: root.join("spec/openapi.json"),
        overlay: overlay.or_else(|| Some(root.join("spec/overlay.yaml"))),
        config: config.or_else(|| Some(root.join("spec/generator.toml"))),
        strict,
        server,
    };
    Ok((input, out.unwrap_or_else(|| root.join("generated"))))
}
