//! Sets of small numbers that fit into a few machine words.

/// A set of numbers below 256.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Bits([u64; 4]);

impl Bits {
    /// The set of none.
    pub(crate) const EMPTY: Self = Self([0; 4]);

    /// Adds a number.
    #[inline]
    pub(crate) fn insert(&mut self, number: u8) {
        self.0[usize::from(number / 64)] |= 1 << (number % 64);
    }

    /// Whether the number is in it.
    #[inline]
    pub(crate) fn holds(&self, number: u8) -> bool {
        self.0[usize::from(number / 64)] & 1 << (number % 64) != 0
    }

    /// Adds all numbers of `other`.
    #[inline]
    pub(crate) fn extend(&mut self, other: &Self) {
        let either = |at: usize| self.0[at] | other.0[at];
        self.0 = [either(0), either(1), either(2), either(3)];
    }

    /// Whether a number is in both.
    #[inline]
    pub(crate) fn shares(&self, other: &Self) -> bool {
        let both = |at: usize| self.0[at] & other.0[at];
        both(0) | both(1) | both(2) | both(3) != 0
    }

    /// How many numbers it holds.
    pub(crate) fn len(&self) -> u32 {
        self.0.iter().map(|part| part.count_ones()).sum()
    }
}
