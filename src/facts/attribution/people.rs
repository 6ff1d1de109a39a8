//! Names of people: runs of capitalised words that are no institution, and words behind a title ("Dr Lopez").

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::Reader;
use crate::document::{Token, TokenFlags};
use crate::lexicon::{WordId, class};

/// The names of a document, each as tokens of its sentence.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: Vec<(usize, Range<usize>)>,
}

impl Names {
    /// The names of a sentence.
    pub(super) fn of_sentence(&self, sentence: usize) -> impl Iterator<Item = &Range<usize>> {
        let from = self.all.partition_point(|(of, _)| *of < sentence);
        self.all[from..].iter().take_while(move |(of, _)| *of == sentence).map(|(_, name)| name)
    }
}

impl Reader<'_> {
    /// Finds all names of the document.
    pub(super) fn names(&self) -> Names {
        let mut names = Names::default();
        for sentence in 0..self.document.sentences.len() {
            self.names_of(sentence, &mut names);
        }
        names
    }

    fn names_of(&self, sentence: usize, names: &mut Names) {
        let tokens = self.tokens(sentence);
        let first = self.document.sentences[sentence].tokens.start;
        let mut at = 0;
        while at < tokens.len() {
            if !tokens[at].has(TokenFlags::CAPITALIZED) {
                at += 1;
                continue;
            }
            if let Some(institution) = self.mentions.at(first + at) {
                at = institution.end;
                continue;
            }
            let title = self.is_title(&tokens[at]);
            let stop = title && tokens.get(at + 1).is_some_and(|next| next.word == self.stop);
            let start = at + usize::from(title) + usize::from(stop);
            let mut end = start;
            while tokens.get(end).is_some_and(|token| self.continues(tokens, token, start, end)) {
                end += 1;
            }
            let words = end.saturating_sub(start);
            let is_institution =
                || tokens[start..end].iter().any(|token| self.lexicon.is(token.word, class!("institution-noun")));
            if (words >= 2 || title && words == 1) && !is_institution() {
                names.all.push((sentence, start..end));
            }
            at = end.max(at + 1);
        }
    }

    /// Whether the name that begins at `start` goes on with the token at `end`.
    fn continues(&self, tokens: &[Token], token: &Token, start: usize, end: usize) -> bool {
        if token.is_word() && token.has(TokenFlags::CAPITALIZED) {
            return !self.is_no_name(token, end == 0);
        }
        if end == start {
            return false;
        }
        let initial_stop = || token.word == self.stop && tokens[end - 1].span().len() <= 2 && end + 1 < tokens.len();
        let particle = || {
            tokens.get(end + 1).is_some_and(|next| next.has(TokenFlags::CAPITALIZED))
                && (self.lexicon.is(token.word, class!("name-particle")) || matches!(self.text(token), "’" | "'" | "-"))
        };
        initial_stop() || particle()
    }

    fn is_title(&self, token: &Token) -> bool {
        token.has(TokenFlags::CAPITALIZED) && self.lexicon.is(token.word, class!("honorific"))
    }

    /// Capitalised words that are not part of a person's name; some of them only where a sentence `opens` with them.
    pub(super) fn is_no_name(&self, token: &Token, opens: bool) -> bool {
        token.has(TokenFlags::UPPER) && token.span().len() > 3
            || opens
                && (self.lexicon.is(token.word, class!("number-word"))
                    || self.lexicon.is(token.word, class!("sentence-opener")))
            || self.lexicon.is(token.word, class!("no-person"))
    }

    /// Last names of people who are introduced with a title or speak somewhere.
    pub(super) fn surnames(&self, names: &Names) -> FxHashSet<WordId> {
        let mut surnames = FxHashSet::default();
        for (sentence, name) in &names.all {
            let tokens = self.tokens(*sentence);
            let introduced = || {
                let before = name.start.checked_sub(1).map(|before| &tokens[before]);
                before.is_some_and(|before| self.is_title(before) || before.word == self.stop)
                    || tokens.get(name.end).is_some_and(|next| self.text(next) == ",")
            };
            if introduced() || self.has_verb(*sentence) {
                surnames.insert(tokens[name.end - 1].word);
            }
        }
        surnames
    }

    /// Whether a person says it: someone named, someone introduced elsewhere by name, or "she said".
    pub(super) fn has_speaker(&self, sentence: usize, names: &Names, surnames: &FxHashSet<WordId>) -> bool {
        let is_named = names.of_sentence(sentence).next().is_some();
        if !is_named && surnames.is_empty() || !self.has_verb(sentence) {
            return false;
        }
        let tokens = self.tokens(sentence);
        let known =
            |token: &Token| token.is_word() && token.has(TokenFlags::CAPITALIZED) && surnames.contains(&token.word);
        let is_verb = |token: &Token| token.is_word() && self.lexicon.is(token.word, class!("reporting-verb"));
        let pronoun = |token: &Token| token.word == self.he || token.word == self.she;
        let pronoun_speaks = || {
            tokens
                .windows(2)
                .any(|pair| pronoun(&pair[0]) && is_verb(&pair[1]) || pronoun(&pair[1]) && is_verb(&pair[0]))
        };
        is_named || tokens.iter().any(known) || pronoun_speaks()
    }
}
