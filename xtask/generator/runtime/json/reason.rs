//! Why a value does not fit, and where in the document it stands.

use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// Why a JSON value does not fit its type: the place, and what was expected there.
///
/// It never repeats a value of the document, which may be confidential.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// From the innermost step to the outermost, because it is built on the way out.
    steps: Vec<Step>,
    message: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Name(Cow<'static, str>),
    Index(usize),
}

impl Reason {
    /// Something else stands where `expected` should.
    pub(crate) fn expected(expected: &str, found: &Value) -> Self {
        let found = match found {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        };
        Self { steps: Vec::new(), message: format!("expected {expected}, found {found}") }
    }

    /// A required property is absent.
    pub(crate) fn missing(property: &str) -> Self {
        Self { steps: Vec::new(), message: format!("the required property `{property}` is missing") }
    }

    /// The document is not JSON.
    // serde_json's errors of syntax name a line and a column, and repeat nothing of the document. Those of types do.
    #[expect(clippy::needless_pass_by_value, reason = "it is handed to `map_err`")]
    pub(crate) fn syntax(error: serde_json::Error) -> Self {
        let problem = match error.classify() {
            serde_json::error::Category::Data => {
                format!("a value of another type at line {} column {}", error.line(), error.column())
            }
            _ => error.to_string(),
        };
        Self { steps: Vec::new(), message: format!("not the JSON that was expected: {problem}") }
    }

    /// The document is no text.
    pub(crate) fn encoding(error: std::str::Utf8Error) -> Self {
        let problem = format!("not the JSON that was expected: no UTF-8 at byte {}", error.valid_up_to());
        Self { steps: Vec::new(), message: problem }
    }

    /// Any other reason.
    pub(crate) fn because(message: impl Into<String>) -> Self {
        Self { steps: Vec::new(), message: message.into() }
    }

    /// The same reason, seen from the object that has the value as a property.
    #[must_use]
    pub(crate) fn under(mut self, property: impl Into<Cow<'static, str>>) -> Self {
        self.steps.push(Step::Name(property.into()));
        self
    }

    /// The same reason, seen from the array that has the value as an item.
    #[must_use]
    pub(crate) fn at(mut self, index: usize) -> Self {
        self.steps.push(Step::Index(index));
        self
    }

    /// The place, as a JSONPath: `$.result.elements[3].outputs`.
    #[must_use]
    pub(crate) fn path(&self) -> String {
        let mut path = String::from("$");
        for step in self.steps.iter().rev() {
            match step {
                Step::Name(name) if is_plain(name) => {
                    path.push('.');
                    path.push_str(name);
                }
                Step::Name(name) => {
                    path.push_str("['");
                    path.push_str(&name.replace('\\', "\\\\").replace('\'', "\\'"));
                    path.push_str("']");
                }
                Step::Index(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    /// What was expected, without the place.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }
}

/// Whether a property can follow a dot in a JSONPath.
fn is_plain(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|other| other.is_ascii_alphanumeric() || other == '_')
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path(), self.message)
    }
}
