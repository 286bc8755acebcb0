//! The cause of a failed request, in one line. reqwest's own error says little; what happened stands in the errors below
//! it.

use std::error::Error as StdError;
use std::fmt;

/// An error and those below it, from the outermost to the innermost.
pub(super) fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |error| below(*error))
}

/// The next error. An `io::Error` leaves out the one that it wraps: its `source` is that of the wrapped one.
fn below<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref) {
        Some(wrapped) => Some(wrapped),
        None => error.source(),
    }
}

/// The innermost cause of an error, for people, in one line.
pub(super) struct Cause<'a>(pub(super) &'a (dyn StdError + 'static));

/// How many characters of a cause are shown. Some repeat what the server sent.
const MOST_SHOWN: usize = 240;

impl fmt::Display for Cause<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = innermost(self.0).map(text).unwrap_or_default();
        // A URL holds the caller's ids and queries.
        let words = text.split_whitespace().map(|word| if word.contains("://") { "<URL>" } else { word });
        let line = words.collect::<Vec<_>>().join(" ");
        line.chars()
            .filter(|character| !character.is_control())
            .take(MOST_SHOWN)
            .try_for_each(|character| fmt::Write::write_char(f, character))
    }
}

/// The error that says most about the cause.
fn innermost<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    // What is wrong with a certificate, only this one says, and OpenSSL's errors below it do not.
    #[cfg(all(feature = "native-tls", not(target_arch = "wasm32")))]
    if let Some(tls) = chain(error).find(|error| error.is::<native_tls::Error>())
        && !chain(tls).any(|cause| cause.is::<std::io::Error>())
    {
        return Some(tls);
    }
    chain(error).last()
}

fn text(error: &(dyn StdError + 'static)) -> String {
    // Its own text repeats what the server sent with a GOAWAY.
    #[cfg(all(feature = "http2", not(target_arch = "wasm32")))]
    if let Some(reason) = error.downcast_ref::<h2::Error>().and_then(h2::Error::reason) {
        return format!("HTTP/2 {reason:?}: {reason}");
    }
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    /// An error with another below it.
    #[derive(Debug)]
    struct Outer(io::Error);

    impl fmt::Display for Outer {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("outer")
        }
    }

    impl StdError for Outer {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }

    fn shown(innermost: &str) -> String {
        Cause(&Outer(io::Error::other(innermost))).to_string()
    }

    #[test]
    fn the_innermost_cause_is_said_in_one_line() {
        assert_eq!(shown("no route\nto host"), "no route to host");
        assert_eq!(shown("a\u{1b}[31mb"), "a[31mb");
        assert_eq!(shown(&"x".repeat(1000)).len(), MOST_SHOWN);
    }

    #[test]
    fn addresses_are_left_out_of_it() {
        assert_eq!(
            shown("no answer from https://u:p@example.com/a?key=canary here"),
            "no answer from <URL> here"
        );
        assert_eq!(shown("(http://example.com/canary)"), "<URL>");
    }
}
