//! Messages as sentences.

/// A message as a sentence of its own.
pub(super) fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    characters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), characters.as_str()))
}
