//! A program around a generated crate that reads values, a line each, and says of each what became of it.

use acceptance::command::{project, run};
use openapi_to_crate::model::items::{Crate, TypeKind};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What became of a value.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    /// It was read, as this variant where the type has any, and is written back as it came.
    Read(String),
    /// The same, but something in it was read as an unknown value of a union.
    ReadInPart(String),
    /// It was not read, for this reason.
    Refused(String),
    /// It was read, but is written back as another value: this one.
    Changed(String),
}

/// Reads values of a generated crate.
pub struct Checker {
    program: PathBuf,
}

impl Checker {
    /// Generates the crate of a document, and compiles it.
    ///
    /// # Panics
    ///
    /// If that fails.
    #[must_use]
    pub fn new(name: &str, xtask: &Path, document: &Path, made: &Crate) -> Self {
        let folder = project().join("target/oracle").join(name);
        // Its lock of names would be honoured.
        let _ = std::fs::remove_dir_all(folder.join("made"));
        std::fs::create_dir_all(folder.join("checker/src")).unwrap();
        let arguments = ["generate", "--spec", document.to_str().unwrap(), "--out", "made"];
        let ended = run(xtask.to_str().unwrap(), &folder, &arguments);
        assert_eq!(ended.status, 0, "{name}: {}", ended.stderr);
        let has_groups = made.api.group_features;
        let feature = if has_groups { "\"full\"" } else { "" };
        let manifest = format!(
            "[package]\nname = \"checker\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
             made = {{ path = \"../made\", package = {:?}, default-features = false, features = [{feature}] }}\n\
             serde = \"1\"\nserde_json = \"1\"\n",
            made.api.package.name
        );
        let workspace = "[workspace]\nresolver = \"3\"\nmembers = [\"made\", \"checker\"]\n";
        for (path, text) in [
            ("Cargo.toml", workspace),
            ("checker/Cargo.toml", &manifest),
            ("checker/src/main.rs", &program(made)),
        ] {
            std::fs::write(folder.join(path), text).unwrap();
        }
        std::fs::copy(project().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let target = project().join("target/crates");
        let status = Command::new("cargo")
            .args(["build", "--quiet", "--package", "checker"])
            .env("CARGO_TARGET_DIR", &target)
            .current_dir(&folder)
            .status()
            .unwrap();
        assert!(status.success(), "the crate of {name} does not compile");
        // The next one is compiled to the same place.
        let program = folder.join("checker.bin");
        std::fs::copy(target.join("debug/checker"), &program).unwrap();
        Self { program }
    }

    /// What becomes of values, each with the name of its type.
    ///
    /// # Panics
    ///
    /// If the program does.
    #[must_use]
    pub fn read(&self, values: &[(String, String)]) -> Vec<Outcome> {
        let mut child =
            Command::new(&self.program).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        let lines: String = values.iter().fold(String::new(), |mut lines, (name, value)| {
            let _ = writeln!(lines, "{name} {value}");
            lines
        });
        let sent = std::thread::spawn(move || input.write_all(lines.as_bytes()));
        let output = child.wait_with_output().unwrap();
        let _ = sent.join().unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        let outcomes: Vec<Outcome> = printed.lines().map(outcome).collect();
        if let Some((name, value)) = values.get(outcomes.len()) {
            panic!("{}: the program ended at the value {value} of {name}", output.status);
        }
        outcomes
    }
}

fn outcome(line: &str) -> Outcome {
    let (kind, text) = line.split_at(1);
    let text = text.trim_start().to_owned();
    match kind {
        "=" => Outcome::Read(text),
        "~" => Outcome::ReadInPart(text),
        "!" => Outcome::Changed(text),
        _ => Outcome::Refused(text),
    }
}

/// The source of the program.
fn program(made: &Crate) -> String {
    let public = made.types.iter().filter(|(_, item)| !matches!(item.kind, TypeKind::Body));
    let arms = public.fold(String::new(), |mut arms, (name, _)| {
        let _ = writeln!(arms, "        {:?} => check::<made::types::{name}>(value),", name.as_str());
        arms
    });
    format!(
        "{PROGRAM}\nfn by_name(name: &str, value: &str) -> String {{\n    match name {{\n{arms}        _ => format!(\"- no type {{name}}\"),\n    }}\n}}\n"
    )
}

const PROGRAM: &str = r#"//! Reads values, a line each: the name of a type, and JSON.

#![allow(deprecated)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use std::fmt::Debug;
use std::io::{BufRead, Write};

fn main() {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let (name, value) = line.split_once(' ').unwrap();
        writeln!(out, "{}", by_name(name, value).replace('\n', " ")).unwrap();
    }
}

fn check<T: DeserializeOwned + Serialize + Debug + PartialEq>(text: &str) -> String {
    let read: T = match serde_json::from_str(text) {
        Ok(read) => read,
        Err(error) => return format!("- {error}"),
    };
    let value: Value = serde_json::from_str(text).unwrap();
    match serde_json::from_value::<T>(value.clone()) {
        Ok(again) if again == read => {}
        Ok(_) => return "! read otherwise from a value than from text".to_owned(),
        Err(error) => return format!("! {error}"),
    }
    let written = serde_json::to_value(&read).unwrap();
    if !is_same(&written, &value) {
        return format!("! {written}");
    }
    let shown = format!("{read:?}");
    let kind = if shown.contains("Unknown { value: ") { '~' } else { '=' };
    format!("{kind} {}", shown.split(|other: char| !other.is_alphanumeric() && other != '_').next().unwrap_or_default())
}

/// Whether two values are the same, however their numbers are written.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || ((one.is_f64() || other.is_f64()) && one.as_f64() == other.as_f64())
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, value)| other.get(name).is_some_and(|other| is_same(value, other)))
        }
        (one, other) => one == other,
    }
}
"#;
