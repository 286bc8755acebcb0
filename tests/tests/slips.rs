//! Slips that real documents have: each is mended, so that the crate is that of the corrected document, or touches the
//! smallest thing it can. `fixtures/slips.toml` lists them.

#![allow(clippy::unwrap_used, clippy::panic)]

use acceptance::command::{copy_of_project, project, run};
use openapi_to_crate::document::parse;
use openapi_to_crate::generate::{Input, crate_of};
use openapi_to_crate::model::items::{Crate, Listing};
use serde::Deserialize;
use std::path::Path;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// The head of every document that has no other one.
const HEAD: &str =
    "openapi: 3.0.3\ninfo: {title: Things, version: '1'}\nservers: [{url: 'https://example.com'}]\n";

/// The head of a document of another version, or of one that says everything itself.
fn head(of: Option<&str>) -> String {
    match of {
        None => HEAD.to_owned(),
        Some("2.0") => {
            "swagger: '2.0'\ninfo: {title: Things, version: '1'}\nhost: example.com\nschemes: [https]\n"
                .to_owned()
        }
        Some("none") => String::new(),
        Some(version) => HEAD.replace("3.0.3", &format!("{version}.0")),
    }
}

#[derive(Deserialize)]
struct Slips {
    slip: Vec<Slip>,
}

/// A document with a slip, and its corrected twin.
#[derive(Clone, Deserialize)]
struct Slip {
    fault: String,
    /// The version, where it is not 3.0; `none` for a document with a head of its own.
    version: Option<String>,
    /// The places of all faults in the document. Where it is missing, there may be more than the one.
    at: Option<Vec<String>>,
    faulty: String,
    corrected: Option<String>,
    /// The version of the corrected document, where it is another one.
    corrected_version: Option<String>,
}

fn slips() -> Vec<Slip> {
    let read = |file: &str| {
        let text = std::fs::read_to_string(project().join("tests/fixtures").join(file)).unwrap();
        toml::from_str::<Slips>(&text).unwrap().slip
    };
    let slips = [read("slips.toml"), read("more_slips.toml")].concat();
    assert!(slips.len() >= 60, "only {} slips were found", slips.len());
    slips
}

/// The crate of a document, or why there is none.
fn made(folder: &Path, head: &str, document: &str, strict: bool) -> Result<Crate, String> {
    let spec = folder.join("openapi.yaml");
    std::fs::write(&spec, format!("{head}{document}")).unwrap();
    crate_of(&Input { spec, strict, ..Input::default() }).map_err(|error| error.to_string())
}

#[test]
fn a_mended_document_and_its_corrected_twin_become_crates_with_one_public_api() {
    let folder = TempDir::new().unwrap();
    for Slip { fault, version, at, faulty, corrected, corrected_version } in slips() {
        let head = head(version.as_deref());
        let made = |head: &str, document: &str, strict: bool| {
            made(folder.path(), head, document, strict)
                .unwrap_or_else(|error| panic!("{fault}: {error}\n{document}"))
        };
        let mended = made(&head, &faulty, false);
        let names: Vec<&str> = mended.api.faults.iter().map(|fault| fault.fault.as_str()).collect();
        assert!(names.contains(&fault.as_str()), "{fault}: {:#?}", mended.api.faults);
        if let Some(at) = at {
            let places: Vec<&str> = mended.api.faults.iter().map(|fault| fault.pointer.as_str()).collect();
            assert_eq!(places, at, "{faulty}: {:#?}", mended.api.faults);
            let published: serde_json::Value =
                parse("openapi.yaml", format!("{head}{faulty}").as_bytes()).unwrap();
            for place in places {
                assert!(published.pointer(place).is_some(), "{faulty} has no {place}");
            }
        }
        assert!(mended.api.coverage.closes(), "{fault}: {:?}", mended.api.coverage);
        // Words of the specification, and not of the libraries or the steps that found the fault.
        for said in mended.api.faults.iter().flat_map(|fault| [&fault.problem, &fault.done]) {
            for foreign in
                ["expected struct", "unknown variant", "invalid type", "x-lifted", "from_str", "data did not"]
            {
                assert!(!said.contains(foreign), "{said}: {faulty}");
            }
        }
        let left_out = mended.api.coverage.left_out_operations;
        let Some(corrected) = corrected else {
            assert_eq!(left_out, 1, "{fault}");
            continue;
        };
        assert_eq!(left_out, 0, "{fault}");
        let head = corrected_version.map_or(head, |version| self::head(Some(&version)));
        let twin = made(&head, &corrected, true);
        assert_eq!(Listing::of(&mended).to_string(), Listing::of(&twin).to_string(), "{fault}: {faulty}");
    }
}

#[test]
fn each_slip_is_an_error_where_everything_is_to_be_right() {
    let folder = TempDir::new().unwrap();
    for Slip { fault, version, faulty, .. } in slips() {
        let head = head(version.as_deref());
        assert!(made(folder.path(), &head, &faulty, true).is_err(), "{fault}: {faulty}");
    }
}

