//! How long the service asks to be left alone.

use crate::clock;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use std::time::{Duration, UNIX_EPOCH};

/// The time that an answer asks to wait, from `retry-after-ms` or `Retry-After` (seconds or a date).
///
/// `None` where it asks for none: no header, or one that is no time, past, or zero.
pub(crate) fn read(headers: &HeaderMap) -> Option<Duration> {
    read_at(headers, clock::since_1970())
}

fn read_at(headers: &HeaderMap, now: Duration) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok().map(str::trim);
    let milliseconds = text("retry-after-ms").and_then(|text| duration(text, 0.001));
    let asked = milliseconds.or_else(|| {
        let text = text(RETRY_AFTER.as_str())?;
        duration(text, 1.0).or_else(|| until(text, now))
    })?;
    (!asked.is_zero()).then_some(asked)
}

/// A number of units. One that no duration can hold is the longest one.
fn duration(text: &str, unit: f64) -> Option<Duration> {
    // Rust reads `inf` and `nan` too, which are no numbers in a header.
    let is_number = text.starts_with(|first: char| first.is_ascii_digit() || first == '.');
    let seconds = text.parse::<f64>().ok().filter(|_| is_number)? * unit;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(Duration::MAX))
}

fn until(text: &str, now: Duration) -> Option<Duration> {
    let then = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
    then.checked_sub(now)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use reqwest::header::HeaderValue;

    /// 2026-11-24 12:00:00 UTC, a Tuesday.
    const NOW: Duration = Duration::from_secs(1_795_521_600);

    fn asked(headers: &[(&'static str, &str)]) -> Option<f64> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(*name, HeaderValue::from_str(value).unwrap());
        }
        read_at(&map, NOW).map(|duration| duration.as_secs_f64())
    }

    #[test]
    fn seconds_milliseconds_and_dates_are_understood() {
        for (name, value, expected) in [
            ("retry-after", "20", Some(20.0)),
            ("retry-after", " 1.5 ", Some(1.5)),
            ("retry-after", "60", Some(60.0)),
            ("retry-after", "86400", Some(86_400.0)),
            ("retry-after", "1e400", Some(Duration::MAX.as_secs_f64())),
            ("retry-after", "18446744073709551615", Some(Duration::MAX.as_secs_f64())),
            ("retry-after-ms", "250", Some(0.25)),
            ("retry-after-ms", "1e300", Some(Duration::MAX.as_secs_f64())),
            ("retry-after", "Tue, 24 Nov 2026 12:00:30 GMT", Some(30.0)),
            ("retry-after", "Tue, 24 Nov 2026 13:00:00 GMT", Some(3600.0)),
        ] {
            assert_eq!(asked(&[(name, value)]), expected, "{name}: {value}");
        }
    }

    #[test]
    fn what_is_no_time_to_come_asks_for_nothing() {
        for value in [
            "0",
            "-10",
            "NaN",
            "inf",
            "infinity",
            "",
            "soon",
            "20 seconds",
            "Tue, 24 Nov 2026 11:59:59 GMT",
            "Thu, 01 Jan 1970 00:00:00 GMT",
            "Tue, 99 Nov 2026 12:00:30 GMT",
        ] {
            assert_eq!(asked(&[("retry-after", value)]), None, "{value}");
            assert_eq!(asked(&[("retry-after-ms", value)]), None, "{value}");
        }
        assert_eq!(asked(&[]), None);
    }

    #[test]
    fn milliseconds_come_first_and_of_two_headers_the_first_counts() {
        assert_eq!(asked(&[("retry-after", "20"), ("retry-after-ms", "100")]), Some(0.1));
        assert_eq!(asked(&[("retry-after", "20"), ("retry-after-ms", "x")]), Some(20.0));
        assert_eq!(asked(&[("retry-after", "7"), ("retry-after", "30")]), Some(7.0));
    }
}
