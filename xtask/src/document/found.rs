//! Faults at their places, and the list that every check hands them to.

use std::collections::BTreeMap;

use super::faults::{Fault, Outcome};
use super::pointer::{Pointer, escape};
use crate::diagnostic::{Diagnostic, Result};

impl Fault {
    /// The fault at a place.
    pub(super) fn at(self, pointer: Pointer) -> Found {
        self.found(pointer)
    }

    /// The fault where a JSON pointer leads.
    pub(crate) fn found(self, pointer: impl Into<String>) -> Found {
        Found { pointer: pointer.into(), fault: self }
    }
}

/// A fault at its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The JSON pointer of the place in the document as it is published.
    pub pointer: String,
    /// What is wrong there.
    pub fault: Fault,
}

impl Found {
    /// What is wrong.
    #[must_use]
    pub fn problem(&self) -> String {
        let [problem, ..] = self.fault.words();
        problem
    }

    /// What was done about it.
    #[must_use]
    pub fn done(&self) -> String {
        let [.., done] = self.fault.words();
        done
    }

    /// The fault as an error.
    pub(super) fn diagnostic(&self, file: &str) -> Diagnostic {
        let [problem, remedy, _] = self.fault.words();
        Diagnostic::at(file, self.pointer.as_str(), problem, remedy)
    }
}

/// The local faults of a document. Every check hands over to it what it finds.
#[derive(Debug)]
pub(super) struct Faults {
    file: String,
    found: Vec<Found>,
    /// Paths that were given another key, by that key: places in them are named as the document has them.
    moved: BTreeMap<String, String>,
}

impl Faults {
    pub(super) fn of(file: &str, found: Vec<Found>) -> Self {
        Self { file: file.to_owned(), found, moved: BTreeMap::new() }
    }

    /// Takes a fault. One that is fatal comes back as an error.
    pub(super) fn add(&mut self, at: Pointer, fault: Fault) -> Result<()> {
        let found = fault.at(self.published(&at));
        if found.fault.outcome() == Outcome::Fatal {
            return Err(found.diagnostic(&self.file));
        }
        self.found.push(found);
        Ok(())
    }

    /// Notes that a path has another key from now on.
    pub(super) fn moved(&mut self, from: &str, to: &str) {
        self.moved.insert(escape(to), escape(from));
    }

    /// A place as the published document names it.
    fn published(&self, at: &Pointer) -> Pointer {
        let path = at.as_str().strip_prefix("/paths/");
        let (path, rest) =
            path.map_or(("", ""), |path| path.find('/').map_or((path, ""), |end| path.split_at(end)));
        let published = self.moved.get(path).and_then(|path| Pointer::parse(&format!("/paths/{path}{rest}")));
        published.unwrap_or_else(|| at.clone())
    }

    /// All of them, in the order of their places.
    pub(super) fn into_sorted(mut self) -> Vec<Found> {
        self.found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        self.found.dedup();
        self.found
    }
}
