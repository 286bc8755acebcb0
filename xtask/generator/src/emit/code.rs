//! Code that is laid out as it is written. Most of a run's time would go into parsing and printing it otherwise.
//!
//! Each item is written as prettyplease prints it, as long as all of its lines fit on the page. Where one does not, the
//! item is left to prettyplease: see `output/format.rs`.

use super::file::Part;
use crate::model::Docs;

/// The text of an item.
#[derive(Default)]
pub(super) struct Code(String);

impl Code {
    /// The item as a part of a file.
    pub(super) fn part(self) -> Part {
        // Comments are never broken.
        let fits = |line: &str| line.chars().count() <= PAGE || line.trim_start().starts_with("///");
        if self.0.lines().all(fits) { Part::Text(self.0) } else { Part::Unformatted(self.0) }
    }

    /// The same, of an item that is laid out in another way than it is written.
    pub(super) fn unformatted(self) -> Part {
        Part::Unformatted(self.0)
    }

    /// The same, of a text that is not Rust as prettyplease knows it, but what a macro reads.
    pub(super) fn verbatim(self) -> Part {
        Part::Text(self.0)
    }

    /// Adds a line, which is so deep within other code.
    pub(super) fn line(&mut self, depth: usize, line: &str) {
        self.indent(depth);
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// Adds an empty line.
    pub(super) fn blank(&mut self) {
        self.0.push('\n');
    }

    /// Adds a text as a doc comment.
    pub(super) fn comment(&mut self, depth: usize, text: &str) {
        for line in text.lines() {
            self.indent(depth);
            self.0.push_str(if line.is_empty() { "///" } else { "/// " });
            self.0.push_str(line);
            self.0.push('\n');
        }
    }

    /// Adds a list between two texts: on one line if it fits, or else with a line for each item. `pad` stands within the
    /// brackets if it is one line.
    pub(super) fn list(&mut self, depth: usize, (before, pad, after): (&str, &str, &str), items: &[String]) {
        let line = match items {
            [] => format!("{before}{after}"),
            _ => format!("{before}{pad}{}{pad}{after}", items.join(", ")),
        };
        if items.is_empty() || depth * INDENT.len() + line.chars().count() <= PAGE {
            return self.line(depth, &line);
        }
        self.line(depth, before);
        for item in items {
            self.line(depth + 1, &format!("{item},"));
        }
        self.line(depth, after);
    }

    /// Adds the attribute of what the document calls deprecated.
    pub(super) fn deprecated(&mut self, depth: usize, docs: &Docs) {
        if docs.deprecated {
            self.line(depth, "#[deprecated]");
        }
    }

    fn indent(&mut self, depth: usize) {
        self.0.extend(std::iter::repeat_n(INDENT, depth));
    }
}

/// How many characters a line of code has at most, as prettyplease prints it.
const PAGE: usize = 89;

const INDENT: &str = "    ";
