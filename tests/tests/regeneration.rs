//! `generated/` is what the generator makes, at any time and on any machine.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::command::{copy_of_project, copy_of_spec, project, run, run_with, tree};
use acceptance::upstream::reversed;
use serde_json::Value;
use std::path::Path;
use std::time::SystemTime;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

#[test]
fn the_checked_in_crate_is_what_the_generator_makes() {
    let ended = run(XTASK, &project(), &["generate", "--check"]);
    assert_eq!(ended.status, 0, "{}{}", ended.stdout, ended.stderr);
}

#[test]
fn one_changed_byte_anywhere_is_found_and_shown_as_a_diff() {
    let folder = copy_of_project();
    for file in ["Cargo.toml", "README.md", "src/lib.rs", "src/types/element.rs", "src/json/object.rs"] {
        let path = folder.path().join("generated").join(file);
        let original = std::fs::read(&path).unwrap();
        let mut changed = original.clone();
        let last = changed.len() - 2;
        changed[last] ^= 1;
        std::fs::write(&path, &changed).unwrap();
        let ended = run(XTASK, folder.path(), &["generate", "--check"]);
        assert_eq!(ended.status, 1, "{file}: {}", ended.stderr);
        assert!(ended.stdout.contains(&format!("--- generated/{file}")), "{file}: {}", ended.stdout);
        assert!(ended.stdout.contains("\n@@ "), "{file}: {}", ended.stdout);
        assert!(ended.stderr.contains("cargo xtask generate"), "{}", ended.stderr);
        assert_eq!(std::fs::read(&path).unwrap(), changed, "--check wrote to {file}");
        std::fs::write(&path, original).unwrap();
    }
    assert_eq!(run(XTASK, folder.path(), &["generate", "--check"]).status, 0);
}

#[test]
fn a_deleted_and_an_extra_file_are_found() {
    let folder = copy_of_project();
    let generated = folder.path().join("generated");
    std::fs::write(generated.join("src/extra.rs"), "// extra\n").unwrap();
    let ended = run(XTASK, folder.path(), &["generate", "--check"]);
    assert_eq!(ended.status, 1);
    assert!(ended.stdout.contains("generated/src/extra.rs"), "{}", ended.stdout);
    std::fs::remove_file(generated.join("src/extra.rs")).unwrap();
    std::fs::remove_file(generated.join("src/types/edge.rs")).unwrap();
    let ended = run(XTASK, folder.path(), &["generate", "--check"]);
    assert_eq!(ended.status, 1);
    assert!(ended.stdout.contains("generated/src/types/edge.rs"), "{}", ended.stdout);
}

