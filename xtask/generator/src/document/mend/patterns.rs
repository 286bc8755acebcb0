//! Tells patterns from texts that are no regular expression in any dialect.

/// Why a text is no regular expression: a bracket that nothing closes or opens, nothing to repeat, or a backslash at the
/// end. Nothing else is looked at, since people write patterns in many dialects.
pub(super) fn problem(pattern: &str) -> Option<&'static str> {
    let mut characters = pattern.chars();
    let mut open = 0_usize;
    let mut can_repeat = false;
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.next().is_none() => return Some("it ends with a backslash"),
            '[' => {
                if !skip_class(&mut characters) {
                    return Some("nothing closes `[`");
                }
                can_repeat = true;
            }
            '(' => {
                open += 1;
                can_repeat = false;
                // `(?` begins a group of another kind.
                if characters.clone().next() == Some('?') {
                    characters.next();
                }
            }
            ')' if open == 0 => return Some("nothing opens `)`"),
            ')' => {
                open -= 1;
                can_repeat = true;
            }
            '|' => can_repeat = false,
            '*' | '+' | '?' if !can_repeat => return Some("there is nothing to repeat"),
            _ => can_repeat = true,
        }
    }
    (open > 0).then_some("nothing closes `(`")
}

/// Skips the rest of a class of characters. Says whether it ends.
fn skip_class(characters: &mut std::str::Chars<'_>) -> bool {
    let mut is_first = true;
    while let Some(character) = characters.next() {
        match character {
            '\\' => drop(characters.next()),
            // In some dialects, `]` at the beginning is a character of the class.
            ']' if !is_first || !characters.as_str().contains(']') => return true,
            '^' if is_first => continue,
            _ => {}
        }
        is_first = false;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::problem;

    #[test]
    fn patterns_of_every_dialect_are_taken() {
        for pattern in [
            "",
            "^[a-z]+$",
            "^(?!x)(?:a|b)*?$",
            "(?i)a++",
            "(?P<name>.{2,})",
            "[]a]+",
            "[^]]",
            "[]",
            "a|b",
            r"\(\[\*",
            "a{2}{",
            "^*",
        ] {
            assert_eq!(problem(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn what_no_dialect_reads_is_found() {
        for pattern in ["(?<a", "a)", "[a-z", "*", "a|+", r"a\", "((a)"] {
            assert!(problem(pattern).is_some(), "{pattern}");
        }
    }
}
