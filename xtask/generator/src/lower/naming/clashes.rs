//! Names for several things in one scope. Two different things never get one name, and a name does not move when
//! something is added whose name would be the same.
//!
//! The plain name is the words in the scope's case. Where several raw names have the same plain name, the one that is
//! spelled most plainly has it; the others are spelled out, with a word for every character that parts words. So a key
//! that is added can only take the name of one that is spelled less plainly, and the lock of names guards even that.

use super::case::Role;
use super::reserved::Scope;
use crate::model::Name;
use std::collections::BTreeSet;

/// The names of `raw` in a scope, in its order.
pub(in crate::lower) fn names(raw: &[&str], scope: Scope) -> Vec<Option<Name>> {
    names_beside(raw, scope, &[])
}

/// The same in a scope that has other names already, beside those that are reserved in it. `None` stands for what has no
/// name of its own.
pub(in crate::lower) fn names_beside(raw: &[&str], scope: Scope, taken: &[&str]) -> Vec<Option<Name>> {
    spelled_names(raw, scope, (taken, &|_| None), &SPELLINGS)
}

/// The same, where some names were given before and stay.
pub(in crate::lower) fn names_kept(
    raw: &[&str],
    scope: Scope,
    (taken, kept): (&[&str], &dyn Fn(usize) -> Option<Name>),
) -> Vec<Option<Name>> {
    spelled_names(raw, scope, (taken, kept), &SPELLINGS)
}

fn spelled_names(
    raw: &[&str],
    scope: Scope,
    (taken, kept): (&[&str], &dyn Fn(usize) -> Option<Name>),
    spellings: &[fn(&str) -> String],
) -> Vec<Option<Name>> {
    let role = scope.role();
    let mut taken: BTreeSet<String> = taken.iter().map(|name| (*name).to_owned()).collect();
    let mut names: Vec<Option<Name>> = Vec::new();
    for at in 0..raw.len() {
        let free = |name: &Name| !scope.reserves(name.as_str()) && !taken.contains(name.as_str());
        let name = kept(at).filter(free);
        taken.extend(name.iter().map(Name::to_string));
        names.push(name);
    }
    let mut plainest: Vec<(usize, &str)> = raw.iter().copied().enumerate().collect();
    let capitals = |raw: &str| raw.chars().filter(char::is_ascii_uppercase).count();
    plainest.sort_by_cached_key(|(_, raw)| (plainness(raw, role), capitals(raw), *raw));
    // All plain names are given before any other, so that no spelled one takes them.
    for spelling in spellings {
        for (at, raw) in &plainest {
            let Some(slot) = names.get_mut(*at).filter(|name| name.is_none()) else { continue };
            let free = |name: &Name| !scope.reserves(name.as_str()) && !taken.contains(name.as_str());
            *slot = Name::new(&spelling(raw), role).filter(free);
            taken.extend(slot.iter().map(Name::to_string));
        }
    }
    names
}

/// The ways to spell a raw name, from the plainest to one that no other raw name shares.
const SPELLINGS: [fn(&str) -> String; 4] = [str::to_owned, spell, capitals, characters];

/// How plainly a raw name is spelled: in snake_case, like the name itself, in letters and digits, or with other signs.
fn plainness(raw: &str, role: Role) -> u8 {
    let is_snake = raw.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let is_exact = Name::new(raw, role).is_some_and(|name| name.as_str() == raw);
    match raw {
        _ if is_snake => 0,
        _ if is_exact => 1,
        _ if raw.chars().all(|c| c.is_ascii_alphanumeric()) => 2,
        _ => 3,
    }
}

/// The same, where a name that another one has is prefixed with a word: `path_id` and `query_id`.
pub(in crate::lower) fn names_prefixed(
    raw: &[(&str, &str)],
    scope: Scope,
    (taken, kept): (&[&str], &dyn Fn(usize) -> Option<Name>),
) -> Vec<Option<Name>> {
    let plain: Vec<&str> = raw.iter().map(|(_, raw)| *raw).collect();
    let plain = spelled_names(&plain, scope, (taken, kept), &[str::to_owned, spell]);
    let prefixed: Vec<String> = raw.iter().map(|(word, raw)| format!("{word} {}", spell(raw))).collect();
    let prefixed: Vec<&str> = prefixed.iter().map(String::as_str).collect();
    let taken: Vec<&str> = plain.iter().flatten().map(Name::as_str).chain(taken.iter().copied()).collect();
    let prefixed = names_beside(&prefixed, scope, &taken);
    plain.into_iter().zip(prefixed).map(|(plain, prefixed)| plain.or(prefixed)).collect()
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

/// A raw name with a word for each capital within it, which tells `jobId` from `jobID`, or for having none.
fn capitals(raw: &str) -> String {
    let mut spelled = String::new();
    for character in spell(raw).chars() {
        if character.is_ascii_uppercase() && !spelled.is_empty() {
            spelled.push_str(" capital ");
        }
        spelled.push(character);
    }
    match spelled.contains(" capital ") {
        true => spelled,
        false if raw.contains(|c: char| c.is_ascii_lowercase()) => spelled + " lower",
        false => String::new(),
    }
}

/// A raw name with the number of each character that is no small letter and no digit.
fn characters(raw: &str) -> String {
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    raw.chars().map(|c| if is_plain(c) { c.to_string() } else { format!(" u{:x} ", u32::from(c)) }).collect()
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
    fn of_names_that_clash_the_plainest_stays_and_the_others_are_spelled_out_whatever_their_order() {
        assert_eq!(texts(&["a-b", "a_b", "x"], Scope::Types, &[]), ["ADashB", "AB", "X"]);
        assert_eq!(texts(&["x", "a_b", "a-b"], Scope::Types, &[]), ["X", "AB", "ADashB"]);
        assert_eq!(texts(&["zone_item", "ZoneItem"], Scope::Types, &[]), ["ZoneItem", "ZoneItemCapital"]);
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
    fn signs_that_have_one_word_are_told_apart_by_their_numbers() {
        assert_eq!(texts(&["(", ")"], Scope::Variants, &[]), ["Parenthesis", "U29"]);
    }

    #[test]
    fn spellings_that_differ_in_capitals_alone_are_several_names() {
        assert_eq!(texts(&["jobId", "jobID"], Scope::Fields, &[]), ["job_id", "job_capital_i_capital_d"]);
        assert_eq!(texts(&["job_id", "jobId"], Scope::Fields, &[]), ["job_id", "job_capital_id"]);
        assert_eq!(texts(&["zone", "Zone"], Scope::Types, &[]), ["Zone", "ZoneCapital"]);
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
            let names = names_prefixed(&raw, Scope::Secrets, (&[], &|_| None)).into_iter().flatten();
            names.map(|name| name.to_string()).collect()
        };
        assert_eq!(secrets(&["api_token", "user"]), ["api_token", "user"]);
        assert_eq!(secrets(&["a-b", "a_b"]), ["a_dash_b", "a_b"]);
        assert_eq!(secrets(&["timeout", "_", ""]), ["secret_timeout", "underscore", "empty"]);
    }
}
