//! Finds the unions of which one value can be several variants at once, for the report.

use super::graph::{Graph, NodeId};
use super::overlap::overlap;
use crate::model::{Ambiguity, Definition, Name};
use std::collections::BTreeMap;

/// The unions of which one value can be several variants at once.
pub(super) fn find(graph: &Graph, definitions: &BTreeMap<Name, Definition>) -> Vec<Ambiguity> {
    let mut found = Vec::new();
    for definition in definitions.values() {
        let Definition::Union(union) = definition else { continue };
        if union.tag.is_some() {
            continue;
        }
        let variants: Vec<(&str, NodeId)> = union
            .variants
            .iter()
            .filter_map(|variant| Some((variant.pointer.as_str(), graph.at(variant.pointer.as_str())?)))
            .collect();
        for (index, (first, one)) in variants.iter().enumerate() {
            for (second, other) in variants.iter().skip(index + 1) {
                if overlap(graph, *one, *other) {
                    let variants = [(*first).to_owned(), (*second).to_owned()];
                    found.push(Ambiguity { union: union.pointer.to_string(), variants });
                }
            }
        }
    }
    found.sort();
    found
}
