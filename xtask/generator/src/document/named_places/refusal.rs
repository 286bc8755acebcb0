//! Why a name of the configuration leads to no place.

/// Why a name leads to no place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
    /// Whether it could lead somewhere in another document.
    pub is_absent: bool,
}

impl Refusal {
    pub(super) fn malformed(problem: String, remedy: &str) -> Self {
        Self { problem, remedy: remedy.to_owned(), is_absent: false }
    }

    pub(super) fn absent(problem: String, remedy: String) -> Self {
        Self { problem, remedy, is_absent: true }
    }
}

/// What a name leads to.
pub(super) type Found<T> = std::result::Result<T, Refusal>;
