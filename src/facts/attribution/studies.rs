//! Studies that a sentence tells apart from all others: by journal, name, author, register or date.

use super::Reader;
use super::people::Name;
use crate::document::{Token, TokenFlags};
use crate::facts::institution::{self, InstitutionKind};

impl Reader<'_> {
    /// "published in the journal …", "lead author Ana Lopez", "the RECOVERY trial", "(J Hypothet Med, 2021)".
    pub(super) fn identifies_study(&self, tokens: &[Token], names: &[Name]) -> bool {
        for (at, token) in tokens.iter().enumerate() {
            if !token.is_word() {
                continue;
            }
            if self.begins(tokens, at, self.classes.role) && !names.is_empty() {
                return true;
            }
            if self.begins(tokens, at, self.classes.publication) && self.is_placed(tokens, at) {
                return true;
            }
            if self.is_source_in_brackets(tokens, at) {
                return true;
            }
            let text = self.text(token);
            let capital = token.has(TokenFlags::CAPITALIZED);
            if text.eq_ignore_ascii_case("journal")
                && (at > 0 && tokens[at - 1].has(TokenFlags::CAPITALIZED)
                    || tokens.get(at + 1).is_some_and(|next| {
                        next.has(TokenFlags::CAPITALIZED) || matches!(self.text(next), "of" | "“" | "\"" | "‘")
                    }))
            {
                return true;
            }
            if matches!(text, "Study" | "Trial" | "Survey" | "Initiative" | "Cohort")
                && capital
                && at > 0
                && tokens[at - 1].has(TokenFlags::CAPITALIZED)
                && at > 1
            {
                return true;
            }
            let acronym =
                at > 0 && tokens[at - 1].has(TokenFlags::UPPER) && tokens[at - 1].end() - tokens[at - 1].start() > 3;
            if acronym && matches!(text, "trial" | "study" | "trials") {
                return true;
            }
            let journal = institution::at(self.document, self.lexicon, tokens, at)
                .and_then(|mention| mention.known)
                .is_some_and(|known| known.kind == InstitutionKind::Journal);
            if journal {
                return true;
            }
        }
        false
    }

    /// "a 2021 Cochrane review", "the 2019 statement by the AHA", "the CDC's 2022 report": an institution and a year.
    pub(super) fn names_dated_work(&self, tokens: &[Token]) -> bool {
        (1..tokens.len()).any(|at| self.begins(tokens, at, self.classes.dated_work) && self.is_dated(tokens, at))
    }

    fn is_dated(&self, tokens: &[Token], work: usize) -> bool {
        const REACH: usize = 4;
        let is_year = |at: usize| {
            tokens[at].is_number() && self.text(&tokens[at]).parse().is_ok_and(|year: u16| (1900..2100).contains(&year))
        };
        let names = |at: usize| institution::at(self.document, self.lexicon, tokens, at).is_some();
        let Some(year) = (work.saturating_sub(REACH)..work).rev().find(|at| is_year(*at)) else { return false };
        let behind = tokens.get(work + 1).is_some_and(|next| matches!(self.text(next), "by" | "from" | "of" | "in"));
        let last = if behind { tokens.len().min(work + REACH) } else { work };
        (year.saturating_sub(REACH)..last).any(names)
    }

    /// "(Forbes, 10 February 2010)": brackets that open with a name and end with a year.
    fn is_source_in_brackets(&self, tokens: &[Token], at: usize) -> bool {
        let opens = at > 0
            && self.text(&tokens[at - 1]) == "("
            && tokens[at].has(TokenFlags::CAPITALIZED)
            && !self.is_no_name(&tokens[at], false);
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
