//! Changes as they are shown: those of one place together, and those that are alike in several types once.

use super::sentence::sentence;
use crate::compare::{Change, Edition, Label};
use indexmap::IndexMap;

/// The changes of one place.
pub(super) type Place<'c> = Vec<&'c Change>;

/// What is shown as one change.
pub(super) struct Entry<'c> {
    /// The changes of one place, at least one.
    pub(super) place: Place<'c>,
    /// Places with the same changes: properties of other types, say, or other operations of a new group.
    pub(super) alike: Vec<Place<'c>>,
}

/// Changes of one level as they are shown, in the order of the first of each.
pub(super) fn entries<'c>(changes: &[&'c Change]) -> Vec<Entry<'c>> {
    let mut places: IndexMap<(&Label, Edition, &str), Place<'_>> = IndexMap::new();
    let mut entries: IndexMap<String, Entry<'_>> = IndexMap::new();
    for change in changes {
        let Some(spot) = change.spots.first() else { continue };
        places.entry((&change.message.label, spot.document, &spot.pointer)).or_default().push(change);
    }
    for (number, place) in places.into_values().enumerate() {
        // A place that is one of no kind is alike to no other.
        let kind = kind(&place).unwrap_or_else(|| number.to_string());
        match entries.entry(kind) {
            indexmap::map::Entry::Occupied(mut entry) => entry.get_mut().alike.push(place),
            indexmap::map::Entry::Vacant(entry) => {
                entry.insert(Entry { place, alike: Vec::new() });
            }
        }
    }
    entries.into_values().collect()
}

/// What places that are alike have in common: everything but the name of the type.
fn kind(place: &Place<'_>) -> Option<String> {
    let of = |change: &&Change| {
        let (before, after, group) = change.message.label.kind()?;
        let effect = [change.rule.id, change.wire.as_str(), change.source.as_str()].join("\n");
        Some([before, after, group.unwrap_or_default(), &change.message.says, &effect].join("\n"))
    };
    place.iter().map(of).collect::<Option<Vec<_>>>().map(|kinds| kinds.join("\n"))
}

impl Entry<'_> {
    /// The number of places.
    pub(super) fn len(&self) -> usize {
        1 + self.alike.len()
    }

    /// What changed, in a sentence.
    pub(super) fn sentence(&self) -> String {
        let mut messages = self.place.iter().map(|change| &change.message);
        let Some(first) = messages.next() else { return String::new() };
        if let (Some(group), true) = (first.label.group(), self.alike.is_empty()) {
            return sentence(&format!("{first}; it is all of the group {group}"));
        }
        if let Some(group) = first.label.group() {
            let text = format!("the group {group}{}, with {} operations", first.says, self.len());
            return sentence(&text);
        }
        let mut said = vec![first.says.as_str()];
        let mut text = sentence(&first.to_string());
        for message in messages {
            // A request and a response may say the same.
            if !said.contains(&message.says.as_str()) {
                said.push(&message.says);
                text.push_str(&format!("; {}", message.says.trim_start_matches([':', ' '])));
            }
        }
        text
    }

    /// The places that are alike, at most so many of them, and how many more there are.
    pub(super) fn alike(&self, most: usize) -> (Vec<String>, usize) {
        let labels = self.alike.iter().flat_map(|place| place.first()).map(|change| {
            let label = change.message.label.to_string();
            // What is renamed is told by both of its names.
            label.strip_prefix("the type ").map_or(label.clone(), str::to_owned)
        });
        (labels.take(most).collect(), self.alike.len().saturating_sub(most))
    }

    /// All changes, those of places that are alike as well.
    pub(super) fn changes(&self) -> impl Iterator<Item = &Change> {
        self.place.iter().chain(self.alike.iter().flatten()).copied()
    }
}
