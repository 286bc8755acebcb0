//! Replays the published versions of a document: generates each of them in turn with the lock of names carried along, and
//! prints for each step which names moved although nothing about their places changed, and what `diff` says.

mod edition;
mod moved;

use clap::Parser;
use edition::Edition;
use regex::Regex;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;
use openapi_to_crate::compare::{self, Accepted, Step};
use openapi_to_crate::config::{self, names_lock};
use openapi_to_crate::generate::{self, Input};

/// The generator recurses along references, deeper than the main thread allows.
const STACK: usize = 256 * 1024 * 1024;

/// How many names are printed of a step that moves some.
const SHOWN: usize = 20;

/// Replays the versions of a document.
#[derive(Debug, Parser)]
struct Arguments {
    /// The folder with the versions as JSON, in the order of their names. With `--pairs`, its `pairs.txt` says which are
    /// compared: two names a line.
    folder: PathBuf,
    /// The folder for the configuration and the lock.
    #[arg(long)]
    work: PathBuf,
    /// Each pair of `pairs.txt` by itself, instead of all versions in turn.
    #[arg(long)]
    pairs: bool,
    /// Every version without the lock of the one before.
    #[arg(long)]
    without_lock: bool,
    /// What is left out of the keys of schemas: the setting `strip-prefix`.
    #[arg(long)]
    strip_prefix: Option<Regex>,
    /// Only finds out which names move, without the files of the crates and without `diff`.
    #[arg(long)]
    names_only: bool,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let worker = std::thread::Builder::new().stack_size(STACK).spawn(move || Replay { arguments }.run());
    match worker.map(std::thread::JoinHandle::join) {
        Ok(Ok(Ok(code))) => code,
        Ok(Ok(Err(problem))) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
        _ => ExitCode::from(101),
    }
}

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

struct Replay {
    arguments: Arguments,
}

/// What became of all steps.
#[derive(Default)]
struct Totals {
    steps: usize,
    moving: usize,
    breaking: usize,
    findings: usize,
}

impl Replay {
    fn run(&self) -> Result<ExitCode> {
        println!(
            "| from | to | moved | verdict | findings | types | seconds |\n|---|---|---|---|---|---|---|"
        );
        let mut totals = Totals::default();
        if self.arguments.pairs {
            let pairs = std::fs::read_to_string(self.arguments.folder.join("pairs.txt"))?;
            for pair in pairs.lines() {
                let names: Vec<PathBuf> =
                    pair.split_whitespace().map(|name| self.arguments.folder.join(name)).collect();
                self.begin()?;
                self.replay(&names, &mut totals)?;
            }
        } else {
            let mut names: Vec<PathBuf> = Vec::new();
            for entry in std::fs::read_dir(&self.arguments.folder)? {
                let path = entry?.path();
                names.extend(
                    Some(path).filter(|path| path.extension().is_some_and(|ending| ending == "json")),
                );
            }
            names.sort();
            self.begin()?;
            self.replay(&names, &mut totals)?;
        }
        let Totals { steps, moving, breaking, findings } = totals;
        println!("\n{moving} of {steps} steps move a name; {breaking} are breaking; {findings} findings");
        Ok(if moving == 0 && steps > 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }

    fn config(&self) -> PathBuf {
        self.arguments.work.join("generator.toml")
    }

    fn lock(&self) -> PathBuf {
        self.arguments.work.join(names_lock::FILE)
    }

    /// Writes the configuration, and forgets all names.
    fn begin(&self) -> Result<()> {
        std::fs::create_dir_all(&self.arguments.work)?;
        let mut config = "[package]\ngroup-features = true\n".to_owned();
        if let Some(prefix) = &self.arguments.strip_prefix {
            config.push_str(&format!("\n[names]\nstrip-prefix = '{prefix}'\n"));
        }
        std::fs::write(self.config(), config)?;
        self.forget()
    }

    fn forget(&self) -> Result<()> {
        match std::fs::remove_file(self.lock()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn replay(&self, files: &[PathBuf], totals: &mut Totals) -> Result<()> {
        let mut before: Option<(&PathBuf, Edition)> = None;
        for file in files {
            let said = match &before {
                Some((old, _)) if !self.arguments.names_only => Some(self.diff(old, file)?),
                _ => None,
            };
            if self.arguments.without_lock {
                self.forget()?;
            }
            let (edition, seconds) = self.generate(file)?;
            if let Some((old, was)) = &before {
                let (verdict, findings) = said.unwrap_or_default();
                let moved = moved::moved(was, &edition, !self.arguments.without_lock);
                let types = edition.made.api.types.len();
                let (old, new, count) = (name(old), name(file), moved.len());
                println!("| {old} | {new} | {count} | {verdict} | {findings} | {types} | {seconds:.1} |");
                for (what, place) in moved.iter().take(SHOWN) {
                    eprintln!("    {what} [{place}]");
                }
                totals.steps += 1;
                totals.moving += usize::from(count > 0);
                totals.breaking += usize::from(verdict == "major");
                totals.findings += findings;
            }
            before = Some((file, edition));
        }
        Ok(())
    }

    /// Makes the crate of a version, and remembers its names.
    fn generate(&self, file: &Path) -> Result<(Edition, f64)> {
        let begun = Instant::now();
        let input = Input { spec: file.to_owned(), config: Some(self.config()), ..Input::default() };
        let named = generate::named_crate_of(&input).map_err(|diagnostic| diagnostic.to_string())?;
        if !self.arguments.names_only {
            generate::tree(&named.made).map_err(|diagnostic| diagnostic.to_string())?;
        }
        let seconds = begun.elapsed().as_secs_f64();
        std::fs::write(self.lock(), named.lock.file_text())?;
        let json = serde_json::from_slice(&std::fs::read(file)?)?;
        Ok((Edition::new(json, named.made, self.arguments.strip_prefix.as_ref()), seconds))
    }

    /// The verdict on a step and the number of its findings, with the lock as it is before the step.
    fn diff(&self, old: &Path, new: &Path) -> Result<(String, usize)> {
        let said = || {
            let config = config::load(&self.config())?;
            let (old, new) = compare::read(old, new, None, &config)?;
            compare::compare(&old, &new, &config, names_lock::FILE, &Accepted::default())
        };
        let comparison = said().map_err(|diagnostic| diagnostic.to_string())?;
        let verdict = match comparison.verdict().step {
            Step::Major => "major",
            Step::Minor => "minor",
            Step::Patch => "patch",
            Step::None => "none",
        };
        Ok((verdict.to_owned(), comparison.changes.len()))
    }
}

fn name(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
