//! Gives every operation its group and its name, and opens what success answers.

use super::answers;
use super::graph::Graph;
use super::input::Input;
use super::naming::{Remembered, streaming_method};
use super::operation_names::{group_names, method_names};
use super::placed_operation::Placed;
use super::raw_operation::{RawContent, RawOperation, RawStream};
use crate::diagnostic::Result;
use crate::document::Found;
use crate::model::{Framing, Name};
use std::collections::{BTreeMap, BTreeSet};

/// Places all operations, by group.
pub(super) fn place(
    input: Input<'_>,
    graph: &Graph,
    operations: Vec<RawOperation>,
    faults: &mut Vec<Found>,
) -> Result<Vec<Placed>> {
    check_config(input, &operations)?;
    let mut by_group: BTreeMap<(Name, Name), Vec<RawOperation>> = BTreeMap::new();
    for operation in operations {
        by_group.entry(group_names(input, &operation, faults)?).or_default().push(operation);
    }
    let remembered = Remembered::new(&input.config.lock);
    let mut placed = Vec::new();
    for ((group, group_type), operations) in by_group {
        let names = method_names(input, &group, &operations, faults)?;
        let mut taken: BTreeSet<Name> = names.iter().cloned().collect();
        let mut place = |raw: RawOperation, name, alternative_of| {
            let (opening, value) = answers::open(graph, &raw.answers.success, input.config.envelope.as_ref());
            let (group, group_type) = (group.clone(), group_type.clone());
            placed.push(Placed { raw, group, group_type, name, alternative_of, opening, value });
        };
        for (mut raw, name) in operations.into_iter().zip(names) {
            let Some(stream) = raw.part_stream() else {
                place(raw, name, None);
                continue;
            };
            let is_free = |name: &Name| !taken.contains(name);
            let before = remembered.method(&stream.key_of_stream());
            let before = before.filter(|(known, name)| *known == group.as_str() && is_free(name));
            let streaming = before.map_or_else(
                || {
                    let is_new = |name: &Name| !remembered.is_retired_method(group.as_str(), name);
                    streaming_method(&name, word(&stream), |name| is_free(name) && is_new(name))
                },
                |(_, name)| name,
            );
            taken.insert(streaming.clone());
            place(raw, name.clone(), None);
            place(stream, streaming, Some(name));
        }
    }
    Ok(placed)
}

/// What the items of a stream are called in the name of its method.
fn word(operation: &RawOperation) -> &'static str {
    match &operation.answers.success {
        RawContent::Stream(RawStream { framing: Framing::Events, .. }) => "events",
        _ => "items",
    }
}

/// Refuses configuration for operations and tags that the document does not have.
fn check_config(input: Input<'_>, operations: &[RawOperation]) -> Result<()> {
    let absent = |pointer: String, problem: String| {
        let remedy = "correct it, or remove it where the document no longer has it";
        Err(input.config_error(pointer, problem, remedy))
    };
    let has_id = |id: &&String| operations.iter().any(|operation| operation.id == **id);
    if let Some(id) = input.config.operations.keys().find(|id| !has_id(id)) {
        return absent(format!("/operations/{id}"), format!("no operation has the operationId `{id}`"));
    }
    let has_tag = |tag: &String| operations.iter().any(|operation| operation.tag.as_ref() == Some(tag));
    for (accessor, group) in &input.config.groups {
        if let Some(tag) = group.tags.iter().find(|tag| !has_tag(tag)) {
            return absent(format!("/groups/{accessor}/tags"), format!("no operation has the tag `{tag}`"));
        }
    }
    Ok(())
}
