//! Gives every operation its group and its name, and opens what success answers.

use super::answers;
use super::graph::Graph;
use super::input::Input;
use super::naming::{Remembered, method_of_media_type, streaming_method};
use super::operation_names::{group_names, method_names};
use super::placed_operation::Placed;
use super::raw_operation::{RawContent, RawOperation, RawStream};
use crate::diagnostic::Result;
use crate::document::Found;
use crate::model::{Name, Opening};
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
    let mut placed = Vec::new();
    for ((group, group_type), operations) in by_group {
        // The operations as they are called first, and with the other bodies that can be sent.
        let (firsts, mut others): (Vec<_>, Vec<_>) =
            operations.into_iter().partition(|operation| operation.request_type.is_none());
        let names = method_names(input, &group, &firsts, faults)?;
        let taken = names.iter().cloned().collect();
        let remembered = Remembered::new(&input.config.lock);
        let mut methods = Methods { remembered, group, group_type, taken };
        for (first, name) in firsts.into_iter().zip(names) {
            let forms = others.extract_if(.., |other| other.pointer == first.pointer).collect::<Vec<_>>();
            for raw in std::iter::once(first).chain(forms) {
                for placed_form in methods.of_form(raw, &name) {
                    placed.push(opened(input, graph, placed_form));
                }
            }
        }
    }
    Ok(placed)
}

/// The same operation, with what its success gives.
fn opened(input: Input<'_>, graph: &Graph, placed: Placed) -> Placed {
    let (success, envelope) = (&placed.raw.answers.success, input.config.envelope.as_ref());
    let (opening, value) = answers::open(graph, success, envelope);
    let alternatives = answers::open_each(graph, success, envelope);
    Placed { opening, value, alternatives, ..placed }
}

/// The methods of a group while they are named.
struct Methods<'l> {
    remembered: Remembered<'l>,
    group: Name,
    group_type: Name,
    taken: BTreeSet<Name>,
}

impl Methods<'_> {
    /// The methods that send one body: one that reads the answer whole, and one for each stream that it can be.
    /// `first` is the method of the body that comes first.
    fn of_form(&mut self, mut raw: RawOperation, first: &Name) -> Vec<Placed> {
        let streams = raw.part_streams();
        let name = match raw.request_type.clone() {
            None => first.clone(),
            Some(media_type) => {
                self.further(&raw.key_of_form(), |is_free| method_of_media_type(first, &media_type, is_free))
            }
        };
        let mut placed = vec![self.placed(raw, first, name.clone(), None)];
        for stream in streams {
            let RawContent::Stream(RawStream { framing, .. }) = &stream.answers.success else { continue };
            let framing = *framing;
            let key = format!("{} as {}", stream.key_of_form(), framing.form());
            let method = self.further(&key, |is_free| streaming_method(&name, framing.items(), is_free));
            placed.push(self.placed(stream, first, method, Some(name.clone())));
        }
        placed
    }

    /// Another method of an operation: the one that it had before, or else a new one.
    fn further(&mut self, key: &str, make: impl Fn(&dyn Fn(&Name) -> bool) -> Name) -> Name {
        let Self { remembered, group, taken, .. } = self;
        let is_free = |name: &Name| !taken.contains(name);
        let before = remembered.method(key);
        let before = before.filter(|(known, name)| *known == group.as_str() && is_free(name));
        let is_new = |name: &Name| is_free(name) && !remembered.is_retired_method(group.as_str(), name);
        let name = before.map_or_else(|| make(&is_new), |(_, name)| name);
        taken.insert(name.clone());
        name
    }

    fn placed(&self, raw: RawOperation, first: &Name, name: Name, alternative_of: Option<Name>) -> Placed {
        Placed {
            raw,
            group: self.group.clone(),
            group_type: self.group_type.clone(),
            name,
            first: first.clone(),
            alternative_of,
            opening: Opening::Nothing,
            value: None,
            alternatives: Vec::new(),
        }
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
