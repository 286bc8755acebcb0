//! Which of the numbered properties of an object were found.

/// A set of numbers, most of which are small.
#[derive(Default)]
pub(super) struct Found {
    below_64: u64,
    /// Whether each number is in it, from 64 on. Few objects have so many properties.
    others: Vec<bool>,
}

impl Found {
    #[inline]
    pub(super) fn insert(&mut self, number: u32) {
        self.put(number, true);
    }

    /// Takes a number out. Says whether it was in.
    #[inline]
    pub(super) fn remove(&mut self, number: u32) -> bool {
        let was_in = self.contains(number);
        if was_in {
            self.put(number, false);
        }
        was_in
    }

    #[inline]
    pub(super) fn contains(&self, number: u32) -> bool {
        match 1_u64.checked_shl(number) {
            Some(bit) => self.below_64 & bit != 0,
            None => self.others.get(number as usize).is_some_and(|is_in| *is_in),
        }
    }

    #[inline]
    fn put(&mut self, number: u32, is_in: bool) {
        match 1_u64.checked_shl(number) {
            Some(bit) if is_in => self.below_64 |= bit,
            Some(bit) => self.below_64 &= !bit,
            None => {
                let number = number as usize;
                if self.others.len() <= number {
                    self.others.resize(number + 1, false);
                }
                if let Some(slot) = self.others.get_mut(number) {
                    *slot = is_in;
                }
            }
        }
    }

    #[inline]
    pub(super) fn len(&self) -> usize {
        self.below_64.count_ones() as usize + self.others.iter().filter(|is_in| **is_in).count()
    }
}
