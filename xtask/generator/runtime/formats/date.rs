//! The format `date`.

use super::text::text;

/// A date without a time, `date` in OpenAPI: such as `2026-01-31` (RFC 3339).
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to. The features `jiff`, `time`
/// and `chrono` convert it to the types of these crates, and from them.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

text!(Date);

#[cfg(feature = "jiff")]
impl Date {
    /// The date.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_jiff(&self) -> Result<::jiff::civil::Date, ::jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<::jiff::civil::Date> for Date {
    fn from(date: ::jiff::civil::Date) -> Self {
        Self(date.to_string())
    }
}

#[cfg(feature = "time")]
impl Date {
    /// The date.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_time(&self) -> Result<::time::Date, ::time::error::Parse> {
        ::time::Date::parse(&self.0, &::time::format_description::well_known::Iso8601::DATE)
    }
}

#[cfg(feature = "time")]
impl From<::time::Date> for Date {
    fn from(date: ::time::Date) -> Self {
        Self(date.to_string())
    }
}

#[cfg(feature = "chrono")]
impl Date {
    /// The date.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_chrono(&self) -> Result<::chrono::NaiveDate, ::chrono::ParseError> {
        self.0.parse()
    }
}

#[cfg(feature = "chrono")]
impl From<::chrono::NaiveDate> for Date {
    fn from(date: ::chrono::NaiveDate) -> Self {
        Self(date.to_string())
    }
}
