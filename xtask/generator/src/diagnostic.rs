//! Messages about bad input: which file, where in it, what is wrong and what to do about it.

use std::fmt;
use std::path::{MAIN_SEPARATOR, Path};

/// One problem with the input, in a form that a person can act on.
///
/// It prints as `file#pointer: problem`, and the remedy on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The file, as it was named on the command line or found below the workspace.
    pub file: String,
    /// The JSON pointer (RFC 6901) of the place, without the leading `#`; empty for the file as a whole.
    pub pointer: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
    /// Further problems that were found in the same run.
    pub others: Vec<Diagnostic>,
}

/// The result of a step of the generator.
pub type Result<T> = std::result::Result<T, Diagnostic>;

impl Diagnostic {
    /// A problem with a whole file.
    pub fn file(file: impl Into<String>, problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::at(file, "", problem, remedy)
    }

    /// A problem at a place in a file.
    pub fn at(
        file: impl Into<String>,
        pointer: impl Into<String>,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            file: file.into(),
            pointer: pointer.into(),
            problem: problem.into(),
            remedy: remedy.into(),
            others: Vec::new(),
        }
    }

    /// One problem of several; `None` if there is none.
    #[must_use]
    pub fn all(problems: impl IntoIterator<Item = Self>) -> Option<Self> {
        let mut problems = problems.into_iter();
        let mut first = problems.next()?;
        first.others.extend(problems);
        Some(first)
    }

    /// A mistake of the generator itself, in a file that it was about to write.
    pub fn bug(file: impl Into<String>, problem: impl fmt::Display) -> Self {
        Self::file(
            file,
            format!("the generator made something that it cannot write: {problem}"),
            "this is a bug in the generator, not in the document; please report it together with the document",
        )
    }
}

/// A path as messages show it: with `/` as the separator on every system.
pub fn display(path: &Path) -> String {
    path.to_string_lossy().replace(MAIN_SEPARATOR, "/")
}

/// The JSON pointer of the place at which serde stopped, as far as it is known.
pub fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => {
                pointer.push('/');
                pointer.push_str(&key.replace('~', "~0").replace('/', "~1"));
            }
            Segment::Enum { .. } | Segment::Unknown => break,
        }
    }
    pointer
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", Visible(&self.file))?;
        if !self.pointer.is_empty() {
            write!(f, "#{}", Visible(&self.pointer))?;
        }
        write!(f, ": {}\n  help: {}", Visible(&self.problem), Visible(&self.remedy))
    }
}

/// Text that may come from a document, with escapes for the characters that are unsafe on a terminal.
pub(crate) struct Visible<'t>(pub(crate) &'t str);

impl fmt::Display for Visible<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.chars() {
            if is_unsafe(character) {
                write!(f, "{}", character.escape_default())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        Ok(())
    }
}

/// Whether a character could do something to a terminal, or change the direction of text on it.
pub(crate) fn is_unsafe(character: char) -> bool {
    let changes_direction = matches!(character, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || changes_direction
}

impl std::error::Error for Diagnostic {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_of_a_document_does_nothing_to_the_terminal() {
        let shown =
            Diagnostic::at("a\u{1b}[2J", "/b\r\nerror: c", "d\u{202e}\u{7}", "\u{1b}]0;e").to_string();
        assert_eq!(shown, "a\\u{1b}[2J#/b\\r\\nerror: c: d\\u{202e}\\u{7}\n  help: \\u{1b}]0;e");
    }
}
