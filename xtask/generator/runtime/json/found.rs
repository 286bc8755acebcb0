//! Which of the numbered properties of an object were found.

use std::collections::BTreeSet;

/// A set of numbers, most of which are small.
#[derive(Default)]
pub(super) struct Found {
    below_64: u64,
    others: BTreeSet<u32>,
}

impl Found {
    #[inline]
    pub(super) fn insert(&mut self, number: u32) {
        match 1_u64.checked_shl(number) {
            Some(bit) => self.below_64 |= bit,
            None => {
                self.others.insert(number);
            }
        }
    }

    pub(super) fn remove(&mut self, number: u32) {
        match 1_u64.checked_shl(number) {
            Some(bit) => self.below_64 &= !bit,
            None => {
                self.others.remove(&number);
            }
        }
    }

    pub(super) fn contains(&self, number: u32) -> bool {
        match 1_u64.checked_shl(number) {
            Some(bit) => self.below_64 & bit != 0,
            None => self.others.contains(&number),
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.below_64.count_ones() as usize + self.others.len()
    }
}
