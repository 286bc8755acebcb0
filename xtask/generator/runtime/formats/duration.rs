//! The format `duration`.

use super::text::text;

/// A length of time, `duration` in OpenAPI: such as `P3DT12H` (ISO 8601).
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to. The feature `jiff` converts it
/// to the types of that crate, and from them; a [`std::time::Duration`] converts into one without a feature.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Duration(String);

text!(Duration);

/// In seconds: `PT90.5S`.
impl From<::std::time::Duration> for Duration {
    fn from(duration: ::std::time::Duration) -> Self {
        let fraction = format!(".{:09}", duration.subsec_nanos());
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        Self(format!("PT{}{fraction}S", duration.as_secs()))
    }
}

#[cfg(feature = "jiff")]
impl Duration {
    /// The length of time in the units of the text, which may be days and months.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_jiff(&self) -> Result<::jiff::Span, ::jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<::jiff::Span> for Duration {
    fn from(span: ::jiff::Span) -> Self {
        Self(span.to_string())
    }
}

#[cfg(feature = "jiff")]
impl From<::jiff::SignedDuration> for Duration {
    fn from(duration: ::jiff::SignedDuration) -> Self {
        Self(duration.to_string())
    }
}
