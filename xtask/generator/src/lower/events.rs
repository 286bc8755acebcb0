//! The events that the service tells of, which callers read by name.

use super::graph::NodeId;
use super::naming::{self, Role, Scope};
use super::placed_operation::Root;
use super::raw_operation::RawEvent;
use super::types::Types;
use crate::model::{Event, Events, Name, Omission, TypeRef};

/// The variant of events that the document does not name.
const UNKNOWN: &str = "Unknown";

/// The schemas of the events, with the names of their types if they have no others.
pub(super) fn roots(events: &[RawEvent]) -> Vec<Root> {
    let root = |event: &RawEvent| {
        let name = Name::new(&event.name, Role::Type)?.followed_by("event");
        let (place, operation) = (format!("event {}", event.name), event.pointer.clone());
        Some(Root { node: event.node?, name, place, operation, is_changing: true, of_group: None })
    };
    events.iter().filter_map(root).collect()
}

/// The nodes of the events.
pub(super) fn nodes(events: &[RawEvent]) -> impl Iterator<Item = NodeId> {
    events.iter().filter_map(|event| event.node)
}

/// The events, those without a name in Rust reported.
pub(super) fn events(types: Types<'_>, raw: Vec<RawEvent>, omissions: &mut Vec<Omission>) -> Events {
    let words: Vec<&str> = raw.iter().map(|event| event.name.as_str()).collect();
    let kept = |at: usize| types.remembered.event(words.get(at)?);
    let names = naming::names_kept(&words, Scope::Variants, (&[], &kept));
    let mut listed = Vec::new();
    for (event, variant) in raw.into_iter().zip(names) {
        let Some(variant) = variant else {
            let reason = "the event has no name of its own in Rust: it is read as an unknown one";
            omissions.push(Omission::new(&event.pointer, reason));
            continue;
        };
        let value = event.node.map_or(TypeRef::Any, |node| types.type_ref(node));
        let RawEvent { name, docs, pointer, .. } = event;
        listed.push(Event { name, variant, value, docs, pointer });
    }
    let unknown = naming::catch_all(UNKNOWN, listed.iter().map(|event| &event.variant));
    Events { listed, unknown }
}
