//! Two documents, and what is said of the change between them.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::changes::{self, Expected};
use acceptance::command::{Ended, project, run, run_with};
use acceptance::reports::{self, rules_of};
use acceptance::upstream::whole;
use openapi_to_crate::compare::rules;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use tempfile::TempDir;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

/// Compares two documents with more arguments.
fn diff(old: &Value, new: &Value, more: &[&str]) -> Ended {
    reports::diff(XTASK, old, new, more)
}

fn report(old: &Value, new: &Value, more: &[&str]) -> Value {
    reports::report(XTASK, old, new, more)
}

fn said(old: &Value, new: &Value) -> Expected {
    let report = report(old, new, &[]);
    let verdict = |part: &str| report["verdict"][part].as_str().unwrap().to_owned();
    Expected { wire: verdict("wire"), source: verdict("source"), rules: rules_of(&report) }
}

/// What a change of the base document gives when all of the named changes come at once.
fn several(titles: &[&str]) -> Value {
    titles.iter().fold(changes::base(), |document, title| changes::named(title).apply(&document))
}

fn mixed() -> Value {
    several(&[
        "an operation is added",
        "request: a required parameter is added",
        "request: a bound is tightened",
        "request: a union gets a variant",
        "response: an enum gets a value",
        "response: a required property becomes optional",
        "response: text becomes a time",
        "a type is renamed",
    ])
}

