//! `cargo xtask update`: what it takes from a published document, what it refuses, and that it writes all or nothing.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::{Ended, copy_of_project, project, run, tree};
use acceptance::upstream::{around, ours, reversed, whole};
use flate2::Compression;
use flate2::write::GzEncoder;
use openapi_to_crate::document::Source;
use serde_json::{Map, Value, json};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");
const ROUTES: &str = "/accounts/{account_id}/ai-gateway/gateways/{gateway_id}/routes";

/// A copy of the project with an older document and crate.
fn older_project() -> TempDir {
    let folder = copy_of_project();
    let mut document = ours();
    let properties =
        format!("/paths/{}/patch/requestBody/content/application~1json/schema", escaped("/{id}"));
    let schema = document.pointer_mut(&properties).unwrap();
    schema["properties"]["color"] = json!({ "type": "string" });
    std::fs::write(folder.path().join("spec/openapi.json"), document.to_string()).unwrap();
    assert_eq!(run(XTASK, folder.path(), &["generate"]).status, 0);
    assert_ne!(tree(&folder.path().join("generated")), tree(&project().join("generated")));
    folder
}

fn escaped(below_routes: &str) -> String {
    format!("{ROUTES}{below_routes}").replace('/', "~1")
}

/// Writes a published document beside the project.
fn publish(folder: &Path, document: &Value) -> PathBuf {
    let path = folder.join("upstream.json");
    std::fs::write(&path, document.to_string()).unwrap();
    path
}

fn update(folder: &Path, from: &Path, more: &[&str]) -> Ended {
    let arguments = [&["update", "--from", from.to_str().unwrap()], more].concat();
    run(XTASK, folder, &arguments)
}

#[track_caller]
fn done(ended: &Ended) {
    assert_eq!(ended.status, 0, "{}", ended.stderr);
}

/// Checks that `spec/` and `generated/` are those of the project, except for the record of the source.
#[track_caller]
fn is_ours(folder: &Path, from: &str, document: &[u8]) {
    for part in ["generated", "spec"] {
        let (mut expected, mut found) = (tree(&project().join(part)), tree(&folder.join(part)));
        if part == "spec" {
            let name = Path::new("generator.toml");
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
            let recorded = text(found.remove(name).unwrap());
            let sha256 = Source::of(from.to_owned(), document).unwrap().sha256;
            assert_eq!(recorded, with_record(&text(expected.remove(name).unwrap()), from, &sha256));
            assert_eq!(found.len(), 3, "{:?}", found.keys());
        }
        assert!(found == expected, "{part} is not that of the project");
    }
    assert_eq!(beside(folder), ["LICENSE-APACHE", "LICENSE-MIT", "generated", "spec"]);
}

/// The configuration with another record of the source.
fn with_record(config: &str, from: &str, sha256: &str) -> String {
    let line = |line: &str| match line.split_once(" = ") {
        Some(("from", _)) => format!("from = \"{from}\"\n"),
        Some(("sha256", _)) => format!("sha256 = \"{sha256}\"\n"),
        _ => format!("{line}\n"),
    };
    config.lines().map(line).collect()
}

