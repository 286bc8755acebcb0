//! Links on the front page: each name of the crate that the guide mentions leads to its documentation.

use crate::model::exports;
use crate::model::items::Crate;

/// Crates that are exported from the root. Their own name alone says the crate, and is no link.
const CRATES: [&str; 3] = ["reqwest", "secrecy", "serde_json"];

/// A Markdown text with links: rustdoc finds what they lead to.
pub(super) fn with_links(page: &str, made: &Crate) -> String {
    map_text(page, |line| {
        map_code(line, |before, code, after| {
            let is_linked = before.ends_with('[') && after.starts_with(']');
            match target(code, made).filter(|_| !is_linked) {
                Some(Target::Itself) => format!("[`{code}`]"),
                Some(Target::At(path)) => format!("[`{code}`]({path})"),
                None => format!("`{code}`"),
            }
        })
    })
}

/// A Markdown text without the links that only rustdoc understands.
pub(super) fn without_links(page: &str) -> String {
    map_text(page, |line| {
        let mut rest = line;
        let mut text = String::new();
        while let Some((before, begin)) = rest.split_once("[`") {
            let Some((code, after)) = begin.split_once("`]") else { break };
            text.push_str(before);
            let target = after.strip_prefix('(').and_then(|target| target.split_once(')'));
            match target {
                Some((target, _)) if target.contains("://") => {
                    text.push_str(&format!("[`{code}`]"));
                    rest = after;
                }
                Some((_, after)) => {
                    text.push_str(&format!("`{code}`"));
                    rest = after;
                }
                None => {
                    text.push_str(&format!("`{code}`"));
                    rest = after;
                }
            }
        }
        text + rest
    })
}

/// Where a name leads.
enum Target {
    /// Where it is found at the crate's root.
    Itself,
    /// To this path.
    At(String),
}

fn target(code: &str, made: &Crate) -> Option<Target> {
    let first = code.split("::").next()?;
    let is_path = code.chars().all(|c| c.is_ascii_alphanumeric() || "_:".contains(c));
    if !is_path {
        return None;
    }
    let groups = made.api.groups.iter().zip(&made.groups);
    let at_root =
        groups.filter(|(_, item)| item.is_at_root).any(|(group, _)| group.type_name.as_str() == first);
    let within_a_crate = CRATES.contains(&first) && code != first;
    if at_root || exports::is_in_every_crate(first) || within_a_crate {
        return Some(Target::Itself);
    }
    let is_type = made.types.iter().any(|(name, item)| item.home.is_public() && name.as_str() == first);
    is_type.then(|| Target::At(format!("types::{code}")))
}

/// Changes the lines of a Markdown text that are not in a code block.
fn map_text(page: &str, change: impl Fn(&str) -> String) -> String {
    let mut in_code = false;
    let lines = page.lines().map(|line| {
        let is_fence = line.starts_with("```");
        in_code ^= is_fence;
        if in_code || is_fence { line.to_owned() } else { change(line) }
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Changes the code spans of a line, each with what stands before and after it.
fn map_code(line: &str, change: impl Fn(&str, &str, &str) -> String) -> String {
    let mut rest = line;
    let mut text = String::new();
    while let Some((before, begin)) = rest.split_once('`') {
        let Some((code, after)) = begin.split_once('`') else { break };
        text.push_str(before);
        text.push_str(&change(before, code, after));
        rest = after;
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_readme_has_no_links_that_only_rustdoc_understands() {
        let page =
            "[`send`](Request::send) and [`Error`], [`x`](https://example.com) and `plain`\n```\n[`a`]\n```";
        let plain = "`send` and `Error`, [`x`](https://example.com) and `plain`\n```\n[`a`]\n```";
        assert_eq!(without_links(page), plain);
    }

    #[test]
    fn code_spans_are_changed_one_by_one() {
        let shout = |_: &str, code: &str, _: &str| code.to_uppercase();
        assert_eq!(map_code("a `b` c `d` `e", shout), "a B c D `e");
    }
}
