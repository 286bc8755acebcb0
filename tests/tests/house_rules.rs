//! The rules of the house that a machine can check.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::imports::Crate;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;
use walkdir::WalkDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// A TOML file of the repository.
fn table(path: &str) -> toml::Table {
    toml::from_str(&std::fs::read_to_string(root().join(path)).unwrap()).unwrap()
}

/// The Rust files that people write.
fn written_by_hand() -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    for folder in ["xtask", "tests"] {
        for entry in WalkDir::new(root().join(folder)) {
            let path = entry.unwrap().into_path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                files.push((path, text));
            }
        }
    }
    assert!(files.len() > 50, "only {} files were found", files.len());
    files
}

#[test]
fn every_module_begins_by_saying_what_it_is() {
    for (path, text) in written_by_hand() {
        assert!(text.starts_with("//! "), "{} does not begin with `//!`", path.display());
    }
}

/// The folders of xtask/generator/src whose files are checked for long functions, circles and names.
const CHECKED: [&str; 9] =
    ["cli", "compare", "config", "document", "emit", "lower", "model", "output", "update"];

/// Whether a file is in one of the checked folders, or beside them, or in the runtime.
fn is_checked(path: &Path) -> bool {
    if path.starts_with(root().join("xtask/generator/runtime")) {
        return true;
    }
    let Ok(path) = path.strip_prefix(root().join("xtask/generator/src")) else { return false };
    path.parent() == Some(Path::new("")) || CHECKED.iter().any(|folder| path.starts_with(folder))
}

#[test]
fn files_have_at_most_400_lines() {
    for (path, text) in written_by_hand() {
        let lines = text.lines().count();
        assert!(lines <= 400, "{} has {lines} lines: split it", path.display());
    }
}

/// From the line with `fn` to the brace that closes it, which rustfmt puts below the beginning of that line.
#[test]
fn functions_have_at_most_60_lines() {
    for (path, text) in written_by_hand().into_iter().filter(|(path, _)| is_checked(path)) {
        let lines: Vec<&str> = text.lines().take_while(|line| *line != "mod tests {").collect();
        for (at, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let indent = &line[..line.len() - code.len()];
            if code.starts_with("//") || !format!(" {code}").contains(" fn ") || line.ends_with(['}', ';']) {
                continue;
            }
            let length = 1 + lines[at..].iter().position(|line| *line == format!("{indent}}}")).unwrap_or(0);
            assert!(length <= 60, "{}: {code} has {length} lines: split it", path.display());
        }
    }
}

#[test]
fn files_of_a_folder_do_not_use_each_other_in_circles() {
    let generator = Crate::read(&root().join("xtask/generator/src"));
    for folder in CHECKED {
        let circles = generator.circles(Some(folder));
        assert!(circles.is_empty(), "in {folder}: {circles:?}");
    }
    let circles = Crate::read(&root().join("xtask/generator/runtime")).circles(None);
    assert!(circles.is_empty(), "in the runtime: {circles:?}");
}

/// Names that may be in several folders side by side, because they mean the same there: a subject has a file in each
/// stage that deals with it.
const SAME: [&str; 15] = [
    "enums",
    "events",
    "forms",
    "graph_rules",
    "items",
    "mod",
    "operations",
    "pages",
    "parameters",
    "pointer",
    "security",
    "tests",
    "types",
    "unions",
    "update",
];

#[test]
fn names_in_folders_side_by_side_mean_the_same() {
    let mut owners: BTreeMap<String, String> = CHECKED.map(|name| (name.to_owned(), name.to_owned())).into();
    for folder in CHECKED {
        for entry in std::fs::read_dir(root().join("xtask/generator/src").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if SAME.contains(&name.as_str()) {
                continue;
            }
            let other = owners.insert(name.clone(), folder.to_owned()).filter(|other| *other != folder);
            assert!(other.is_none(), "{other:?} and {folder} both have {name}: call one what it holds");
        }
    }
}

#[test]
fn no_name_says_nothing() {
    for (path, _) in written_by_hand() {
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "helpers", "helper", "common", "misc"].contains(&stem.as_str()),
            "{}",
            path.display()
        );
    }
}

