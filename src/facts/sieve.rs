//! Words that a list of names may begin with: most words of a text are ruled out by a few of their letters, before
//! they are folded and looked up.

/// A set of words that holds some more by chance: about one in thirty for a thousand names (Bloom, CACM 1970).
#[derive(Debug)]
pub(super) struct Sieve(Box<[u64; Self::BITS / 64]>);

impl Sieve {
    const BITS: usize = 1 << 15;
    const NO_ASCII: u64 = 0x8080_8080_8080_8080;
    const LOWER: u64 = 0x2020_2020_2020_2020;

    /// Holds `words`, in any case.
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut bits = Box::new([0; Self::BITS / 64]);
        for place in words.into_iter().filter_map(Self::place) {
            bits[place / 64] |= 1 << (place % 64);
        }
        Self(bits)
    }

    /// Whether `word` may be one of them, in any case. Short words and those of other letters always may.
    #[inline]
    pub(super) fn may_hold(&self, word: &str) -> bool {
        Self::place(word).is_none_or(|place| self.0[place / 64] >> (place % 64) & 1 != 0)
    }

    /// Told by the first four and the last four letters.
    #[inline]
    fn place(word: &str) -> Option<usize> {
        let (first, last) = (word.as_bytes().first_chunk()?, word.as_bytes().last_chunk()?);
        let letters = u64::from(u32::from_le_bytes(*first)) << 32 | u64::from(u32::from_le_bytes(*last));
        let hash = (letters | Self::LOWER).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        (letters & Self::NO_ASCII == 0).then_some(hash as usize % Self::BITS)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_pass_in_any_case() {
        let sieve = Sieve::of(["Aspirin", "ibuprofen", "société"]);
        for word in ["aspirin", "ASPIRIN", "Ibuprofen", "to", "Société", "SOCIÉTÉ"] {
            assert!(sieve.may_hold(word), "{word}");
        }
        assert!(!sieve.may_hold("headache") && !sieve.may_hold("Aspirins"));
    }
}
