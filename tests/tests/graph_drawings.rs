//! How graphs of elements look: as Mermaid, as DOT, and as SVG.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use acceptance::command::project;
use acceptance::graphs::elements;
use cloudflare_dynamic_routing::Graph;
use cloudflare_dynamic_routing::types::Element;
use serde_json::{Value, json};
use std::fmt::Write as _;

fn graph(elements: Value) -> Graph {
    Graph::new(&serde_json::from_value::<Vec<Element>>(elements).unwrap())
}

/// One of everything: each kind, an unknown kind, an element without an id, and an edge to nothing.
const EVERYTHING: &str = "start start next>plan; conditional plan true>split false>budget; \
    percentage split 10%>large else>cached; rate budget success>large fallback>small; \
    model large success>end fallback>small; model small success>end; cache cached hit>end miss>nowhere; cache; end end";

/// Characters that mean something in one of the languages, and in Markdown and HTML.
fn awkward() -> Value {
    let target = "a\"b\\N`#35;&lt;<b>|]\n—é漢\u{0}\u{200b}";
    json!([
        { "type": "start", "id": "%%{init}", "outputs": { "next": { "elementId": target } } },
        { "type": "end", "id": target, "outputs": {} },
        { "type": "click\"--><script>", "id": "end", "outputs": { "\"]|-->x": { "elementId": "%%{init}" }, "": { "elementId": "end" } } },
    ])
}

#[test]
fn mermaid() {
    insta::assert_snapshot!("mermaid", graph(elements(EVERYTHING)).to_mermaid());
    insta::assert_snapshot!("mermaid_escapes", graph(awkward()).to_mermaid());
}

#[test]
fn dot() {
    insta::assert_snapshot!("dot", graph(elements(EVERYTHING)).to_dot());
    insta::assert_snapshot!("dot_escapes", graph(awkward()).to_dot());
}

#[test]
fn svg() {
    insta::assert_snapshot!("svg", graph(elements(EVERYTHING)).to_svg());
    insta::assert_snapshot!("svg_escapes", graph(awkward()).to_svg());
    assert!(boxes(&graph(json!([])).to_svg()).is_empty());
}

#[test]
fn the_picture_in_the_readme_is_that_of_its_graph() {
    let file = |name: &str| std::fs::read_to_string(project().join("tests/examples").join(name)).unwrap();
    let route: Value = serde_json::from_str(&file("support.json")).unwrap();
    assert_eq!(graph(route["elements"].clone()).to_svg(), file("support.svg"));
    let readme = std::fs::read_to_string(project().join("README.md")).unwrap();
    assert!(readme.contains("(tests/examples/support.svg)"));
}

#[test]
fn drawings_are_the_same_each_time() {
    let all = || {
        let graph = graph(elements(&many(60)));
        [graph.to_mermaid(), graph.to_dot(), graph.to_svg()]
    };
    let first = all();
    for _ in 0..5 {
        assert_eq!(all(), first);
    }
}

/// A graph with this many elements of all kinds, in which ways part and meet again.
fn many(count: usize) -> String {
    let mut text = "start e0 next>e1\n".to_owned();
    let last = count - 1;
    for at in 1..last {
        let to = |ahead: usize| format!("e{}", (at + ahead).min(last));
        match at % 4 {
            0 => writeln!(text, "conditional e{at} true>{} false>{}", to(1), to(7)),
            1 => writeln!(text, "percentage e{at} 10%>{} 20%>{} 30%>{} else>{}", to(1), to(2), to(3), to(9)),
            2 => writeln!(text, "rate e{at} success>{} fallback>{}", to(1), to(5)),
            _ => writeln!(text, "model e{at} success>e{last} fallback>{}", to(2)),
        }
        .unwrap();
    }
    writeln!(text, "end e{last}").unwrap();
    text
}

/// Where a box is: its left and upper border, its width and its height.
type Place = [f64; 4];

/// The boxes of the elements in a picture.
fn boxes(svg: &str) -> Vec<Place> {
    let drawn = svg.split("<g class=\"element\"><rect ").skip(1);
    drawn.map(|text| ["x", "y", "width", "height"].map(|name| attribute(text, name))).collect()
}

/// The white fields behind the labels of edges.
fn labels(svg: &str) -> Vec<Place> {
    let drawn = svg.split("<g class=\"edge\">").skip(1).filter_map(|text| text.split_once("<rect "));
    drawn.map(|(_, text)| ["x", "y", "width", "height"].map(|name| attribute(text, name))).collect()
}

fn attribute(text: &str, name: &str) -> f64 {
    let (_, value) = text.split_once(&format!("{name}=\"")).unwrap();
    value.split_once('"').unwrap().0.parse().unwrap()
}

fn overlap([x, y, width, height]: Place, [left, top, wide, high]: Place) -> bool {
    // Numbers in the picture are rounded to a tenth.
    let both = |a: f64, length: f64, b: f64, other: f64| a + length > b + 0.1 && b + other > a + 0.1;
    both(x, width, left, wide) && both(y, height, top, high)
}

#[test]
fn boxes_do_not_overlap_each_other_nor_the_labels_of_edges() {
    let chain = |at: usize| format!("model m{at} success>m{}\n", at + 1);
    let cases = [
        (elements(EVERYTHING), 10),
        (elements(&many(60)), 60),
        (elements(&many(200)), 200),
        (elements(&(0..60).map(chain).collect::<String>()), 61),
        (elements(&(0..60).map(|at| format!("end end-{at}\n")).collect::<String>()), 60),
        (elements("model a success>a fallback>b; model b success>a fallback>b"), 2),
        (awkward(), 3),
    ];
    for (elements, count) in cases {
        let svg = graph(elements).to_svg();
        let (boxes, labels) = (boxes(&svg), labels(&svg));
        assert_eq!(boxes.len(), count);
        for (at, place) in boxes.iter().enumerate() {
            for other in boxes.iter().skip(at + 1).chain(&labels) {
                assert!(!overlap(*place, *other), "{place:?} and {other:?} in {svg}");
            }
        }
        // All of it is within the picture.
        let (_, view) = svg.split_once("viewBox=\"").unwrap();
        let view: Vec<f64> =
            view.split_once('"').unwrap().0.split(' ').map(|part| part.parse().unwrap()).collect();
        for [x, y, width, height] in boxes.into_iter().chain(labels) {
            assert!(x >= view[0] && y >= view[1], "{x} {y} in {svg}");
            assert!(x + width <= view[0] + view[2] && y + height <= view[1] + view[3], "{svg}");
        }
    }
}
