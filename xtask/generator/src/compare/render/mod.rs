//! A comparison as text, Markdown or JSON.

mod entries;
mod json;
mod markdown;
mod sentence;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::{ApiChange, Change, Comparison, Level, Spot, Step};
use entries::{Entry, entries};
use sentence::sentence;

/// The levels, the worst first, each with its changes. Those that were accepted are not among them.
fn by_level(comparison: &Comparison) -> impl Iterator<Item = (Level, Vec<Entry<'_>>)> {
    [Level::Breaking, Level::Additive, Level::Silent].into_iter().filter_map(|level| {
        let is_shown = |change: &&Change| !change.is_accepted && change.level() == level;
        let changes: Vec<&Change> = comparison.changes.iter().filter(is_shown).collect();
        (!changes.is_empty()).then(|| (level, entries(&changes)))
    })
}

/// The changes that were accepted.
fn accepted(comparison: &Comparison) -> Vec<Entry<'_>> {
    let changes: Vec<&Change> = comparison.changes.iter().filter(|change| change.is_accepted).collect();
    entries(&changes)
}

/// The number of changes, in total and by level.
fn tally(comparison: &Comparison) -> String {
    let count = |entries: &[Entry<'_>]| entries.iter().map(Entry::len).sum::<usize>();
    let mut counts: Vec<(usize, &str)> =
        by_level(comparison).map(|(level, entries)| (count(&entries), level.as_str())).collect();
    let accepted = count(&accepted(comparison));
    if accepted > 0 {
        counts.push((accepted, "accepted"));
    }
    let all: usize = counts.iter().map(|(count, _)| count).sum();
    let counts: Vec<String> = counts.iter().map(|(count, what)| format!("{count} {what}")).collect();
    match all {
        0 => "nothing changed".to_owned(),
        1 => format!("1 change: {}", counts.join(", ")),
        all => format!("{all} changes: {}", counts.join(", ")),
    }
}

/// The next version that a step requires.
fn advice(step: Step) -> &'static str {
    match step {
        Step::None => "no new version is needed",
        Step::Patch => "the next version is a patch",
        Step::Minor => "the next version is a minor one",
        Step::Major => "the next version is a major one",
    }
}

/// The first place of a change, and how many more there are.
fn first_spot(change: &Change) -> Option<(&Spot, usize)> {
    change.spots.first().map(|spot| (spot, change.spots.len() - 1))
}

/// The changes of the public API that come with these changes, each once. Of a type that is new or gone as a whole, its
/// parts are left out.
fn api_changes<'c>(changes: impl Iterator<Item = &'c Change>) -> Vec<&'c ApiChange> {
    let mut items: Vec<&ApiChange> =
        changes.flat_map(|change| &change.api).filter(|item| !item.is_part).collect();
    items.sort();
    items.dedup();
    items
}

/// A change of the public API on one line.
fn api_line(change: &ApiChange) -> String {
    let item = &change.item;
    match (&change.old, &change.new) {
        (Some(was), Some(is)) => format!("{item}: {was} → {is}"),
        (Some(was), None) => format!("{item}: {was} → gone"),
        (None, Some(is)) => format!("{item}: new, {is}"),
        (None, None) => item.clone(),
    }
}
