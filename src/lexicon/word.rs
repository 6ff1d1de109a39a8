//! Words as numbers.

use std::hash::Hasher;
use std::ops::Range;

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
        match ShortWord::new(folded) {
            Some(short) => Self::short_stranger(short),
            None => Self::hashed(|hasher| hasher.write(folded.as_bytes())),
        }
    }

    /// The number of a short word that no rule knows, in lower case.
    #[inline]
    pub(super) fn short_stranger(short: ShortWord) -> Self {
        Self::hashed(|hasher| hasher.write_u128(short.0))
    }

    #[inline]
    fn hashed(write: impl FnOnce(&mut FxHasher)) -> Self {
        let mut hasher = FxHasher::default();
        write(&mut hasher);
        let hash = hasher.finish();
        // All ones is left free for those who need a number that is no word's.
        Self((((hash >> 32) ^ hash) as u32 | Self::STRANGE).min(u32::MAX - 1))
    }

    /// Whether any rule knows it.
    pub const fn is_known(self) -> bool {
        self.0 != 0 && self.0 & Self::STRANGE == 0
    }
}

/// A word of up to 16 ASCII characters as one number, a byte for each, the first one lowest. Nearly all words are read,
/// folded and compared in this form, all their letters at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ShortWord(u128);

/// The byte in each of sixteen places.
#[inline]
const fn each(byte: u8) -> u128 {
    u128::from_le_bytes([byte; 16])
}

/// The highest bit of each byte: never set in ASCII, so that it can answer a question for its byte.
const TOP: u128 = each(0x80);

impl ShortWord {
    const MAX: usize = 16;

    /// The whole text, if it is short ASCII.
    pub(crate) fn new(word: &str) -> Option<Self> {
        Self::read(word, 0..word.len())
    }

    /// What stands at `range` of the text, if it is short ASCII.
    #[inline]
    pub fn read(text: &str, range: Range<usize>) -> Option<Self> {
        let (bytes, len) = (text.as_bytes(), range.len());
        let all = match bytes.get(range.start..range.start + Self::MAX) {
            _ if len > Self::MAX => return None,
            Some(more) => {
                let more = u128::from_le_bytes(more.try_into().ok()?);
                if len == Self::MAX { more } else { more & ((1 << (8 * len)) - 1) }
            }
            // At the end of the text there may be no sixteen bytes to read.
            None => bytes[range].iter().rfold(0, |all, byte| all << 8 | u128::from(*byte)),
        };
        (all & TOP == 0).then_some(Self(all))
    }

    /// The top bits of the bytes from `first` on.
    #[inline]
    const fn from(self, first: u8) -> u128 {
        (self.0 + each(0x80 - first)) & TOP
    }

    /// The top bits of its upper-case letters.
    #[inline]
    pub const fn upper(self) -> u128 {
        self.from(b'A') & !self.from(b'Z' + 1)
    }

    /// The top bits of its lower-case letters.
    #[inline]
    pub const fn lower(self) -> u128 {
        self.from(b'a') & !self.from(b'z' + 1)
    }

    /// The same in lower case.
    #[inline]
    #[must_use]
    pub const fn folded(self) -> Self {
        Self(self.0 | self.upper() >> 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_words_are_read_anywhere_in_a_text() {
        let text = "Tablets of hydroxychloroquine x";
        assert_eq!(ShortWord::read(text, 0..7), ShortWord::new("Tablets"));
        assert_eq!(ShortWord::read(text, 30..31), ShortWord::new("x"));
        assert_eq!(ShortWord::new("hydroxychloroquine"), None);
        assert_eq!(ShortWord::new("naïve"), None);
        assert_eq!(ShortWord::read("sixteen letters!", 0..16).map(|word| word.0 >> 120), Some(u128::from(b'!')));
    }

    #[test]
    fn short_words_are_folded_as_long_ones() {
        for word in ["The", "pH", "e.g.", "B12", "[@{`Z", "zA", "don't", "ABCDEFGHIJKLMNOP"] {
            let folded = ShortWord::new(word).map(ShortWord::folded);
            assert_eq!(folded, ShortWord::new(&word.to_ascii_lowercase()), "{word}");
        }
    }
}
