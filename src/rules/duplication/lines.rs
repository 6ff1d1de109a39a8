//! Sentences as comparison sees them: words folded in case and typography, numbers masked, marks left out.
//!
//! A word is its number in the lexicon, so a sentence is compared without looking at its text. Two words that no rule
//! knows share a number by chance once in two thousand million; what is reported is checked on the text.

use std::borrow::Cow;

use crate::document::{BlockKind, Document, Sentence, Token, TokenKind};
use crate::lexicon::{ClassId, Lexicon, WordId, class};

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
    percent: WordId,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        Self { document, lexicon, number: class!("comparison-number"), percent: lexicon.find("%") }
    }

    /// The comparable words of a sentence, in order: numbers in digits or words are [`NUMBER`], marks are left out.
    pub(crate) fn read(self, sentence: &'a Sentence) -> impl Iterator<Item = Word> {
        let has_number_words = sentence.classes.may_hold(self.number);
        let is_number = move |word| has_number_words && self.lexicon.is(word, self.number);
        let id = move |token: &Token| match token.kind {
            TokenKind::Number => Some(NUMBER),
            TokenKind::Word if is_number(token.word) => Some(NUMBER),
            TokenKind::Word | TokenKind::Opaque => Some(token.word.0),
            TokenKind::Symbol if token.word == self.percent => Some(token.word.0),
            TokenKind::Symbol | TokenKind::Punct => None,
        };
        let first = sentence.tokens.start as u32;
        let tokens = self.document.tokens_of(sentence).iter().zip(first..);
        tokens.filter_map(move |(token, at)| Some(Word { id: id(token)?, token: at }))
    }

    /// Whether two sentences have the same words, numbers masked.
    pub(crate) fn are_equal(self, first: &'a Sentence, second: &'a Sentence) -> bool {
        self.read(first).map(|word| word.id).eq(self.read(second).map(|word| word.id))
    }

    /// The comparable words of a sentence, at hand.
    pub(crate) fn words(self, sentence: &'a Sentence) -> Vec<Word> {
        self.read(sentence).collect()
    }
}

/// Lines that are read again and again.
#[derive(Debug)]
pub(crate) struct Compared<'a> {
    reader: Lines<'a>,
    /// Sentences, by number.
    lines: &'a [u32],
    /// The words of all lines and where those of each end, unless there are so many that they are read each time.
    held: Option<(Vec<Word>, Vec<usize>)>,
}

impl<'a> Compared<'a> {
    /// More words than this are not held: a text of 10 MB has two million, and room for them is short.
    const MOST_HELD: usize = 200_000;

    pub(crate) fn new(reader: Lines<'a>, lines: &'a [u32]) -> Self {
        let sentence = |line: &u32| &reader.document.sentences[*line as usize];
        let most = lines.iter().map(|line| sentence(line).tokens.len()).sum();
        let held = (most <= Self::MOST_HELD).then(|| {
            let (mut words, mut ends) = (Vec::with_capacity(most), Vec::with_capacity(lines.len()));
            for line in lines {
                words.extend(reader.read(sentence(line)));
                ends.push(words.len());
            }
            (words, ends)
        });
        Self { reader, lines, held }
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// The words of one line.
    pub(crate) fn words(&self, line: usize) -> Cow<'_, [Word]> {
        match &self.held {
            Some((words, ends)) => {
                let start = line.checked_sub(1).map_or(0, |before| ends[before]);
                Cow::Borrowed(&words[start..ends[line]])
            }
            None => Cow::Owned(self.reader.words(&self.reader.document.sentences[self.lines[line] as usize])),
        }
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

/// Whether a sentence has at least so many words and numbers.
pub(crate) fn has_words(document: &Document, sentence: &Sentence, fewest: usize) -> bool {
    let tokens = document.tokens_of(sentence).iter();
    tokens.filter(|token| token.is_word() || token.is_number()).nth(fewest - 1).is_some()
}

/// Whether a sentence takes part in comparison at all: running text, not a caption, a table cell, a heading, a
/// marked-up quotation or an entry of the reference list.
pub(crate) fn is_comparable(document: &Document, sentence: &Sentence) -> bool {
    let block = &document.blocks[sentence.block];
    block.quote_depth == 0
        && !block.reference
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::ListItem { .. })
}