/// A document with one slip of each of three kinds, in two operations, beside one operation without any.
const THREE: &str = "paths:\n  /good: {get: {operationId: good, responses: {'204': {description: ok}}}}\n  \
    /a: {get: {operationId: a, parameters: [{name: q, in: query}], responses: {'204': {}}}}\n  \
    '/{}/{}': {get: {operationId: b, responses: {'204': {description: ok}}}}\n";

#[test]
fn all_faults_are_found_in_one_run_and_said_in_the_report() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("openapi.yaml"), format!("{HEAD}{THREE}")).unwrap();
    let arguments = ["generate", "--spec", "openapi.yaml", "--out", "out", "--report", "report.json"];
    let ended = run(XTASK, folder.path(), &arguments);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    for line in [
        "2 of 3 operations, 2 faults mended, 1 operation left out",
        "#/paths/~1a/get/parameters/0: the parameter has neither a `schema` nor `content`; it is text",
        "#/paths/~1a/get/responses/204: missing field `description`; it is read as an empty one",
        "#/paths/~1{}~1{}/get: `{}` in the path names no parameter; the operation is left out",
    ] {
        assert!(ended.stdout.contains(line), "no {line:?} in {}", ended.stdout);
    }
    let report = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let operations = serde_json::json!({ "described": 3, "made": 2, "left_out": 1 });
    assert_eq!(report.get("operations"), Some(&operations));
    let faults = report.get("faults").and_then(serde_json::Value::as_array).unwrap();
    let names: Vec<&str> = faults.iter().map(|fault| fault.get("fault").unwrap().as_str().unwrap()).collect();
    assert_eq!(names, ["parameter-without-schema", "missing-field", "unusable-path"]);
    for fault in faults {
        for field in ["file", "pointer", "fault", "problem", "done"] {
            assert!(fault.get(field).unwrap().is_string(), "{fault}");
        }
    }
}

#[test]
fn strict_lists_all_faults_and_writes_nothing() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("openapi.yaml"), format!("{HEAD}{THREE}")).unwrap();
    std::fs::write(folder.path().join("generator.toml"), "strict = true\n").unwrap();
    let named = ["generate", "--spec", "openapi.yaml", "--out", "out", "--report", "report.json"];
    for strict in [&["--strict"][..], &["--config", "generator.toml"]] {
        let ended = run(XTASK, folder.path(), &[&named, strict].concat());
        assert_eq!(ended.refusals().len(), 3, "{}", ended.stderr);
        assert!(!folder.path().join("out").exists() && !folder.path().join("report.json").exists());
    }
}

#[test]
fn many_faults_are_said_by_kind() {
    let folder = TempDir::new().unwrap();
    let operation = |at| format!("  /a{at}: {{get: {{responses: {{'204': {{}}}}}}}}\n");
    let paths: String = (0..30).map(operation).collect();
    std::fs::write(folder.path().join("openapi.yaml"), format!("{HEAD}paths:\n{paths}")).unwrap();
    let ended = run(XTASK, folder.path(), &["generate", "--spec", "openapi.yaml", "--out", "out"]);
    assert!(
        ended.stdout.contains("30 of 30 operations, 30 faults mended, 0 operations left out"),
        "{}",
        ended.stdout
    );
    assert!(ended.stdout.contains("30 × missing-field, such as"), "{}", ended.stdout);
    assert_eq!(ended.stdout.matches("missing field `description`").count(), 3, "{}", ended.stdout);
}

#[test]
fn an_address_comes_from_the_command_line_or_the_configuration_or_the_document() {
    let folder = TempDir::new().unwrap();
    let paths = "paths: {/a: {get: {responses: {'204': {description: ok}}}}}\n";
    let head = HEAD.replace("https://example.com", "/v1");
    std::fs::write(folder.path().join("openapi.yaml"), format!("{head}{paths}")).unwrap();
    std::fs::write(
        folder.path().join("generator.toml"),
        "[client]\nbase-url = \"https://configured.example\"\n",
    )
    .unwrap();
    let named = ["generate", "--spec", "openapi.yaml", "--out", "out"];
    for (arguments, address, says) in [
        (&[][..], "None", true),
        (&["--config", "generator.toml", "--strict"], "Some(\"https://configured.example\")", false),
        (
            &["--config", "generator.toml", "--server", "https://named.example/v1/"],
            "Some(\"https://named.example/v1\")",
            false,
        ),
    ] {
        let ended = run(XTASK, folder.path(), &[&named[..], arguments].concat());
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        let read = |file: &str| std::fs::read_to_string(folder.path().join("out").join(file)).unwrap();
        let constant = format!("BASE_URL: Option<&str> = {address};");
        assert!(read("src/settings.rs").contains(&constant), "{}", read("src/settings.rs"));
        for page in ["README.md", "src/lib.rs"] {
            assert_eq!(read(page).contains("names no address"), says, "{page} {arguments:?}");
        }
        assert_eq!(ended.stdout.contains("asks for the address"), says, "{}", ended.stdout);
    }
    for wrong in ["/v1", "ftp://example.com", "https://u:p@example.com", "https://example.com/?a=1"] {
        let ended = run(XTASK, folder.path(), &[&named[..], &["--server", wrong]].concat());
        let (place, problem, _) = ended.refusal();
        assert_eq!((place.as_str(), problem.contains(wrong)), ("--server", true), "{}", ended.stderr);
    }
}

