//! What the crate finds wrong with graphs of elements: each kind of problem, and nothing in good graphs.

#![allow(clippy::unwrap_used)]

use acceptance::graphs::elements;
use cloudflare_dynamic_routing::Graph;
use cloudflare_dynamic_routing::graph::Problem;
use cloudflare_dynamic_routing::types::Element;
use std::collections::BTreeSet;

/// Graphs, and the problems of each in their order.
const BAD: [(&str, &str, &[&str]); 25] = [
    ("an id that is used twice", "start s next>e; end e; end e", &["2 elements have the id `e`"]),
    (
        "an id that is used three times, and one that is used twice",
        "start s next>m; model m success>e; model m success>e; end e; end e; end e",
        &["2 elements have the id `m`", "3 elements have the id `e`"],
    ),
    (
        "an edge to nothing",
        "start s next>m; model m success>e fallback>x; end e",
        &["the edge `fallback` of `m` leads to `x`, and no element has this id"],
    ),
    (
        "two edges to nothing",
        "start s next>c; conditional c true>yes false>no",
        &[
            "the edge `true` of `c` leads to `yes`, and no element has this id",
            "the edge `false` of `c` leads to `no`, and no element has this id",
            "no way leads from `s` or `c` to an element of the kind `end`",
        ],
    ),
    (
        "an edge to an id that differs by its case",
        "start s next>E; end e",
        &[
            "the edge `next` of `s` leads to `E`, and no element has this id",
            "no way leads from the start to `e`",
            "no way leads from `s` to an element of the kind `end`",
        ],
    ),
    (
        "an edge of an unknown element to nothing",
        "start s next>k; cache k hit>e miss>x; end e",
        &["the edge `miss` of `k` leads to `x`, and no element has this id"],
    ),
    ("no element", "", &["there is no element of the kind `start`"]),
    ("no start", "model m success>e; end e", &["there is no element of the kind `start`"]),
    (
        "two starts",
        "start a next>e; start b next>e; end e",
        &["the graph begins at several elements: `a` and `b`"],
    ),
    (
        "three starts",
        "start a next>e; start b next>e; start c next>e; end e",
        &["the graph begins at several elements: `a`, `b` and `c`"],
    ),
    (
        "one element that is not reached",
        "start s next>e; model m success>e; end e",
        &["no way leads from the start to `m`"],
    ),
    (
        "elements that lead to each other and are not reached",
        "start s next>e; model m success>n; model n success>m; end e",
        &[
            "no way leads from the start to `m` or `n`",
            "there is a cycle: `m` -> `n` -> `m`",
            "no way leads from `m` or `n` to an element of the kind `end`",
        ],
    ),
    ("an end that is not reached", "start s next>e; end e; end f", &["no way leads from the start to `f`"]),
    (
        "an element that leads to itself",
        "start s next>m; model m success>e fallback>m; end e",
        &["there is a cycle: `m` -> `m`"],
    ),
    (
        "two elements that lead to each other",
        "start s next>a; model a success>e fallback>b; model b success>e fallback>a; end e",
        &["there is a cycle: `a` -> `b` -> `a`"],
    ),
    (
        "a cycle through the start",
        "start s next>m; model m success>e fallback>s; end e",
        &["there is a cycle: `s` -> `m` -> `s`"],
    ),
    (
        "two cycles apart",
        "start s next>a; model a success>b fallback>a; model b success>e fallback>b; end e",
        &["there is a cycle: `a` -> `a`", "there is a cycle: `b` -> `b`"],
    ),
    (
        "a cycle within a cycle, of which the shortest is shown",
        "start s next>a; model a success>b fallback>d; model b success>c; model c success>d fallback>a; \
         model d success>e fallback>a; end e",
        &["there is a cycle: `a` -> `d` -> `a`"],
    ),
    ("no end", "start s next>m; model m", &["no way leads from `s` or `m` to an element of the kind `end`"]),
    (
        "a way that stops before an end",
        "start s next>p; percentage p 10%>stop else>e; percentage stop; end e",
        &["no way leads from `stop` to an element of the kind `end`"],
    ),
    (
        "shares over 100 %",
        "start s next>p; percentage p 60%>e 50%>f; end e; end f",
        &["the shares of `p` are 110 % together, which is more than 100 %"],
    ),
    (
        "shares over 100 % by a fraction",
        "start s next>p; percentage p 99.5%>e 0.75%>e else>e; end e",
        &["the shares of `p` are 100.25 % together, which is more than 100 %"],
    ),
    (
        "six shares",
        "start s next>p; percentage p 10%>e 11%>e 12%>e 13%>e 14%>e 15%>e else>e; end e",
        &["`p` has 6 shares, and 5 are allowed"],
    ),
    (
        "labels that are no shares",
        "start s next>p; percentage p 10>e -5%>e inf%>e ELSE>e 1e1%>e; end e",
        &[
            "the label `-5%` of `p` is not a share such as `10%` or `else`",
            "the label `10` of `p` is not a share such as `10%` or `else`",
            "the label `1e1%` of `p` is not a share such as `10%` or `else`",
            "the label `ELSE` of `p` is not a share such as `10%` or `else`",
            "the label `inf%` of `p` is not a share such as `10%` or `else`",
        ],
    ),
    ("an element without an id", "start s next>e; end e; cache", &["the element at position 2 has no id"]),
];

