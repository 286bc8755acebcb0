//! A comparison as people and programs read it.

use super::Comparison;

/// As text with ANSI colours; print it through `anstream`, which takes them out where they are not wanted.
#[must_use]
pub fn text(comparison: &Comparison) -> String {
    markdown(comparison)
}

/// As JSON.
#[must_use]
pub fn json(comparison: &Comparison) -> String {
    serde_json::to_string_pretty(comparison).unwrap_or_default() + "\n"
}

/// As Markdown, for a pull request.
#[must_use]
pub fn markdown(comparison: &Comparison) -> String {
    let mut text = String::new();
    for change in &comparison.changes {
        text.push_str(&format!("- {} ({}): {}\n", change.level().as_str(), change.rule.id, change.message));
    }
    text + &format!("\nVersion step: {}\n", comparison.verdict().step.as_str())
}
