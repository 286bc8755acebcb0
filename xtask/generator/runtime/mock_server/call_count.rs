//! How often a call is expected.

use std::fmt;
use std::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};

/// How often a call is expected: a number, or a range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallCount {
    least: u64,
    /// `None` if there is no limit.
    most: Option<u64>,
}

impl CallCount {
    pub(super) fn contains(self, count: u64) -> bool {
        self.least <= count && self.most.is_none_or(|most| count <= most)
    }
}

impl fmt::Display for CallCount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (0, Some(0)) => write!(f, "never"),
            (1, Some(1)) => write!(f, "once"),
            (least, Some(most)) if least == most => write!(f, "{least} times"),
            (0, Some(most)) => write!(f, "at most {most} times"),
            (least, Some(most)) => write!(f, "{least} to {most} times"),
            (least, None) => write!(f, "at least {least} times"),
        }
    }
}

impl From<u64> for CallCount {
    fn from(count: u64) -> Self {
        Self { least: count, most: Some(count) }
    }
}

impl From<RangeFull> for CallCount {
    fn from(_: RangeFull) -> Self {
        Self { least: 0, most: None }
    }
}

impl From<RangeFrom<u64>> for CallCount {
    fn from(range: RangeFrom<u64>) -> Self {
        Self { least: range.start, most: None }
    }
}

impl From<RangeInclusive<u64>> for CallCount {
    fn from(range: RangeInclusive<u64>) -> Self {
        Self { least: *range.start(), most: Some(*range.end()) }
    }
}

impl From<RangeToInclusive<u64>> for CallCount {
    fn from(range: RangeToInclusive<u64>) -> Self {
        Self { least: 0, most: Some(range.end) }
    }
}

impl From<Range<u64>> for CallCount {
    fn from(range: Range<u64>) -> Self {
        match range.end.checked_sub(1) {
            Some(most) => Self { least: range.start, most: Some(most) },
            // No number is in a range that ends before 0.
            None => Self { least: 1, most: Some(0) },
        }
    }
}

impl From<RangeTo<u64>> for CallCount {
    fn from(range: RangeTo<u64>) -> Self {
        Self::from(0..range.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_those_of_the_range() {
        let cases = [
            (CallCount::from(2), "2 times", [false, false, true, false]),
            (CallCount::from(1), "once", [false, true, false, false]),
            (CallCount::from(0), "never", [true, false, false, false]),
            (CallCount::from(..), "at least 0 times", [true; 4]),
            (CallCount::from(2..), "at least 2 times", [false, false, true, true]),
            (CallCount::from(1..3), "1 to 2 times", [false, true, true, false]),
            (CallCount::from(1..=2), "1 to 2 times", [false, true, true, false]),
            (CallCount::from(..2), "at most 1 times", [true, true, false, false]),
            (CallCount::from(..=1), "at most 1 times", [true, true, false, false]),
            (CallCount::from(0..0), "1 to 0 times", [false; 4]),
        ];
        for (count, text, expected) in cases {
            assert_eq!(count.to_string(), text);
            assert_eq!([0, 1, 2, 3].map(|calls| count.contains(calls)), expected, "{text}");
        }
    }
}
