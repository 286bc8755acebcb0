//! The format `date-time`.

use super::text::text;

/// A date with a time, `date-time` in OpenAPI: such as `2026-01-31T12:00:00Z` (RFC 3339).
///
/// It holds the text as it came, and reads any: a service that writes another form costs nothing. It is used as the
/// `str` that it derefs to, and compares as one, which for times of one offset and one precision is their order.
///
/// The features `jiff`, `time` and `chrono` convert it to the types of these crates, which say where a text is no time,
/// and from them:
///
/// ```ignore
/// let when: jiff::Timestamp = value.created_at.to_jiff()?;
/// let now = DateTime::from(jiff::Timestamp::now());
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime(String);

text!(DateTime);

#[cfg(feature = "jiff")]
impl DateTime {
    /// The point in time. The offset that the text has is counted in, and not kept.
    ///
    /// # Errors
    ///
    /// If the text is none, or has no offset.
    pub fn to_jiff(&self) -> Result<::jiff::Timestamp, ::jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<::jiff::Timestamp> for DateTime {
    fn from(time: ::jiff::Timestamp) -> Self {
        Self(time.to_string())
    }
}

#[cfg(feature = "time")]
impl DateTime {
    /// The point in time, with its offset.
    ///
    /// # Errors
    ///
    /// If the text is none, or has no offset.
    pub fn to_time(&self) -> Result<::time::OffsetDateTime, ::time::error::Parse> {
        ::time::OffsetDateTime::parse(&self.0, &::time::format_description::well_known::Rfc3339)
    }
}

/// A year that RFC 3339 cannot write, after 9999, is written as the crate `time` prints it.
#[cfg(feature = "time")]
impl From<::time::OffsetDateTime> for DateTime {
    fn from(time: ::time::OffsetDateTime) -> Self {
        let text = time.format(&::time::format_description::well_known::Rfc3339);
        Self(text.unwrap_or_else(|_| time.to_string()))
    }
}

#[cfg(feature = "chrono")]
impl DateTime {
    /// The point in time, with its offset.
    ///
    /// # Errors
    ///
    /// If the text is none, or has no offset.
    pub fn to_chrono(&self) -> Result<::chrono::DateTime<::chrono::FixedOffset>, ::chrono::ParseError> {
        ::chrono::DateTime::parse_from_rfc3339(&self.0)
    }
}

#[cfg(feature = "chrono")]
impl<Z: ::chrono::TimeZone> From<::chrono::DateTime<Z>> for DateTime {
    fn from(time: ::chrono::DateTime<Z>) -> Self {
        Self(time.to_rfc3339_opts(::chrono::SecondsFormat::AutoSi, true))
    }
}
