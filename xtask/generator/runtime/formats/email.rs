//! The format `email`.

use super::text::text;

/// An address of electronic mail, `email` in OpenAPI: such as `someone@example.com`.
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

text!(Email);
