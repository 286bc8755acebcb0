//! The oracle: an independent validator says which values a document allows, and a generated crate has to read each into
//! a variant that the validator accepts, and write it back as it came. README.md beside this says how to run it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr
)]

mod checker;
mod grammar;
mod inheritance;
mod later;
mod random;
mod raw;
mod validator;
mod values;
mod verdict;

use acceptance::command::project;
use checker::Checker;
use openapi_to_crate::generate::{Input, crate_of};
use std::path::{Path, PathBuf};
use validator::Document;
use verdict::Verdict;

/// How many failures of a type are printed.
const SHOWN: usize = 2;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let verdict = match arguments.as_slice() {
        ["grammar", xtask, seeds, schemas, values] => {
            grammar(Path::new(xtask), seeds, number(schemas), number(values))
        }
        ["document", xtask, file, values] => {
            let file = PathBuf::from(file);
            let name = file.file_stem().unwrap().to_string_lossy().into_owned();
            document(Path::new(xtask), &name, &file, number(values), 0)
        }
        ["later", xtask, seeds, schemas, values] => {
            later(Path::new(xtask), seeds, number(schemas), number(values))
        }
        _ => {
            eprintln!(
                "usage: oracle grammar|later XTASK FIRST..END SCHEMAS VALUES | oracle document XTASK FILE VALUES"
            );
            std::process::exit(2);
        }
    };
    report(&verdict);
    std::process::exit(i32::from(failed(&verdict) > 0));
}

fn number(text: &str) -> usize {
    text.parse().unwrap_or_else(|_| panic!("{text:?} is no number"))
}

fn grammar(xtask: &Path, seeds: &str, schemas: usize, values: usize) -> Verdict {
    let (first, end) = seeds.split_once("..").expect("seeds are FIRST..END");
    let mut all = Verdict::default();
    for seed in number(first)..number(end) {
        let seed = seed as u64;
        let folder = project().join("target/oracle");
        std::fs::create_dir_all(&folder).unwrap();
        let file = folder.join(format!("seed-{seed}.json"));
        std::fs::write(&file, serde_json::to_string_pretty(&grammar::document(seed, schemas)).unwrap())
            .unwrap();
        let verdict = document(xtask, &format!("seed-{seed}"), &file, values, seed);
        println!("seed {seed}: {} valid values, {} failures", verdict.valid, failed(&verdict));
        add(&mut all, verdict);
    }
    all
}

/// Documents of OpenAPI 3.1, judged by their twins.
fn later(xtask: &Path, seeds: &str, schemas: usize, values: usize) -> Verdict {
    let (first, end) = seeds.split_once("..").expect("seeds are FIRST..END");
    let mut all = Verdict::default();
    for seed in number(first)..number(end) {
        let seed = seed as u64;
        let later::Twins { document, judged } = later::twins(seed, schemas);
        let file = project().join("target/oracle").join(format!("later-{seed}.json"));
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, serde_json::to_string_pretty(&document).unwrap()).unwrap();
        let verdict = judged_by(judged, xtask, &format!("later-{seed}"), &file, values, seed);
        println!("3.1, seed {seed}: {} valid values, {} failures", verdict.valid, failed(&verdict));
        add(&mut all, verdict);
    }
    all
}

fn document(xtask: &Path, name: &str, file: &Path, values: usize, seed: u64) -> Verdict {
    let original = serde_json::from_slice(&std::fs::read(file).unwrap()).expect("the document is JSON");
    judged_by(original, xtask, name, file, values, seed)
}

/// Holds the crate of a document against what another one allows, which has the same components.
fn judged_by(
    original: serde_json::Value,
    xtask: &Path,
    name: &str,
    file: &Path,
    values: usize,
    seed: u64,
) -> Verdict {
    let made = crate_of(&Input { spec: file.to_owned(), ..Input::default() })
        .unwrap_or_else(|error| panic!("{error}"));
    let checker = Checker::new(name, xtask, file, &made);
    let document = Document::new(inheritance::spelled_out(original));
    verdict::try_all(&made, &document, &checker, values, seed)
}

fn failed(verdict: &Verdict) -> usize {
    verdict.failures.values().map(Vec::len).sum()
}

fn add(all: &mut Verdict, verdict: Verdict) {
    all.types += verdict.types;
    all.without_values.extend(verdict.without_values);
    all.valid += verdict.valid;
    all.invalid += verdict.invalid;
    all.ambiguous += verdict.ambiguous;
    for (name, problems) in verdict.failures {
        all.failures.entry(name).or_default().extend(problems);
    }
}

fn report(verdict: &Verdict) {
    println!(
        "{} types, {} without a valid value; {} valid values and {} others; {} are several variants of a union that the report names; {} failures",
        verdict.types,
        verdict.without_values.len(),
        verdict.valid,
        verdict.invalid,
        verdict.ambiguous,
        failed(verdict)
    );
    for (name, problems) in &verdict.failures {
        println!("{name}: {} failures, such as", problems.len());
        for problem in problems.iter().take(SHOWN) {
            println!("  {}", problem.chars().take(600).collect::<String>());
        }
    }
}
