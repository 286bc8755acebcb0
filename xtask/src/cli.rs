//! The command line.
//!
//! Exit status: 0 fine; 1 stale (`--check`) or breaking (`diff --fail-on breaking`); 2 the input or the arguments are
//! wrong.

use crate::compare::{self, Comparison, render};
use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Result};
use crate::generate::{self, Input};
use crate::model::{Api, Coverage};
use crate::output;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::io::{ErrorKind, Write};
use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

mod update;

/// Turns an OpenAPI document into a Rust client crate.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads spec/ and writes generated/, all or nothing.
    Generate(GenerateArguments),
    /// Shows what changed between two documents for users of the crate, and the version step that it calls for.
    Diff(DiffArguments),
    /// Takes our operations out of a newly published document, shows what changes for users of the crate, and replaces
    /// spec/openapi.json and generated/ together.
    Update(update::Arguments),
}

#[derive(Debug, Clone, Args)]
struct DiffArguments {
    /// The old document, JSON or YAML.
    old: PathBuf,
    /// The new document.
    new: PathBuf,
    /// How the changes are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Exits with 1 if there is such a change.
    #[arg(long, value_enum)]
    fail_on: Option<FailOn>,
    /// What to take from the documents and what to call it. Without it, they are taken whole and all names are
    /// derived.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Corrections that are made to both documents first: an OpenAPI Overlay.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
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
    /// On the wire or in the source.
    Breaking,
}

#[derive(Debug, Clone, Args)]
struct GenerateArguments {
    /// Writes nothing; shows what would change, and exits with 1 if anything would.
    #[arg(long)]
    check: bool,
    /// The OpenAPI document, JSON or YAML, instead of spec/openapi.json with its overlay and configuration.
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// The configuration. Without it, a document of your own is taken whole and all names are derived.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The corrections to the document: an OpenAPI Overlay.
    #[arg(long, value_name = "FILE")]
    overlay: Option<PathBuf>,
    /// The folder that is written, instead of generated/.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

/// Recursive steps go as deep as the document's references do, which `document` limits.
const STACK: usize = 128 * 1024 * 1024;

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let command = Cli::parse().command;
    // What is not used of a stack costs nothing.
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(|| run(command));
    let ended = worker.map(std::thread::JoinHandle::join);
    match ended {
        Ok(Ok(code)) => code,
        // It has said why.
        Ok(Err(_)) => ExitCode::from(101),
        Err(error) => {
            anstream::eprintln!(
                "{ERROR}error:{ERROR:#} no thread can be started: {error}\n  help: free some memory"
            );
            ExitCode::from(2)
        }
    }
}

fn run(command: Command) -> ExitCode {
    let outcome = match command {
        Command::Generate(arguments) => run_generate(&arguments),
        Command::Diff(arguments) => run_diff(&arguments),
        Command::Update(arguments) => update::run(arguments),
    };
    outcome.unwrap_or_else(|diagnostic| {
        anstream::eprintln!("{ERROR}error:{ERROR:#} {diagnostic}");
        ExitCode::from(2)
    })
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();

fn run_generate(arguments: &GenerateArguments) -> Result<ExitCode> {
    let begun = Instant::now();
    let (input, out) = places(arguments)?;
    // The process ends with this, and the system takes back all of it at once.
    let api = ManuallyDrop::new(generate::model(&input)?);
    let tree = ManuallyDrop::new(generate::tree(&api)?);
    if arguments.check {
        return check(&out, &tree);
    }
    let summary = output::replace(&out, &tree)?;
    describe(&api);
    report(&out, &summary, begun);
    Ok(ExitCode::SUCCESS)
}

/// What was written.
fn report(out: &Path, summary: &output::Summary, begun: Instant) {
    if let Some(diagnostic) = &summary.left_behind {
        anstream::eprintln!("{WARNING}warning:{WARNING:#} {diagnostic}");
    }
    for (verb, paths) in [("wrote", &summary.written), ("removed", &summary.removed)] {
        // A first run writes everything; then the number says enough.
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

fn run_diff(arguments: &DiffArguments) -> Result<ExitCode> {
    let DiffArguments { old, new, format, fail_on, config, overlay } = arguments;
    let (config, config_file) = match config {
        Some(path) => (config::load(path)?, path.display().to_string()),
        None => (Config::default(), "generator.toml".to_owned()),
    };
    let (old, new) = compare::read(old, new, overlay.as_deref(), &config.selection)?;
    let comparison = compare::compare(&old, &new, &config, &config_file)?;
    let render: fn(&Comparison) -> String = match format {
        Format::Text => render::text,
        Format::Json => render::json,
        Format::Markdown => render::markdown,
    };
    match anstream::stdout().lock().write_all(render(&comparison).as_bytes()) {
        // Whoever stops reading has read enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            let problem = format!("cannot print the changes: {error}");
            return Err(Diagnostic::file("stdout", problem, "see where the output goes to"));
        }
        _ => {}
    }
    let fails = matches!(fail_on, Some(FailOn::Breaking)) && comparison.verdict().is_breaking();
    Ok(if fails { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn check(out: &Path, tree: &output::Tree) -> Result<ExitCode> {
    let differences = output::differences(out, tree)?;
    if differences.is_empty() {
        anstream::println!("{} is up to date", out.display());
        return Ok(ExitCode::SUCCESS);
    }
    output::unified_diff::print(out, &differences)?;
    anstream::eprintln!(
        "{ERROR}error:{ERROR:#} {} is stale: {} would change\n  help: run `cargo xtask generate` and commit what it writes",
        out.display(),
        counted(differences.len(), "file")
    );
    Ok(ExitCode::FAILURE)
}

/// What was made, counted against what came in, and what is not typed as the document describes it.
fn describe(api: &Api) {
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

/// The input files and the output folder: those of the project, or those that are named.
fn places(arguments: &GenerateArguments) -> Result<(Input, PathBuf)> {
    let GenerateArguments { spec, config, overlay, out, .. } = arguments.clone();
    if let (Some(spec), Some(out)) = (spec, &out) {
        return Ok((Input { spec, overlay, config }, out.clone()));
    }
    let root = project_root("spec/openapi.json")?;
    let input = Input {
        spec: root.join("spec/openapi.json"),
        overlay: overlay.or_else(|| Some(root.join("spec/overlay.yaml"))),
        config: config.or_else(|| Some(root.join("spec/generator.toml"))),
    };
    Ok((input, out.unwrap_or_else(|| root.join("generated"))))
}

/// The nearest folder upwards that has a file in `spec/`; relative to where we are, so that messages stay short.
fn project_root(file: &str) -> Result<PathBuf> {
    let mut root = PathBuf::new();
    let here = std::env::current_dir().unwrap_or_default();
    for ancestor in here.ancestors() {
        if ancestor.join(file).is_file() {
            return Ok(root);
        }
        root.push("..");
    }
    Err(Diagnostic::file(
        file,
        "there is no such file here, nor in a folder above",
        "run the command in the project, or name a document with `--spec` and a folder with `--out`",
    ))
}