/// Imports run one way: document → lower → model → emit → output.
#[test]
fn stages_import_only_from_the_stages_that_they_may_know() {
    let may_know: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("config", &["diagnostic"][..]),
        ("document", &["config", "diagnostic"]),
        ("model", &[]),
        ("lower", &["config", "diagnostic", "document", "model"]),
        ("emit", &["diagnostic", "model"]),
        ("output", &["diagnostic"]),
    ]);
    for (path, text) in written_by_hand() {
        let inside = path.strip_prefix(root().join("xtask/generator/src")).unwrap_or(Path::new(""));
        let Some(stage) = inside.iter().next().and_then(|stage| stage.to_str()) else { continue };
        let Some(known) = may_know.get(stage) else { continue };
        for import in text.split("crate::").skip(1) {
            let other: String = import.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            let is_stage = may_know.contains_key(other.as_str())
                || ["diagnostic", "cli", "generate", "update"].contains(&&*other);
            // What is emitted names modules of the generated crate, none of which is called like a stage.
            assert!(
                !is_stage || other == stage || known.contains(&other.as_str()),
                "{} imports `crate::{other}`",
                path.display()
            );
        }
    }
}

/// `cargo xtask` and the root workspace resolve their dependencies by themselves; they must come to the same.
#[test]
fn both_lock_files_hold_the_same_versions() {
    let read = |path: &str| -> BTreeMap<String, BTreeSet<String>> {
        let lock = table(path);
        let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for package in lock["package"].as_array().unwrap() {
            let text = |key: &str| package[key].as_str().unwrap().to_owned();
            versions.entry(text("name")).or_default().insert(text("version"));
        }
        versions
    };
    let (root, standalone) = (read("Cargo.lock"), read("xtask/standalone/Cargo.lock"));
    for (name, versions) in standalone.iter().filter(|(name, _)| *name != "xtask-standalone") {
        let known = root.get(name).unwrap_or_else(|| panic!("{name} is not in Cargo.lock"));
        assert!(versions.is_subset(known), "{name}: {versions:?} in xtask/standalone, {known:?} in the root");
    }
}

/// Workspaces that stand by themselves, such as the benches, have lock files of their own, which are forgotten easily.
#[test]
fn every_lock_file_knows_the_dependencies_of_our_packages() {
    let is_optional =
        |asked: &toml::Value| asked.get("optional").is_some_and(|value| value.as_bool().unwrap());
    for (package, lock) in [
        ("xtask/generator", "xtask/standalone/Cargo.lock"),
        ("xtask/generator", "tests/fuzz/Cargo.lock"),
        ("xtask/generator", "tests/history/Cargo.lock"),
        ("generated", "tests/fuzz/Cargo.lock"),
        ("generated", "tests/benches/Cargo.lock"),
    ] {
        let manifest = table(&format!("{package}/Cargo.toml"));
        let lock_file = table(lock);
        let mut locked = lock_file["package"].as_array().unwrap().iter();
        let entry = locked.find(|entry| entry["name"] == manifest["package"]["name"]).unwrap();
        // Where a lock file holds several versions of a package, the one that is meant follows the name.
        let listed: BTreeSet<&str> = entry["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|dependency| dependency.as_str().unwrap().split(' ').next())
            .collect();
        for (name, asked) in manifest["dependencies"].as_table().unwrap() {
            assert!(
                is_optional(asked) || listed.contains(name.as_str()),
                "{lock} does not know that {package} stands on {name}: run `cargo update --workspace` there"
            );
        }
    }
}

/// What users compile must not ask for a newer Rust than the crate says.
#[test]
fn the_stated_rust_versions_are_those_that_the_dependencies_ask_for() {
    // Those of other systems need not be on this machine.
    let rustc = Command::new("rustc").arg("-vV").output().unwrap();
    let host = String::from_utf8(rustc.stdout).unwrap();
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--locked", "--offline", "--filter-platform", host])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let package = |id: &str| packages.iter().find(|package| package["id"] == id).unwrap();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let version = |package: &serde_json::Value| -> Vec<u32> {
        let text = package["rust_version"].as_str().unwrap_or("1.0");
        text.split('.').map(|part| part.parse().unwrap()).collect()
    };
    for name in ["cloudflare-dynamic-routing", "openapi-to-crate"] {
        let own = packages.iter().find(|package| package["name"] == name).unwrap();
        let mut open = vec![own["id"].as_str().unwrap()];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            if !seen.insert(id) {
                continue;
            }
            let dependency = package(id);
            assert!(
                version(dependency) <= version(own),
                "{name} says Rust {}, but {} asks for {}",
                own["rust_version"],
                dependency["name"],
                dependency["rust_version"]
            );
            let node = nodes.iter().find(|node| node["id"] == id).unwrap();
            let normal =
                node["deps"].as_array().unwrap().iter().filter(|dep| {
                    dep["dep_kinds"].as_array().unwrap().iter().any(|kind| kind["kind"].is_null())
                });
            open.extend(normal.map(|dep| dep["pkg"].as_str().unwrap()));
        }
        assert!(seen.len() > 10, "only {} packages were looked at", seen.len());
    }
}
