//! What an article is about: the content words of its title and headings.

use rustc_hash::FxHashSet;

use super::lines;
use crate::document::{Sentence, Token};
use crate::lexicon::class;
use crate::lexicon::scan::{self, Piece};
use crate::rules::Article;

/// The topic words of an article and the pairs of them that stand side by side in a heading.
#[derive(Debug, Default)]
pub(crate) struct Topic {
    words: FxHashSet<u32>,
    pairs: FxHashSet<(u32, u32)>,
}

impl Topic {
    /// Reads title and headings.
    pub(crate) fn of(article: &Article<'_>) -> Self {
        let document = article.document();
        let mut topic = Self::default();
        for title in document.metadata.find(&["title", "og:title", "headline"]) {
            topic.add(&title_words(article, &title.value));
        }
        for (id, block) in document.blocks.iter().enumerate() {
            if block.is_heading() && !article.is_masked(id) {
                for sentence in document.sentences_of(block) {
                    topic.add(&content_words(article, sentence));
                }
            }
        }
        topic
    }

    fn add(&mut self, words: &[Option<u32>]) {
        self.words.extend(words.iter().flatten());
        self.pairs.extend(words.windows(2).filter_map(|pair| Some((pair[0]?, pair[1]?))));
    }

    /// Whether a word is one of the topic.
    pub(crate) fn holds(&self, word: u32) -> bool {
        self.words.contains(&word)
    }

    /// Whether two words stand side by side in a heading.
    pub(crate) fn has_pair(&self, first: u32, second: u32) -> bool {
        self.pairs.contains(&(first, second))
    }
}

/// The content words of a title in the metadata.
fn title_words(article: &Article<'_>, title: &str) -> Vec<Option<u32>> {
    let lexicon = article.lexicon();
    let function = class!("function-word");
    let mut words = Vec::new();
    let mut folded = String::new();
    scan::scan(title, |start, end, piece, _| {
        lines::fold(&title[start..end], &mut folded);
        let word = lexicon.find(&folded);
        words.push((piece == Piece::Word && !lexicon.is(word, function)).then_some(word.0));
    });
    words
}

/// The words of a sentence in order, nothing in place of function words, numbers and marks.
pub(crate) fn content_words(article: &Article<'_>, sentence: &Sentence) -> Vec<Option<u32>> {
    let (document, lexicon) = (article.document(), article.lexicon());
    let function = class!("function-word");
    let content = |token: &Token| (token.is_word() && !lexicon.is(token.word, function)).then_some(token.word.0);
    document.tokens_of(sentence).iter().map(content).collect()
}
