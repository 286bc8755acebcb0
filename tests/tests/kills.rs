//! A run that is killed at any moment leaves the old crate or the new one, and the next run completes it.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use acceptance::command::{copy, copy_of_project, project, run, tree};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// How often a run is killed: a few times before it writes, mostly while it writes.
const POINTS: u32 = 50;
const BEFORE: u32 = 8;

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// A project before its document changes, and its crate before and after.
struct Change {
    project: TempDir,
    old: Files,
    new: Files,
}

/// Renames a property that many types have, so that their files change.
fn change() -> Change {
    let project = copy_of_project();
    let new = tree(&project.path().join("generated"));
    let spec = project.path().join("spec/openapi.json");
    let text = std::fs::read_to_string(&spec).unwrap();
    std::fs::write(&spec, text.replace("\"created_at\"", "\"made_at\"")).unwrap();
    let ended = run(XTASK, project.path(), &["generate"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    let old = tree(&project.path().join("generated"));
    let changed = old.iter().filter(|(path, bytes)| new.get(*path) != Some(bytes)).count();
    assert!(changed >= 5, "only {changed} files change");
    Change { project, old, new }
}

fn spawn(folder: &Path, arguments: &[&str]) -> Child {
    let mut command = Command::new(XTASK);
    command.args(arguments).current_dir(folder).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Waits until the run begins to write, or has ended.
fn wait_for_writing(child: &mut Child, folder: &Path) {
    while !folder.join(".generated.lock").exists() && child.try_wait().unwrap().is_none() {
        std::hint::spin_loop();
    }
}

/// How long a run takes until it writes, and how long it writes.
fn times(folder: &Path, arguments: &[&str]) -> (Duration, Duration) {
    let begun = Instant::now();
    let mut child = spawn(folder, arguments);
    wait_for_writing(&mut child, folder);
    let before = begun.elapsed();
    assert!(child.wait().unwrap().success());
    (before, begun.elapsed() - before)
}

/// Kills a run at each point in turn, each time in a fresh copy of the project, and calls `check` on what is left.
fn kill_at_each_point(change: &Change, arguments: &[&str], look: impl Fn(&Path, &str)) {
    let fresh = || {
        let folder = TempDir::new().unwrap();
        copy(change.project.path(), folder.path());
        folder
    };
    let (before, writing) = times(fresh().path(), arguments);
    let mut ends = (0, 0);
    for point in 0..POINTS {
        let folder = fresh();
        let mut child = spawn(folder.path(), arguments);
        if point < BEFORE {
            std::thread::sleep(before * point / BEFORE);
        } else {
            wait_for_writing(&mut child, folder.path());
            let begun = Instant::now();
            let wait = writing * (point - BEFORE) / (POINTS - BEFORE);
            while begun.elapsed() < wait {
                std::hint::spin_loop();
            }
        }
        // SIGKILL: it cannot clean up.
        child.kill().unwrap();
        child.wait().unwrap();
        let context = format!("{arguments:?}, point {point}");
        let found = tree(&folder.path().join("generated"));
        assert!(found == change.old || found == change.new, "{context}: the crate is a mixture");
        if found == change.old {
            ends.0 += 1
        } else {
            ends.1 += 1
        }
        look(folder.path(), &context);
    }
    println!("{arguments:?}: {} times the old crate, {} times the new one", ends.0, ends.1);
    assert!(ends.0 > 0, "no kill came before the end");
}

/// Runs the command again, and checks that the crate is the new one and nothing is left beside it.
fn run_again(folder: &Path, arguments: &[&str], new: &Files, context: &str) {
    let ended = run(XTASK, folder, arguments);
    assert_eq!(ended.status, 0, "{context}: {}", ended.stderr);
    assert!(tree(&folder.join("generated")) == *new, "{context}: the next run did not end it");
    let mut names: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["LICENSE-APACHE", "LICENSE-MIT", "generated", "spec"], "{context}");
}

#[test]
fn generate_killed_at_any_moment_leaves_the_old_crate_or_the_new() {
    let change = change();
    copy(&project().join("spec"), &change.project.path().join("spec"));
    kill_at_each_point(&change, &["generate"], |folder, context| {
        // Only some of the points, since each run takes long.
        if std::fs::read_dir(folder).unwrap().count() > 2 {
            run_again(folder, &["generate"], &change.new, context);
        }
    });
}

#[test]
fn update_killed_at_any_moment_leaves_no_crate_that_is_ahead_of_its_document() {
    let change = change();
    let upstream = project().join("spec/openapi.json");
    let wanted = std::fs::read(&upstream).unwrap();
    let arguments = ["update", "--from", upstream.to_str().unwrap()];
    kill_at_each_point(&change, &arguments, |folder, context| {
        let document = std::fs::read(folder.join("spec/openapi.json")).unwrap();
        let is_ahead = tree(&folder.join("generated")) == change.new && document != wanted;
        assert!(!is_ahead, "{context}: the crate is new and its document old");
        if std::fs::read_dir(folder).unwrap().count() > 2 {
            run_again(folder, &arguments, &change.new, context);
            assert_eq!(std::fs::read(folder.join("spec/openapi.json")).unwrap(), wanted, "{context}");
        }
    });
}
