//! Which types are sent to the service, which are received from it in answers or calls, and which are only arguments.

use super::graph::{Graph, NodeId, Shape};
use super::placed_operation::{Placed, Root};
use super::shared_shapes::{ClassId, Classes};
use std::collections::HashSet;

/// The classes that the operations reach, by direction.
pub(super) struct Directions {
    sent: HashSet<ClassId>,
    received: HashSet<ClassId>,
    arguments_only: HashSet<ClassId>,
    alone: HashSet<ClassId>,
}

impl Directions {
    pub(super) fn of(graph: &Graph, classes: &Classes, placed: &[Placed], told: &[NodeId]) -> Self {
        let nodes = |roots: Vec<Root>| roots.into_iter().map(|root| root.node);
        let sent: Vec<NodeId> = placed.iter().flat_map(|operation| nodes(operation.sent_roots())).collect();
        let received = placed.iter().flat_map(|operation| nodes(operation.received_roots()));
        let received: Vec<NodeId> = received.chain(told.iter().copied()).collect();
        let arguments: HashSet<NodeId> =
            placed.iter().filter_map(|operation| operation.arguments(graph)).collect();
        // Everything that is reached in another way than as a body whose properties are arguments.
        let mut others: Vec<NodeId> =
            arguments.iter().flat_map(|body| graph.children(graph.resolve(*body))).collect();
        others.extend(sent.iter().filter(|node| !arguments.contains(node)));
        others.extend(&received);
        let others = reach(graph, classes, others, |_| true);
        let alone = alone(graph, classes, sent.iter().chain(&received));
        let arguments = arguments.into_iter().map(|node| classes.of(graph, node));
        Self {
            sent: reach(graph, classes, sent, |node| !graph.is_read_only(node)),
            received: reach(graph, classes, received, |node| !graph.is_write_only(node)),
            arguments_only: arguments.filter(|class| !others.contains(class)).collect(),
            alone,
        }
    }

    /// Whether a class stands somewhere by itself, and not only as a variant of unions.
    pub(super) fn is_alone(&self, class: ClassId) -> bool {
        self.alone.contains(&class)
    }

    /// Whether a class is part of a request.
    pub(super) fn is_sent(&self, class: ClassId) -> bool {
        self.sent.contains(&class)
    }

    /// Whether a class is part of an answer.
    pub(super) fn is_received(&self, class: ClassId) -> bool {
        self.received.contains(&class)
    }

    /// Whether a class is only the body of requests, whose properties are arguments.
    pub(super) fn is_arguments_only(&self, class: ClassId) -> bool {
        self.arguments_only.contains(&class)
    }
}

/// The classes of the roots, and of all that stands in anything but a union.
fn alone<'a>(graph: &Graph, classes: &Classes, roots: impl Iterator<Item = &'a NodeId>) -> HashSet<ClassId> {
    let holds = |id: &NodeId| !matches!(graph.node(*id).shape, Shape::Union(_) | Shape::Alias(_));
    let held = graph.ids().filter(holds).flat_map(|id| graph.children(id));
    held.chain(roots.copied()).map(|id| classes.of(graph, id)).collect()
}

/// The classes of some nodes and of all that they are made of, as far as that goes in the same direction.
fn reach(
    graph: &Graph,
    classes: &Classes,
    mut open: Vec<NodeId>,
    goes_along: impl Fn(NodeId) -> bool,
) -> HashSet<ClassId> {
    let mut reached = HashSet::new();
    while let Some(node) = open.pop() {
        let node = graph.resolve(node);
        if reached.insert(classes.of(graph, node)) {
            open.extend(graph.children(node).into_iter().filter(|child| goes_along(*child)));
        }
    }
    reached
}
