//! A comparison as text, Markdown or JSON.

mod json;
mod markdown;
mod text;

pub use json::json;
pub use markdown::markdown;
pub use text::text;

use super::{Change, Comparison, Level, Spot, Step};

/// The levels, the worst first, each with its changes.
fn by_level(comparison: &Comparison) -> impl Iterator<Item = (Level, Vec<&Change>)> {
    [Level::Breaking, Level::Additive, Level::Silent].into_iter().filter_map(|level| {
        let changes: Vec<&Change> =
            comparison.changes.iter().filter(|change| change.level() == level).collect();
        (!changes.is_empty()).then_some((level, changes))
    })
}

/// The number of changes, in total and by level.
fn tally(comparison: &Comparison) -> String {
    let counts: Vec<String> = by_level(comparison)
        .map(|(level, changes)| format!("{} {}", changes.len(), level.as_str()))
        .collect();
    match comparison.changes.len() {
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

/// A message as a sentence of its own.
fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    characters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), characters.as_str()))
}

/// The first place of a change, and how many more there are.
fn first_spot(change: &Change) -> Option<(&Spot, usize)> {
    change.spots.first().map(|spot| (spot, change.spots.len() - 1))
}

/// A change of the public API on one line.
fn api_line(change: &super::ApiChange) -> String {
    let item = &change.item;
    match (&change.old, &change.new) {
        (Some(was), Some(is)) => format!("{item}: {was} → {is}"),
        (Some(was), None) => format!("{item}: {was} → gone"),
        (None, Some(is)) => format!("{item}: new, {is}"),
        (None, None) => item.clone(),
    }
}
