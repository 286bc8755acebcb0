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
        let mut text = self.sentence_of(0);
        let mut said: Vec<&str> =
            self.place.iter().take(1).map(|change| change.message.says.as_str()).collect();
        for message in self.place.iter().skip(1).map(|change| &change.message) {
            // A request and a response may say the same.
            if !said.contains(&message.says.as_str()) {
                said.push(&message.says);
                text.push_str(&format!("; {}", message.says.trim_start_matches([':', ' '])));
            }
        }
        text
    }

    /// One of the changes of the place, in a sentence.
    pub(super) fn sentence_of(&self, number: usize) -> String {
        let Some(message) = self.place.get(number).map(|change| &change.message) else {
            return String::new();
        };
        sentence(&match (message.label.group(), self.alike.is_empty()) {
            (Some(group), true) => format!("{message}; it is all of the group {group}"),
            (Some(group), false) => {
                format!("the group {group}{}, with {} operations", message.says, self.len())
            }
            (None, _) => message.to_string(),
        })
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
