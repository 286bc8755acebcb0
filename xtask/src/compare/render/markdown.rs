//! As Markdown, for a pull request.

use super::{advice, api_line, by_level, first_spot, sentence, tally};
use crate::compare::quote::quoted;
use crate::compare::{Change, Comparison, Level};

/// How many changes of a level are shown; comments on pull requests have a limit.
const MOST_CHANGES: usize = 100;

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
    for (level, changes) in by_level(comparison) {
        let title = match level {
            Level::Breaking => "Breaking",
            Level::Additive => "Additive",
            Level::Silent => "Silent",
        };
        text.push_str(&format!(
            "\n### {title}\n\n| change | wire | source | rule | where |\n|---|---|---|---|---|\n"
        ));
        for change in changes.iter().take(MOST_CHANGES) {
            text.push_str(&row(change));
        }
        if changes.len() > MOST_CHANGES {
            text.push_str(&format!("\n… and {} more.\n", changes.len() - MOST_CHANGES));
        }
    }
    let items: Vec<String> = comparison
        .changes
        .iter()
        .flat_map(|change| &change.api)
        .map(|item| format!("{} {}\n", item.step.as_str(), api_line(item)))
        .collect();
    text + &public_api(items)
}

fn row(change: &Change) -> String {
    let place = first_spot(change).map_or_else(String::new, |(spot, more)| {
        let operation = spot.operation.as_ref().map(|id| format!("{} ", quoted(id))).unwrap_or_default();
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        format!("{operation}{}{more}", quoted(format!("#{}", spot.pointer)))
    });
    let cells = [
        sentence(&change.message),
        change.wire.as_str().to_owned(),
        change.source.as_str().to_owned(),
        quoted(change.rule.id),
        place,
    ];
    // A bar ends a cell, in code as well.
    format!("| {} |\n", cells.map(|cell| cell.replace('|', "\\|")).join(" | "))
}

/// The changes of the public API, each once, in a collapsed section.
fn public_api(mut items: Vec<String>) -> String {
    if items.is_empty() {
        return String::new();
    }
    items.sort();
    items.dedup();
    let count = items.len();
    // Code of the crate has no backticks, so the fence is safe.
    format!(
        "\n<details><summary>{count} changes of the crate's public API</summary>\n\n```text\n{}```\n\n</details>\n",
        items.concat()
    )
}
