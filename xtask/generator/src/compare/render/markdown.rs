//! As Markdown, for a pull request.
//!
//! What breaks stands in full, the rest is folded. Whatever a document says, the text is no longer than a comment may
//! be.

use super::{Entry, accepted, advice, api_changes, api_line, by_level, first_spot, sentence, tally};
use crate::compare::quote::quoted;
use crate::compare::{Change, Comparison, Level};

/// The most characters in all. GitHub takes 65,536 in a comment.
const MOST_CHARACTERS: usize = 60_000;

/// How many of them are kept for each section after the first.
const KEPT: usize = 6_000;

/// How many places that are alike are named in a row.
const MOST_ALIKE: usize = 8;

/// The comparison as Markdown. Text of a document is shown as code.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    let verdict = comparison.verdict();
    let mut text = format!(
        "## API changes: {}\n\n{}. On the wire: **{}**. In the source: **{}**. So {}.\n\n{} → {}\n",
        verdict.step.as_str(),
        sentence(&tally(comparison)),
        verdict.wire.as_str(),
        verdict.source.as_str(),
        advice(verdict.step),
        quoted(&comparison.old),
        quoted(&comparison.new)
    );
    let mut sections: Vec<Section> =
        by_level(comparison).map(|(level, entries)| Section::level(level, &entries)).collect();
    sections.push(Section {
        head: "\n<details><summary>Accepted before, and not counted in the verdict</summary>\n\n".to_owned(),
        lines: accepted(comparison).iter().map(|entry| format!("- {}\n", cell(entry))).collect(),
        foot: "\n</details>\n",
    });
    sections.push(Section::public_api(comparison));
    sections.retain(|section| !section.lines.is_empty());
    let mut left = sections.len();
    for section in sections {
        left -= 1;
        let room = MOST_CHARACTERS.saturating_sub(text.chars().count() + left * KEPT);
        text.push_str(&section.within(room));
    }
    text
}

/// A list that is cut where there is no more room for it.
struct Section {
    head: String,
    lines: Vec<String>,
    foot: &'static str,
}

impl Section {
    fn level(level: Level, entries: &[Entry<'_>]) -> Self {
        let table = "| change | wire | source | rule | where |\n|---|---|---|---|---|\n";
        let places: usize = entries.iter().map(Entry::len).sum();
        let (head, foot) = match level {
            Level::Breaking => (format!("\n### Breaking\n\n{table}"), ""),
            Level::Additive => (folded(&format!("{places} additive"), table), "\n</details>\n"),
            Level::Silent => (folded(&format!("{places} silent"), table), "\n</details>\n"),
        };
        Self { head, lines: entries.iter().flat_map(rows).collect(), foot }
    }

    /// The changes of the public API, each once.
    fn public_api(comparison: &Comparison) -> Self {
        let items = api_changes(comparison.changes.iter());
        let head =
            folded(&format!("{} changes of the crate's public API", items.len()), "").trim_end().to_owned();
        let mut lines: Vec<String> =
            items.into_iter().map(|item| format!("{} {}\n", item.step.as_str(), api_line(item))).collect();
        lines.sort();
        // Code of the crate has no backticks, so the fence is safe.
        Self { head: head + "\n\n```text\n", lines, foot: "```\n\n</details>\n" }
    }

    fn within(&self, room: usize) -> String {
        let mut text = self.head.clone();
        let mut room = room.saturating_sub(self.head.chars().count() + self.foot.len() + 100);
        for (number, line) in self.lines.iter().enumerate() {
            let length = line.chars().count();
            if length > room {
                let more = self.lines.len() - number;
                // Within a fence, this is a line of the code.
                let line = format!("… and {more} more, which `diff --format text` shows\n");
                text.push_str(if self.foot.starts_with("```") { "" } else { "\n" });
                text.push_str(&line);
                break;
            }
            room -= length;
            text.push_str(line);
        }
        text + self.foot
    }
}

fn folded(title: &str, head: &str) -> String {
    format!("\n<details><summary>{title}</summary>\n\n{head}")
}

/// A row for each rule that a place falls under. The first names the places that are alike.
fn rows<'e>(entry: &'e Entry<'_>) -> impl Iterator<Item = String> + 'e {
    entry.place.iter().enumerate().map(|(number, change)| {
        let alike = if number == 0 { alike(entry) } else { String::new() };
        row(change, format!("{}{alike}", entry.sentence_of(number)))
    })
}

/// What changed, with the names of places that are alike.
fn cell(entry: &Entry<'_>) -> String {
    format!("{}{}", entry.sentence(), alike(entry))
}

/// The names of places that are alike.
fn alike(entry: &Entry<'_>) -> String {
    let (labels, more) = entry.alike(MOST_ALIKE);
    let more = if more == 0 { String::new() } else { format!(", and {more} more") };
    match labels.len() {
        0 => String::new(),
        _ => format!("; and {} alike: {}{more}", entry.len() - 1, labels.join(", ")),
    }
}

fn row(change: &Change, message: String) -> String {
    let place = first_spot(change).map_or_else(String::new, |(spot, more)| {
        let operation = spot.operation.as_ref().map(|id| format!("{} ", quoted(id))).unwrap_or_default();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        format!("{operation}{}{more}", quoted(format!("#{}", spot.pointer)))
    });
    let cells = [
        message,
        change.wire.as_str().to_owned(),
        change.source.as_str().to_owned(),
        quoted(change.rule.id),
        place,
    ];
    // A bar ends a cell, in code as well.
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}
