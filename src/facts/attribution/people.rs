//! People: names with the words around them that make them speakers.

use rustc_hash::FxHashSet;

use super::Reader;
use crate::document::{Token, TokenFlags};
use crate::facts::{date, institution};

/// A name: its tokens within the sentence.
pub(super) type Name = std::ops::Range<usize>;

impl<'a> Reader<'a> {
    /// Runs of two and more capitalised words that are no institution, and words behind a title ("Dr Lopez").
    pub(super) fn names(&self, tokens: &[Token]) -> Vec<Name> {
        let mut names = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(institution) = institution::at(self.document, self.lexicon, tokens, at) {
                at = institution.end;
                continue;
            }
            let title = self.is_title(&tokens[at]);
            let start = at
                + usize::from(title)
                + usize::from(title && tokens.get(at + 1).is_some_and(|next| self.text(next) == "."));
            let mut end = start;
            while let Some(token) = tokens.get(end) {
                let initial_stop = self.text(token) == "."
                    && end > start
                    && tokens[end - 1].end() - tokens[end - 1].start() <= 2
                    && end + 1 < tokens.len();
                let particle = end > start
                    && matches!(
                        self.text(token),
                        "de" | "van" | "von" | "der" | "den" | "la" | "al" | "bin" | "’" | "'" | "-"
                    )
                    && tokens.get(end + 1).is_some_and(|next| next.has(TokenFlags::CAPITALIZED));
                if !(initial_stop
                    || particle
                    || token.is_word() && token.has(TokenFlags::CAPITALIZED) && !self.is_no_name(token, end == 0))
                {
                    break;
                }
                end += 1;
            }
            let words = end.saturating_sub(start);
            let is_institution = tokens
                .get(start..end)
                .is_some_and(|run| run.iter().any(|token| self.is(token, self.classes.institution_noun)));
            if (words >= 2 || title && words == 1) && !is_institution {
                names.push(start..end);
            }
            at = end.max(at + 1);
        }
        names
    }

    /// "Dr", "Professor", "President". A shouted one may be an abbreviation of another word.
    fn is_title(&self, token: &Token) -> bool {
        token.has(TokenFlags::CAPITALIZED) && !token.has(TokenFlags::UPPER) && self.is(token, self.classes.honorific)
    }

    /// Capitalised words that are not part of a person's name.
    pub(super) fn is_no_name(&self, token: &Token, opens: bool) -> bool {
        let text = self.text(token);
        token.has(TokenFlags::UPPER) && text.len() > 3
            || opens && (self.is(token, self.classes.number) || self.is(token, self.classes.opener))
            || date::MONTHS.contains(&text)
            || date::WEEKDAYS.contains(&text)
            || self.is(token, self.classes.no_person)
    }

    /// Last names of people who are introduced with a title or speak somewhere.
    pub(super) fn surnames(&self) -> FxHashSet<&'a str> {
        let mut surnames = FxHashSet::default();
        for sentence in &self.document.sentences {
            let tokens = self.document.tokens_of(sentence);
            let speaks = self.has_verb(tokens);
            for name in self.names(tokens) {
                let introduced = name.start > 0
                    && (self.is_title(&tokens[name.start - 1]) || self.text(&tokens[name.start - 1]) == ".")
                    || tokens.get(name.end).is_some_and(|next| self.text(next) == ",");
                if (speaks || introduced)
                    && let Some(last) = tokens.get(name.end - 1)
                {
                    surnames.insert(self.text(last));
                }
            }
        }
        surnames
    }

    pub(super) fn has_speaker(&self, tokens: &[Token], names: &[Name], surnames: &FxHashSet<&str>) -> bool {
        if !self.has_verb(tokens) {
            return false;
        }
        let known = |token: &Token| token.is_word() && surnames.contains(self.text(token));
        let pronoun = || {
            tokens.windows(2).any(|pair| {
                let (first, second) = (self.text(&pair[0]), self.text(&pair[1]));
                let is_pronoun = |text: &str| matches!(text, "he" | "she" | "He" | "She");
                is_pronoun(first) && self.is(&pair[1], self.classes.verb)
                    || is_pronoun(second) && self.is(&pair[0], self.classes.verb)
            })
        };
        !names.is_empty() || tokens.iter().any(known) || !surnames.is_empty() && pronoun()
    }

    fn has_verb(&self, tokens: &[Token]) -> bool {
        (0..tokens.len()).any(|at| self.begins(tokens, at, self.classes.verb))
    }
}
