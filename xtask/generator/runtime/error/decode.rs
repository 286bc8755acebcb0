//! Answers that do not fit their type.

use crate::json::Reason;
use crate::response::{Answer, whole_answer_accessors};
use std::error::Error as StdError;
use std::fmt;

/// A response whose body does not fit its type.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DecodeError {
    pub(super) answer: Answer,
    pub(super) reason: Reason,
}

impl DecodeError {
    whole_answer_accessors!();

    /// Where in the body the value stands that does not fit, as a JSONPath such as `$.result.elements[3].id`.
    #[must_use]
    pub fn path(&self) -> String {
        self.reason.path()
    }

    /// What was expected there.
    #[must_use]
    pub fn expectation(&self) -> &str {
        self.reason.message()
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the service answered {} with a body that does not fit: {}",
            self.answer.status, self.reason
        )
    }
}

impl StdError for DecodeError {}