/// The names in the project's folder, except for the document that a test publishes there.
fn beside(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = names.map(|name| name.into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with("upstream"));
    names.sort();
    names
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn our_operations_come_out_of_a_larger_document_byte_for_byte_with_the_crate() {
    let folder = older_project();
    // The order of keys and white space make no difference.
    let published = reversed(&around(ours()));
    let from = folder.path().join("upstream.json");
    std::fs::write(&from, &published).unwrap();
    let ended = update(folder.path(), &from, &[]);
    done(&ended);
    assert!(ended.stdout.contains("10 operations"), "{}", ended.stdout);
    assert!(ended.stdout.contains("spec/openapi.json: replaced"), "{}", ended.stdout);
    is_ours(folder.path(), "upstream.json", published.as_bytes());
    done(&run(XTASK, folder.path(), &["generate", "--check"]));
}

#[test]
#[ignore = "needs a file outside the repository: `cargo whole-api`"]
fn our_operations_come_out_of_the_whole_api_byte_for_byte() {
    let mut published: Value = serde_json::from_slice(&whole()).unwrap();
    let ours: Map<String, Value> = ours()["paths"].as_object().unwrap().clone();
    published["paths"].as_object_mut().unwrap().extend(ours);
    let published = published.to_string();
    let folder = older_project();
    let from = folder.path().join("upstream.json.gz");
    std::fs::write(&from, packed(published.as_bytes())).unwrap();
    let ended = update(folder.path(), &from, &[]);
    done(&ended);
    assert!(ended.stdout.contains("10 operations"), "{}", ended.stdout);
    is_ours(folder.path(), "upstream.json.gz", published.as_bytes());
    let before = tree(folder.path());
    done(&update(folder.path(), &from, &[]));
    assert!(tree(folder.path()) == before, "the second run changed something");
}

#[test]
fn a_second_run_touches_nothing() {
    let folder = older_project();
    let from = publish(folder.path(), &around(ours()));
    done(&update(folder.path(), &from, &[]));
    let times = || -> Vec<(PathBuf, SystemTime)> {
        let time = |path: &PathBuf| std::fs::metadata(folder.path().join(path)).unwrap().modified().unwrap();
        tree(folder.path()).keys().map(|path| (path.clone(), time(path))).collect()
    };
    let before = (times(), tree(folder.path()));
    let ended = update(folder.path(), &from, &[]);
    done(&ended);
    assert!(ended.stdout.contains("spec/openapi.json: unchanged"), "{}", ended.stdout);
    assert!((times(), tree(folder.path())) == before, "the second run touched something");
}

#[test]
fn news_about_other_operations_is_none() {
    let folder = copy_of_project();
    let mut published = around(ours());
    published["paths"]["/more"] = published["paths"]["/others"].clone();
    published["info"]["description"] = json!("More of the API.");
    let from = publish(folder.path(), &published);
    let before = tree(folder.path());
    done(&update(folder.path(), &from, &[]));
    assert!(tree(folder.path()) == before);
}

#[test]
fn the_checked_in_document_is_in_the_form_that_update_writes() {
    let folder = copy_of_project();
    let before = tree(folder.path());
    let ended = update(folder.path(), Path::new("spec/openapi.json"), &[]);
    done(&ended);
    assert!(ended.stdout.contains("spec/openapi.json: unchanged"), "{}", ended.stdout);
    assert!(tree(folder.path()) == before);
}

#[test]
fn generating_from_the_larger_document_gives_the_same_crate() {
    let folder = copy_of_project();
    std::fs::write(folder.path().join("spec/openapi.json"), around(ours()).to_string()).unwrap();
    done(&run(XTASK, folder.path(), &["generate", "--check"]));
}

#[test]
fn a_dry_run_shows_the_changes_and_writes_nothing() {
    let folder = older_project();
    let from = publish(folder.path(), &around(ours()));
    let before = tree(folder.path());
    let ended = update(folder.path(), &from, &["--dry-run"]);
    done(&ended);
    assert!(ended.stdout.contains("spec/openapi.json: would be replaced"), "{}", ended.stdout);
    assert!(ended.stdout.contains("would change src/"), "{}", ended.stdout);
    // An optional property of a request was removed, and its setter with it.
    assert!(ended.stdout.contains("`color`"), "{}", ended.stdout);
    assert!(ended.stdout.contains("verdict: major"), "{}", ended.stdout);
    assert!(ended.stdout.contains("nothing was written"), "{}", ended.stdout);
    assert!(tree(folder.path()) == before);
}

#[test]
fn a_first_document_needs_no_old_one() {
    let folder = copy_of_project();
    std::fs::remove_file(folder.path().join("spec/openapi.json")).unwrap();
    std::fs::remove_dir_all(folder.path().join("generated")).unwrap();
    let published = around(ours());
    let from = publish(folder.path(), &published);
    done(&update(folder.path(), &from, &[]));
    is_ours(folder.path(), "upstream.json", published.to_string().as_bytes());
}

/// Runs an update that is refused and writes nothing. Returns its message.
#[track_caller]
fn refused(folder: &Path, published: &Value, more: &[&str]) -> (String, String, String) {
    let from = publish(folder, published);
    let before = tree(folder);
    let ended = update(folder, &from, more);
    let refusal = ended.refusal();
    assert!(tree(folder) == before, "a refused update wrote something");
    assert_eq!(beside(folder), ["LICENSE-APACHE", "LICENSE-MIT", "generated", "spec"]);
    refusal
}

/// Removes the actions of the overlay that describe an operation.
fn say_nothing_of(folder: &Path, id: &str) {
    let overlay = folder.join("spec/overlay.yaml");
    let text = std::fs::read_to_string(&overlay).unwrap();
    let (head, actions) = text.split_once("  - target").unwrap();
    let others = actions.split("\n  - target").filter(|action| !action.contains(&format!("'{id}'")));
    let others: Vec<&str> = others.collect();
    std::fs::write(&overlay, format!("{head}  - target{}\n", others.join("\n  - target"))).unwrap();
}

#[test]
fn an_operation_that_vanished_is_refused_until_it_may_go_and_no_name_is_left() {
    let folder = older_project();
    let mut published = around(ours());
    published["paths"][format!("{ROUTES}/{{id}}")].as_object_mut().unwrap().remove("delete");
    let (place, problem, remedy) = refused(folder.path(), &published, &[]);
    assert!(place.ends_with("upstream.json"), "{place}");
    let operation = "`aig-config-delete-gateway-dynamic-route` (DELETE /accounts/";
    assert!(problem.contains(operation) && problem.contains("no longer does"), "{problem}");
    assert!(remedy.contains("--accept-removed") && remedy.contains("[operations]"), "{remedy}");

    let (place, problem, _) = refused(folder.path(), &published, &["--accept-removed"]);
    assert!(place.starts_with("spec/overlay.yaml#/actions/"), "{place}");
    assert!(problem.contains("'aig-config-delete-gateway-dynamic-route'"), "{problem}");
    say_nothing_of(folder.path(), "aig-config-delete-gateway-dynamic-route");
    let (place, problem, _) = refused(folder.path(), &published, &["--accept-removed"]);
    assert_eq!(place, "spec/generator.toml#/operations/aig-config-delete-gateway-dynamic-route");
    assert!(!problem.is_empty());

    // Without its names in the configuration it can be removed.
    let config = folder.path().join("spec/generator.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let names_it = |line: &&str| line.starts_with("aig-config-delete-gateway-dynamic-route.name");
    let text: String = text.lines().filter(|line| !names_it(line)).map(|line| format!("{line}\n")).collect();
    let route = "aig-config-delete-gateway-dynamic-route/response";
    assert!(text.contains(route));
    let text = text.replace(route, "aig-config-post-gateway-dynamic-route-version/response");
    std::fs::write(&config, text).unwrap();
    refused(folder.path(), &published, &[]);
    let from = publish(folder.path(), &published);
    let ended = update(folder.path(), &from, &["--accept-removed"]);
    done(&ended);
    assert!(ended.stdout.contains("9 operations"), "{}", ended.stdout);
    done(&run(XTASK, folder.path(), &["generate", "--check"]));
}

#[test]
fn an_operation_that_is_there_but_no_longer_selected_is_told_apart() {
    let folder = older_project();
    let mut published = around(ours());
    let pointer = format!("/paths/{}/get", escaped(""));
    published.pointer_mut(&pointer).unwrap()["tags"] = json!(["Routing"]);
    let (place, problem, remedy) = refused(folder.path(), &published, &[]);
    assert!(place.ends_with(&format!("upstream.json#{pointer}")), "{place}");
    assert!(problem.contains("no longer selected") && problem.contains("`Routing`"), "{problem}");
    assert!(remedy.contains("[selection]") && remedy.contains("spec/generator.toml"), "{remedy}");
}

#[test]
fn an_operation_that_keeps_its_id_or_its_place_has_not_vanished() {
    let folder = older_project();
    let mut published = around(ours());
    let paths = published["paths"].as_object_mut().unwrap();
    let versions = paths.remove(&format!("{ROUTES}/{{id}}/versions")).unwrap();
    paths.insert(format!("{ROUTES}/{{id}}/editions"), versions);
    done(&update(folder.path(), &publish(folder.path(), &published), &[]));
}

#[test]
fn a_name_that_points_at_nothing_any_more_is_refused() {
    let folder = older_project();
    let text = around(ours()).to_string();
    let renamed = text.replace("aig-config-get-gateway-dynamic-route\"", "aig-config-read-dynamic-route\"");
    assert_ne!(text, renamed);
    let published = serde_json::from_str(&renamed).unwrap();
    say_nothing_of(folder.path(), "aig-config-get-gateway-dynamic-route");
    let (place, problem, remedy) = refused(folder.path(), &published, &[]);
    assert_eq!(place, "spec/generator.toml#/operations/aig-config-get-gateway-dynamic-route");
    assert!(!problem.is_empty() && !remedy.is_empty());

    let text = around(ours()).to_string().replace("AI Gateway Dynamic Routes\"]", "Routing\"]");
    let (place, problem, _) = refused(folder.path(), &serde_json::from_str(&text).unwrap(), &[]);
    assert_eq!(place, "spec/generator.toml#/selection/tags");
    assert!(problem.contains("`AI Gateway Dynamic Routes`"), "{problem}");
}

#[test]
fn a_correction_that_upstream_made_itself_is_refused() {
    let folder = older_project();
    let published = around(ours()).to_string().replace(r#"["id","outputs","type"]"#, r#"["id","type"]"#);
    let published = serde_json::from_str(&published).unwrap();
    assert_ne!(published, around(ours()));
    let (place, problem, remedy) = refused(folder.path(), &published, &[]);
    assert_eq!(place, "spec/overlay.yaml#/actions/0");
    assert!(problem.contains("selects nothing"), "{problem}");
    assert!(remedy.contains("remove the action"), "{remedy}");
}

#[cfg(unix)]
#[test]
fn a_crate_that_may_not_be_written_keeps_its_document() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = older_project();
    let from = publish(folder.path(), &around(ours()));
    let before = tree(folder.path());
    let mode = |mode| std::fs::Permissions::from_mode(mode);
    std::fs::set_permissions(folder.path().join("generated"), mode(0o555)).unwrap();
    let ended = update(folder.path(), &from, &[]);
    std::fs::set_permissions(folder.path().join("generated"), mode(0o755)).unwrap();
    assert_eq!(ended.status, 2, "{}", ended.stderr);
    assert!(ended.stderr.contains("generated: this folder is write-protected"), "{}", ended.stderr);
    assert!(tree(folder.path()) == before, "a refused update wrote something");
}

#[test]
fn a_correction_that_only_the_new_document_needs_is_no_obstacle() {
    let folder = older_project();
    let mut published = around(ours());
    published.pointer_mut(&format!("/paths/{}/get", escaped(""))).unwrap()["x-new"] = json!(true);
    let overlay = folder.path().join("spec/overlay.yaml");
    let action = "  - target: $.paths.*.get[?@ == true]\n    description: It is not new\n    remove: true\n";
    let text = std::fs::read_to_string(&overlay).unwrap() + action;
    std::fs::write(&overlay, text).unwrap();
    let from = publish(folder.path(), &published);
    done(&update(folder.path(), &from, &["--dry-run"]));
    let arguments = ["diff", "spec/openapi.json", "upstream.json", "--overlay", "spec/overlay.yaml"];
    let config = ["--config", "spec/generator.toml"];
    done(&run(XTASK, folder.path(), &[&arguments[..], &config[..]].concat()));
}

#[test]
fn a_document_that_cannot_be_used_is_refused_by_its_own_name() {
    let folder = older_project();
    let mut of_another_version = around(ours());
    of_another_version["openapi"] = json!("3.3.0");
    let (place, problem, _) = refused(folder.path(), &of_another_version, &[]);
    assert!(place.ends_with("upstream.json#/openapi") && problem.contains("3.3"), "{place}: {problem}");
    // A mistake in one of our operations: the place is that in the published document.
    let mut broken = around(ours());
    let pointer = format!("/paths/{}/get/responses/200/description", escaped(""));
    *broken.pointer_mut(&pointer).unwrap() = json!(5);
    let (place, _, _) = refused(folder.path(), &broken, &[]);
    assert!(place.ends_with(&format!("upstream.json#{pointer}")), "{place}");
    // A mistake elsewhere does not matter.
    let mut broken = around(ours());
    broken["paths"]["/others"]["get"]["responses"] = json!({});
    done(&update(folder.path(), &publish(folder.path(), &broken), &[]));

    let (place, _, _) = update(folder.path(), Path::new("nowhere.json"), &[]).refusal();
    assert_eq!(place, "nowhere.json");
}