#[test]
fn what_the_messages_recommend_leads_to_a_crate() {
    let folder = TempDir::new().unwrap();
    let operation = "get: {operationId: a, tags: ['?'], responses: {'204': {description: ok}}}";
    let parameters: String =
        (0..501).map(|at| format!("{{name: p{at}, in: query, schema: {{}}}}, ")).collect();
    let many = format!(
        "get: {{operationId: b, parameters: [{parameters}], responses: {{'204': {{description: ok}}}}}}"
    );
    let head = HEAD.replace("https://example.com", "/v1");
    let document = format!("{head}paths:\n  /a: {{{operation}}}\n  /b: {{{many}}}\n");
    std::fs::write(folder.path().join("openapi.yaml"), document).unwrap();
    let write = |file: &str, text: &str| std::fs::write(folder.path().join(file), text).unwrap();
    // The operation with too many parameters is not selected; the tag has a group; the overlay names a server.
    write(
        "generator.toml",
        "strict = true\n[selection]\noperations = [\"a\"]\n[groups.things]\ntype = \"Things\"\ntags = [\"?\"]\n",
    );
    write(
        "overlay.yaml",
        "overlay: 1.0.0\ninfo: {title: t, version: '1'}\nactions:\n  \
         - {target: $.servers, remove: true}\n  - {target: $, update: {servers: [{url: 'https://example.com'}]}}\n",
    );
    let named = ["generate", "--spec", "openapi.yaml", "--out", "out"];
    let ended = run(XTASK, folder.path(), &named);
    let says = "/b/get/parameters/500: more than 500 parameters are declared here; the operation is left out";
    assert!(ended.stdout.contains(&says.replace("/b/", "/paths/~1b/")), "{}", ended.stdout);
    let ended = run(XTASK, folder.path(), &[&named[..], &["--strict"]].concat());
    assert_eq!(ended.refusals().len(), 3, "{}", ended.stderr);
    let remedies = ["--config", "generator.toml", "--overlay", "overlay.yaml"];
    let ended = run(XTASK, folder.path(), &[&named[..], &remedies].concat());
    assert_eq!(ended.status, 0, "{}", ended.stderr);
}

#[test]
fn documents_with_slips_are_compared() {
    let folder = TempDir::new().unwrap();
    let good = THREE.replace("{name: q, in: query}", "{name: q, in: query, schema: {type: string}}");
    for (name, paths) in [("old.yaml", THREE), ("new.yaml", &good)] {
        std::fs::write(folder.path().join(name), format!("{HEAD}{paths}")).unwrap();
    }
    let ended = run(XTASK, folder.path(), &["diff", "old.yaml", "new.yaml", "--fail-on", "breaking"]);
    assert_eq!(ended.status, 0, "{}{}", ended.stdout, ended.stderr);
}

#[test]
fn an_update_takes_a_document_with_slips_unless_everything_is_to_be_right() {
    let project = copy_of_project();
    let spec = project.path().join("spec");
    let published = std::fs::read_to_string(spec.join("openapi.json")).unwrap();
    let mut published: serde_json::Value = serde_json::from_str(&published).unwrap();
    // Nothing is said of any answer.
    for item in published.get_mut("paths").unwrap().as_object_mut().unwrap().values_mut() {
        for operation in item.as_object_mut().unwrap().values_mut() {
            let responses = operation.get_mut("responses").and_then(serde_json::Value::as_object_mut);
            for response in responses.into_iter().flat_map(|responses| responses.values_mut()) {
                response.as_object_mut().unwrap().remove("description");
            }
        }
    }
    std::fs::write(project.path().join("published.json"), published.to_string()).unwrap();
    let ended = run(XTASK, project.path(), &["update", "--from", "published.json"]);
    assert!(ended.refusals().len() >= 10, "{}", ended.stderr);
    let config = std::fs::read_to_string(spec.join("generator.toml")).unwrap();
    std::fs::write(spec.join("generator.toml"), config.replace("strict = true", "strict = false")).unwrap();
    let ended = run(XTASK, project.path(), &["update", "--from", "published.json"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("10 of 10 operations, "), "{}", ended.stdout);
    // What is kept is what upstream publishes; it is mended whenever it is read.
    let ended = run(XTASK, project.path(), &["generate", "--check"]);
    assert_eq!(ended.status, 0, "{}{}", ended.stdout, ended.stderr);
}
