//! What is different between two graphs of elements.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

use acceptance::graphs::elements;
use cloudflare_dynamic_routing::Graph;
use cloudflare_dynamic_routing::graph::Change;
use cloudflare_dynamic_routing::types::Element;
use serde_json::{Value, json};

fn graph(elements: Value) -> Graph {
    Graph::new(&serde_json::from_value::<Vec<Element>>(elements).unwrap())
}

fn said(old: Value, new: Value) -> Vec<String> {
    graph(old).changes(&graph(new)).iter().map(ToString::to_string).collect()
}

const PLAIN: &str = "start s next>m; model m success>e fallback>n; model n success>e; end e";

#[test]
fn a_graph_does_not_differ_from_itself_in_another_order() {
    assert_eq!(said(elements(PLAIN), elements(PLAIN)), [""; 0]);
    let mut turned = elements(PLAIN);
    turned.as_array_mut().unwrap().reverse();
    assert!(graph(elements(PLAIN)).changes(&graph(turned)).is_empty());
}

#[test]
fn elements_and_edges_that_came_went_and_changed_are_listed() {
    let new = "start s next>c; conditional c true>m false>e; model m success>e; end e";
    let changes = said(elements(PLAIN), elements(new));
    let expected = [
        "~ edge `next` of `s`: `m` -> `c`",
        "+ element `c` (conditional)",
        "+ edge `true` of `c` -> `m`",
        "+ edge `false` of `c` -> `e`",
        "- edge `fallback` of `m` -> `n`",
        "- element `n` (model)",
        "- edge `success` of `n` -> `e`",
    ];
    assert_eq!(changes, expected);
    let text = graph(elements(PLAIN)).changes(&graph(elements(new))).to_string();
    assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    let back = said(elements(new), elements(PLAIN));
    assert_eq!(back.len(), expected.len());
    assert!(back.contains(&"- element `c` (conditional)".to_owned()), "{back:?}");
}

#[test]
fn properties_that_changed_are_named_by_their_place() {
    let mut new = elements(PLAIN);
    new[1]["properties"]["timeout"] = json!(10_000);
    new[1]["properties"]["a/b"] = json!([1]);
    new[2]["outputs"]["success"]["weight"] = json!(2);
    new[3]["note"] = json!({ "by": "me" });
    let expected = [
        "~ element `m`: /properties/a~1b added, [1]",
        "~ element `m`: /properties/timeout 60000 -> 10000",
        "~ element `n`: /outputs/success/weight added, 2",
        "~ element `e`: /note added, {\"by\":\"me\"}",
    ];
    assert_eq!(said(elements(PLAIN), new.clone()), expected);
    let removed = said(new, elements(PLAIN));
    assert_eq!(removed[3], "~ element `e`: /note removed, it was {\"by\":\"me\"}");
}

#[test]
fn another_kind_under_the_same_id_is_a_change_of_its_properties() {
    let changes = said(elements("end x"), elements("start x next>y"));
    assert_eq!(changes, ["~ element `x`: /type \"end\" -> \"start\"", "+ edge `next` of `x` -> `y`"]);
}

#[test]
fn what_means_the_same_is_no_change() {
    // The service leaves out the empty outputs of an end, and writes whole numbers as it likes.
    let with = |element: Value| json!([element]);
    let same = [
        (json!({ "id": "e", "type": "end" }), json!({ "id": "e", "type": "end", "outputs": {} })),
        (
            json!({ "id": "k", "type": "cache", "ttl": 60 }),
            json!({ "id": "k", "type": "cache", "ttl": 60.0 }),
        ),
        (
            json!({ "id": "k", "type": "cache", "ttl": [{ "a": 1 }] }),
            json!({ "id": "k", "type": "cache", "ttl": [{ "a": 1.0 }] }),
        ),
    ];
    for (old, new) in same {
        assert_eq!(said(with(old), with(new)), [""; 0]);
    }
    let large = |number: u64| with(json!({ "id": "k", "type": "cache", "ttl": number }));
    assert_eq!(said(large(u64::MAX), large(u64::MAX - 1)).len(), 1, "numbers are compared exactly");
}

#[test]
fn elements_without_an_id_and_with_the_same_id_are_told_apart() {
    let changes = said(json!([{ "type": "cache" }, { "type": "end", "id": "e" }]), elements("end e; end e"));
    assert_eq!(changes, ["+ element `e` (end)", "- element `(no id, position 0)` (cache)"]);
}

#[test]
fn changes_are_values_of_types() {
    let changes = graph(elements("start s next>a")).changes(&graph(elements("start s next>b")));
    let [from, label, old, new] = ["s", "next", "a", "b"].map(str::to_owned);
    assert_eq!(changes.into_iter().collect::<Vec<_>>(), [Change::EdgeChanged { from, label, old, new }]);
}
