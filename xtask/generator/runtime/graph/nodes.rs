//! The graph itself: its nodes, and the edges that lead from each to others.

use super::element::{GraphElement, GraphRules};
use petgraph::graph::{DiGraph, NodeIndex};
use serde_json::Value;
use std::collections::BTreeMap;

/// A list of elements as a graph, to be checked, drawn, or compared with another.
///
/// It holds copies of what it needs, so the elements can be changed or sent while it exists. Elements that the crate
/// does not know are part of it, as far as their JSON shows an id and edges.
#[derive(Clone, Debug)]
pub struct Graph {
    pub(super) nodes: Vec<Node>,
    pub(super) rules: GraphRules,
}

/// An element of the graph.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) id: Option<String>,
    pub(super) kind: Option<String>,
    /// The label and the target of each edge, in the order of the element.
    pub(super) edges: Vec<(String, String)>,
    pub(super) is_known: bool,
    pub(super) json: Value,
}

impl Graph {
    /// The graph of a list of elements.
    #[must_use]
    pub fn new<E: GraphElement>(elements: &[E]) -> Self {
        let owned = |text: &str| text.to_owned();
        let nodes = elements.iter().map(|element| Node {
            id: element.id().map(owned),
            kind: element.kind().map(owned),
            edges: element.edges().into_iter().map(|(label, target)| (owned(label), owned(target))).collect(),
            is_known: element.is_known(),
            json: serde_json::to_value(element).unwrap_or_default(),
        });
        Self { nodes: nodes.collect(), rules: E::RULES }
    }

    /// The positions of the elements with each id. It is one position, unless the id is used twice.
    pub(super) fn positions(&self) -> BTreeMap<&str, Vec<usize>> {
        let mut positions: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (position, node) in self.nodes.iter().enumerate() {
            if let Some(id) = &node.id {
                positions.entry(id).or_default().push(position);
            }
        }
        positions
    }

    /// The edges that lead somewhere, between the positions of elements.
    pub(super) fn links(&self) -> DiGraph<(), ()> {
        let positions = self.positions();
        let mut links = DiGraph::with_capacity(self.nodes.len(), self.nodes.len());
        for _ in &self.nodes {
            links.add_node(());
        }
        for (from, node) in self.nodes.iter().enumerate() {
            for to in node.edges.iter().filter_map(|(_, target)| positions.get(target.as_str())).flatten() {
                links.add_edge(NodeIndex::new(from), NodeIndex::new(*to), ());
            }
        }
        links
    }

    /// The ids to which edges lead and which no element has, each once, in the order in which they are met.
    pub(super) fn missing(&self) -> Vec<&str> {
        let positions = self.positions();
        let mut missing: Vec<&str> = Vec::new();
        for (_, target) in self.nodes.iter().flat_map(|node| &node.edges) {
            if !positions.contains_key(target.as_str()) && !missing.contains(&target.as_str()) {
                missing.push(target);
            }
        }
        missing
    }

    /// What a drawing shows: a box for each element and for each id that no element has, and arrows between them.
    pub(super) fn drawing(&self) -> Drawing<'_> {
        let (positions, missing) = (self.positions(), self.missing());
        let boxes = self.nodes.iter().map(|node| {
            let rounded =
                self.rules.is_start(node.kind.as_deref()) || self.rules.is_end(node.kind.as_deref());
            (self.lines(node), if rounded { Form::Rounded } else { Form::Plain })
        });
        let absent = missing.iter().map(|id| (vec![(*id).to_owned(), "missing".to_owned()], Form::Missing));
        let mut arrows = Vec::new();
        for (from, node) in self.nodes.iter().enumerate() {
            for (label, target) in &node.edges {
                let first = positions.get(target.as_str()).and_then(|positions| positions.first().copied());
                let absent = || missing.iter().position(|id| id == target).map(|at| self.nodes.len() + at);
                arrows.extend(first.or_else(absent).map(|to| Arrow { from, to, label }));
            }
        }
        Drawing { boxes: boxes.chain(absent).collect(), arrows }
    }

    /// The lines in the box of an element: its id, and what it is.
    fn lines(&self, node: &Node) -> Vec<String> {
        let kind = node.kind.as_deref();
        let id = node.id.as_deref().unwrap_or("(no id)");
        let mut lines = vec![id.to_owned()];
        let mut words: Vec<String> = kind.filter(|kind| *kind != id).map(str::to_owned).into_iter().collect();
        let shown = self.rules.summary.iter().find(|(of, _)| Some(*of) == kind);
        for value in
            shown.into_iter().flat_map(|(_, pointers)| *pointers).filter_map(|at| node.json.pointer(at))
        {
            words.push(value.as_str().map_or_else(|| value.to_string(), str::to_owned));
        }
        if !words.is_empty() {
            lines.push(words.join(" "));
        }
        lines
    }
}

/// What is drawn, whatever it is drawn with.
pub(super) struct Drawing<'a> {
    /// The lines of text in each box, and its form.
    pub(super) boxes: Vec<(Vec<String>, Form)>,
    pub(super) arrows: Vec<Arrow<'a>>,
}

/// The form of a box.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// An element.
    Plain,
    /// An element at which the graph begins or ends.
    Rounded,
    /// An id that no element has.
    Missing,
}

/// An edge between the positions of two boxes.
pub(super) struct Arrow<'a> {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) label: &'a str,
}
