//! Documents of many files.

use std::fs;
use std::path::Path;
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::open;
use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Result};
use crate::document::Document;

/// The document of these tests, with an address.
fn document() -> Value {
    let mut document = super::document();
    document["servers"] = json!([{ "url": "https://api.example.com" }]);
    document
}

/// A folder with a document whose answer is a schema in a file, and with other files.
fn folder(reference: &str, files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut main = document();
    main["components"]["schemas"]["Thing"] = json!({ "$ref": reference });
    write(folder.path(), "spec.json", &main.to_string());
    for (name, text) in files {
        write(folder.path(), name, text);
    }
    folder
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn opened(folder: &TempDir) -> Result<Document> {
    open(&folder.path().join("spec.json"), None, &Selection::default())
}

fn schemas(folder: &TempDir) -> Value {
    let document = opened(folder).unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(document.faults, []);
    document.json["components"]["schemas"].clone()
}

#[test]
fn what_stands_in_files_becomes_a_part_of_the_document() {
    let folder = folder(
        "schemas/thing.yaml",
        &[
            (
                "schemas/thing.yaml",
                "type: object\nproperties:\n  part: { $ref: 'parts.json#/Part' }\n  same: { $ref: '#' }\n",
            ),
            (
                "schemas/parts.json",
                r#"{"Part": {"type": "array", "items": {"$ref": "../spec.json#/components/schemas/Thing"}}}"#,
            ),
        ],
    );
    let thing = json!({ "$ref": "#/components/schemas/Thing" });
    assert_eq!(
        schemas(&folder),
        json!({
            "Thing": { "type": "object", "properties": { "part": { "$ref": "#/components/schemas/Part" }, "same": thing } },
            "Part": { "type": "array", "items": thing },
        })
    );
}

#[test]
fn names_that_are_taken_are_told_apart_by_their_file() {
    let folder = folder(
        "a.yaml",
        &[
            (
                "a.yaml",
                "type: object\nproperties:\n  x: { $ref: 'b.yaml#/Thing' }\n  y: { $ref: 'c.yaml' }\n",
            ),
            ("b.yaml", "Thing: { type: integer }\n"),
            ("c.yaml", "type: string\n"),
        ],
    );
    let found = schemas(&folder);
    let keys: Vec<&String> = found.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["Thing", "b.Thing", "c"]);
}

#[test]
fn paths_parameters_and_answers_may_stand_in_files() {
    let folder = tempfile::tempdir().unwrap();
    let mut main = document();
    main["paths"]["/things/{id}"] = json!({ "$ref": "paths/thing.yaml" });
    write(folder.path(), "spec.json", &main.to_string());
    write(
        folder.path(),
        "paths/thing.yaml",
        "
get:
  operationId: get-thing
  parameters: [{ $ref: '../common.yaml#/id' }]
  responses: { '200': { $ref: '../common.yaml#/answers/thing' } }
",
    );
    write(
        folder.path(),
        "common.yaml",
        "
id: { name: id, in: path, required: true, schema: { type: string } }
answers:
  thing:
    description: It.
    content: { application/json: { schema: { $ref: 'spec.json#/components/schemas/Thing' } } }
",
    );
    let opened = opened(&folder).unwrap();
    assert_eq!(opened.faults, []);
    assert_eq!(opened.openapi.operations().count(), 1);
    assert!(opened.json["components"]["parameters"].get("id").is_some());
    assert!(opened.json["components"]["responses"].get("thing").is_some());
}

#[test]
fn faults_name_the_file_that_they_are_in() {
    let folder = folder("a.yaml", &[("a.yaml", "type: object\nproperties: { x: { type: uuid } }\n")]);
    let document = opened(&folder).unwrap();
    let [fault] = document.faults.as_slice() else { panic!("{:?}", document.faults) };
    assert_eq!(fault.pointer, "a.yaml#/properties/x/type");
    let refusal = document.refusal(&document.faults, None);
    assert_eq!(Path::new(&refusal.file), folder.path().join("a.yaml"));
    assert_eq!(refusal.pointer, "/properties/x/type");
}

#[test]
fn the_hash_is_that_of_all_files() {
    let texts = ["type: string\n", "type: integer\n"];
    let hashes = texts.map(|text| opened(&folder("a.yaml", &[("a.yaml", text)])).unwrap().sha256);
    assert_ne!(hashes[0], hashes[1]);
}

#[track_caller]
fn refusal(folder: &TempDir, sentence: &str) -> Diagnostic {
    let begun = Instant::now();
    let refusal = opened(folder).unwrap_err();
    assert!(refusal.problem.contains(sentence), "{refusal}");
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
    refusal
}

