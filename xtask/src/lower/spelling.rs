//! Names for several things in one scope. Two different things never get one name.
//!
//! The plain name is the words in the scope's case. Where two raw names have the same plain name, each of them is
//! spelled out instead, with a word for every character that parts words; what then still cannot be told apart, or
//! cannot be spelled, gets no name, and the caller says what becomes of it.

use crate::model::{Name, Role};
use std::collections::{BTreeMap, BTreeSet};

/// The names of `raw`, in its order.
pub(super) fn names(raw: &[&str], role: Role, taken: &[&str]) -> Vec<Option<Name>> {
    let plain: Vec<Option<Name>> = raw.iter().map(|raw| Name::new(raw, role)).collect();
    let contested = repeated(&plain);
    let settled: Vec<Option<Name>> = raw
        .iter()
        .zip(plain)
        .map(|(raw, plain)| {
            plain
                .filter(|name| !contested.contains(name) && !taken.contains(&name.as_str()))
                .or_else(|| Name::new(&spell(raw), role).filter(|name| !taken.contains(&name.as_str())))
        })
        .collect();
    let contested = repeated(&settled);
    settled.into_iter().map(|name| name.filter(|name| !contested.contains(name))).collect()
}

fn repeated(names: &[Option<Name>]) -> BTreeSet<Name> {
    let mut counts: BTreeMap<&Name, usize> = BTreeMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name.clone()).collect()
}

/// A raw name with a word for every character that is no letter and no digit, and for a change of case.
pub(super) fn spell(raw: &str) -> String {
    if raw.is_empty() {
        return "empty".to_owned();
    }
    let mut spelled = String::new();
    for character in raw.chars() {
        match word(character) {
            _ if character.is_ascii_alphanumeric() => spelled.push(character),
            Some(word) => spelled.push_str(&format!(" {word} ")),
            None => spelled.push_str(&format!(" u{:x} ", u32::from(character))),
        }
    }
    spelled.push_str(case_word(raw));
    spelled
}

/// What tells names that differ in case alone from each other; lower case needs no word.
fn case_word(raw: &str) -> &'static str {
    let is_upper = |c: char| c.is_ascii_uppercase();
    match (raw.starts_with(is_upper), raw.chars().any(|c| c.is_ascii_lowercase())) {
        (true, true) => " capital",
        (_, false) if raw.chars().any(is_upper) => " upper",
        _ => "",
    }
}

fn word(character: char) -> Option<&'static str> {
    Some(match character {
        ' ' => "space",
        '!' => "not",
        '"' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '\'' => "apostrophe",
        '(' | ')' => "parenthesis",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "dash",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '[' | ']' => "bracket",
        '\\' => "backslash",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '{' | '}' => "brace",
        '|' => "or",
        '~' => "tilde",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(raw: &[&str], role: Role, taken: &[&str]) -> Vec<String> {
        names(raw, role, taken)
            .into_iter()
            .map(|name| name.map_or_else(String::new, |name| name.to_string()))
            .collect()
    }

    #[test]
    fn names_that_do_not_clash_are_plain() {
        assert_eq!(texts(&["a-b", "c_d"], Role::Type, &[]), ["AB", "CD"]);
    }

    #[test]
    fn names_that_clash_are_spelled_out_whatever_their_order() {
        assert_eq!(texts(&["a-b", "a_b", "x"], Role::Type, &[]), ["ADashB", "AUnderscoreB", "X"]);
        assert_eq!(texts(&["x", "a_b", "a-b"], Role::Type, &[]), ["X", "AUnderscoreB", "ADashB"]);
        assert_eq!(texts(&["get", "GET", "Get"], Role::Variant, &[]), ["Get", "GetUpper", "GetCapital"]);
        assert_eq!(texts(&["self", "Self"], Role::Value, &[]), ["self_", "self_capital"]);
    }

    #[test]
    fn signs_have_names() {
        assert_eq!(
            texts(&["<", "<=", "*", "", "é"], Role::Variant, &[]),
            ["Less", "LessEqual", "Star", "Empty", "Ue9"]
        );
    }

    #[test]
    fn what_cannot_be_told_apart_gets_no_name() {
        assert_eq!(texts(&["(", ")"], Role::Variant, &[]), ["", ""]);
    }

    #[test]
    fn a_name_that_is_taken_is_spelled_out() {
        assert_eq!(texts(&["some-value"], Role::Value, &["some_value"]), ["some_dash_value"]);
    }
}
