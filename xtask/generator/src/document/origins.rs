//! Where values stand in the document as it was published. Lifting and mending move some of them, and messages name the
//! places that the user finds in the file.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::pointer::Pointer;
use crate::diagnostic::Diagnostic;

/// The moves of values from place to place, in the order in which they were made. A value takes all that it holds along.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origins {
    /// For each place the values that came to it: at which step, and from where.
    came: BTreeMap<String, Vec<(usize, String)>>,
    /// For each place the values that left it: at which step, and to where.
    left: BTreeMap<String, Vec<(usize, String)>>,
    steps: usize,
}

impl Origins {
    /// Notes where a value came from that did not take along what refers to its old place.
    pub(super) fn came(&mut self, from: &Pointer, to: &Pointer) {
        self.steps += 1;
        self.came.entry(to.as_str().to_owned()).or_default().push((self.steps, from.as_str().to_owned()));
    }

    /// Notes that a value was moved.
    pub(super) fn moved(&mut self, from: &Pointer, to: &Pointer) {
        self.moved_together([(from.clone(), to.clone())]);
    }

    /// Notes that a value stood in another file.
    pub(super) fn read_from(&mut self, file: &str, pointer: &str, to: &Pointer) {
        self.steps += 1;
        let from = format!("{file}#{pointer}");
        self.came.entry(to.as_str().to_owned()).or_default().push((self.steps, from.clone()));
        self.left.entry(from).or_default().push((self.steps, to.as_str().to_owned()));
    }

    /// Notes moves that were made at once, so that none of them moves what another one has moved.
    pub(super) fn moved_together(&mut self, moves: impl IntoIterator<Item = (Pointer, Pointer)>) {
        self.steps += 1;
        for (from, to) in moves {
            let (from, to) = (String::from(from), String::from(to));
            self.came.entry(to.clone()).or_default().push((self.steps, from.clone()));
            self.left.entry(from).or_default().push((self.steps, to));
        }
    }

    /// Adds moves that were made after these.
    pub(super) fn append(&mut self, later: Self) {
        let before = self.steps;
        let add = |into: &mut BTreeMap<String, Vec<(usize, String)>>,
                   from: BTreeMap<_, Vec<(usize, String)>>| {
            for (place, moves) in from {
                let moves = moves.into_iter().map(|(step, other)| (before + step, other));
                into.entry(place).or_default().extend(moves);
            }
        };
        add(&mut self.came, later.came);
        add(&mut self.left, later.left);
        self.steps += later.steps;
    }

    /// The place in the published document of what now stands at a place.
    #[must_use]
    pub fn published<'p>(&self, pointer: &'p str) -> Cow<'p, str> {
        let mut found = Cow::Borrowed(pointer);
        let mut before = usize::MAX;
        while !self.came.is_empty() {
            let last =
                |moves: &[(usize, String)]| moves.iter().rev().find(|(step, _)| *step < before).cloned();
            let moves =
                prefixes(&found).filter_map(|place| Some((place.len(), last(self.came.get(place)?)?)));
            let Some((length, (step, from))) = moves.max_by_key(|(_, (step, _))| *step) else { break };
            let rest = found.get(length..).unwrap_or_default();
            found = Cow::Owned(format!("{from}{rest}"));
            before = step;
        }
        found
    }

    /// An error at a place, which names the place in the published document, and the file of many that it is in.
    pub(super) fn error(
        &self,
        file: &str,
        pointer: &str,
        problem: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Diagnostic {
        let published = self.published(pointer);
        let (file, pointer) = in_file(file, &published);
        Diagnostic::at(file, pointer, problem, remedy)
    }

    /// The place where that now stands which the published document has at a place.
    pub(super) fn now<'p>(&self, pointer: &'p str) -> Cow<'p, str> {
        let mut found = Cow::Borrowed(pointer);
        let mut after = 0;
        while !self.left.is_empty() {
            let next = |moves: &[(usize, String)]| moves.iter().find(|(step, _)| *step > after).cloned();
            let moves =
                prefixes(&found).filter_map(|place| Some((place.len(), next(self.left.get(place)?)?)));
            // Of moves that were made at once, the one of the inner value counts.
            let first = moves.min_by_key(|(length, (step, _))| (*step, usize::MAX - length));
            let Some((length, (step, to))) = first else { break };
            let rest = found.get(length..).unwrap_or_default();
            found = Cow::Owned(format!("{to}{rest}"));
            after = step;
        }
        found
    }
}

/// The file and the pointer of a place in a document of many files. `main` is the file that refers to the others.
pub(super) fn in_file<'p>(main: &str, published: &'p str) -> (String, &'p str) {
    match published.split_once('#') {
        Some((name, pointer)) if !name.is_empty() && !name.starts_with('/') => {
            let folder = main.rfind('/').and_then(|end| main.get(..=end)).unwrap_or_default();
            (format!("{folder}{name}"), pointer)
        }
        _ => (main.to_owned(), published),
    }
}

/// A pointer and all those to what it stands in, the longest first.
fn prefixes(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.rsplit_once('/').map(|(parent, _)| parent))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn at(pointer: &str) -> Pointer {
        Pointer::parse(pointer).unwrap()
    }

    #[test]
    fn what_was_moved_is_found_where_it_stood_with_all_that_it_holds() {
        let mut origins = Origins::default();
        origins.moved(&at("/a/b"), &at("/c"));
        assert_eq!(origins.published("/c/d"), "/a/b/d");
        assert_eq!(origins.published("/cc/d"), "/cc/d");
        assert_eq!(origins.now("/a/b/d"), "/c/d");
    }

    #[test]
    fn what_was_moved_twice_is_found_where_it_stood_first() {
        let mut origins = Origins::default();
        origins.moved(&at("/a/inner"), &at("/a/0"));
        origins.moved(&at("/a"), &at("/b"));
        assert_eq!(origins.published("/b/0/x"), "/a/inner/x");
        assert_eq!(origins.now("/a/inner/x"), "/b/0/x");
    }

    #[test]
    fn a_list_whose_items_all_move_on_is_one_step() {
        let mut origins = Origins::default();
        let moves = (0..3).map(|index| (at(&format!("/l/{index}")), at(&format!("/l/{}", index + 1))));
        origins.moved_together(moves);
        assert_eq!(origins.published("/l/3"), "/l/2");
        assert_eq!(origins.now("/l/0/x"), "/l/1/x");
    }

    #[test]
    fn later_moves_come_after_those_before_them() {
        let mut first = Origins::default();
        first.moved(&at("/definitions"), &at("/components/schemas"));
        let mut second = Origins::default();
        second.moved(&at("/components/schemas/A/const"), &at("/components/schemas/A/enum/0"));
        first.append(second);
        assert_eq!(first.published("/components/schemas/A/enum/0"), "/definitions/A/const");
        assert_eq!(first.now("/definitions/A/const"), "/components/schemas/A/enum/0");
    }
}
