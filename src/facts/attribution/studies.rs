//! Whether a sentence tells which study it speaks of: "published in the journal …", "lead author Ana Lopez", "the
//! RECOVERY trial", "(J Hypothet Med, 2021)".

use super::Reader;
use super::people::Names;
use crate::document::{Sentence, Token, TokenFlags};
use crate::facts::institution::InstitutionKind;
use crate::lexicon::class;

impl Reader<'_> {
    /// Whether the sentence tells which study it speaks of.
    pub(super) fn identifies_study(&self, sentence: usize, names: &Names) -> bool {
        let tokens = self.tokens(sentence);
        let Sentence { classes, .. } = &self.document.sentences[sentence];
        let begins = |class| (0..tokens.len()).filter(move |at| self.begins(tokens, *at, class));
        let by_author = || {
            classes.may_hold(class!("author-role"))
                && names.of_sentence(sentence).next().is_some()
                && begins(class!("author-role")).next().is_some()
        };
        let published = || {
            classes.may_hold(class!("publication-verb"))
                && begins(class!("publication-verb")).any(|at| self.is_placed(tokens, at))
        };
        let journal = || {
            let mut mentions = self.mentions.of_sentence(self.document, sentence);
            mentions.any(|(_, mention)| mention.known.is_some_and(|known| known.kind == InstitutionKind::Journal))
        };
        by_author()
            || published()
            || journal()
            || (0..tokens.len()).any(|at| {
                let (token, next) = (&tokens[at], at + 1);
                token.has(TokenFlags::CAPITALIZED) && self.is_named_study(tokens, next)
                    || token.word == self.open && self.is_source_in_brackets(tokens, next)
                    || token.word == self.journal && self.is_journal(tokens, at)
            })
    }

    /// "journal" in a name, or before one.
    fn is_journal(&self, tokens: &[Token], at: usize) -> bool {
        let before = at > 0 && tokens[at - 1].has(TokenFlags::CAPITALIZED);
        before
            || tokens.get(at + 1).is_some_and(|next| {
                next.has(TokenFlags::CAPITALIZED) || matches!(self.text(next), "of" | "“" | "\"" | "‘")
            })
    }

    /// "Nurses' Health Study", "the RECOVERY trial", behind a word with a capital.
    fn is_named_study(&self, tokens: &[Token], at: usize) -> bool {
        let Some(token) = tokens.get(at).filter(|token| token.is_word()) else { return false };
        let before = &tokens[at - 1];
        let acronym = before.has(TokenFlags::UPPER) && before.span().len() > 3;
        let text = self.text(token);
        acronym && matches!(text, "trial" | "study" | "trials")
            || at > 1
                && token.has(TokenFlags::CAPITALIZED)
                && matches!(text, "Study" | "Trial" | "Survey" | "Initiative" | "Cohort")
    }

    /// "a 2021 Cochrane review", "the 2019 statement by the AHA", "the CDC's 2022 report": an institution and a year.
    pub(super) fn names_dated_work(&self, sentence: usize) -> bool {
        let sentence = &self.document.sentences[sentence];
        let first = sentence.tokens.start;
        let tokens = self.document.tokens_of(sentence);
        let works = self.lexicon.places(self.document, sentence, class!("dated-work"));
        works.map(|work| work.start).any(|work| work > 0 && self.is_dated(tokens, first, work))
    }

    fn is_dated(&self, tokens: &[Token], first: usize, work: usize) -> bool {
        const REACH: usize = 4;
        let is_year = |at: usize| {
            tokens[at].is_number() && self.text(&tokens[at]).parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
        };
        let names = |at: usize| self.mentions.at(first + at).is_some();
        let Some(year) = (work.saturating_sub(REACH)..work).rev().find(|at| is_year(*at)) else { return false };
        let behind = tokens.get(work + 1).is_some_and(|next| matches!(self.text(next), "by" | "from" | "of" | "in"));
        let last = if behind { tokens.len().min(work + REACH) } else { work };
        (year.saturating_sub(REACH)..last).any(names)
    }

    /// "(Forbes, 10 February 2010)": whether brackets that have opened hold a name first and a year last.
    fn is_source_in_brackets(&self, tokens: &[Token], at: usize) -> bool {
        let opens = tokens.get(at).is_some_and(|token| {
            token.is_word() && token.has(TokenFlags::CAPITALIZED) && !self.is_no_name(token, false)
        });
        let close = || (at..tokens.len().min(at + 24)).find(|close| self.text(&tokens[*close]) == ")");
        opens
            && close().is_some_and(|close| {
                let year = self.text(&tokens[close - 1]);
                close > at + 1
                    && year.len() == 4
                    && (year.starts_with("19") || year.starts_with("20"))
                    && year.bytes().all(|byte| byte.is_ascii_digit())
            })
    }

    /// Whether "in", "at", "by" and a name follow a verb of publication.
    fn is_placed(&self, tokens: &[Token], verb: usize) -> bool {
        let window = &tokens[verb + 1..tokens.len().min(verb + 16)];
        window.iter().enumerate().any(|(at, token)| {
            let mut next = at + 1;
            while window
                .get(next)
                .is_some_and(|token| matches!(self.text(token), "the" | "journal" | "“" | "\"" | "‘" | "a" | "annual"))
            {
                next += 1;
            }
            matches!(self.text(token), "in" | "at" | "by" | "on")
                && window.get(next).is_some_and(|name| {
                    name.is_word() && name.has(TokenFlags::CAPITALIZED) && !self.is_no_name(name, false)
                })
        })
    }
}
