//! Bad input: one message that names the file, the place and the remedy, exit status 2, and nothing is touched.
//!
//! Each folder in `fixtures/err` is a case: the input files, and `expected.txt`. Its first line is how the message
//! begins, `file#pointer`; each other line is a part of the message, or of the remedy where it begins with `help: `.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::{Ended, copy, copy_of_spec, project, run, tree};
use std::path::Path;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// Runs the generator on the input in a folder.
fn generate(folder: &Path) -> Ended {
    let mut arguments = vec!["generate", "--out", "out"];
    for (flag, file) in [
        ("--spec", "openapi.json"),
        ("--spec", "openapi.yaml"),
        ("--config", "generator.toml"),
        ("--overlay", "overlay.yaml"),
    ] {
        if folder.join(file).exists() {
            arguments.extend([flag, file]);
        }
    }
    run(XTASK, folder, &arguments)
}

#[test]
fn each_case_gets_its_message_and_leaves_no_trace() {
    let cases = std::fs::read_dir(project().join("tests/fixtures/err")).unwrap();
    let mut count = 0;
    for case in cases {
        let case = case.unwrap().path();
        let name = case.file_name().unwrap().to_string_lossy().into_owned();
        let folder = TempDir::new().unwrap();
        copy(&case, folder.path());
        let expected = std::fs::read_to_string(folder.path().join("expected.txt")).unwrap();
        let before = tree(folder.path());
        let ended = generate(folder.path());
        let (place, problem, remedy) = ended.refusal();
        let mut parts = expected.lines();
        let begins = parts.next().unwrap();
        assert!(place.starts_with(begins), "{name}: the place is {place}, not {begins}");
        assert!(!place.contains('#') || place.contains("#/"), "{name}: {place} has no JSON pointer");
        for part in parts {
            let is_there = match part.strip_prefix("help: ") {
                Some(part) => remedy.contains(part),
                None => problem.contains(part) || place.contains(part),
            };
            assert!(is_there, "{name}: no {part:?} in {}", ended.stderr);
        }
        assert_eq!(tree(folder.path()), before, "{name} left a trace");
        count += 1;
    }
    assert!(count >= 30, "only {count} cases were found");
}

#[test]
fn a_failed_run_leaves_the_crate_as_it_was() {
    let folder = copy_of_spec();
    copy(&project().join("generated"), &folder.path().join("generated"));
    let before = tree(&folder.path().join("generated"));
    let spec = folder.path().join("spec/openapi.json");
    let document = std::fs::read_to_string(&spec).unwrap();
    std::fs::write(&spec, document.replace("aig-config-get-gateway-dynamic-route\"", "renamed\"")).unwrap();
    let ended = run(XTASK, folder.path(), &["generate"]);
    assert!(ended.refusal().0.starts_with("spec/generator.toml#/operations/"), "{}", ended.stderr);
    assert_eq!(tree(&folder.path().join("generated")), before);
}

#[cfg(unix)]
#[test]
fn a_crate_that_cannot_be_written_is_left_as_it_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = copy_of_spec();
    copy(&project().join("generated"), &folder.path().join("generated"));
    let generated = folder.path().join("generated");
    std::fs::remove_file(generated.join("src/types/edge.rs")).unwrap();
    let before = tree(&generated);
    std::fs::set_permissions(&generated, std::fs::Permissions::from_mode(0o555)).unwrap();
    let ended = run(XTASK, folder.path(), &["generate"]);
    std::fs::set_permissions(&generated, std::fs::Permissions::from_mode(0o755)).unwrap();
    assert!(ended.refusal().0.contains("generated"), "{}", ended.stderr);
    assert_eq!(tree(&generated), before);
}

#[test]
fn a_folder_with_files_of_others_is_not_replaced() {
    let folder = copy_of_spec();
    std::fs::create_dir(folder.path().join("precious")).unwrap();
    std::fs::write(folder.path().join("precious/thesis.txt"), "years of work").unwrap();
    let arguments = ["generate", "--spec", "spec/openapi.json", "--out", "precious"];
    let ended = run(XTASK, folder.path(), &arguments);
    let (place, problem, _) = ended.refusal();
    assert!(place.contains("thesis.txt") || problem.contains("thesis.txt"), "{}", ended.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("precious/thesis.txt")).unwrap(), "years of work");
}

#[test]
fn wrong_arguments_and_a_missing_project_exit_with_2() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["generate"][..],
        &["generate", "--spec", "nowhere.json", "--out", "out"],
        &["generate", "--nonsense"],
        &["nonsense"],
        &["generate", "--spec", "x.json"],
    ] {
        let ended = run(XTASK, folder.path(), arguments);
        assert_eq!(ended.status, 2, "{arguments:?}: {}", ended.stderr);
        assert!(!ended.stderr.is_empty() && !ended.stderr.contains("panicked"), "{}", ended.stderr);
    }
    assert!(tree(folder.path()).is_empty());
}
