//! Sentences as comparison sees them: words folded in case and typography, numbers masked, marks left out.
//!
//! A word is a hash of 32 bits, so a sentence is compared without looking at its text. Two words of one pair of
//! sentences share a hash by chance once in four thousand million; what is reported is checked on the text.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::document::{BlockKind, Document, Sentence, Token, TokenKind};

/// Any number stands for any other.
pub(crate) const NUMBER: u32 = 1;

/// One word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// Hash of the folded word, or [`NUMBER`].
    pub(crate) hash: u32,
    /// The token it stands for.
    pub(crate) token: u32,
}

/// The comparable words of a sentence, in order.
pub(crate) fn words(document: &Document, sentence: &Sentence) -> Vec<Word> {
    let mut words = Vec::with_capacity(sentence.tokens.len());
    words_into(document, sentence, &mut words);
    words
}

/// Puts the comparable words of a sentence into `words`.
pub(crate) fn words_into(document: &Document, sentence: &Sentence, words: &mut Vec<Word>) {
    let mut folded = String::new();
    words.clear();
    words.extend(sentence.tokens.clone().filter_map(|index| {
        let hash = hash(document, &document.tokens[index], &mut folded)?;
        Some(Word { hash, token: index as u32 })
    }));
}

/// Whether two lines have the same words; numbers count as equal only if the hashes of the sentences are.
pub(crate) fn are_equal(first: &[Word], second: &[Word]) -> bool {
    first.iter().map(|word| word.hash).eq(second.iter().map(|word| word.hash))
}

/// The hash of a word, [`NUMBER`] for a number in digits or words, nothing for a mark.
fn hash(document: &Document, token: &Token, folded: &mut String) -> Option<u32> {
    match token.kind {
        TokenKind::Number => return Some(NUMBER),
        TokenKind::Word | TokenKind::Opaque => {}
        TokenKind::Symbol if document.token_text(token) == "%" => {}
        TokenKind::Symbol | TokenKind::Punct => return None,
    }
    fold(document.token_text(token), folded);
    if is_number_word(folded) {
        return Some(NUMBER);
    }
    Some(hash_folded(folded))
}

/// The hash of a word that is folded already.
pub(crate) fn hash_folded(folded: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(folded.as_bytes());
    let hash = hasher.finish();
    ((hash >> 32) ^ hash) as u32 | 2
}

/// Writes `text` in lower case with straight apostrophes to `folded`.
pub(crate) fn fold(text: &str, folded: &mut String) {
    folded.clear();
    crate::lexicon::scan::fold(text, folded);
}

/// Whether a folded word is a cardinal number. "One" is left out: it is a pronoun as often.
fn is_number_word(folded: &str) -> bool {
    matches!(
        folded,
        "two"
            | "three"
            | "four"
            | "five"
            | "six"
            | "seven"
            | "eight"
            | "nine"
            | "ten"
            | "eleven"
            | "twelve"
            | "thirteen"
            | "fourteen"
            | "fifteen"
            | "sixteen"
            | "seventeen"
            | "eighteen"
            | "nineteen"
            | "twenty"
            | "thirty"
            | "forty"
            | "fifty"
            | "sixty"
            | "seventy"
            | "eighty"
            | "ninety"
            | "hundred"
            | "thousand"
            | "million"
            | "billion"
            | "dozen"
            | "twice"
            | "once"
            | "half"
            | "third"
            | "quarter"
    )
}

/// Whether a sentence takes part in comparison at all: running text, not a caption, a table cell, a heading, a
/// marked-up quotation or an entry of the reference list.
pub(crate) fn is_comparable(document: &Document, sentence: &Sentence) -> bool {
    let block = &document.blocks[sentence.block];
    block.quote_depth == 0
        && !block.reference
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. })
}