#[test]
fn nothing_outside_of_the_folder_is_opened() {
    for reference in ["../a.yaml", "%2e%2e/a.yaml", "x/../../a.yaml", "/etc/a.yaml", "x\\..\\..\\a.yaml"] {
        let refusal = refusal(&folder(reference, &[]), "leads out of the document's folder");
        assert_eq!(refusal.pointer, "/components/schemas/Thing/$ref", "{reference}");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_out_of_the_folder_is_not_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    write(elsewhere.path(), "a.yaml", "type: string\n");
    let folder = folder("link.yaml", &[("inner/a.yaml", "$ref: '../folder/a.yaml'\n")]);
    std::os::unix::fs::symlink(elsewhere.path().join("a.yaml"), folder.path().join("link.yaml")).unwrap();
    refusal(&folder, "leads out of the document's folder");
    let other = self::folder("folder/a.yaml", &[]);
    std::os::unix::fs::symlink(elsewhere.path(), other.path().join("folder")).unwrap();
    refusal(&other, "leads out of the document's folder");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_opened() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = folder("pipe.yaml", &[]);
    let pipe = folder.path().join("pipe.yaml");
    rustix::fs::mkfifoat(rustix::fs::CWD, pipe.as_os_str().as_bytes(), rustix::fs::Mode::RWXU).unwrap();
    refusal(&folder, "it is no regular file");
}

#[test]
fn files_that_refer_to_each_other_and_never_to_a_schema_are_refused() {
    let files = [("a.yaml", "$ref: b.yaml\n"), ("b.yaml", "$ref: a.yaml\n")];
    refusal(&folder("a.yaml", &files), "comes back to itself");
    let mut main = document();
    main["paths"]["/things/{id}"] = json!({ "$ref": "a.yaml" });
    let folder = folder("a.yaml", &files);
    write(folder.path(), "spec.json", &main.to_string());
    refusal(&folder, "comes back to itself");
}

#[test]
fn a_file_that_is_not_there_and_one_without_the_place_are_named() {
    for (reference, files) in
        [("a.yaml", &[][..]), ("a.yaml#/X", &[("a.yaml", "Y: {}\n")]), ("a.yaml#X", &[("a.yaml", "Y: {}\n")])]
    {
        let document = opened(&folder(reference, files)).unwrap();
        let [fault] = document.faults.as_slice() else { panic!("{:?}", document.faults) };
        assert_eq!(fault.pointer, "/components/schemas/Thing/$ref");
        assert!(
            fault.problem().starts_with(&format!("`{reference}` leads to nothing")),
            "{}",
            fault.problem()
        );
        assert_eq!(fault.done(), "it is any value");
    }
    let broken = refusal(&folder("a.yaml", &[("a.yaml", "a: [1,\n")]), "not YAML");
    assert!(broken.file.ends_with("a.yaml"), "{broken}");
}

#[test]
fn a_thousand_files_are_too_many() {
    let folder = folder("0.json", &[]);
    for number in 0..1000 {
        let next =
            json!({ "type": "object", "properties": { "next": { "$ref": format!("{}.json", number + 1) } } });
        write(folder.path(), &format!("{number}.json"), &next.to_string());
    }
    refusal(&folder, "more than 500 files");
}

#[test]
fn all_files_together_may_hold_no_more_than_one_may() {
    let folder = folder("0.json", &[]);
    let many = format!("[{}0]", "0,".repeat(300_000));
    for number in 0..5 {
        let text =
            format!(r#"{{"properties": {{"next": {{"$ref": "{}.json"}}}}, "default": {many}}}"#, number + 1);
        write(folder.path(), &format!("{number}.json"), &text);
    }
    refusal(&folder, "hold more than 1000000 values together");
}

#[test]
fn an_identifier_that_looks_like_a_file_is_no_file() {
    let folder = folder("thing.json", &[]);
    let mut main = document();
    main["openapi"] = json!("3.1.0");
    main["components"]["schemas"]["Thing"] = json!({ "$ref": "other.json" });
    main["components"]["schemas"]["Other"] = json!({ "$id": "other.json", "type": "string" });
    write(folder.path(), "spec.json", &main.to_string());
    assert_eq!(schemas(&folder)["Thing"], json!({ "$ref": "#/components/schemas/Other" }));
}

#[test]
fn a_path_item_in_a_file_that_is_not_there_is_ignored() {
    let folder = folder("a.yaml", &[("a.yaml", "type: object\n")]);
    let mut main = document();
    main["paths"]["/other"] = json!({ "$ref": "gone.yaml" });
    write(folder.path(), "spec.json", &main.to_string());
    let document = opened(&folder).unwrap();
    let [fault] = document.faults.as_slice() else { panic!("{:?}", document.faults) };
    assert_eq!(fault.pointer, "/paths/~1other/$ref");
    assert!(fault.problem().contains("`gone.yaml` leads to nothing"), "{}", fault.problem());
}

#[test]
fn an_anchor_in_a_file_is_found() {
    let text = "x: { $anchor: Inner, type: object, properties: { same: { $ref: '#Inner' } } }\n";
    let folder = folder("a.yaml#Inner", &[("a.yaml", text)]);
    let mut main = document();
    main["openapi"] = json!("3.1.0");
    main["components"]["schemas"]["Thing"] = json!({ "$ref": "a.yaml#Inner" });
    write(folder.path(), "spec.json", &main.to_string());
    let same = json!({ "$ref": "#/components/schemas/Thing" });
    assert_eq!(schemas(&folder)["Thing"], json!({ "type": "object", "properties": { "same": same } }));
}

#[test]
fn a_file_is_read_where_openapi_has_no_reference() {
    let operation = "operationId: get-thing\nparameters: { $ref: lists.yaml#/all }\n\
        responses: { '200': { $ref: 'answers/it.yaml' } }\n";
    let all = "all: [{ name: id, in: path, required: true, schema: { type: string } }]\n";
    let files = [
        ("paths.yaml", "/things/{id}: { get: { $ref: parts/get.yaml } }\n"),
        ("parts/get.yaml", operation),
        ("parts/lists.yaml", all),
        (
            "parts/answers/it.yaml",
            "{ description: It., content: { text/plain: { schema: { $ref: '../../text.yaml' } } } }",
        ),
        ("text.yaml", "type: string\n"),
        ("components.yaml", "schemas: { Thing: { type: object } }\n"),
        ("servers.yaml", "[{ url: 'https://example.com' }]\n"),
    ];
    let folder = folder("text.yaml", &files);
    let mut main = document();
    for (field, file) in
        [("paths", "paths.yaml"), ("components", "components.yaml"), ("servers", "servers.yaml")]
    {
        main[field] = json!({ "$ref": file });
    }
    write(folder.path(), "spec.json", &main.to_string());
    let document = opened(&folder).unwrap();
    let found: Vec<&str> = document.faults.iter().map(|fault| fault.pointer.as_str()).collect();
    let expected = [
        "/components/$ref",
        "/paths/$ref",
        "/servers/$ref",
        "parts/get.yaml#/parameters/$ref",
        "paths.yaml#/~1things~1{id}/get/$ref",
    ];
    assert_eq!(found, expected, "{:?}", document.faults);
    assert_eq!(document.openapi.operations().count(), 1);
    let answer = &document.json["paths"]["/things/{id}"]["get"]["responses"]["200"];
    assert_eq!(answer, &json!({ "$ref": "#/components/responses/it" }));
    assert_eq!(document.json["components"]["schemas"]["text"], json!({ "type": "string" }));
}

#[test]
fn a_file_that_is_read_in_its_own_place_is_refused() {
    let folder = folder("a.yaml", &[("a.yaml", "type: object\n"), ("paths.yaml", "$ref: paths.yaml\n")]);
    let mut main = document();
    main["paths"] = json!({ "$ref": "paths.yaml" });
    write(folder.path(), "spec.json", &main.to_string());
    let refusal = refusal(&folder, "comes back to itself");
    assert!(refusal.file.ends_with("paths.yaml") && refusal.pointer == "/$ref", "{refusal}");
}

#[test]
fn a_circle_of_files_is_told_by_places_in_them() {
    let files = [("a.yaml", "$ref: b.yaml\n"), ("b.yaml", "$ref: a.yaml\n")];
    let refusal = refusal(&folder("a.yaml", &files), "a.yaml#/$ref → b.yaml#/$ref → a.yaml#/$ref");
    assert!(refusal.file.ends_with("a.yaml") && refusal.pointer == "/$ref", "{refusal}");
}

#[test]
fn a_reference_that_is_empty_or_a_name_is_no_reference_to_another_document() {
    for reference in ["", "Gone", "Gone Thing"] {
        let document = opened(&folder(reference, &[])).unwrap();
        assert_eq!(document.faults.len(), 1, "{:?}", document.faults);
    }
}
