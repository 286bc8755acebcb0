//! Which types are sent to the service, which are received from it, and which are only arguments.

use super::graph::{Graph, NodeId};
use super::placed_operation::Placed;
use super::shared_shapes::{ClassId, Classes};
use std::collections::HashSet;

/// The classes that the operations reach, by direction.
pub(super) struct Directions {
    sent: HashSet<ClassId>,
    received: HashSet<ClassId>,
    arguments_only: HashSet<ClassId>,
}

impl Directions {
    pub(super) fn of(graph: &Graph, classes: &Classes, placed: &[Placed]) -> Self {
        let (mut sent, mut received, mut arguments) = (Vec::new(), Vec::new(), Vec::new());
        // Everything that is reached in another way than as a body whose properties are arguments.
        let mut others = Vec::new();
        for operation in placed {
            let body = operation.arguments(graph);
            for root in operation.sent_roots() {
                sent.push(root.node);
                if Some(root.node) != body {
                    others.push(root.node);
                }
            }
            received.extend(operation.received_roots().into_iter().map(|root| root.node));
            arguments.extend(body);
            others.extend(body.into_iter().flat_map(|node| graph.children(graph.resolve(node))));
        }
        others.extend_from_slice(&received);
        let others = reach(graph, classes, others, |_| true);
        let arguments = arguments.into_iter().map(|node| classes.of(graph, node));
        Self {
            sent: reach(graph, classes, sent, |node| !graph.is_read_only(node)),
            received: reach(graph, classes, received, |node| !graph.is_write_only(node)),
            arguments_only: arguments.filter(|class| !others.contains(class)).collect(),
        }
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
