//! The command line.
//!
//! Exit status: 0 fine; 1 stale (`--check`) or breaking (`diff --fail-on breaking`); 2 the input or the arguments are
//! wrong.

mod diff;
mod generate;
mod project;
mod report;
mod report_file;
mod update;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use report::ERROR;
use std::process::ExitCode;

/// Turns an OpenAPI document into a Rust client crate.
#[derive(Debug, Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads spec/ and writes generated/, all or nothing.
    Generate(generate::Arguments),
    /// Shows what changes between two documents for users of the crate, and the version step that this calls for.
    Diff(diff::Arguments),
    /// Takes our operations out of a newly published document, shows what changes for users of the crate, and replaces
    /// spec/openapi.json and generated/ together.
    Update(update::Arguments),
}

/// The stack of the thread that runs a command. Some steps recurse along references, as deep as `document/depth.rs`
/// allows, and overflow the stack that the main thread has by default. Unused stack takes no memory.
const STACK: usize = 128 * 1024 * 1024;

/// The program that has this command line.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// What people type to run it.
    pub name: &'static str,
    /// What to do after an update, in a sentence.
    pub after_update: &'static str,
}

/// Runs the command line of this process.
#[must_use]
pub fn main(program: Program) -> ExitCode {
    let matches = Cli::command().name(program.name).bin_name(program.name).get_matches();
    let command = Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit()).command;
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || run(command, program));
    let ended = worker.map(std::thread::JoinHandle::join);
    match ended {
        Ok(Ok(code)) => code,
        // The thread panicked, and has printed why.
        Ok(Err(_)) => ExitCode::from(101),
        Err(error) => {
            anstream::eprintln!(
                "{ERROR}error:{ERROR:#} no thread can be started: {error}\n  help: free some memory"
            );
            ExitCode::from(2)
        }
    }
}

fn run(command: Command, program: Program) -> ExitCode {
    let outcome = match command {
        Command::Generate(arguments) => generate::run(&arguments, program.name),
        Command::Diff(arguments) => diff::run(&arguments),
        Command::Update(arguments) => update::run(arguments, program.after_update),
    };
    outcome.unwrap_or_else(|diagnostic| {
        for problem in std::iter::once(&diagnostic).chain(&diagnostic.others) {
            anstream::eprintln!("{ERROR}error:{ERROR:#} {problem}");
        }
        ExitCode::from(2)
    })
}