#[test]
fn every_change_means_what_the_table_says_both_ways() {
    let base = changes::base();
    let all = changes::all();
    assert!(all.len() >= 40, "only {} changes", all.len());
    let titles: BTreeSet<&str> = all.iter().map(|change| change.title.as_str()).collect();
    assert_eq!(titles.len(), all.len(), "two changes have one title");
    let mut wrong = Vec::new();
    for change in &all {
        let changed = change.apply(&base);
        for (way, old, new, expected) in
            [("forward", &base, &changed, &change.forward), ("backward", &changed, &base, &change.backward)]
        {
            let said = said(old, new);
            if said != *expected {
                wrong
                    .push(format!("{} ({way}):\n  expected {expected:?}\n  but      {said:?}", change.title));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_is_met_by_a_change_of_the_table() {
    let all = changes::all();
    let met: BTreeSet<&str> = all
        .iter()
        .flat_map(|change| change.forward.rules.iter().chain(&change.backward.rules))
        .map(String::as_str)
        .collect();
    let known: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
    assert_eq!(met, known);
}

#[test]
fn what_breaks_requests_one_way_breaks_responses_the_other_way() {
    let thing = json!({
        "type": "object",
        "required": ["id", "size"],
        "properties": {
            "id": { "type": "string" }, "size": { "type": "number" }, "note": { "type": "string" },
            "tags": { "type": "array", "items": { "type": "string" } },
            "parts": { "type": "array", "items": { "$ref": "#/components/schemas/Thing" } }
        }
    });
    let document = |thing: &Value, body: &str, response: &str| {
        let schema = |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
        json!({
            "openapi": "3.0.3", "info": { "title": "Things", "version": "1" },
            "servers": [{ "url": "https://things.example" }],
            "paths": { "/things": { "post": {
                "operationId": "make",
                "requestBody": { "required": true, "content": schema(body) },
                "responses": { "200": { "description": "", "content": schema(response) } }
            } } },
            "components": { "schemas": { "Thing": thing, "Other": { "type": "object", "properties": { "x": { "type": "string" } } } } }
        })
    };
    let patches = [
        json!([{ "op": "add", "path": "/required/-", "value": "note" }]),
        json!([{ "op": "replace", "path": "/properties/size/type", "value": "integer" }]),
        json!([{ "op": "add", "path": "/properties/size/nullable", "value": true }]),
        json!([{ "op": "replace", "path": "/properties/tags/items/type", "value": "integer" }]),
        json!([{ "op": "remove", "path": "/properties/tags/items" }, { "op": "add", "path": "/properties/tags/items", "value": {} }]),
        json!([{ "op": "add", "path": "/properties/new", "value": { "type": "string" } }, { "op": "add", "path": "/required/-", "value": "new" }]),
    ];
    let mut breaking = 0;
    for patch in patches {
        let patch: json_patch::Patch = serde_json::from_value(patch).unwrap();
        let mut changed = thing.clone();
        json_patch::patch(&mut changed, &patch).unwrap();
        let wire = |old: &Value, new: &Value, body: &str, response: &str| {
            let said = said(&document(old, body, response), &document(new, body, response));
            assert!(said.rules.iter().any(|rule| rule.starts_with("re")), "{patch}: {said:?}");
            said.wire == "breaking"
        };
        for (old, new) in [(&thing, &changed), (&changed, &thing)] {
            let request = wire(old, new, "Thing", "Other");
            let response = wire(new, old, "Other", "Thing");
            assert_eq!(request, response, "{patch}");
            breaking += usize::from(request);
        }
    }
    assert!(breaking >= 6, "only {breaking} of them break anything");
}

#[test]
fn each_change_is_shown_as_text_as_json_and_as_markdown() {
    let (old, new) = (changes::base(), mixed());
    for format in ["text", "json", "markdown"] {
        let ended = diff(&old, &new, &["--format", format]);
        assert_eq!((ended.status, ended.stderr.as_str()), (0, ""));
        insta::with_settings!({ snapshot_suffix => format }, { insta::assert_snapshot!("mixed", ended.stdout) });
    }
}

#[test]
fn each_change_names_its_rule_its_level_its_operation_and_a_pointer_that_is_there() {
    let (old, new) = (changes::base(), mixed());
    let report = report(&old, &new, &[]);
    let changes = report["changes"].as_array().unwrap();
    assert!(changes.len() >= 8, "{report:#}");
    for change in changes {
        let known = rules::ALL.iter().any(|rule| change["rule"] == rule.id);
        assert!(known && ["breaking", "additive", "silent"].contains(&change["level"].as_str().unwrap()));
        for place in change["places"].as_array().unwrap() {
            let document = if place["document"] == "old" { &old } else { &new };
            let pointer = place["pointer"].as_str().unwrap();
            assert!(!pointer.is_empty() && document.pointer(pointer).is_some(), "{change:#}");
            assert!(place["operation"].is_string(), "{change:#}");
        }
    }
    let levels: Vec<&str> = changes.iter().map(|change| change["level"].as_str().unwrap()).collect();
    assert!(
        levels.is_sorted_by_key(|level| ["breaking", "additive", "silent"].iter().position(|l| l == level))
    );
}

#[test]
fn only_what_breaks_fails_and_only_where_that_is_asked_for() {
    let base = changes::base();
    let added = several(&["response: an enum gets a value"]);
    for (new, more, status) in [
        (mixed(), &[][..], 0),
        (mixed(), &["--fail-on", "breaking"], 1),
        (added, &["--fail-on", "breaking"], 0),
        (several(&["request: a bound is tightened"]), &["--fail-on", "breaking"], 1),
        (base.clone(), &["--fail-on", "breaking"], 0),
    ] {
        let ended = diff(&base, &new, more);
        assert_eq!((ended.status, ended.stderr.as_str()), (status, ""), "{}", ended.stdout);
    }
}

#[test]
fn bad_input_is_refused_and_named_whichever_document_it_is() {
    let good = changes::base();
    let mut foreign = good.clone();
    foreign["components"]["schemas"]["Keeper"]["properties"]["status"]["$ref"] =
        json!("../others.json#/components/schemas/Nobody");
    for (old, new, place) in [
        (&good, &foreign, "new.json#/components/schemas/Keeper/properties/status/$ref: "),
        (&foreign, &good, "old.json#/components/schemas/Keeper/properties/status/$ref: "),
        (&good, &json!({ "swagger": "2.0" }), "new.json"),
    ] {
        let ended = diff(old, new, &["--fail-on", "breaking"]);
        assert_eq!((ended.status, ended.stdout.as_str()), (2, ""), "{}", ended.stderr);
        assert!(ended.stderr.starts_with(&format!("error: {place}")), "{}", ended.stderr);
        assert!(ended.stderr.contains("\n  help: "), "{}", ended.stderr);
    }
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["diff"][..],
        &["diff", "a.json"],
        &["diff", "a.json", "b.json"],
        &["diff", "a", "b", "--format", "html"],
    ] {
        let ended = run(XTASK, folder.path(), arguments);
        assert_eq!(ended.status, 2, "{}", ended.stderr);
        assert!(!ended.stderr.contains("panicked"), "{}", ended.stderr);
    }
}

#[test]
fn colours_are_for_terminals_and_for_those_who_do_not_refuse_them() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("old.json"), changes::base().to_string()).unwrap();
    std::fs::write(folder.path().join("new.json"), mixed().to_string()).unwrap();
    for (variables, is_coloured) in [
        (&[][..], false),
        (&[("CLICOLOR_FORCE", "1")], true),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
    ] {
        let ended = run_with(XTASK, folder.path(), &["diff", "old.json", "new.json"], variables);
        assert_eq!(ended.stdout.contains('\u{1b}'), is_coloured, "{variables:?}: {}", ended.stdout);
    }
}

#[test]
fn what_a_document_says_does_nothing_to_a_terminal_or_to_markdown() {
    let old = changes::base();
    let mut new = old.clone();
    let hostile = "a`|<img src=x>\n\u{1b}[2J\u{202e}@everyone";
    new["components"]["schemas"]["Status"]["enum"].as_array_mut().unwrap().push(json!(hostile));
    for format in ["text", "markdown"] {
        let ended = diff(&old, &new, &["--format", format]);
        let line = ended.stdout.lines().find(|line| line.contains("@everyone")).unwrap();
        assert!(line.contains("<img src=x>\\n\\u{1b}[2J\\u{202e}@everyone`"), "{line}");
        assert!(!ended.stdout.contains(['\u{1b}', '\u{202e}']), "{}", ended.stdout);
        assert!(format == "text" || line.contains("`a'\\|<img"), "{line}");
    }
}

/// The project's own document.
fn own() -> Value {
    serde_json::from_slice(&std::fs::read(project().join("spec/openapi.json")).unwrap()).unwrap()
}

/// The arguments that name the project's own configuration and corrections.
fn own_names() -> Vec<String> {
    [("--config", "spec/generator.toml"), ("--overlay", "spec/overlay.yaml")]
        .iter()
        .flat_map(|(flag, file)| [(*flag).to_owned(), project().join(file).to_str().unwrap().to_owned()])
        .collect()
}

/// Adds a value to each list that is `oneOf` or `anyOf` over elements.
fn add_kind(value: &mut Value, kind: &Value) -> usize {
    match value {
        Value::Object(fields) => {
            let mut count = 0;
            for (name, value) in fields {
                match value {
                    Value::Array(variants) if name == "anyOf" || name == "oneOf" => {
                        variants.push(kind.clone());
                        count += 1;
                    }
                    other => count += add_kind(other, kind),
                }
            }
            count
        }
        Value::Array(items) => items.iter_mut().map(|item| add_kind(item, kind)).sum(),
        _ => 0,
    }
}

#[test]
fn a_new_kind_of_element_is_one_line_under_our_own_names() {
    let (old, mut new) = (own(), own());
    let kind = json!({
        "type": "object", "required": ["id", "type", "url"],
        "properties": { "id": { "type": "string" }, "type": { "type": "string", "enum": ["webhook"] }, "url": { "type": "string" } }
    });
    assert!(add_kind(&mut new, &kind) >= 10);
    let names = own_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let report = report(&old, &new, &names);
    assert_eq!(
        rules_of(&report),
        ["request-variant-added", "response-variant-added", "type-added"],
        "{report:#}"
    );
    assert_eq!(report["changes"].as_array().unwrap().len(), 3, "{report:#}");
    assert_eq!(report["verdict"], json!({ "wire": "compatible", "source": "minor", "step": "minor" }));
    let places = |rule: &str| {
        let changes = report["changes"].as_array().unwrap();
        let change = changes.iter().find(|change| change["rule"] == rule).unwrap();
        assert_eq!(change["message"], "`Element` has the new variant `webhook`");
        change["places"].as_array().unwrap().len()
    };
    assert_eq!(places("request-variant-added"), 2);
    assert!(places("response-variant-added") >= 5);
}

#[test]
fn an_operation_that_our_names_know_and_the_new_document_does_not_is_a_change_and_no_error() {
    let (old, mut new) = (own(), own());
    let path = "/accounts/{account_id}/ai-gateway/gateways/{gateway_id}/routes/{id}";
    assert!(new["paths"][path].as_object_mut().unwrap().remove("delete").is_some());
    let names = own_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (old, new, rule) in [(&old, &new, "operation-removed"), (&new, &old, "operation-added")] {
        let report = report(old, new, &names[..2]);
        assert_eq!(rules_of(&report), [rule], "{report:#}");
        let item = &report["changes"][0]["api"][0]["item"];
        assert_eq!(item, "DynamicRouting::delete");
    }
}

#[test]
fn a_copy_of_a_schema_that_goes_its_own_way_becomes_a_type_of_its_own_and_that_is_said() {
    let (old, mut new) = (own(), own());
    let pointer = "/paths/~1accounts~1{account_id}~1ai-gateway~1gateways~1{gateway_id}~1routes~1{id}/get/responses/200/content/application~1json/schema/properties/result/properties/deployment/properties";
    new.pointer_mut(pointer).unwrap()["region"] = json!({ "type": "string" });
    let names = own_names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let report = report(&old, &new, &names);
    let rules = rules_of(&report);
    for rule in ["response-property-added", "type-renamed"] {
        assert!(rules.iter().any(|other| other == rule), "{rules:?}");
    }
    assert_eq!(report["verdict"]["wire"], "compatible");
    assert_eq!(report["verdict"]["source"], "major");
}

#[test]
fn a_selection_that_names_nothing_in_either_document_is_an_error() {
    let folder = TempDir::new().unwrap();
    for name in ["old.json", "new.json"] {
        std::fs::write(folder.path().join(name), changes::base().to_string()).unwrap();
    }
    std::fs::write(folder.path().join("generator.toml"), "[selection]\ntags = [\"animals\", \"plants\"]\n")
        .unwrap();
    let ended = run(XTASK, folder.path(), &["diff", "old.json", "new.json", "--config", "generator.toml"]);
    assert_eq!(ended.status, 2, "{}", ended.stdout);
    assert!(ended.stderr.contains("has no operation with the tag `plants`"), "{}", ended.stderr);
    std::fs::write(folder.path().join("generator.toml"), "[selection]\ntags = [\"animals\"]\n").unwrap();
    std::fs::write(folder.path().join("new.json"), mixed().to_string()).unwrap();
    let ended = run(XTASK, folder.path(), &["diff", "old.json", "new.json", "--config", "generator.toml"]);
    assert_eq!(ended.status, 0, "{}", ended.stderr);
    assert!(ended.stdout.contains("getAnimal") && !ended.stdout.contains("Keeper"), "{}", ended.stdout);
}

#[test]
#[ignore = "needs a file outside the repository: `cargo whole-api`"]
fn the_whole_api_is_compared_with_itself_and_with_a_change_of_itself() {
    let old: Value = serde_json::from_slice(&whole()).unwrap();
    let same = report(&old, &old, &[]);
    assert_eq!(same["changes"], json!([]));
    assert_eq!(same["verdict"]["step"], "none");
    let mut new = old.clone();
    let zones = new["paths"]["/zones"].as_object_mut().unwrap();
    assert!(zones.remove("post").is_some());
    let report = report(&old, &new, &[]);
    assert!(rules_of(&report).contains(&"operation-removed".to_owned()), "{:?}", rules_of(&report));
    assert_eq!(report["verdict"], json!({ "wire": "breaking", "source": "major", "step": "major" }));
}