#[test]
fn a_deleted_crate_comes_back_identical() {
    let folder = copy_of_spec();
    let ended = run(XTASK, folder.path(), &["generate"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("10 operations"), "{}", ended.stdout);
    assert_eq!(tree(&folder.path().join("generated")), tree(&project().join("generated")));
}

#[test]
fn files_that_are_no_longer_generated_go_away() {
    let folder = copy_of_project();
    let stale = folder.path().join("generated/src/types/stale.rs");
    let header = std::fs::read_to_string(folder.path().join("generated/src/lib.rs")).unwrap();
    std::fs::write(&stale, header).unwrap();
    assert_eq!(run(XTASK, folder.path(), &["generate"]).status, 0);
    assert!(!stale.exists());
}

#[test]
fn a_second_run_touches_no_file() {
    let folder = copy_of_spec();
    assert_eq!(run(XTASK, folder.path(), &["generate"]).status, 0);
    let times = || -> Vec<SystemTime> {
        let generated = folder.path().join("generated");
        tree(&generated)
            .keys()
            .map(|path| std::fs::metadata(generated.join(path)).unwrap().modified().unwrap())
            .collect()
    };
    let before = times();
    assert_eq!(run(XTASK, folder.path(), &["generate"]).status, 0);
    assert_eq!(times(), before);
}

#[test]
fn any_machine_and_any_order_of_keys_give_the_same_bytes() {
    let expected = tree(&project().join("generated"));
    let folder = copy_of_spec();
    let spec = folder.path().join("spec/openapi.json");
    let document: Value = serde_json::from_slice(&std::fs::read(&spec).unwrap()).unwrap();
    std::fs::write(&spec, reversed(&document)).unwrap();
    let elsewhere = folder.path().join("spec");
    for (cwd, variables) in [
        (
            folder.path(),
            [("TZ", "Asia/Kathmandu"), ("LANG", "tr_TR.UTF-8"), ("HASH", "1"), ("HOME", "/nowhere")],
        ),
        (elsewhere.as_path(), [("TZ", "UTC"), ("LC_ALL", "C"), ("HASH", "2"), ("HOME", "/tmp")]),
    ] {
        let ended = run_with(XTASK, cwd, &["generate"], &variables);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        assert_eq!(tree(&folder.path().join("generated")), expected);
        std::fs::remove_dir_all(folder.path().join("generated")).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn whoever_may_read_what_a_run_writes_has_no_part_in_what_it_writes() {
    for mask in ["000", "077"] {
        let folder = copy_of_spec();
        let under_mask = format!("umask {mask}; exec \"$0\" generate");
        assert_eq!(run("sh", folder.path(), &["-c", &under_mask, XTASK]).status, 0, "{mask}");
        assert_eq!(tree(&folder.path().join("generated")), tree(&project().join("generated")), "{mask}");
        let ended = run("sh", folder.path(), &["-c", &format!("{under_mask} --check"), XTASK]);
        assert_eq!(ended.status, 0, "{mask}: {}", ended.stdout);
    }
}

#[test]
fn yaml_and_json_of_one_document_give_the_same_types() {
    let folder = TempDir::new().unwrap();
    let json = include_str!("../fixtures/petstore.json");
    std::fs::write(folder.path().join("pets.json"), json).unwrap();
    std::fs::write(folder.path().join("pets.yaml"), include_str!("../fixtures/petstore.yaml")).unwrap();
    for name in ["pets.json", "pets.yaml"] {
        let ended =
            run(XTASK, folder.path(), &["generate", "--spec", name, "--out", &name.replace('.', "-")]);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
    }
    let read = |name: &str| tree(&folder.path().join(name).join("src/types"));
    // The header names the document.
    let without_header = |(path, bytes): (std::path::PathBuf, Vec<u8>)| {
        let text = String::from_utf8(bytes).unwrap();
        (path, text.lines().skip(1).map(str::to_owned).collect::<Vec<_>>())
    };
    let (json, yaml): (Vec<_>, Vec<_>) = (
        read("pets-json").into_iter().map(without_header).collect(),
        read("pets-yaml").into_iter().map(without_header).collect(),
    );
    assert!(!json.is_empty());
    assert_eq!(json, yaml);
}

#[test]
fn the_output_tells_nothing_of_the_machine_that_made_it() {
    let machine = std::fs::read_to_string("/etc/hostname").unwrap_or_default();
    let hints = [machine.trim(), env!("CARGO_MANIFEST_DIR"), "/home/", "/root/", "/tmp/"];
    for (path, bytes) in tree(&project().join("generated")) {
        let text = String::from_utf8(bytes).unwrap();
        for hint in hints.iter().filter(|hint| hint.len() > 3) {
            assert!(!text.contains(hint), "{} contains {hint}", path.display());
        }
    }
}

#[test]
fn every_file_says_what_made_it_and_from_what() {
    let files = tree(Path::new(&project().join("generated")));
    assert!(files.len() > 40);
    for (path, bytes) in files {
        let text = String::from_utf8(bytes).unwrap();
        let first = text.lines().next().unwrap();
        assert!(first.contains("@generated by openapi-to-crate from openapi.json"), "{}", path.display());
    }
}
