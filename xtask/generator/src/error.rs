//! Why no crate could be made or written.

use crate::diagnostic::Diagnostic;
use std::fmt;

/// Why no crate could be made or written: one problem or several.
///
/// Both `{}` and `{:?}` print each problem with its place and its remedy, so that a build script whose `main` returns the
/// error says what a person can act on.
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    problems: Vec<Problem>,
}

impl Error {
    /// All that was found; at least one problem.
    #[must_use]
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            let gap = if at == 0 { "" } else { "\n" };
            write!(f, "{gap}{problem}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}

impl From<Diagnostic> for Error {
    fn from(mut first: Diagnostic) -> Self {
        let others = std::mem::take(&mut first.others);
        Self { problems: std::iter::once(first).chain(others).map(Problem::new).collect() }
    }
}

/// A problem with an input file, or with the folder of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// The file or folder, as it was named.
    pub file: String,
    /// The JSON pointer of the place in the file; empty for the file as a whole.
    pub pointer: String,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl Problem {
    fn new(diagnostic: Diagnostic) -> Self {
        let Diagnostic { file, pointer, problem, remedy, .. } = diagnostic;
        Self { file, pointer, problem, remedy }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, pointer, problem, remedy } = self;
        fmt::Display::fmt(&Diagnostic::at(file, pointer, problem, remedy), f)
    }
}
