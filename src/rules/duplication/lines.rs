//! Sentences as comparison sees them: words folded in case and typography, numbers masked, marks left out.
//!
//! A word is its number in the lexicon, so a sentence is compared without looking at its text. Two words that no rule
//! knows share a number by chance once in two thousand million; what is reported is checked on the text.

use crate::document::{BlockKind, Document, Sentence, Token, TokenKind};
use crate::lexicon::{ClassId, Lexicon};

/// Any number stands for any other.
pub(crate) const NUMBER: u32 = u32::MAX;

/// One word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// The word's number in the lexicon, or [`NUMBER`].
    pub(crate) id: u32,
    /// The token it stands for.
    pub(crate) token: u32,
}

/// Reads the comparable words of a document's sentences.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    number: ClassId,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        Self { document, lexicon, number: lexicon.class("comparison-number") }
    }

    /// The comparable words of a sentence, in order.
    pub(crate) fn words(&self, sentence: &Sentence) -> Vec<Word> {
        let mut words = Vec::with_capacity(sentence.tokens.len());
        self.read(sentence, &mut words);
        words
    }

    /// Appends the comparable words of a sentence.
    pub(crate) fn read(&self, sentence: &Sentence, words: &mut Vec<Word>) {
        words.extend(sentence.tokens.clone().filter_map(|index| {
            let id = self.id(&self.document.tokens[index])?;
            Some(Word { id, token: index as u32 })
        }));
    }

    /// The number of a word, [`NUMBER`] for a number in digits or words, nothing for a mark.
    fn id(&self, token: &Token) -> Option<u32> {
        match token.kind {
            TokenKind::Number => Some(NUMBER),
            TokenKind::Word if self.lexicon.is(token.word, self.number) => Some(NUMBER),
            TokenKind::Word | TokenKind::Opaque => Some(token.word.0),
            TokenKind::Symbol if self.document.token_text(token) == "%" => Some(token.word.0),
            TokenKind::Symbol | TokenKind::Punct => None,
        }
    }
}

/// The numbers of the words of many lines, one line behind the other.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    ids: Vec<u32>,
    ends: Vec<usize>,
}

impl Ids {
    /// With room for so many words in so many lines.
    pub(crate) fn with_capacity(words: usize, lines: usize) -> Self {
        Self { ids: Vec::with_capacity(words), ends: Vec::with_capacity(lines) }
    }

    /// Adds a line.
    pub(crate) fn push(&mut self, line: impl IntoIterator<Item = u32>) {
        self.ids.extend(line);
        self.ends.push(self.ids.len());
    }

    /// The line of this number.
    pub(crate) fn line(&self, number: usize) -> &[u32] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.ids[start..self.ends[number]]
    }

    /// All lines in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len()).map(|number| self.line(number))
    }
}

/// Whether two lines have the same words; numbers count as equal only if the hashes of the sentences are.
pub(crate) fn are_equal(first: &[Word], second: &[Word]) -> bool {
    first.iter().map(|word| word.id).eq(second.iter().map(|word| word.id))
}

/// Writes `text` in lower case with straight apostrophes to `folded`.
pub(crate) fn fold(text: &str, folded: &mut String) {
    folded.clear();
    crate::lexicon::scan::fold(text, folded);
}

/// Whether a sentence takes part in comparison at all: running text, not a caption, a table cell, a heading, a
/// marked-up quotation or an entry of the reference list.
pub(crate) fn is_comparable(document: &Document, sentence: &Sentence) -> bool {
    let block = &document.blocks[sentence.block];
    block.quote_depth == 0
        && !block.reference
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. })
}
