//! A few words that code asks for by name, told apart from most others by their first letters and lengths.

use super::scan::is_same_word;

/// Some words, looked up in any case.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordList<'a> {
    words: &'a [&'a str],
    /// By the low bits of the first byte, which are those of its letter in either case: the lengths of words, as bits.
    lengths: [u32; 32],
}

impl<'a> WordList<'a> {
    /// Of these words, none of them empty.
    pub(crate) const fn new(words: &'a [&'a str]) -> Self {
        let mut lengths = [0; 32];
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            lengths[Self::letter(word[0])] |= Self::length(word.len());
            at += 1;
        }
        Self { words, lengths }
    }

    /// Whether `text` is one of the words.
    #[inline]
    pub(crate) fn holds(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The word that `text` is, as it is listed.
    #[inline]
    pub(crate) fn find(&self, text: &str) -> Option<&'a str> {
        let first = *text.as_bytes().first()?;
        let likely = self.lengths[Self::letter(first)] & Self::length(text.len()) != 0;
        if likely { self.words.iter().copied().find(|word| is_same_word(text, word)) } else { None }
    }

    const fn letter(byte: u8) -> usize {
        (byte & 0x1f) as usize
    }

    /// The bit for words of `bytes`; long ones share one.
    const fn length(bytes: usize) -> u32 {
        1 << if bytes < 31 { bytes } else { 31 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        const LIST: WordList<'_> = WordList::new(&["from", "at least", "≥", "%"]);
        assert!(["from", "From", "FROM", "at least", "≥", "%"].iter().all(|word| LIST.holds(word)));
        assert!(["", "form", "fromm", "F", "≤", "\u{5}"].iter().all(|word| !LIST.holds(word)));
        assert_eq!(LIST.find("FROM"), Some("from"));
    }

    #[test]
    fn long_words_are_told_apart() {
        let [one, other] = ["a".repeat(40), "a".repeat(41)];
        let words = [one.as_str()];
        let list = WordList::new(&words);
        assert!(list.holds(&one) && !list.holds(&other));
    }
}
