//! Documents of many files that try to reach what is none of theirs, or to take all time and memory. Each is refused with
//! its message, within two seconds of processor time and 500 MiB, and nothing is written.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::{Ended, Room};
use serde_json::{Value, json};
use std::path::Path;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// The limits of a run: seconds of processor time, and bytes of memory.
const SECONDS: u32 = 2;
const MEMORY: u64 = 500 << 20;

/// A document whose one operation returns a schema.
fn document(schema: &Value) -> Value {
    json!({
        "openapi": "3.0.3",
        "info": { "title": "T", "version": "1" },
        "servers": [{ "url": "https://example.com" }],
        "paths": { "/a": { "get": { "responses": { "200": {
            "description": "ok", "content": { "application/json": { "schema": schema } } } } } } },
    })
}

fn reference(to: &str) -> Value {
    json!({ "$ref": to })
}

fn write(room: &Room, name: &str, text: impl AsRef<[u8]>) {
    let path = room.folder().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

/// Generates from a document, within the limits.
fn generate(room: &Room, document: &Value) -> Ended {
    write(room, "openapi.json", document.to_string());
    let arguments = ["generate", "--spec", "openapi.json", "--out", "out"];
    let (ended, peak) = room.run_within(XTASK, &arguments, SECONDS);
    assert!(peak < MEMORY, "{peak} bytes");
    ended
}

/// Checks that a document is refused with a message that names the file, and leaves no trace.
#[track_caller]
fn refused(room: &Room, document: &Value, sentence: &str) {
    write(room, "openapi.json", document.to_string());
    let before = room.everything();
    let ended = generate(room, document);
    let (place, problem, remedy) = ended.refusals().remove(0);
    assert!(problem.contains(sentence), "no {sentence:?} in {}", ended.stderr);
    assert!(place.contains(".json"), "{place}");
    assert!(!remedy.is_empty());
    assert!(room.everything() == before, "it left a trace");
}

/// A secret beside the folder of the document, and the path to it from there.
const OUTSIDE: &str = "secret.json";

fn with_a_secret() -> Room {
    let room = Room::new();
    write(&room, &format!("../{OUTSIDE}"), r#"{"type": "object", "title": "Secret"}"#);
    room
}

#[test]
fn references_out_of_the_folder_are_refused_however_they_are_spelled() {
    let room = with_a_secret();
    let absolute = room.folder().join("..").join(OUTSIDE).canonicalize().unwrap();
    for to in [
        "../secret.json",
        "./../secret.json",
        "inner/../../secret.json",
        "%2e%2e/secret.json",
        "%2E%2e%2Fsecret.json",
        ".%2e/secret.json",
        "..%2fsecret.json",
        "..\\secret.json",
        "..%5csecret.json",
        "inner/%2e%2e/%2e%2e/secret.json",
        absolute.to_str().unwrap(),
    ] {
        refused(&room, &document(&reference(to)), "leads out of the document's folder");
        // From another file, it is refused in the same way.
        write(
            &room,
            "inner/part.json",
            json!({ "properties": { "a": reference(&format!("../{to}")) } }).to_string(),
        );
        if !Path::new(to).is_absolute() {
            refused(&room, &document(&reference("inner/part.json")), "leads out of the document's folder");
        }
    }
}

#[test]
fn dots_that_are_escaped_twice_are_the_name_of_a_file_that_is_not_there() {
    let room = with_a_secret();
    for to in ["%252e%252e/secret.json", "%25%32%65%25%32%65/secret.json"] {
        let document = document(&reference(to));
        write(&room, "openapi.json", document.to_string());
        let ended = generate(&room, &document);
        assert_eq!(ended.status, 0, "{}", ended.stderr);
        assert!(ended.stdout.contains("leads to nothing"), "{}", ended.stdout);
        // The one outside the folder is not read.
        let is_secret = |content: &[u8]| String::from_utf8_lossy(content).contains("pub struct Secret {");
        assert!(!room.everything().values().any(|content| is_secret(content)));
    }
}

#[test]
fn addresses_are_refused_and_not_called() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let room = Room::new();
    for to in
        [format!("http://{address}/a.json"), format!("//{address}/a.json"), "file:///etc/a.json".to_owned()]
    {
        write(&room, "part.json", json!({ "properties": { "a": reference(&to) } }).to_string());
        refused(&room, &document(&reference("part.json")), "which is never opened");
    }
    assert_eq!(listener.accept().unwrap_err().kind(), std::io::ErrorKind::WouldBlock);
}

#[cfg(unix)]
#[test]
fn links_out_of_the_folder_and_links_of_themselves_are_refused() {
    use std::os::unix::fs::symlink;
    let room = with_a_secret();
    let folder = room.folder();
    let outside = folder.join("..").join(OUTSIDE);
    symlink(&outside, folder.join("absolute.json")).unwrap();
    symlink("../secret.json", folder.join("relative.json")).unwrap();
    symlink("relative.json", folder.join("twice.json")).unwrap();
    symlink("..", folder.join("above")).unwrap();
    symlink("/dev/zero", folder.join("zero.json")).unwrap();
    for to in ["absolute.json", "relative.json", "twice.json", "above/secret.json", "zero.json"] {
        refused(&room, &document(&reference(to)), "leads out of the document's folder");
    }
    symlink("itself.json", folder.join("itself.json")).unwrap();
    symlink("one.json", folder.join("other.json")).unwrap();
    symlink("other.json", folder.join("one.json")).unwrap();
    for to in ["itself.json", "one.json"] {
        refused(&room, &document(&reference(to)), "refers to a file that cannot be read");
    }
    // A link that stays within the folder is a file like others.
    write(&room, "inner/thing.json", r#"{"type": "object"}"#);
    symlink("inner/thing.json", folder.join("thing.json")).unwrap();
    assert_eq!(generate(&room, &document(&reference("thing.json"))).status, 0);
}

#[test]
fn files_that_lead_to_each_other_and_never_to_a_schema_are_refused() {
    let room = Room::new();
    write(&room, "a.json", reference("b.json").to_string());
    write(&room, "b.json", reference("c.json#/x").to_string());
    write(&room, "c.json", json!({ "x": reference("a.json") }).to_string());
    refused(&room, &document(&reference("a.json")), "comes back to itself");
    let mut main = document(&json!({}));
    main["paths"]["/b"] = reference("a.json");
    refused(&room, &main, "comes back to itself");
}

#[test]
fn schemas_of_files_that_hold_each_other_are_types() {
    let room = Room::new();
    let holding =
        |file: &str| json!({ "type": "object", "properties": { "next": reference(file) } }).to_string();
    write(&room, "a.json", holding("b.json"));
    write(&room, "b.json", holding("./a.json#"));
    let ended = generate(&room, &document(&reference("a.json")));
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("2 types"), "{}", ended.stdout);
}

#[test]
fn a_thousand_files_are_refused_in_a_row_and_side_by_side() {
    let room = Room::new();
    for number in 0..1000 {
        let next =
            json!({ "type": "object", "properties": { "next": reference(&format!("{}.json", number + 1)) } });
        write(&room, &format!("{number}.json"), next.to_string());
        write(&room, &format!("leaf{number}.json"), r#"{"type": "object"}"#);
    }
    refused(&room, &document(&reference("0.json")), "more than 500 files");
    let side_by_side: Vec<Value> = (0..1000).map(|number| reference(&format!("leaf{number}.json"))).collect();
    refused(&room, &document(&json!({ "oneOf": side_by_side })), "more than 500 files");
}

#[test]
fn all_files_together_are_as_large_as_one_may_be() {
    let room = Room::new();
    let file = std::fs::File::create(room.folder().join("large.json")).unwrap();
    // A sparse file: it takes no space on the disk.
    file.set_len(65 << 20).unwrap();
    refused(&room, &document(&reference("large.json#/a")), "larger than 64 MiB");
    // What nothing refers to counts as well.
    let many = format!("[{}0]", "0,".repeat(900_000));
    let parts: Vec<Value> = (0..30).map(|number| reference(&format!("{number}.json#/a"))).collect();
    for number in 0..30 {
        write(&room, &format!("{number}.json"), format!(r#"{{"a": {{}}, "b": {many}}}"#));
    }
    refused(&room, &document(&json!({ "oneOf": parts })), "hold more than 1000000 values together");
}

#[test]
fn a_text_that_many_references_lead_to_is_not_copied_without_end() {
    let room = Room::new();
    // Each level holds all that are below it.
    let levels = 80;
    let text = format!(
        "{}{{\"description\": \"{}\"}}{}",
        "{\"x\":".repeat(levels),
        "a".repeat(20 << 20),
        "}".repeat(levels)
    );
    write(&room, "deep.json", text);
    let parts: Vec<Value> =
        (0..levels).map(|level| reference(&format!("deep.json#{}", "/x".repeat(level)))).collect();
    refused(&room, &document(&json!({ "oneOf": parts })), "more than 64 MiB together");
}

#[test]
fn many_targets_of_one_name_are_told_apart_in_time() {
    let room = Room::new();
    let count = 7_000;
    let targets: serde_json::Map<String, Value> =
        (0..count).map(|number| (format!("k{number}"), json!({ "T": { "type": "string" } }))).collect();
    write(&room, "many.json", Value::Object(targets).to_string());
    let properties: serde_json::Map<String, Value> = (0..count)
        .map(|number| (format!("p{number}"), reference(&format!("many.json#/k{number}/T"))))
        .collect();
    let ended = generate(&room, &document(&json!({ "type": "object", "properties": properties })));
    assert_eq!(ended.status, 0, "{}", ended.stderr);
}
