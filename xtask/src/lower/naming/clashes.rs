//! Names for several things in one scope. Two different things never get one name.
//!
//! The plain name is the words in the scope's case. Where two raw names have the same plain name, each of them is
//! spelled out instead, with a word for every character that parts words; what then still cannot be told apart, or
//! cannot be spelled, gets no name, and the caller says what becomes of it.

use super::reserved::Scope;
use crate::model::Name;
use std::collections::{BTreeMap, BTreeSet};

/// The names of `raw` in a scope, in its order.
pub(in crate::lower) fn names(raw: &[&str], scope: Scope) -> Vec<Option<Name>> {
    names_beside(raw, scope, &[])
}

/// The same in a scope that has other names already, beside those that are reserved in it.
pub(in crate::lower) fn names_beside(raw: &[&str], scope: Scope, taken: &[&str]) -> Vec<Option<Name>> {
    let is_free = |name: &Name| !scope.reserves(name.as_str()) && !taken.contains(&name.as_str());
    let role = scope.role();
    let plain: Vec<Option<Name>> = raw.iter().map(|raw| Name::new(raw, role)).collect();
    let contested = repeated(&plain);
    let spelled_out: Vec<Option<Name>> = raw
        .iter()
        .zip(plain)
        .map(|(raw, plain)| {
            plain
                .filter(|name| !contested.contains(name) && is_free(name))
                .or_else(|| Name::new(&spell(raw), role).filter(&is_free))
        })
        .collect();
    let contested = repeated(&spelled_out);
    spelled_out.into_iter().map(|name| name.filter(|name| !contested.contains(name))).collect()
}

/// The same, where a name that another one has is prefixed with a word: `path_id` and `query_id`.
pub(in crate::lower) fn names_prefixed(
    raw: &[(&str, &str)],
    scope: Scope,
    taken: &[&str],
) -> Vec<Option<Name>> {
    let plain: Vec<&str> = raw.iter().map(|(_, raw)| *raw).collect();
    let plain = names_beside(&plain, scope, taken);
    let prefixed: Vec<String> = raw.iter().map(|(word, raw)| format!("{word} {}", spell(raw))).collect();
    let prefixed: Vec<&str> = prefixed.iter().map(String::as_str).collect();
    let taken: Vec<&str> = plain.iter().flatten().map(Name::as_str).chain(taken.iter().copied()).collect();
    let prefixed = names_beside(&prefixed, scope, &taken);
    plain.into_iter().zip(prefixed).map(|(plain, prefixed)| plain.or(prefixed)).collect()
}

fn repeated(names: &[Option<Name>]) -> BTreeSet<Name> {
    let mut counts: BTreeMap<&Name, usize> = BTreeMap::new();
    for name in names.iter().flatten() {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count > 1).map(|(name, _)| name.clone()).collect()
}

/// A raw name with a word for every character that is no letter and no digit, and for a change of case.
pub(in crate::lower) fn spell(raw: &str) -> String {
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

    fn texts(raw: &[&str], scope: Scope, taken: &[&str]) -> Vec<String> {
        names_beside(raw, scope, taken)
            .into_iter()
            .map(|name| name.map_or_else(String::new, |name| name.to_string()))
            .collect()
    }

    #[test]
    fn names_that_do_not_clash_are_plain() {
        assert_eq!(texts(&["a-b", "c_d"], Scope::Types, &[]), ["AB", "CD"]);
    }

    #[test]
    fn names_that_clash_are_spelled_out_whatever_their_order() {
        assert_eq!(texts(&["a-b", "a_b", "x"], Scope::Types, &[]), ["ADashB", "AUnderscoreB", "X"]);
        assert_eq!(texts(&["x", "a_b", "a-b"], Scope::Types, &[]), ["X", "AUnderscoreB", "ADashB"]);
        assert_eq!(texts(&["get", "GET", "Get"], Scope::Variants, &[]), ["Get", "GetUpper", "GetCapital"]);
        assert_eq!(texts(&["self", "Self"], Scope::Fields, &[]), ["self_", "self_capital"]);
    }

    #[test]
    fn signs_have_names() {
        assert_eq!(
            texts(&["<", "<=", "*", "", "é"], Scope::Variants, &[]),
            ["Less", "LessEqual", "Star", "Empty", "Ue9"]
        );
    }

    #[test]
    fn what_cannot_be_told_apart_gets_no_name() {
        assert_eq!(texts(&["(", ")"], Scope::Variants, &[]), ["", ""]);
    }

    #[test]
    fn a_name_that_is_taken_or_reserved_is_spelled_out() {
        assert_eq!(texts(&["some-value"], Scope::Fields, &["some_value"]), ["some_dash_value"]);
        assert_eq!(texts(&["additional-properties"], Scope::Fields, &[]), ["additional_dash_properties"]);
    }

    #[test]
    fn every_secret_has_a_name_that_no_method_of_the_builder_has() {
        let secrets = |raw: &[&str]| -> Vec<String> {
            let raw: Vec<(&str, &str)> = raw.iter().map(|raw| ("secret", *raw)).collect();
            let names = names_prefixed(&raw, Scope::Secrets, &[]).into_iter().flatten();
            names.map(|name| name.to_string()).collect()
        };
        assert_eq!(secrets(&["api_token", "user"]), ["api_token", "user"]);
        assert_eq!(secrets(&["a-b", "a_b"]), ["a_dash_b", "a_underscore_b"]);
        assert_eq!(secrets(&["timeout", "_", ""]), ["secret_timeout", "underscore", "empty"]);
    }
}
