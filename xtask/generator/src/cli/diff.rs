//! The command `diff`.

use super::report::print;
use crate::compare::{self, Accepted, Comparison, render};
use crate::config::{self, Config, NamesLock};
use crate::diagnostic::{self, Diagnostic, Result};
use crate::output;
use clap::{Args, ValueEnum};
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, Clone, Args)]
pub(super) struct Arguments {
    /// The old document, JSON or YAML.
    old: PathBuf,
    /// The new document.
    new: PathBuf,
    /// The format of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exits with status 1 if there is a change of this level.
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// The configuration: what to take from the documents, and what to call it. Without it, the whole documents are
    /// compared, and all names are derived.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The names that were given before, where there is no configuration: `names.lock` in the folder of the crate.
    #[arg(long, value_name = "FILE", conflicts_with = "config")]
    lock: Option<PathBuf>,
    /// Corrections to both documents, made first: an OpenAPI Overlay.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// The changes that were accepted before, which do not count in the verdict. Without it, `accepted.toml` beside the
    /// configuration, if it is there.
    #[arg(long, value_name = "FILE")]
    accepted: Option<PathBuf>,
    /// Adds all breaking changes, and what breaks when they are taken back, to the file of accepted ones.
    #[arg(long)]
    accept: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For programs.
    Json,
    /// For a pull request.
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    /// A breaking change, on the wire or in the source.
    Breaking,
}

pub(super) fn run(arguments: &Arguments) -> Result<ExitCode> {
    let Arguments { old, new, format, fail_on, config, overlay, .. } = arguments;
    let accepted = accepted(arguments)?;
    let (config, config_file) = match config {
        Some(path) => (config::load(path)?, diagnostic::display(path)),
        None => {
            let lock = arguments.lock.as_deref().map(NamesLock::load).transpose()?.unwrap_or_default();
            (Config { lock, ..Config::of_nothing() }, "generator.toml".to_owned())
        }
    };
    let (old, new) = compare::read(old, new, overlay.as_deref(), &config)?;
    let comparison = compare::compare(&old, &new, &config, &config_file, &accepted)?;
    let render: fn(&Comparison) -> String = match format {
        Format::Text => render::text,
        Format::Json => render::json,
        Format::Markdown => render::markdown,
    };
    print(&render(&comparison))?;
    if arguments.accept {
        let back = compare::compare(&new, &old, &config, &config_file, &accepted)?;
        let (text, count) = accepted.with(&comparison.changes, &back.changes)?;
        if let Some(path) = accepted.path() {
            output::replace_file(path, &text)?;
        }
        anstream::eprintln!("{count} breaking changes, there and back, are accepted now");
    }
    let fails = matches!(fail_on, Some(FailOn::Breaking)) && comparison.verdict().is_breaking();
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The changes that were accepted before.
fn accepted(arguments: &Arguments) -> Result<Accepted> {
    let beside = || Some(arguments.config.as_deref()?.with_file_name(compare::ACCEPTED_FILE));
    match arguments.accepted.clone().or_else(beside) {
        Some(path) => Accepted::load(&path),
        None if arguments.accept => Err(Diagnostic::file(
            "--accept",
            "there is no configuration that a file of accepted changes could stand beside",
            "name the file with `--accepted FILE`",
        )),
        None => Ok(Accepted::default()),
    }
}
