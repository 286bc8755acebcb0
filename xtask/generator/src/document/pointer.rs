//! JSON pointers (RFC 6901), which name places in a document.
//!
//! `serde_json` can follow a pointer given as text. Building one and splitting one is too little code for a dependency.

use std::fmt;

/// Escapes a token for use in a pointer.
pub fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Reverses [`escape`].
pub fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// A JSON pointer as text, without a leading `#`.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// The pointer to the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Parses a pointer. `None` when it is not empty and does not begin with `/`, or when a `~` is not followed by `0` or
    /// `1`.
    pub fn parse(text: &str) -> Option<Self> {
        let begins_well = text.is_empty() || text.starts_with('/');
        let escapes_well = text.split('~').skip(1).all(|after| after.starts_with(['0', '1']));
        (begins_well && escapes_well).then(|| Self(text.to_owned()))
    }

    /// Appends a token, and escapes it.
    pub fn push(&mut self, token: impl fmt::Display) {
        self.0.push('/');
        self.0.push_str(&escape(&token.to_string()));
    }

    /// The pointer with another token at its end, escaped.
    #[must_use]
    pub fn join(&self, token: impl fmt::Display) -> Self {
        let mut longer = self.clone();
        longer.push(token);
        longer
    }

    /// The tokens from the first on, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = String> {
        self.0.split('/').skip(1).map(unescape)
    }

    /// Splits off the last token, unescaped. `None` for the pointer to the whole document.
    pub fn split_last(&self) -> Option<(Self, String)> {
        let (parent, last) = self.0.rsplit_once('/')?;
        Some((Self(parent.to_owned()), unescape(last)))
    }

    /// The pointer's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Pointer> for String {
    fn from(pointer: Pointer) -> Self {
        pointer.0
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn slashes_and_tildes_in_a_token_are_escaped_and_come_back() {
        let pointer = Pointer::root().join("paths").join("/a~b/{c}").join(3);
        assert_eq!(pointer.as_str(), "/paths/~1a~0b~1{c}/3");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["paths", "/a~b/{c}", "3"]);
        assert_eq!(Pointer::parse(pointer.as_str()).unwrap(), pointer);
    }

    #[test]
    fn a_tilde_followed_by_one_stays_a_tilde_followed_by_one() {
        let pointer = Pointer::root().join("~1");
        assert_eq!(pointer.as_str(), "/~01");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["~1"]);
    }

    #[test]
    fn text_that_is_no_pointer_is_refused() {
        for text in ["paths", "/a~", "/a~2b"] {
            assert_eq!(Pointer::parse(text), None, "{text}");
        }
    }

    #[test]
    fn the_last_token_comes_off() {
        let (parent, last) = Pointer::parse("/a/b~1c").unwrap().split_last().unwrap();
        assert_eq!((parent.as_str(), last.as_str()), ("/a", "b/c"));
        assert_eq!(Pointer::root().split_last(), None);
    }
}
