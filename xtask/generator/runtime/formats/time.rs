//! The format `time`.

use super::text::text;

/// A time of day, `time` in OpenAPI: such as `12:30:00Z` (RFC 3339), or `12:30:00` from services that leave the offset
/// out.
///
/// It holds the text as it came, and reads any. It is used as the `str` that it derefs to. The features `jiff`, `time`
/// and `chrono` convert it to the types of these crates, and from them. None of those has an offset: it is found by
/// [`offset`](Self::offset).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(String);

text!(Time);

impl Time {
    /// The offset from UTC, as it is written: `Z`, or such as `+02:00`. `None`: there is none.
    #[must_use]
    pub fn offset(&self) -> Option<&str> {
        self.0.find(['Z', 'z', '+', '-']).and_then(|at| self.0.get(at..))
    }

    /// The time without its offset.
    #[cfg(any(feature = "jiff", feature = "time", feature = "chrono"))]
    fn local(&self) -> &str {
        self.0.strip_suffix(self.offset().unwrap_or_default()).unwrap_or(&self.0)
    }
}

#[cfg(feature = "jiff")]
impl Time {
    /// The time of day as it is written, without its offset.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_jiff(&self) -> Result<::jiff::civil::Time, ::jiff::Error> {
        self.local().parse()
    }
}

#[cfg(feature = "jiff")]
impl From<::jiff::civil::Time> for Time {
    fn from(time: ::jiff::civil::Time) -> Self {
        Self(time.to_string())
    }
}

#[cfg(feature = "time")]
impl Time {
    /// The time of day as it is written, without its offset.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_time(&self) -> Result<::time::Time, ::time::error::Parse> {
        ::time::Time::parse(self.local(), &::time::format_description::well_known::Iso8601::TIME)
    }
}

#[cfg(feature = "time")]
impl From<::time::Time> for Time {
    fn from(time: ::time::Time) -> Self {
        let (hour, minute, second, nanosecond) = time.as_hms_nano();
        let whole = format!("{hour:02}:{minute:02}:{second:02}");
        let fraction = format!(".{nanosecond:09}");
        let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
        Self(format!("{whole}{fraction}"))
    }
}

#[cfg(feature = "chrono")]
impl Time {
    /// The time of day as it is written, without its offset.
    ///
    /// # Errors
    ///
    /// If the text is none.
    pub fn to_chrono(&self) -> Result<::chrono::NaiveTime, ::chrono::ParseError> {
        self.local().parse()
    }
}

#[cfg(feature = "chrono")]
impl From<::chrono::NaiveTime> for Time {
    fn from(time: ::chrono::NaiveTime) -> Self {
        Self(time.to_string())
    }
}
