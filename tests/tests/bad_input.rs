//! Bad input gets one message with the file, the place and the remedy, and exit status 2. Nothing is written.
//!
//! Each folder in `fixtures/err` is a case: the input files, and `expected.txt`. Its first line is the beginning of the
//! message, `file#pointer`. Each other line is a part of the message, or of the remedy if it begins with `help: `. Where
//! there is a `mended.txt`, the fault is a slip that is an error with `--strict` alone; its lines are what the report says
//! otherwise.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::{Ended, Room, copy, copy_of_spec, project, run, tree};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// The limits for a refusal: seconds of processor time, and bytes of memory.
const SECONDS: u32 = 2;
const MEMORY: u64 = 500 << 20;

/// Runs the generator on the input in the folder of a room, within the limits.
fn generate(room: &Room) -> Ended {
    generate_with(room, &[])
}

/// The same, with further arguments.
fn generate_with(room: &Room, arguments: &[&'static str]) -> Ended {
    let folder = room.folder();
    let mut arguments = [&["generate", "--out", "out"], arguments].concat();
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
    let (ended, peak) = room.run_within(XTASK, &arguments, SECONDS);
    assert!(peak < MEMORY, "{}: {peak} bytes", folder.display());
    ended
}

/// The folders of the cases.
fn cases() -> Vec<PathBuf> {
    let folders = std::fs::read_dir(project().join("tests/fixtures/err")).unwrap();
    let cases: Vec<PathBuf> = folders.map(|case| case.unwrap().path()).collect();
    assert!(cases.len() >= 100, "only {} cases were found", cases.len());
    cases
}

/// A room with the input of a case, and with a crate that exists already and must not change.
fn room_of(case: &Path) -> Room {
    let room = Room::new();
    copy(case, &room.folder());
    copy(&project().join("generated"), &room.folder().join("out"));
    room
}

#[test]
fn each_case_gets_its_message_and_leaves_no_trace() {
    for case in cases() {
        let room = room_of(&case);
        let before = room.everything();
        let is_mended = case.join("mended.txt").exists();
        // A tolerated slip is an error if everything is to be right; everything else is one always.
        for arguments in [&["--strict"][..], &[]].into_iter().take(if is_mended { 1 } else { 2 }) {
            let ended = generate_with(&room, arguments);
            check_refusal(&case, &ended);
            assert!(room.everything() == before, "{} left a trace", case.display());
        }
    }
}

/// Checks that the first message is the one of the case. Each is one line and its remedy another, whatever the document
/// contains.
fn check_refusal(case: &Path, ended: &Ended) {
    let name = case.display();
    let refusals = ended.refusals();
    assert_eq!(ended.stderr.trim_end().lines().count(), 2 * refusals.len(), "{name}: {}", ended.stderr);
    let (place, problem, remedy) = &refusals[0];
    let expected = std::fs::read_to_string(case.join("expected.txt")).unwrap();
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
}

#[test]
fn a_slip_is_mended_unless_everything_is_to_be_right() {
    let mut count = 0;
    for case in cases() {
        let Ok(mended) = std::fs::read_to_string(case.join("mended.txt")) else { continue };
        let room = Room::new();
        copy(&case, &room.folder());
        let ended = generate(&room);
        assert_eq!(ended.status, 0, "{}: {}", case.display(), ended.stderr);
        for line in mended.lines() {
            assert!(ended.stdout.contains(line), "{}: no {line:?} in {}", case.display(), ended.stdout);
        }
        let summary = format!("{} mended, 0 operations left out", counted(mended.lines().count(), "fault"));
        assert!(ended.stdout.contains(&summary), "{}: no {summary:?} in {}", case.display(), ended.stdout);
        count += 1;
    }
    assert!(count >= 20, "only {count} cases are slips");
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Documents that are large or become large. They are made here, because they are too large for the repository.
#[test]
fn documents_without_end_are_refused_within_the_limits() {
    let nested = |schema: &str, times: usize, last: &str| -> String {
        let components: Vec<String> = (0..times)
            .map(|at| {
                format!(
                    "\"S{at}\": {}",
                    schema.replace('^', &format!("{{\"$ref\": \"#/components/schemas/S{}\"}}", at + 1))
                )
            })
            .collect();
        document(&format!("{}, \"S{times}\": {last}", components.join(", ")))
    };
    let cases = [
        ("nested arrays", "[".repeat(200_000), "more than 100 levels"),
        ("nested objects", "{\"a\":".repeat(200_000), "more than 100 levels"),
        ("many values", format!("[{}0]", "0,".repeat(1_100_000)), "more than 1000000 values"),
        (
            "deep values",
            format!("{}{}0{}", "[".repeat(90), "0,".repeat(200_000), "]".repeat(90)),
            "too many values too deep",
        ),
        (
            "a chain of references",
            nested("^", 20_000, "{}"),
            "more than 3000 schemas are nested in each other",
        ),
        ("a chain of objects", nested(r#"{"properties": {"a": ^}}"#, 20_000, "{}"), "more than 3000 schemas"),
        (
            "a chain of lists",
            nested(r#"{"type": "array", "items": ^}"#, 60, "{}"),
            "more than 50 lists and maps",
        ),
        (
            "a chain of maps",
            nested(r#"{"additionalProperties": ^}"#, 60, "{}"),
            "more than 50 lists and maps",
        ),
        (
            "a chain of unions",
            nested(r#"{"oneOf": [^, {"type": "string"}]}"#, 20_000, "{}"),
            "more than 3000 schemas",
        ),
        ("parameters", parameters(5_000), "more than 500 parameters"),
    ];
    for (name, text, sentence) in cases {
        let room = Room::new();
        std::fs::write(room.folder().join("openapi.json"), text).unwrap();
        let before = room.everything();
        let ended = generate(&room);
        // The first says why, where nothing is left.
        let (place, problem, _) = ended.refusals().remove(0);
        assert!(
            place.starts_with("openapi.json#/") && problem.contains(sentence),
            "{name}: {}",
            ended.stderr
        );
        assert!(room.everything() == before, "{name} left a trace");
    }
}

#[test]
fn unions_that_multiply_each_other_become_any_value_within_the_limits() {
    let room = Room::new();
    let unions = format!("[{}]", vec![union(8); 12].join(", "));
    let text = document(&format!("\"S0\": {{\"allOf\": {unions}}}"));
    std::fs::write(room.folder().join("openapi.json"), text).unwrap();
    let ended = generate(&room);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("too many combinations: it is any value"), "{}", ended.stdout);
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let room = Room::new();
    let file = std::fs::File::create(room.folder().join("openapi.json")).unwrap();
    // A sparse file: it takes no space on the disk.
    file.set_len(10 << 30).unwrap();
    assert!(generate(&room).refusal().1.contains("larger than 64 MiB"));
}

/// A union of objects.
fn union(variants: usize) -> String {
    let object = |at| format!("{{\"type\": \"object\", \"properties\": {{\"k{at}\": {{}}}}}}");
    format!("{{\"oneOf\": [{}]}}", (0..variants).map(object).collect::<Vec<_>>().join(", "))
}

/// A document whose one operation returns the schema `S0`.
fn document(schemas: &str) -> String {
    let content = r##"{"application/json": {"schema": {"$ref": "#/components/schemas/S0"}}}"##;
    format!(
        r#"{{"openapi": "3.0.3", "info": {{"title": "T", "version": "1"}}, "servers": [{{"url": "https://example.com"}}],
        "paths": {{"/a": {{"get": {{"responses": {{"200": {{"description": "ok", "content": {content}}}}}}}}}}},
        "components": {{"schemas": {{{schemas}}}}}}}"#
    )
}

/// A document whose one operation has this number of parameters.
fn parameters(count: usize) -> String {
    let parameter = |at| format!("{{\"name\": \"p{at}\", \"in\": \"query\", \"schema\": {{}}}}");
    let all = (0..count).map(parameter).collect::<Vec<_>>().join(", ");
    document("\"S0\": {}").replace("\"responses\"", &format!("\"parameters\": [{all}], \"responses\""))
}

/// No file that a document refers to is opened, and no connection is made.
#[cfg(unix)]
#[test]
fn what_a_document_refers_to_is_neither_opened_nor_called() {
    use std::os::unix::ffi::OsStrExt as _;
    let room = Room::new();
    let folder = room.folder();
    // Opening a pipe for reading would block until somebody writes to it.
    let pipe = folder.join("pipe");
    rustix::fs::mkfifoat(rustix::fs::CWD, pipe.as_os_str().as_bytes(), rustix::fs::Mode::RWXU).unwrap();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let targets = [
        format!("http://{address}/a.json#/A"),
        format!("//{address}/a.json"),
        format!("file://{}", pipe.display()),
        pipe.display().to_string(),
        "pipe#/A".to_owned(),
    ];
    for target in &targets {
        let reference = format!("{{\"$ref\": \"{target}\"}}");
        let mapping = format!(
            r#"{{"oneOf": [{{}}], "discriminator": {{"propertyName": "k", "mapping": {{"a": "{target}"}}}}}}"#
        );
        for schema in [reference, mapping] {
            std::fs::write(folder.join("openapi.json"), document(&format!("\"S0\": {schema}"))).unwrap();
            let ended = generate_with(&room, &["--strict"]);
            assert!(ended.refusal().1.contains("which is never opened"), "{target}: {}", ended.stderr);
            let ended = generate(&room);
            // A mapping may name the file that a schema stood in before it was bundled.
            let is_tolerated = schema.contains("mapping") && target == "pipe#/A";
            if is_tolerated {
                assert!(ended.stdout.contains("the value is ignored"), "{target}: {}", ended.stderr);
            } else {
                assert!(ended.refusal().1.contains("which is never opened"), "{target}: {}", ended.stderr);
            }
        }
    }
    // In these places a reference is not refused, and not opened either.
    let text = document("\"S0\": {}").replace(
        "\"description\": \"ok\"",
        &format!(
            r#""description": "ok", "links": {{"l": {{"operationRef": "{0}"}}}}, "x-a": {{"$ref": "{0}"}}"#,
            targets[0]
        ),
    );
    std::fs::write(folder.join("openapi.json"), text).unwrap();
    let ended = room.run(XTASK, &["generate", "--spec", "openapi.json", "--out", "out"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
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
    assert!(ended.refusal().0.starts_with("spec/overlay.yaml#/actions/"), "{}", ended.stderr);
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
