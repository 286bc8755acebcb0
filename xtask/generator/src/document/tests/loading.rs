//! Tests of reading files.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::super::{Source, load, parse};
use super::open;
use super::{check, document, refuse, with};
use crate::config::Selection;
use crate::diagnostic::Diagnostic;

#[track_caller]
fn refuse_json(text: impl AsRef<[u8]>, pointer: &str, sentence: &str) -> Diagnostic {
    let diagnostic = parse("spec.json", text.as_ref()).unwrap_err();
    check(&diagnostic, pointer, sentence);
    diagnostic
}

#[track_caller]
fn refuse_yaml(text: impl AsRef<[u8]>, pointer: &str, sentence: &str) -> Diagnostic {
    let diagnostic = parse("spec.yaml", text.as_ref()).unwrap_err();
    check(&diagnostic, pointer, sentence);
    diagnostic
}

#[test]
fn json_and_yaml_say_the_same() {
    let json = parse("a.json", br#"{"a": [1, -2, 2.5, true, null, "no"], "b": {"200": "x"}}"#).unwrap();
    let yaml = parse("a.yaml", b"b:\n  200: x\na: [1, -2, 2.5, true, null, no]\n").unwrap();
    assert_eq!(json, yaml);
}

#[test]
fn without_an_extension_the_first_character_decides() {
    assert_eq!(parse("spec", b" {\"a\": 1}").unwrap(), json!({ "a": 1 }));
    assert_eq!(parse("spec", b"a: 1").unwrap(), json!({ "a": 1 }));
}

#[test]
fn keys_come_in_order_whatever_the_order_of_the_file() {
    let value = parse("a.json", br#"{"b": {"d": 1, "c": 2}, "a": 3}"#).unwrap();
    assert_eq!(value.to_string(), r#"{"a":3,"b":{"c":2,"d":1}}"#);
}

#[test]
fn what_is_not_json_is_said_with_its_line_and_place() {
    let diagnostic = refuse_json("{\"a\": [1,\n 2 3]}", "/a/2", "not JSON at line 2, column 4");
    assert_eq!(diagnostic.file, "spec.json");
    refuse_json("{} {}", "", "trailing characters");
    refuse_json("", "", "empty");
    refuse_json("nonsense", "", "not JSON");
}

#[test]
fn json_that_is_cut_off_is_said_to_be() {
    refuse_json("{\"paths\": {\"/a\": {", "/paths/~1a", "ends too early");
}

/// Reads a file, with the places and names of its faults.
fn faulty(file: &str, text: &str) -> (Value, Vec<(String, String)>) {
    let source = Source::of(file.to_owned(), text.as_bytes()).unwrap();
    let named = source.faults.iter().map(|found| (found.pointer.clone(), found.fault.name()));
    (source.json, named.collect())
}

#[test]
fn of_a_key_that_stands_twice_both_objects_or_the_later_value_are_kept() {
    let fault = |pointer: &str| vec![(pointer.to_owned(), "key-twice".to_owned())];
    let (value, faults) = faulty("a.json", r#"{"a": {"b": 1, "c": 2, "b": 3}}"#);
    assert_eq!((value, faults), (json!({ "a": { "b": 3, "c": 2 } }), fault("/a/b")));
    let (value, faults) = faulty("a.yaml", "/a:\n  get: {x: 1, y: [1]}\n/a:\n  put: {}\n  get: {y: [2]}\n");
    let both = json!({ "/a": { "get": { "x": 1, "y": [2] }, "put": {} } });
    assert_eq!((value, faults), (both, fault("/~1a")));
}

#[test]
fn a_byte_order_mark_is_skipped() {
    let (value, faults) = faulty("a.json", "\u{feff}{}");
    assert_eq!((value, faults), (json!({}), vec![(String::new(), "byte-order-mark".to_owned())]));
}

#[test]
fn integers_over_64_bits_are_kept_as_the_nearest_number() {
    for (file, text, pointer, value) in [
        ("a.json", r#"{"a": [0, 18446744073709551616]}"#, "/a/1", 18_446_744_073_709_551_616.0),
        ("a.json", r#"{"a": -9223372036854775809}"#, "/a", -9_223_372_036_854_775_809.0),
        ("a.yaml", "a: 18446744073709551616\n", "/a", 18_446_744_073_709_551_616.0),
    ] {
        let (read, faults) = faulty(file, text);
        assert_eq!(read.pointer(pointer), Some(&json!(value)));
        assert_eq!(faults, [(pointer.to_owned(), "integer-too-large".to_owned())]);
    }
}

#[test]
fn numbers_that_are_none_in_json_are_refused_where_they_stand() {
    refuse_json(r#"{"a": {"b": 1e400}}"#, "/a/b", "number out of range");
    refuse_yaml("a: .nan\n", "/a", "non-finite");
    refuse_yaml("a: 1e400\n", "/a", "non-finite");
}

#[test]
fn large_numbers_that_can_be_kept_are_kept() {
    let text = r#"[18446744073709551615, -9223372036854775808, 1.5e300, 1e20, "18446744073709551616"]"#;
    let value = parse("a.json", text.as_bytes()).unwrap();
    assert_eq!(value, json!([u64::MAX, i64::MIN, 1.5e300, 1e20, "18446744073709551616"]));
}

#[test]
fn fractions_come_out_as_they_went_in() {
    for text in ["0.011269427669584647", "5e-324", "1.7976931348623157e308"] {
        assert_eq!(parse("a.json", text.as_bytes()).unwrap(), json!(text.parse::<f64>().unwrap()), "{text}");
    }
}

#[test]
fn text_that_is_not_utf_8_is_refused() {
    refuse_json(b"{\"a\":\n \"\xFF\"}", "", "byte 8 on line 2");
    refuse_yaml(b"\xFF\xFEa\0", "", "byte order mark (UTF-16)");
    refuse_json(r#"{"a": "\ud800"}"#, "/a", "not JSON");
    refuse_json(r#"{"a": "\udc00x"}"#, "/a", "not JSON");
}

#[test]
fn nesting_without_end_is_refused() {
    let open = "[".repeat(200_000);
    let diagnostic = refuse_json(&open, &"/0".repeat(101), "more than 100 levels");
    assert!(diagnostic.remedy.contains("components"));
    assert!(parse("spec.yaml", open.as_bytes()).is_err());
    let nested = (0..20_000).map(|level| format!("{}a:\n", " ".repeat(level))).collect::<String>();
    assert!(parse("spec.yaml", nested.as_bytes()).is_err());
}

#[test]
fn values_without_number_are_refused() {
    let begin = Instant::now();
    let text = format!("[{}0]", "0,".repeat(1_100_000));
    let diagnostic = parse("spec.json", text.as_bytes()).unwrap_err();
    assert!(diagnostic.problem.contains("more than 1000000 values"), "{diagnostic}");
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn many_values_deep_inside_each_other_are_refused() {
    let text = format!("{}{}0{}", "[".repeat(90), "0,".repeat(200_000), "]".repeat(90));
    let diagnostic = parse("spec.json", text.as_bytes()).unwrap_err();
    assert!(diagnostic.problem.contains("too many values too deep"), "{diagnostic}");
}

#[test]
fn aliases_that_multiply_are_refused_in_time() {
    let begin = Instant::now();
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..20 {
        let uses = vec![format!("*a{}", level - 1); 9].join(", ");
        bomb += &format!("a{level}: &a{level} [{uses}]\n");
    }
    let diagnostic = parse("spec.yaml", bomb.as_bytes()).unwrap_err();
    assert!(diagnostic.problem.contains("with its aliases expanded"), "{diagnostic}");
    assert!(begin.elapsed() < Duration::from_secs(10));
}

#[test]
fn an_alias_to_what_is_around_it_is_refused() {
    assert!(parse("spec.yaml", b"a: &a\n  b: *a\n").is_err());
}

#[test]
fn yaml_that_json_cannot_say_is_refused() {
    refuse_yaml("a: !thing 1\n", "/a", "not YAML that can be read as JSON");
    refuse_yaml("a: 1\n---\nb: 2\n", "", "not YAML that can be read as JSON");
    refuse_yaml("? [a]\n: 1\n", "", "not YAML that can be read as JSON");
    refuse_yaml("a: [1,\n", "/a/1", "line 1, column 4");
}

#[test]
fn many_comments_in_yaml_do_no_harm() {
    let text = format!("a:\n{}  b: 1\n", "  # why\n".repeat(200));
    assert_eq!(parse("spec.yaml", text.as_bytes()).unwrap(), json!({ "a": { "b": 1 } }));
}

#[test]
fn other_versions_are_named_before_anything_else_is_read() {
    refuse(&json!({ "swagger": "1.2", "paths": 1 }), "/swagger", "this is a Swagger 1.2 document");
    refuse(&with("/openapi", json!("3.3.0")), "/openapi", "OpenAPI 3.3 is not supported");
    refuse(&with("/openapi", json!(true)), "/openapi", "must be a string");
    refuse(&with("/openapi", json!("4.0.0")), "/openapi", "not supported");
    refuse(&with("/openapi", json!(null)), "", "has no `openapi` field");
    refuse(&json!([]), "", "an array is not an OpenAPI document");
}

#[test]
fn a_version_that_is_a_number_or_not_in_full_is_read_all_the_same() {
    for version in [json!(3.0), json!("3.0"), json!(3), json!(3.1), json!("3.2")] {
        refuse(&with("/openapi", version), "/openapi", "is not a version of OpenAPI");
    }
}

#[test]
fn a_file_is_opened_by_its_path_and_known_by_its_hash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("spec.json");
    fs::write(&path, document().to_string()).unwrap();
    let opened = open(&path, None, &Selection::default()).unwrap();
    assert_eq!(opened.file, path.to_string_lossy());
    assert_eq!(opened.sha256.len(), 64);
    fs::write(&path, "abc").unwrap();
    assert!(open(&path, None, &Selection::default()).unwrap_err().file.ends_with("spec.json"));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    for path in ["does/not/exist.json", "."] {
        let diagnostic = load(Path::new(path)).unwrap_err();
        check(&diagnostic, "", "cannot be read");
        assert_eq!(diagnostic.file, path);
    }
}

#[test]
fn the_hash_is_that_of_the_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.json");
    fs::write(&path, "{}").unwrap();
    let known = "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a";
    assert_eq!(load(&path).unwrap().sha256, known);
}
