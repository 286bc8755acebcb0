//! Compares the verdict of `cargo xtask diff` on the source with that of cargo-semver-checks, and with the listings of
//! the public APIs of both crates. It needs cargo-semver-checks and some minutes: `cargo semver-matrix`.

#![allow(clippy::unwrap_used, clippy::panic)]

use acceptance::changes::{self, Change, Expected};
use acceptance::command::{project, run};
use acceptance::listing;
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// The size of a version step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Patch,
    Minor,
    Major,
}

impl Step {
    /// The step that a change is expected to call for.
    fn expected(expected: &Expected) -> Self {
        match expected.source.as_str() {
            "major" => Self::Major,
            "minor" => Self::Minor,
            "patch" | "none" => Self::Patch,
            other => panic!("{other:?} is no step"),
        }
    }
}

/// A generated crate, and its public API.
struct Made {
    rustdoc: PathBuf,
    listing: BTreeSet<String>,
}

/// Generates the crate for a document, and describes it with rustdoc.
fn make(folder: &Path, name: &str, document: &Value) -> Made {
    let spec = folder.join(format!("{name}.json"));
    std::fs::write(&spec, document.to_string()).unwrap();
    // With a configuration, even an empty one, the crate has no features for groups.
    std::fs::write(folder.join("generator.toml"), "").unwrap();
    // The documents are no updates of each other, so none keeps the names of another.
    let _ = std::fs::remove_file(folder.join("names.lock"));
    let arguments =
        ["generate", "--spec", spec.to_str().unwrap(), "--config", "generator.toml", "--out", name];
    let ended = run(XTASK, folder, &arguments);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let out = folder.join(name);
    // The same versions of dependencies as in the project.
    std::fs::copy(project().join("Cargo.lock"), out.join("Cargo.lock")).unwrap();
    let target = folder.join("target");
    // rustdoc's JSON is not stable yet. cargo-semver-checks itself gets it from a stable toolchain like this.
    let output = Command::new(env!("CARGO"))
        .args(["rustdoc", "--quiet", "--lib", "--no-default-features", "--"])
        .args(["-Zunstable-options", "--output-format", "json"])
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &target)
        .current_dir(&out)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let rustdoc = folder.join(format!("{name}.rustdoc.json"));
    std::fs::copy(target.join("doc/zoo.json"), &rustdoc).unwrap();
    let listing = listing::of(&out.join("src"));
    // Code compiles with what is deprecated as well.
    let listing = listing.lines().map(|line| line.trim_end_matches(" (deprecated)").to_owned()).collect();
    Made { rustdoc, listing }
}

/// The step that cargo-semver-checks calls for.
fn semver_checks(old: &Made, new: &Made) -> Step {
    let output = Command::new(env!("CARGO"))
        .args(["semver-checks", "--color", "never", "--release-type", "patch"])
        .arg("--baseline-rustdoc")
        .arg(&old.rustdoc)
        .arg("--current-rustdoc")
        .arg(&new.rustdoc)
        .output()
        .unwrap();
    let printed = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    if printed.contains("Summary semver requires new major version") {
        Step::Major
    } else if printed.contains("Summary semver requires new minor version") {
        Step::Minor
    } else {
        assert!(printed.contains("Summary no semver update required"), "{printed}");
        Step::Patch
    }
}

/// The step that the listings of the public APIs call for.
fn listings(old: &Made, new: &Made) -> Step {
    if old.listing.difference(&new.listing).next().is_some() {
        Step::Major
    } else if new.listing.difference(&old.listing).next().is_some() {
        Step::Minor
    } else {
        Step::Patch
    }
}

/// Whether all agree on one direction of one change.
fn row(change: &Change, way: &str, expected: &Expected, (old, new): (&Made, &Made)) -> bool {
    let (ours, checks, listed) = (Step::expected(expected), semver_checks(old, new), listings(old, new));
    let theirs = checks.max(listed);
    println!(
        "{:<58} {way:<8}  ours {:<5}  cargo-semver-checks {:<5}  listing {:<5}  {}",
        change.title,
        format!("{ours:?}"),
        format!("{checks:?}"),
        format!("{listed:?}"),
        if ours == theirs { "agree" } else { change.exception.as_deref().unwrap_or("DIFFER") }
    );
    ours == theirs
}

#[test]
#[ignore = "needs cargo-semver-checks and some minutes: `cargo semver-matrix`"]
fn the_verdict_is_that_of_cargo_semver_checks_and_of_the_public_api() {
    let is_installed = Command::new(env!("CARGO"))
        .args(["semver-checks", "--version"])
        .output()
        .is_ok_and(|output| output.status.success());
    assert!(
        is_installed,
        "cargo-semver-checks is not installed, so nothing was checked; \
         `cargo install cargo-semver-checks --locked` installs it"
    );
    let folder = project().join("target/semver-matrix");
    std::fs::create_dir_all(&folder).unwrap();
    let base = changes::base();
    let before = make(&folder, "before", &base);
    let (mut count, mut wrong) = (0, Vec::new());
    for change in changes::all() {
        let after = make(&folder, "after", &change.apply(&base));
        let forward = row(&change, "forward", &change.forward, (&before, &after));
        let backward = row(&change, "backward", &change.backward, (&after, &before));
        match (forward && backward, &change.exception) {
            (true, Some(_)) => wrong.push(format!("{}: the exception no longer applies", change.title)),
            (false, None) => wrong.push(format!("{}: the verdicts differ", change.title)),
            _ => count += 1,
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(count >= 40, "only {count} changes were checked");
}
