//! A sentence as the quantity grammar sees it: its tokens with their texts.

use super::classes::{Classes, class_of};
use super::grouping::Separators;
use crate::document::{Document, Sentence, Token, TokenFlags, TokenKind};
use crate::facts::{Role, Roles};
use crate::lexicon::scan::is_same_word;
use crate::lexicon::{ClassId, Lexicon, WordId, class};
use crate::span::ProseSpan;

/// One sentence. Places behind its end read as empty.
pub(super) struct Line<'a> {
    tokens: &'a [Token],
    texts: Vec<&'a str>,
    lexicon: &'a Lexicon,
    pub(super) classes: &'a Classes,
    pub(super) separators: Separators,
    /// The first word that makes the sentence a supposition ("imagine").
    pub(super) supposed_from: Option<usize>,
    /// Whether the sentence speaks of a study.
    pub(super) is_trial: bool,
    /// Whether the sentence passes on what others say or once believed.
    pub(super) is_reported: bool,
}

impl<'a> Line<'a> {
    pub(super) fn new(
        document: &'a Document,
        lexicon: &'a Lexicon,
        classes: &'a Classes,
        separators: Separators,
        sentence: &'a Sentence,
    ) -> Self {
        let tokens = document.tokens_of(sentence);
        let texts = tokens.iter().map(|token| document.token_text(token)).collect();
        let first = |class| lexicon.places(document, sentence, class).next().map(|place| place.start);
        let (supposed_from, is_reported) = (first(class!("supposition")), first(class!("reported-figure")).is_some());
        let trial = class_of(Role::Trial);
        let is_trial = sentence.classes.may_hold(trial) && tokens.iter().any(|token| lexicon.is(token.word, trial));
        Self { tokens, texts, lexicon, classes, separators, supposed_from, is_trial, is_reported }
    }

    /// Whether the word at `at` belongs to `class`.
    pub(super) fn in_class(&self, at: usize, class: ClassId) -> bool {
        self.tokens.get(at).is_some_and(|token| self.lexicon.is(token.word, class))
    }

    /// The roles that the word at `at` names.
    pub(super) fn roles(&self, at: usize) -> Roles {
        self.classes.roles_of(self.lexicon, self.word(at))
    }

    /// The number of the word or mark at `at`.
    pub(super) fn word(&self, at: usize) -> WordId {
        self.tokens.get(at).map_or(WordId::NONE, |token| token.word)
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The text at `at`; empty outside the sentence.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.texts.get(at).copied().unwrap_or("")
    }

    /// The text before `at`; empty at the start.
    pub(super) fn before(&self, at: usize) -> &'a str {
        at.checked_sub(1).map_or("", |at| self.text(at))
    }

    /// Whether the number at `at` follows another with one blank between them.
    pub(super) fn is_beside(&self, at: usize) -> bool {
        let (Some(before), Some(token)) = (at.checked_sub(1).and_then(|at| self.tokens.get(at)), self.tokens.get(at))
        else {
            return false;
        };
        super::grouping::are_beside(before, token)
    }

    /// Whether the text at `at` is `word`, in any case.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        is_same_word(self.text(at), word)
    }

    /// Whether the text at `at` is one of `words`, in any case.
    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text(at);
        words.iter().any(|word| is_same_word(text, word))
    }

    /// Whether the texts from `at` on are `words`, in any case.
    pub(super) fn follows(&self, at: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.is(at + offset, word))
    }

    /// Whether the texts before `at` are `words`, in any case.
    pub(super) fn precedes(&self, at: usize, words: &[&str]) -> bool {
        at.checked_sub(words.len()).is_some_and(|from| self.follows(from, words))
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Number)
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        self.kind(at) == Some(TokenKind::Word)
    }

    pub(super) fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// Whether white space stands before the token at `at`; so it does before the end.
    pub(super) fn is_spaced(&self, at: usize) -> bool {
        self.tokens.get(at).is_none_or(|token| token.is_spaced())
    }

    pub(super) fn has(&self, at: usize, flag: TokenFlags) -> bool {
        self.tokens.get(at).is_some_and(|token| token.has(flag))
    }

    /// The place behind a joining hyphen at `at`, or `at` itself.
    pub(super) fn past_joint(&self, at: usize) -> usize {
        if self.is_joint(at) { at + 1 } else { at }
    }

    /// Whether a hyphen joins the token before `at` to the one after it, as in "60-kg".
    pub(super) fn is_joint(&self, at: usize) -> bool {
        is_hyphen(self.text(at)) && !self.is_spaced(at) && !self.is_spaced(at + 1)
    }

    /// From the first byte of `from` to the last before `to`.
    pub(super) fn span(&self, from: usize, to: usize) -> ProseSpan {
        let first = self.tokens[from].start();
        let last = self.tokens[to.max(from + 1) - 1].end();
        ProseSpan::new(first, last)
    }
}

/// A hyphen, in any of its characters.
pub(super) fn is_hyphen(text: &str) -> bool {
    matches!(text, "-" | "\u{2010}" | "\u{2011}")
}

/// A hyphen or dash that can stand between the ends of a range.
pub(super) fn is_dash(text: &str) -> bool {
    is_hyphen(text) || matches!(text, "\u{2012}" | "\u{2013}" | "\u{2014}" | "\u{2212}")
}
