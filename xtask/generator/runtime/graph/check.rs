//! Finds what is wrong with a graph.

use super::nodes::Graph;
use super::problem::Problem;
use super::shares;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{Dfs, IntoNeighbors, Reversed, Visitable};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

impl Graph {
    /// What is wrong with the graph; nothing if it is good.
    ///
    /// This finds ids that are missing or used twice, edges to nothing, beginnings that are missing or too many, elements
    /// that no way leads to, cycles, elements without a way to an end, and shares that are wrong, in this order.
    ///
    /// What an element that the crate does not know leads to may be hidden. If its JSON shows no edges, it may lead to an
    /// end and to anything else, so what hangs on that is not reported.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.check_ids(&mut problems);
        self.check_targets(&mut problems);
        let links = self.links();
        self.check_starts(&links, &mut problems);
        self.check_cycles(&links, &mut problems);
        self.check_ends(&links, &mut problems);
        self.check_shares(&mut problems);
        problems
    }

    fn check_ids(&self, problems: &mut Vec<Problem>) {
        let positions = self.positions();
        for (position, node) in self.nodes.iter().enumerate() {
            match node.id.as_deref().map(|id| (id, positions.get(id).map_or(&[][..], Vec::as_slice))) {
                None => problems.push(Problem::MissingId { position }),
                Some((id, all)) if all.len() > 1 && all.first() == Some(&position) => {
                    problems.push(Problem::DuplicateId { id: id.to_owned(), count: all.len() });
                }
                Some(_) => {}
            }
        }
    }

    fn check_targets(&self, problems: &mut Vec<Problem>) {
        let missing: BTreeSet<&str> = self.missing().into_iter().collect();
        for (position, node) in self.nodes.iter().enumerate() {
            for (label, to) in node.edges.iter().filter(|(_, to)| missing.contains(to.as_str())) {
                let from = self.name(position);
                problems.push(Problem::EdgeToNothing { from, label: label.clone(), to: to.clone() });
            }
        }
    }

    /// Where the graph begins, and what is reached from there.
    fn check_starts(&self, links: &DiGraph<(), ()>, problems: &mut Vec<Problem>) {
        if self.rules.start.is_empty() {
            return;
        }
        let starts = self.those(|position| self.rules.is_start(self.kind(position)));
        if starts.is_empty() {
            problems.push(Problem::NoStart { kinds: self.rules.start });
            return;
        }
        if starts.len() > 1 {
            problems.push(Problem::SeveralStarts { ids: self.names(&starts) });
        }
        let reached = reached(links, &starts);
        let unreachable = self.those(|position| !reached.contains(&position) && self.has_id(position));
        if !unreachable.is_empty() && !reached.iter().any(|position| self.hides_edges(*position)) {
            problems.push(Problem::Unreachable { ids: self.names(&unreachable) });
        }
    }

    /// One cycle of each set of elements that lead to each other.
    fn check_cycles(&self, links: &DiGraph<(), ()>, problems: &mut Vec<Problem>) {
        let mut cycles: Vec<Vec<usize>> = kosaraju_scc(links)
            .into_iter()
            .filter_map(|together| {
                let members: BTreeSet<usize> = together.into_iter().map(NodeIndex::index).collect();
                shortest_cycle(links, &members)
            })
            .collect();
        cycles.sort();
        problems.extend(cycles.iter().map(|cycle| Problem::Cycle { ids: self.names(cycle) }));
    }

    fn check_ends(&self, links: &DiGraph<(), ()>, problems: &mut Vec<Problem>) {
        if self.rules.end.is_empty() {
            return;
        }
        let is_end = |position| self.rules.is_end(self.kind(position)) || self.hides_edges(position);
        let leading = reached(Reversed(links), &self.those(is_end));
        let lost = self.those(|position| !leading.contains(&position));
        if !lost.is_empty() {
            problems.push(Problem::NoWayToEnd { ids: self.names(&lost), kinds: self.rules.end });
        }
    }

    fn check_shares(&self, problems: &mut Vec<Problem>) {
        let Some(rules) = &self.rules.shares else { return };
        for (position, node) in self.nodes.iter().enumerate() {
            if node.kind.as_deref() == Some(rules.kind) {
                shares::problems(node, &self.name(position), rules, problems);
            }
        }
    }

    /// The positions of the elements of which something is true.
    fn those(&self, is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
        (0..self.nodes.len()).filter(|position| is_wanted(*position)).collect()
    }

    fn kind(&self, position: usize) -> Option<&str> {
        self.nodes.get(position)?.kind.as_deref()
    }

    fn has_id(&self, position: usize) -> bool {
        self.nodes.get(position).is_some_and(|node| node.id.is_some())
    }

    /// Whether an element may lead somewhere without showing it.
    fn hides_edges(&self, position: usize) -> bool {
        self.nodes.get(position).is_some_and(|node| !node.is_known && node.edges.is_empty())
    }

    /// The id of an element, or what tells where it is.
    fn name(&self, position: usize) -> String {
        let id = self.nodes.get(position).and_then(|node| node.id.clone());
        id.unwrap_or_else(|| format!("the element at position {position}"))
    }

    /// The ids of elements, each once.
    fn names(&self, positions: &[usize]) -> Vec<String> {
        let mut seen = BTreeSet::new();
        positions
            .iter()
            .map(|position| self.name(*position))
            .filter(|name| seen.insert(name.clone()))
            .collect()
    }
}

/// The positions that are reached from some, themselves included.
fn reached<L>(links: L, from: &[usize]) -> BTreeSet<usize>
where
    L: IntoNeighbors<NodeId = NodeIndex> + Visitable<NodeId = NodeIndex>,
{
    let mut reached = BTreeSet::new();
    let mut search = Dfs::empty(links);
    for position in from {
        search.move_to(NodeIndex::new(*position));
        while let Some(found) = search.next(links) {
            reached.insert(found.index());
        }
    }
    reached
}

/// The shortest cycle through the first of some elements that all lead to each other.
fn shortest_cycle(links: &DiGraph<(), ()>, members: &BTreeSet<usize>) -> Option<Vec<usize>> {
    let first = *members.first()?;
    let mut came_from: BTreeMap<usize, usize> = BTreeMap::new();
    let mut open = VecDeque::from([first]);
    while let Some(at) = open.pop_front() {
        let mut next: Vec<usize> = links.neighbors(NodeIndex::new(at)).map(NodeIndex::index).collect();
        next.sort_unstable();
        for to in next.into_iter().filter(|to| members.contains(to)) {
            if to == first {
                let mut cycle: Vec<usize> =
                    std::iter::successors(Some(at), |at| came_from.get(at).copied()).collect();
                cycle.reverse();
                return Some(cycle);
            }
            if let Entry::Vacant(unseen) = came_from.entry(to) {
                unseen.insert(at);
                open.push_back(to);
            }
        }
    }
    None
}
