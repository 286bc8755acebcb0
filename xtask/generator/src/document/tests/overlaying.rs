//! Tests of overlays.

use std::path::Path;

use serde_json::{Value, json};

use super::super::load;
use super::super::overlay::apply_value;
use super::check;
use super::open;
use crate::config::Selection;
use crate::diagnostic::{Diagnostic, Result};

fn overlay(actions: &Value) -> Value {
    json!({ "overlay": "1.0.0", "info": { "title": "T", "version": "1" }, "actions": actions })
}

fn applied(mut document: Value, actions: &Value) -> Result<Value> {
    apply_value("overlay.yaml", &overlay(actions), &mut document)?;
    Ok(document)
}

#[track_caller]
fn refuse(overlay: &Value, pointer: &str, sentence: &str) -> Diagnostic {
    let mut document = json!({ "a": { "b": 1, "c": [1, 2] }, "d": [{ "e": 1 }] });
    let diagnostic = apply_value("overlay.yaml", overlay, &mut document).unwrap_err();
    check(&diagnostic, pointer, sentence);
    diagnostic
}

#[test]
fn objects_merge_all_the_way_down() {
    let document = json!({ "a": { "b": { "c": 1, "d": 2 }, "e": [1] } });
    let update = json!({ "b": { "d": 3, "f": { "g": 4 } }, "e": [2] });
    assert_eq!(
        applied(document, &json!([{ "target": "$.a", "update": update }])).unwrap(),
        json!({ "a": { "b": { "c": 1, "d": 3, "f": { "g": 4 } }, "e": [1, 2] } })
    );
}

#[test]
fn the_whole_document_can_be_updated() {
    let update = json!([{ "target": "$", "update": { "info": { "x-a": 1 } } }]);
    assert_eq!(applied(json!({ "info": {} }), &update).unwrap(), json!({ "info": { "x-a": 1 } }));
}

#[test]
fn an_entry_is_appended_to_an_array() {
    let actions = json!([{ "target": "$.a", "update": { "n": 2 } }, { "target": "$.a", "update": [3, 4] }]);
    assert_eq!(applied(json!({ "a": [1] }), &actions).unwrap(), json!({ "a": [1, { "n": 2 }, 3, 4] }));
}

#[test]
fn actions_apply_one_after_the_other() {
    let actions = json!([
        { "target": "$.servers", "remove": true },
        { "target": "$", "update": { "servers": [{ "url": "b" }] } },
    ]);
    assert_eq!(
        applied(json!({ "servers": [{ "url": "a" }] }), &actions).unwrap(),
        json!({ "servers": [{ "url": "b" }] })
    );
}

#[test]
fn several_entries_of_one_array_are_removed_at_once() {
    let document = json!({ "p": [{ "n": "x" }, { "n": "y" }, { "n": "x" }, { "n": "z" }, { "n": "x" }] });
    let actions = json!([{ "target": "$.p[?@.n == 'x']", "remove": true }]);
    assert_eq!(applied(document, &actions).unwrap(), json!({ "p": [{ "n": "y" }, { "n": "z" }] }));
}

#[test]
fn more_than_ten_entries_are_removed_from_the_back() {
    let document = json!({ "p": (0..25).collect::<Vec<_>>() });
    let actions = json!([{ "target": "$.p[?@ >= 3]", "remove": true }]);
    assert_eq!(applied(document, &actions).unwrap(), json!({ "p": [0, 1, 2] }));
}

#[test]
fn nodes_within_each_other_are_removed_together() {
    let document = json!({ "a": { "x": { "x": 1 } }, "x": { "y": 2 } });
    assert_eq!(
        applied(document, &json!([{ "target": "$..x", "remove": true }])).unwrap(),
        json!({ "a": {} })
    );
}

#[test]
fn a_node_selected_twice_is_changed_once() {
    let actions = json!([{ "target": "$['a', 'a']", "update": 2 }]);
    assert_eq!(applied(json!({ "a": [1] }), &actions).unwrap(), json!({ "a": [1, 2] }));
}

#[test]
fn removing_goes_before_updating() {
    let actions = json!([{ "target": "$.a", "update": { "b": 1 }, "remove": true }]);
    assert_eq!(applied(json!({ "a": {}, "c": 1 }), &actions).unwrap(), json!({ "c": 1 }));
}

#[test]
fn a_target_that_selects_nothing_is_refused() {
    let actions = json!([{ "target": "$.a", "update": {} }, { "target": "$.z", "remove": true }]);
    let diagnostic = refuse(&overlay(&actions), "/actions/1", "the target `$.z` selects nothing");
    assert_eq!(diagnostic.file, "overlay.yaml");
}

#[test]
fn a_target_that_is_no_path_is_refused() {
    refuse(
        &overlay(&json!([{ "target": "$.a[", "remove": true }])),
        "/actions/0/target",
        "is not a JSONPath",
    );
}

#[test]
fn an_action_that_does_nothing_is_refused() {
    for action in [json!({ "target": "$.a" }), json!({ "target": "$.a", "remove": false })] {
        refuse(&overlay(&json!([action])), "/actions/0", "changes nothing");
    }
}

#[test]
fn an_update_that_does_not_fit_is_refused() {
    let update = |target: &str, update: Value| overlay(&json!([{ "target": target, "update": update }]));
    refuse(&update("$.a.b", json!(2)), "/actions/0/target", "selects a number at /a/b");
    refuse(&update("$.a", json!(1)), "/actions/0/update", "a number cannot be merged into an object at /a");
    refuse(
        &update("$.a", json!({ "c": {} })),
        "/actions/0/update",
        "an object cannot be merged into an array at /a/c",
    );
    refuse(&update("$.*", json!({ "e": 1 })), "/actions/0/target", "both objects and arrays");
}

