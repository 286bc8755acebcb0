//! Quotes text of a document in messages. Whatever the text contains, it stays within its backticks and on its line,
//! and has no effect on a terminal.

use std::fmt::Display;

/// The most characters of a name or a value that are shown.
const LONGEST: usize = 1000;

/// Text of a document as code.
pub(super) fn quoted(text: impl Display) -> String {
    format!("`{}`", plain(&text.to_string().replace('`', "'")))
}

/// Text of a document on one line, with invisible characters escaped.
pub(super) fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars().take(LONGEST) {
        if is_unseen(character) {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

/// Control characters, and characters that change the direction or the joining of their neighbours.
fn is_unseen(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_gets_out_of_its_backticks_or_onto_another_line() {
        assert_eq!(quoted("a` <img>\n\u{1b}[2J\u{202e}"), "`a' <img>\\n\\u{1b}[2J\\u{202e}`");
        assert_eq!(quoted("é".repeat(3000)).chars().count(), LONGEST + 3);
    }
}
