//! Faults at their places, and the list that every check hands them to.

use serde_json::Value;

use super::faults::{Fault, Outcome};
use super::origins::{Origins, in_file};
use super::pointer::Pointer;
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
    /// The JSON pointer of the place in the document as it is published. One in another file begins with the name of that
    /// file, and `#`.
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
        let (file, pointer) = in_file(file, &self.pointer);
        Diagnostic::at(file, pointer, problem, remedy)
    }
}

/// The local faults of a document. Every check hands over to it what it finds.
#[derive(Debug)]
pub(super) struct Faults {
    file: String,
    found: Vec<Found>,
    /// Where what was moved came from: faults are at the places of the document as it is published.
    pub(super) origins: Origins,
}

impl Faults {
    pub(super) fn of(file: &str, origins: Origins) -> Self {
        Self { file: file.to_owned(), found: Vec::new(), origins }
    }

    /// Takes faults that were found when the document was read.
    pub(super) fn extend(&mut self, found: impl IntoIterator<Item = Found>) {
        self.found.extend(found);
    }

    /// Takes a fault. One that is fatal comes back as an error.
    pub(super) fn add(&mut self, at: Pointer, fault: Fault) -> Result<()> {
        let found = fault.found(self.origins.published(at.as_str()));
        if found.fault.outcome() == Outcome::Fatal {
            return Err(found.diagnostic(&self.file));
        }
        self.found.push(found);
        Ok(())
    }

    /// The places of the faults in a document: of one whose place is not there, the place around it.
    pub(super) fn places(&self, document: &Value) -> Vec<String> {
        let place = |found: &Found| {
            let mut place = self.origins.now(&found.pointer).into_owned();
            while document.pointer(&place).is_none() {
                place.truncate(place.rfind('/').unwrap_or_default());
            }
            place
        };
        self.found.iter().map(place).collect()
    }

    /// Keeps the faults whose places are still in a document.
    pub(super) fn keep(&mut self, places: &[String], document: &Value) {
        let mut places = places.iter();
        self.found.retain(|_| places.next().is_none_or(|place| document.pointer(place).is_some()));
    }

    /// An error at the place that the published document has.
    pub(super) fn published(&self, error: Diagnostic) -> Diagnostic {
        let Diagnostic { pointer, problem, remedy, .. } = error;
        self.origins.error(&self.file, &pointer, problem, remedy)
    }

    /// All of them, in the order of their places, and where what was moved came from.
    pub(super) fn into_sorted(mut self) -> (Vec<Found>, Origins) {
        self.found.sort_by(|a, b| a.pointer.cmp(&b.pointer));
        self.found.dedup();
        (self.found, self.origins)
    }
}