#[test]
fn the_whole_document_cannot_be_removed() {
    refuse(&overlay(&json!([{ "target": "$", "remove": true }])), "/actions/0", "whole document");
}

#[test]
fn unknown_keys_are_refused_with_what_was_meant_and_extensions_are_not() {
    let diagnostic = refuse(
        &overlay(&json!([{ "target": "$.a", "updte": {} }])),
        "/actions/0/updte",
        "unknown key `updte`",
    );
    assert!(diagnostic.remedy.contains("did you mean `update`?"), "{diagnostic}");
    let mut root = overlay(&json!([{ "target": "$.a", "update": {}, "x-why": 1 }]));
    root["x-more"] = json!(1);
    apply_value("overlay.yaml", &root, &mut json!({ "a": {} })).unwrap();
    root["action"] = json!(1);
    refuse(&root, "/action", "unknown key `action`");
}

#[test]
fn what_is_no_overlay_is_refused() {
    let mut other = overlay(&json!([{ "target": "$.a", "update": {} }]));
    other["overlay"] = json!("1.2.0");
    refuse(&other, "/overlay", "version 1.2.0");
    refuse(&json!([]), "", "an array is not an overlay");
    refuse(
        &json!({ "overlay": "1.0.0", "info": { "title": "", "version": "" } }),
        "/actions",
        "no list of actions",
    );
    refuse(&json!({ "overlay": "1.0.0", "actions": [] }), "/info", "no `info` object");
    refuse(&overlay(&json!(["x"])), "/actions/0", "must be an object");
}

#[test]
fn our_overlay_corrects_what_it_says_it_corrects() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().join("spec");
    let (spec, overlay) = (root.join("openapi.json"), root.join("overlay.yaml"));
    let before = load(&spec).unwrap().json;
    let after = open(&spec, Some(&overlay), &Selection::default()).unwrap().json;
    let count =
        |document: &Value, path: &str| serde_json_path::JsonPath::parse(path).unwrap().query(document).len();
    let end = "$..[?@.properties.type.enum[0] == 'end']";
    let limited = "$..[?@.properties.type.enum[0] == 'rate' || @.properties.type.enum[0] == 'model'].properties.outputs";
    let code = "$.paths.*.*.responses['400']..errors.items.properties.code";
    for (path, was, is) in [
        (format!("{end}.required[?@ == 'outputs']"), 10, 0),
        (format!("{end}.required[?@ == 'type']"), 10, 10),
        (format!("{limited}.required[?@ == 'fallback']"), 20, 0),
        (format!("{limited}.required[?@ == 'success']"), 20, 20),
        (code.to_owned(), 0, 10),
        ("$..[?@.properties.type.enum[0] == 'start'].required[?@ == 'outputs']".to_owned(), 10, 10),
        (
            "$..[?@.properties.type.enum[0] == 'conditional'].properties.outputs.required[*]".to_owned(),
            20,
            20,
        ),
    ] {
        assert_eq!((count(&before, &path), count(&after, &path)), (was, is), "{path}");
    }
}

/// An overlay of version 1.1.
fn later(actions: &Value) -> Value {
    json!({ "overlay": "1.1.0", "info": { "title": "T", "version": "1", "description": "D" }, "actions": actions })
}

#[test]
fn version_1_1_updates_plain_values() {
    let mut document = json!({ "a": { "b": 1, "c": "x", "d": [1, 2] } });
    let actions =
        json!([{ "target": "$.a['b', 'c']", "update": "y" }, { "target": "$.a.d[0]", "update": null }]);
    apply_value("overlay.yaml", &later(&actions), &mut document).unwrap();
    assert_eq!(document, json!({ "a": { "b": "y", "c": "y", "d": [null, 2] } }));
    refuse(&overlay(&actions), "/actions/0/target", "the target selects");
    refuse(
        &later(&json!([{ "target": "$.a.b", "update": {} }])),
        "/actions/0/target",
        "the target selects a number",
    );
}

#[test]
fn version_1_1_copies_one_value_to_all_targets() {
    let mut document =
        json!({ "from": { "x": { "y": 1 }, "list": [1] }, "to": { "a": { "x": { "z": 2 } }, "b": {} } });
    let actions = json!([
        { "target": "$.to.*", "copy": "$.from" },
        { "target": "$.from", "remove": true },
    ]);
    apply_value("overlay.yaml", &later(&actions), &mut document).unwrap();
    let b = json!({ "x": { "y": 1 }, "list": [1] });
    assert_eq!(document, json!({ "to": { "a": { "x": { "y": 1, "z": 2 }, "list": [1] }, "b": b } }));
}

#[test]
fn what_version_1_1_does_not_allow_is_refused() {
    for (action, pointer, sentence) in [
        (json!({ "target": "$.a", "copy": "$.z" }), "/actions/0/copy", "`$.z` selects 0 places"),
        (json!({ "target": "$.a", "copy": "$.a.c[*]" }), "/actions/0/copy", "selects 2 places"),
        (json!({ "target": "$.a", "copy": 1 }), "/actions/0/copy", "must be a string"),
        (json!({ "target": "$.a", "copy": "$.a", "update": {} }), "/actions/0", "both `update` and `copy`"),
    ] {
        refuse(&later(&json!([action])), pointer, sentence);
    }
    refuse(&overlay(&json!([{ "target": "$.a", "copy": "$.d" }])), "/actions/0/copy", "unknown key `copy`");
}