const GOOD: [(&str, &str); 10] = [
    ("the smallest", "start s next>e; end e"),
    ("one model", "start s next>m; model m success>e; end e"),
    ("in another order", "end e; model m success>e fallback>n; model n success>e; start s next>m"),
    (
        "a condition whose ways meet again",
        "start s next>c; conditional c true>a false>b; model a success>e; model b success>e; end e",
    ),
    ("a budget", "start s next>r; rate r success>m fallback>n; model m success>e; model n success>e; end e"),
    (
        "five shares of 20 %",
        "start s next>p; percentage p 20%>e 20.0%>e 20.00%>e 20.000%>e 20.0000%>e; end e",
    ),
    ("five shares and the rest", "start s next>p; percentage p 1%>e 2%>e 3%>e 4%>e 5.5%>e else>e; end e"),
    ("shares whose sum is not exact", "start s next>p; percentage p 33.3%>e 33.30%>e 33.4%>e; end e"),
    ("two ends", "start s next>c; conditional c true>e false>f; end e; end f"),
    (
        "an element that nobody knew and that hides where it leads",
        "start s next>k; cache k; model m success>e; end e",
    ),
];

fn graph(text: &str) -> Graph {
    let elements: Vec<Element> = serde_json::from_value(elements(text)).unwrap();
    Graph::new(&elements)
}

#[test]
fn each_problem_is_found_and_said_in_a_sentence() {
    for (what, text, expected) in BAD {
        let problems = graph(text).problems();
        let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(said, expected, "{what}");
        // The ids are those that the sentence names.
        for (problem, sentence) in problems.iter().zip(&said) {
            for id in problem.ids() {
                assert!(sentence.contains(&format!("`{id}`")), "{what}: {id}");
            }
        }
    }
}

#[test]
fn every_kind_of_problem_is_in_the_table() {
    let kind = |problem: &Problem| format!("{problem:?}").split(' ').next().unwrap().to_owned();
    let found: BTreeSet<String> =
        BAD.iter().flat_map(|(_, text, _)| graph(text).problems()).map(|p| kind(&p)).collect();
    let expected = [
        "Cycle",
        "DuplicateId",
        "EdgeToNothing",
        "MissingId",
        "NoShare",
        "NoStart",
        "NoWayToEnd",
        "SeveralStarts",
        "SharesOverWhole",
        "TooManyShares",
        "Unreachable",
    ];
    assert_eq!(found.iter().map(String::as_str).collect::<Vec<_>>(), expected);
}

#[test]
fn nothing_is_found_in_good_graphs() {
    for (what, text) in GOOD {
        assert_eq!(graph(text).problems(), [], "{what}");
    }
}

#[test]
fn long_chains_and_many_cycles_are_checked_in_time_and_within_the_stack() {
    let mut chain = "start 0 next>1\n".to_owned();
    for at in 1..20_000 {
        chain += &format!("model {at} success>{}\n", at + 1);
    }
    assert_eq!(graph(&format!("{chain}end 20000")).problems(), []);
    let cycle = graph(&format!("{chain}model 20000 success>1")).problems();
    assert_eq!(cycle.first().map(|problem| problem.ids().len()), Some(20_000));
}
