//! As text, for people at a terminal.

use super::{Entry, accepted, advice, api_changes, api_line, by_level, first_spot, tally};
use crate::compare::quote::plain;
use crate::compare::{Comparison, Edition, Level};
use anstyle::{AnsiColor, Style};

/// How many places that are alike, and how many changes of the public API, are shown below a change.
const MOST_ITEMS: usize = 8;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// The comparison as text with ANSI colours. Print it through `anstream`, which removes them where they are not wanted.
#[must_use]
pub fn text(comparison: &Comparison) -> String {
    let mut text = format!("{BOLD}{} → {}{BOLD:#}\n", plain(&comparison.old), plain(&comparison.new));
    for (level, entries) in by_level(comparison) {
        let style = style(level);
        text.push_str(&format!("\n{style}{}{style:#}\n", level.as_str()));
        for entry in &entries {
            describe(entry, &mut text);
        }
    }
    let accepted = accepted(comparison);
    if !accepted.is_empty() {
        text.push_str("\naccepted before, and not counted in the verdict\n");
        text.extend(accepted.iter().map(|entry| format!("  {}\n{}", entry.sentence(), alike(entry))));
    }
    let verdict = comparison.verdict();
    let style = style(if verdict.is_breaking() { Level::Breaking } else { Level::Additive });
    text.push_str(&format!(
        "\n{}\nverdict: {style}{}{style:#} (wire: {}, source: {}); {}\n",
        tally(comparison),
        verdict.step.as_str(),
        verdict.wire.as_str(),
        verdict.source.as_str(),
        advice(verdict.step)
    ));
    text
}

fn describe(entry: &Entry<'_>, text: &mut String) {
    text.push_str(&format!("  {}\n", entry.sentence()));
    for change in &entry.place {
        text.push_str(&format!(
            "    {DIM}{}, wire: {}, source: {}{DIM:#}\n",
            change.rule.id,
            change.wire.as_str(),
            change.source.as_str()
        ));
    }
    if let Some((spot, more)) = entry.place.first().and_then(|change| first_spot(change)) {
        let operation = spot.operation.as_deref().map(|id| format!("{}: ", plain(id))).unwrap_or_default();
        let edition = if spot.document == Edition::Old { "old document " } else { "" };
        let more = match more {
            0 => String::new(),
            1 => " and 1 more place".to_owned(),
            more => format!(" and {more} more places"),
        };
        text.push_str(&format!("    {DIM}{operation}{edition}#{}{more}{DIM:#}\n", plain(&spot.pointer)));
    }
    text.push_str(&alike(entry));
    let items = api_changes(entry.changes());
    for item in items.iter().take(MOST_ITEMS) {
        text.push_str(&format!("      {}: {}\n", item.step.as_str(), plain(&api_line(item))));
    }
    if items.len() > MOST_ITEMS {
        text.push_str(&format!("      and {} more\n", items.len() - MOST_ITEMS));
    }
}

/// The places that are alike, on a line of their own.
fn alike(entry: &Entry<'_>) -> String {
    let (labels, more) = entry.alike(MOST_ITEMS);
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    match labels.len() {
        0 => String::new(),
        _ => format!("    and {} alike: {}{more}\n", entry.len() - 1, labels.join(", ")),
    }
}

fn style(level: Level) -> Style {
    match level {
        Level::Breaking => AnsiColor::Red.on_default().bold(),
        Level::Additive => AnsiColor::Green.on_default().bold(),
        Level::Silent => DIM,
    }
}
