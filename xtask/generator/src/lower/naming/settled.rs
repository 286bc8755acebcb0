//! Names of types that the lock of names keeps as they are.
//!
//! A few names come out differently once those of their neighbours are known. So what was chosen is read back as a lock
//! until it says the same: then the next run, which has the lock, finds nothing to change.

use super::configured::Configured;
use super::keys::Keys;
use super::record::read_back;
use super::remembered::Remembered;
use super::types::{TypeNames, choose};
use crate::lower::graph::Graph;
use crate::lower::input::Input;
use crate::lower::placed_operation::Root;
use crate::lower::shared_shapes::Classes;

/// How often names are read back.
const MOST_ROUNDS: usize = 4;

/// Parts the nodes into types, and names those that are reached from `roots`.
pub(in crate::lower) fn settled(
    input: Input<'_>,
    graph: &Graph,
    shapes: &Classes,
    (keys, configured): (&Keys, &[Configured]),
    roots: &[Root],
) -> (Classes, TypeNames) {
    let lock = &input.config.lock;
    let (mut classes, mut names) = choose(Remembered::new(lock), graph, shapes, (keys, configured), roots);
    let mut said = read_back(input, (graph, &classes, &names), keys);
    if said == *lock {
        return (classes, names);
    }
    for _ in 0..MOST_ROUNDS {
        let conflicts = std::mem::take(&mut names.conflicts);
        (classes, names) = choose(Remembered::new(&said), graph, shapes, (keys, configured), roots);
        // With the lock that was read back, what has become of another kind is what it always was.
        names.conflicts = conflicts;
        let says = read_back(input, (graph, &classes, &names), keys);
        if says == said {
            break;
        }
        said = says;
    }
    (classes, names)
}
