//! Words as numbers.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// A word's number. Tokens carry it, so comparing words is comparing numbers. Words that no rule knows have one too: a
/// hash of 31 bits, so that two of them share it by chance once in two thousand million.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordId(pub(crate) u32);

impl WordId {
    /// What is no word at all.
    pub const NONE: Self = Self(0);
    /// Set in the numbers of words that no rule knows.
    const STRANGE: u32 = 1 << 31;

    /// The number of a word that no rule knows.
    pub(crate) fn stranger(folded: &str) -> Self {
        let mut hasher = FxHasher::default();
        match short_key(folded) {
            Some(key) => hasher.write_u128(key),
            None => hasher.write(folded.as_bytes()),
        }
        let hash = hasher.finish();
        // All ones is left free for those who need a number that is no word's.
        Self((((hash >> 32) ^ hash) as u32 | Self::STRANGE).min(u32::MAX - 1))
    }

    /// Whether any rule knows it.
    pub const fn is_known(self) -> bool {
        self.0 != 0 && self.0 & Self::STRANGE == 0
    }
}

/// The bytes of a short ASCII word as a number: nearly all words are compared by it instead of as text.
#[inline]
pub(super) fn short_key(word: &str) -> Option<u128> {
    let mut key = [0; 16];
    if word.len() > key.len() || !word.is_ascii() {
        return None;
    }
    key[..word.len()].copy_from_slice(word.as_bytes());
    Some(u128::from_le_bytes(key))
}

/// The same in lower case.
#[inline]
pub(super) fn short_lower_key(word: &str) -> Option<u128> {
    let mut key = short_key(word)?.to_le_bytes();
    key.make_ascii_lowercase();
    Some(u128::from_le_bytes(key))
}
