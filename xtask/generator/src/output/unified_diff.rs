//! Shows differences as a unified diff, with colours on a terminal.

use std::time::{Duration, Instant};

use anstyle::{AnsiColor, Style};
use similar::{ChangeTag, TextDiff};

use super::differences::{Difference, Found};
use crate::diagnostic::is_unsafe;

/// How many lines are shown; the others are only counted.
const MOST_LINES: usize = 10_000;
/// Longer lines are cut.
const LONGEST_LINE: usize = 2_000;
/// After this time diffs are still correct, but no longer as short as possible.
const EFFORT: Duration = Duration::from_secs(2);

const HEADER: Style = Style::new().bold();
const HUNK: Style = AnsiColor::Cyan.on_default();
const REMOVED: Style = AnsiColor::Red.on_default();
const ADDED: Style = AnsiColor::Green.on_default();
const NOTE: Style = AnsiColor::Yellow.on_default();

/// The diff as text with ANSI colours. Paths begin with `dir`.
pub fn render(dir: &str, differences: &[Difference<'_>]) -> String {
    let dir = dir.trim_end_matches(std::path::is_separator);
    let mut page = Page { text: String::new(), lines: 0, deadline: Instant::now() + EFFORT };
    for (index, difference) in differences.iter().enumerate() {
        if page.is_full() {
            page.note(&format!("… and {} more files differ", differences.len() - index));
            break;
        }
        page.file(&format!("{dir}/{}", difference.path()), difference);
    }
    page.text
}

/// The diff rendered so far.
struct Page {
    text: String,
    lines: usize,
    deadline: Instant,
}

impl Page {
    fn file(&mut self, path: &str, difference: &Difference<'_>) {
        let empty = Found::Text(String::new());
        let (old, new) = match difference {
            Difference::Missing { new, .. } => (&empty, *new),
            Difference::Changed { old, new, .. } => (old, *new),
            Difference::Extra { old, .. } => (old, ""),
        };
        let absent = |is_absent: bool| if is_absent { "/dev/null" } else { path };
        let is_missing = matches!(difference, Difference::Missing { .. });
        let is_extra = matches!(difference, Difference::Extra { .. });
        self.line(HEADER, "--- ", absent(is_missing));
        self.line(HEADER, "+++ ", absent(is_extra));
        match old {
            Found::Text(old) => self.hunks(old, new),
            Found::Opaque { bytes } => self.note(&format!(
                "the file on the disk is not shown: its {bytes} bytes are too many, or not text"
            )),
            Found::EmptyFolder => self.note("an empty folder"),
        }
    }

    fn hunks(&mut self, old: &str, new: &str) {
        let diff = TextDiff::configure().deadline(self.deadline).diff_lines(old, new);
        let mut left_out = 0;
        for hunk in diff.unified_diff().iter_hunks() {
            if !self.is_full() {
                self.line(HUNK, "", &hunk.header().to_string());
            }
            for change in hunk.iter_changes() {
                if self.is_full() {
                    left_out += 1;
                    continue;
                }
                let (style, sign) = match change.tag() {
                    ChangeTag::Equal => (Style::new(), " "),
                    ChangeTag::Delete => (REMOVED, "-"),
                    ChangeTag::Insert => (ADDED, "+"),
                };
                let line = change.value();
                self.line(style, sign, line.strip_suffix('\n').unwrap_or(line));
                if change.missing_newline() {
                    self.line(Style::new(), "\\ ", "No newline at end of file");
                }
            }
        }
        if left_out > 0 {
            self.note(&format!("… and {left_out} more lines of this file"));
        }
    }

    fn note(&mut self, note: &str) {
        self.line(NOTE, "", note);
    }

    fn line(&mut self, style: Style, sign: &str, line: &str) {
        self.text.push_str(&format!("{style}{sign}{}{style:#}\n", visible(line)));
        self.lines += 1;
    }

    fn is_full(&self) -> bool {
        self.lines >= MOST_LINES
    }
}

/// A line with escapes for the characters that are unsafe on a terminal.
fn visible(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    for c in line.chars().take(LONGEST_LINE) {
        if c != '\t' && is_unsafe(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    if line.chars().nth(LONGEST_LINE).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(differences: &[Difference<'_>]) -> String {
        anstream::adapter::strip_str(&render("generated/", differences)).to_string()
    }

    fn changed<'t>(old: &str, new: &'t str) -> Difference<'t> {
        Difference::Changed { path: "src/a.rs", old: Found::Text(old.to_owned()), new }
    }

    #[test]
    fn each_kind_of_difference_is_shown_with_its_path() {
        let shown = plain(&[
            changed("one\ntwo\nthree\n", "one\n2\nthree"),
            Difference::Missing { path: "src/b.rs", new: "new\n" },
            Difference::Extra { path: "src/c.rs".to_owned(), old: Found::Text("old\n".to_owned()) },
            Difference::Extra { path: "src/d".to_owned(), old: Found::EmptyFolder },
            Difference::Changed { path: "src/e.rs", old: Found::Opaque { bytes: 7 }, new: "new\n" },
        ]);
        insta::assert_snapshot!(shown, @r"
        --- generated/src/a.rs
        +++ generated/src/a.rs
        @@ -1,3 +1,3 @@
         one
        -two
        -three
        +2
        +three
        \ No newline at end of file
        --- /dev/null
        +++ generated/src/b.rs
        @@ -0,0 +1 @@
        +new
        --- generated/src/c.rs
        +++ /dev/null
        @@ -1 +0,0 @@
        -old
        --- generated/src/d
        +++ /dev/null
        an empty folder
        --- generated/src/e.rs
        +++ generated/src/e.rs
        the file on the disk is not shown: its 7 bytes are too many, or not text
        ");
    }

    #[test]
    fn what_is_added_and_removed_is_coloured() {
        let shown = render("generated", &[changed("old\n", "new\n")]);
        assert!(shown.contains("\u{1b}[31m-old\u{1b}[0m\n"), "{shown:?}");
        assert!(shown.contains("\u{1b}[32m+new\u{1b}[0m\n"), "{shown:?}");
    }

    #[test]
    fn line_ends_and_hidden_characters_show() {
        let shown = plain(&[changed("a\r\nb\u{1b}[2J\u{202e}\n", "a\nb\n")]);
        assert!(shown.contains("-a\\r\n-b\\u{1b}[2J\\u{202e}\n+a\n+b\n"), "{shown}");
    }

    #[test]
    fn a_diff_without_end_is_cut_and_says_so() {
        let long = "line\n".repeat(MOST_LINES * 2);
        let missing = Difference::Missing { path: "src/a.rs", new: &long };
        let shown = plain(&[missing.clone(), missing.clone(), missing]);
        assert!(shown.lines().count() < MOST_LINES + 10);
        assert!(shown.contains("… and 10003 more lines of this file"), "{}", &shown[shown.len() - 200..]);
        assert!(shown.ends_with("… and 2 more files differ\n"));
        let wide = "x".repeat(LONGEST_LINE * 2);
        assert!(plain(&[Difference::Missing { path: "a", new: &wide }]).contains("xxx…\n"));
    }
}
