//! The command `update`.

use super::project;
use super::report::{counted, print_coverage, print_files, print_notes};
use crate::compare::render;
use crate::diagnostic::Result;
use crate::output;
use crate::update::{self, Options, Plan, Project};
use clap::Args;
use std::process::ExitCode;
use std::time::{Duration, Instant};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The whole document as upstream publishes it: a file, or an `https:` or `http:` address. JSON or YAML, compressed
    /// with gzip or not, at most 64 MiB.
    #[arg(long, value_name = "FILE-or-URL")]
    from: String,
    /// Shows what would change, and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Removes operations from the crate that the document no longer has, or that are no longer selected.
    #[arg(long)]
    accept_removed: bool,
    /// The time limit for loading the document from an address.
    #[arg(long, value_name = "SECONDS", default_value_t = 300, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
}

pub(super) fn run(arguments: Arguments, next: &str) -> Result<ExitCode> {
    let begun = Instant::now();
    let Arguments { from, dry_run, accept_removed, timeout } = arguments;
    let project = Project::at(&project::root("spec/generator.toml")?);
    let options = Options { from, patience: Duration::from_secs(timeout), accept_removed };
    let plan = update::plan(&project, &options)?;
    match &plan.comparison {
        Some(comparison) => anstream::print!("{}", render::text(comparison)),
        None => anstream::println!("{} is new", project.document().display()),
    }
    print_notes(&plan.notes);
    print_coverage(&plan.api);
    if dry_run {
        return preview(&project, &plan);
    }
    let replaced = plan.replaces_the_document();
    let summary = plan.carry_out()?;
    anstream::println!(
        "{}: {}",
        project.document().display(),
        if replaced { "replaced" } else { "unchanged" }
    );
    print_files(&project.out, &summary, begun);
    if replaced {
        anstream::println!("{next}");
    }
    Ok(ExitCode::SUCCESS)
}

/// Prints what would be written.
fn preview(project: &Project, plan: &Plan) -> Result<ExitCode> {
    let differences = output::differences(&project.out, &plan.tree)?;
    let document = if plan.replaces_the_document() { "would be replaced" } else { "would stay as it is" };
    anstream::println!("{}: {document}", project.document().display());
    for difference in differences.iter().take(20) {
        anstream::println!("  would change {}", difference.path());
    }
    anstream::println!(
        "{}: {} would change; nothing was written",
        project.out.display(),
        counted(differences.len(), "file")
    );
    Ok(ExitCode::SUCCESS)
}
