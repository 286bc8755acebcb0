//! Each change between two documents is reported with what it does to the crate itself, and with nothing else.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::changes;
use acceptance::reports::{self, rules_of};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const XTASK: &str = env!("CARGO_BIN_EXE_xtask-under-test");

fn report(old: &Value, new: &Value) -> Value {
    reports::report(XTASK, old, new, &[])
}

/// The changes of a report: the rule, the level and the items of the crate of each.
fn findings(report: &Value) -> BTreeSet<(String, String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let changes = report["changes"].as_array().unwrap().iter();
    let items =
        |change: &Value| change["api"].as_array().unwrap().iter().map(|item| text(&item["item"])).collect();
    changes.map(|change| (text(&change["rule"]), text(&change["level"]), items(change))).collect()
}

#[test]
fn a_change_is_no_more_than_it_is_because_another_one_comes_with_it() {
    // A bound of one property in each place where another one, beside it, changes the same function.
    let thing = |level: &Value, more: &[(&str, bool)]| {
        let mut thing = json!({ "type": "object", "required": ["level"], "properties": { "level": level } });
        for (name, required) in more {
            thing["properties"][name] = json!({ "type": "string" });
            if *required {
                thing["required"].as_array_mut().unwrap().push(json!(name));
            }
        }
        thing
    };
    let document = |sent: &Value, received: &Value| {
        let content = |schema: &Value| json!({ "application/json": { "schema": schema } });
        json!({
            "openapi": "3.0.3", "info": { "title": "Tanks", "version": "1" },
            "servers": [{ "url": "https://tanks.example" }],
            "paths": { "/tanks": { "post": {
                "operationId": "fill", "tags": ["tanks"],
                "requestBody": { "required": true, "content": content(sent) },
                "responses": { "200": { "description": "", "content": content(received) } }
            } } }
        })
    };
    let (plain, bounded) = (json!({ "type": "integer" }), json!({ "type": "integer", "minimum": 0 }));
    // What is sent and what is received are of two types.
    let id = ("id", true);
    let old = document(&thing(&plain, &[]), &thing(&plain, &[id]));
    let change = |rule: &str, level: &str, items: &[&str]| {
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        (rule.to_owned(), level.to_owned(), items)
    };

    let new = document(&thing(&plain, &[]), &thing(&bounded, &[id, ("depth", true), ("note", false)]));
    let tank = "types::TanksFillResponse";
    let expected = [
        change("response-constraint-tightened", "silent", &[]),
        // Nobody makes a value of a type that is only received, so a property more breaks no caller.
        change("response-property-added", "additive", &[&format!("{tank}.depth")]),
        change("response-property-added", "additive", &[&format!("{tank}.note")]),
    ];
    assert_eq!(findings(&report(&old, &new)), BTreeSet::from(expected));

    let new = document(&thing(&bounded, &[("note", false)]), &thing(&plain, &[id]));
    let found = findings(&report(&old, &new));
    let tightened = found.iter().find(|(rule, ..)| rule == "request-constraint-tightened").unwrap();
    assert!(tightened.2.is_empty(), "{found:?}");
    let added = found.iter().find(|(rule, ..)| rule == "request-optional-added").unwrap();
    for item in ["operations::tanks::FillRequest: Clone", "operations::tanks::FillRequest::note"] {
        assert!(added.2.contains(&item.to_owned()), "{found:?}");
    }
}

#[test]
fn every_item_that_is_named_in_a_way_of_its_own_is_explained_by_what_brings_it() {
    let base = changes::base();
    for (title, item) in [
        ("response: an optional property is added whose name begins with a digit", "types::Keeper._1d"),
        (
            "request: an optional parameter is added whose name every request has as a method",
            "operations::animals::ListAnimalsRequest::set_timeout",
        ),
        ("request: a union gets a variant whose name a function of unions has", "types::Feeding::new_edges"),
    ] {
        let report = report(&base, &changes::named(title).apply(&base));
        let first = &report["changes"][0];
        let items: Vec<&str> =
            first["api"].as_array().unwrap().iter().map(|change| change["item"].as_str().unwrap()).collect();
        assert!(items.contains(&item), "{report:#}");
        assert!(!rules_of(&report).contains(&"api-changed".to_owned()), "{report:#}");
    }
}

#[test]
fn a_format_that_is_added_changed_or_removed_is_a_change_of_type_where_it_has_one_in_the_crate() {
    let document = |at: &Value, id: &Value| {
        let thing = json!({ "type": "object", "required": ["at"], "properties": { "at": at } });
        json!({
            "openapi": "3.0.3", "info": { "title": "Visits", "version": "1" },
            "servers": [{ "url": "https://visits.example" }],
            "paths": { "/visits/{id}": { "get": {
                "operationId": "find", "tags": ["visits"],
                "parameters": [{ "name": "id", "in": "path", "required": true, "schema": id }],
                "responses": { "200": {
                    "description": "", "content": { "application/json": { "schema": thing } }
                } }
            } } }
        })
    };
    let text = |format: Option<&str>| match format {
        Some(format) => json!({ "type": "string", "format": format }),
        None => json!({ "type": "string" }),
    };
    let found = |old: Option<&str>, new: Option<&str>| {
        let old = document(&text(old), &text(None));
        findings(&report(&old, &document(&text(new), &text(None))))
    };
    let change = |level: &str, items: &[&str]| {
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        BTreeSet::from([("format-changed".to_owned(), level.to_owned(), items)])
    };
    let field = &["types::VisitsFindResponse.at"];
    for (old, new) in
        [(None, Some("date-time")), (Some("date"), Some("date-time")), (Some("date"), Some("hostname"))]
    {
        assert_eq!(found(old, new), change("breaking", field), "{old:?} {new:?}");
        assert_eq!(found(new, old), change("breaking", field), "{new:?} {old:?}");
    }
    // A format without a type of its own changes nothing in the crate.
    let silent = found(None, Some("hostname"));
    assert!(
        silent.iter().all(|(rule, level, items)| {
            rule == "format-changed" && level != "breaking" && items.is_empty()
        })
    );
    assert_eq!(silent.len(), 1);
    let (old, new) = (document(&text(None), &text(None)), document(&text(None), &text(Some("uuid"))));
    assert_eq!(findings(&report(&old, &new)), change("breaking", &["Visits::find"]));
}
