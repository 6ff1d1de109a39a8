//! The last look before a finding between articles is reported: its places are read again and compared as text.

use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::rules::duplication::lines::{self, Word};
use crate::source::Source;
use crate::span::Span;

use super::digest::words_of;
use super::library::Library;

/// Reads articles of the run again.
pub(crate) struct Reader<'a> {
    /// The articles of the run.
    pub(crate) library: &'a Library<'a>,
    /// The words that rules know.
    pub(crate) lexicon: &'a Lexicon,
    /// Reads a piece of an article.
    pub(crate) parse: &'a (dyn Fn(&Source) -> Option<Document> + Sync),
}

/// A piece of an article, read again.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) document: Document,
    pub(super) words: Vec<Word>,
}

impl Reader<'_> {
    /// Whether the same words stand in two places.
    pub(super) fn have_equal_words(&self, (first, place): (usize, Span), (second, other): (usize, Span)) -> bool {
        // Mostly even the text is the same.
        let is_copied = self.library.open(first).zip(self.library.open(second)).is_some_and(|(one, two)| {
            let [text, copy] =
                [(&one, place), (&two, other)].map(|(volume, span)| volume.source.text.get(span.range()));
            one.source.format == two.source.format && text.is_some() && text == copy
        });
        let words = |article: usize, span: Span| self.piece(article, span).map(|piece| piece.words);
        let read = || words(first, place).zip(words(second, other));
        is_copied || read().is_some_and(|(one, two)| lines::are_equal(&one, &two))
    }

    /// Reads one place of one article.
    pub(super) fn piece(&self, article: usize, span: Span) -> Option<Piece> {
        let source = self.library.open(article)?.source;
        let text = source.text.get(span.range())?;
        let document = (self.parse)(&Source::new(source.path.clone(), source.format, text))?;
        let words = words_of(&document, self.lexicon);
        Some(Piece { document, words })
    }
}
