//! Whole numbers and times as arguments.

use std::time::Duration;

/// A whole number that an `i64` holds: an integer of any type that converts without loss.
///
/// `usize` is among them, because the length of a list fits in practice: no list is longer than `isize::MAX`. `u64` is
/// not: `i64::try_from` says what to do where a number does not fit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no whole number that converts to `i64` without loss",
    note = "`i64::try_from` converts integers that may not fit"
)]
pub trait IntoInteger: Sealed {
    /// The number.
    fn into_integer(self) -> i64;
}

/// A number of milliseconds: a whole number, or a [`Duration`].
///
/// Of a duration, a part of a millisecond counts as a whole one, so that no time becomes none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a whole number of milliseconds nor a `Duration`",
    note = "`i64::try_from` converts integers that may not fit"
)]
pub trait IntoMilliseconds: Sealed {
    /// The number.
    fn into_milliseconds(self) -> i64;
}

/// A number of seconds: a whole number, or a [`Duration`].
///
/// Of a duration, a part of a second counts as a whole one, so that no time becomes none.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a whole number of seconds nor a `Duration`",
    note = "`i64::try_from` converts integers that may not fit"
)]
pub trait IntoSeconds: Sealed {
    /// The number.
    fn into_seconds(self) -> i64;
}

/// What only the types of this file are.
pub trait Sealed {}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Sealed for $number {}

        impl IntoInteger for $number {
            fn into_integer(self) -> i64 {
                i64::from(self)
            }
        }
    )*};
}

whole_numbers!(i8, i16, i32, i64, u8, u16, u32);

impl Sealed for usize {}

impl IntoInteger for usize {
    fn into_integer(self) -> i64 {
        i64::try_from(self).unwrap_or(i64::MAX)
    }
}

impl Sealed for isize {}

impl IntoInteger for isize {
    fn into_integer(self) -> i64 {
        i64::try_from(self).unwrap_or(if self < 0 { i64::MIN } else { i64::MAX })
    }
}

impl<T: IntoInteger> IntoMilliseconds for T {
    fn into_milliseconds(self) -> i64 {
        self.into_integer()
    }
}

impl<T: IntoInteger> IntoSeconds for T {
    fn into_seconds(self) -> i64 {
        self.into_integer()
    }
}

impl Sealed for Duration {}

impl IntoMilliseconds for Duration {
    fn into_milliseconds(self) -> i64 {
        whole(self.as_nanos().div_ceil(1_000_000))
    }
}

impl IntoSeconds for Duration {
    fn into_seconds(self) -> i64 {
        whole(self.as_nanos().div_ceil(1_000_000_000))
    }
}

/// The longest time that can be said, for one that is longer: some 292 million years of milliseconds.
fn whole(number: u128) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_are_taken_as_they_are() {
        assert_eq!(
            [1_u8.into_integer(), (-1_i32).into_integer(), vec![0; 3].len().into_integer()],
            [1, -1, 3]
        );
        assert_eq!((20_000.into_milliseconds(), 60.into_seconds()), (20_000, 60));
    }

    #[test]
    fn durations_are_counted_in_the_unit_and_none_becomes_nothing() {
        assert_eq!(Duration::from_secs(20).into_milliseconds(), 20_000);
        assert_eq!(Duration::from_secs(3600).into_seconds(), 3600);
        assert_eq!(Duration::from_micros(1).into_milliseconds(), 1);
        assert_eq!(Duration::from_millis(1500).into_seconds(), 2);
        assert_eq!(Duration::ZERO.into_seconds(), 0);
        assert_eq!(Duration::MAX.into_milliseconds(), i64::MAX);
    }
}
