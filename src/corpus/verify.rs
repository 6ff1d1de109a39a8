//! The last look before a finding between articles is reported: its places are read again and compared as text.

use crate::document::Document;
use crate::lexicon::Lexicon;
use crate::rules::duplication::lines::Word;
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
    /// Reads one place of one article.
    pub(super) fn piece(&self, article: usize, span: Span) -> Option<Piece> {
        let source = self.library.open(article)?.source;
        let text = source.text.get(span.range())?;
        let document = (self.parse)(&Source::new(source.path.clone(), source.format, text))?;
        let words = words_of(&document, self.lexicon);
        Some(Piece { document, words })
    }
}
