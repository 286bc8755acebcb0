//! The parameters of a header's value, such as `Content-Disposition` and `Content-Type`.

// An API need not use all of it.
#![allow(dead_code)]

/// The parameters after the first semicolon, without their quotes.
pub(crate) fn parameters(said: &str) -> Vec<(String, String)> {
    let mut parameters = Vec::new();
    let mut rest = said.split_once(';').map_or("", |(_, rest)| rest);
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_start_matches([';', ' ', '\t']).trim();
        let after = after.trim_start();
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => unquoted(quoted),
            None => match after.split_once(';') {
                Some((value, next)) => (value.trim().to_owned(), next),
                None => (after.trim().to_owned(), ""),
            },
        };
        parameters.push((name.to_owned(), value));
        rest = next;
    }
    parameters
}

/// The value of a parameter, whose name is compared without case.
pub(crate) fn parameter(said: &str, wanted: &str) -> Option<String> {
    let mut parameters = parameters(said).into_iter();
    parameters.find(|(name, _)| name.eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
}

/// A quoted value, and what comes after it.
fn unquoted(text: &str) -> (String, &str) {
    let mut value = String::new();
    let mut characters = text.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, text.get(at + 1..).unwrap_or_default()),
            '\\' => value.extend(characters.next().map(|(_, escaped)| escaped)),
            other => value.push(other),
        }
    }
    (value, "")
}
