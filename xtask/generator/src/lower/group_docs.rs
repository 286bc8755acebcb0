//! What the documentation of a group of operations says: what its tag says of itself, and what the tag is under.

use super::input::Input;
use crate::model::Docs;
use serde_json::Value;
use std::collections::BTreeSet;

/// The documentation of the group of a tag.
pub(super) fn of_tag(input: Input<'_>, tag: &str) -> Docs {
    let text_of = |tag: &str, field: &str| described(input, tag)?.get(field)?.as_str().map(str::trim);
    let title = text_of(tag, "summary").filter(|summary| !summary.is_empty()).unwrap_or(tag);
    let more =
        text_of(tag, "description").filter(|description| !description.is_empty() && *description != title);
    let text = more.map_or_else(|| title.to_owned(), |more| format!("{title}\n\n{more}"));
    let mut facts = Vec::new();
    let above = above(input, tag);
    if let Some((first, others)) = above.split_first() {
        let others: String =
            others.iter().map(|other| format!(", which is under \u{201c}{other}\u{201d}")).collect();
        facts.push(format!("It is under \u{201c}{first}\u{201d}{others}."));
    }
    if let Some(kind) = text_of(tag, "kind").filter(|kind| !kind.is_empty()) {
        facts.push(format!("Its kind is \u{201c}{kind}\u{201d}."));
    }
    Docs { text, facts: facts.join(" "), deprecated: false }
}

/// What a tag is under, from the nearest to the farthest: the summary of each, or its name. Tags that are under each
/// other are listed once.
fn above(input: Input<'_>, tag: &str) -> Vec<String> {
    let (mut above, mut seen) = (Vec::new(), BTreeSet::from([tag]));
    let mut at = tag;
    while let Some(parent) = described(input, at).and_then(|tag| tag.get("parent")).and_then(Value::as_str)
        && seen.insert(parent)
    {
        let summary = described(input, parent).and_then(|tag| tag.get("summary")).and_then(Value::as_str);
        above.push(summary.unwrap_or(parent).to_owned());
        at = parent;
    }
    above
}

/// The tag among those that the document describes.
fn described<'d>(input: Input<'d>, tag: &str) -> Option<&'d Value> {
    let tags = input.document.json.get("tags")?.as_array()?;
    tags.iter().find(|known| known.get("name").and_then(Value::as_str) == Some(tag))
}
