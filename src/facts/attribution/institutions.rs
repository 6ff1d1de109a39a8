//! Institutions that a sentence calls on: "according to the NIDA", "The NIDA states", "(NIDA, 2020)", "NIDA data".

use super::{Form, NamedSource, Reader};
use crate::document::{Token, TokenFlags, TokenKind};
use crate::facts::institution::Mention;
use crate::lexicon::class;
use crate::span::ProseSpan;

impl Reader<'_> {
    /// Adds the institutions that the sentence names as sources.
    pub(super) fn institutions(&self, sentence: usize, found: &mut Vec<NamedSource>) {
        let tokens = self.tokens(sentence);
        let mut free = 0;
        for (at, mention) in self.mentions.of_sentence(self.document, sentence) {
            if at < free {
                continue;
            }
            if let Some((form, span)) = self.form(tokens, at, mention) {
                found.push(NamedSource { sentence, form, mention: mention.clone(), span });
            }
            free = mention.end.max(at + 1);
        }
    }

    fn form(&self, tokens: &[Token], at: usize, mention: &Mention) -> Option<(Form, ProseSpan)> {
        let word = |index: usize| tokens.get(index).map_or("", |token| self.text(token));
        let before = if at > 0 && matches!(word(at - 1), "the" | "The" | "a") { at - 1 } else { at };
        let back = |count: usize| before.checked_sub(count).map_or("", |index| word(index));
        if back(1) == "to" && back(2).eq_ignore_ascii_case("according") {
            return Some((Form::AccordingTo, ProseSpan::new(tokens[before - 2].start(), mention.span.end())));
        }
        // "(The National Institute on Drug Abuse)", "(CDC, 2020)".
        if back(1) == "(" {
            let mut close = mention.end;
            if word(close) == "," && tokens.get(close + 1).is_some_and(|token| token.kind == TokenKind::Number) {
                close += 2;
            }
            // An abbreviation in brackets explains the name before it.
            let abbreviates = before >= 2
                && tokens[mention.end - 1].has(TokenFlags::UPPER)
                && tokens[before - 2].is_word()
                && tokens[before - 2].has(TokenFlags::CAPITALIZED);
            if word(close) == ")" && !abbreviates {
                return Some((Form::Parenthesis, ProseSpan::new(tokens[before - 1].start(), tokens[close].end())));
            }
            return None;
        }
        // "(NIDA)" between a name and its verb is skipped.
        let mut next = mention.end;
        if word(next) == "(" && word(next + 2) == ")" {
            next += 3;
        }
        let asserts =
            |at: usize| tokens.get(at).is_some_and(|token| self.lexicon.is(token.word, class!("assertion-verb")));
        let from_institution = matches!(back(1), "of" | "at" | "from" | "with" | "in" | "by" | "for" | "to" | "and");
        if !from_institution && asserts(next) && word(next + 1) != "in" {
            return Some((Form::Says, ProseSpan::new(mention.span.start(), tokens[next].end())));
        }
        let data =
            |index: usize| tokens.get(index).is_some_and(|token| self.lexicon.is(token.word, class!("figures-noun")));
        if !from_institution
            && (data(next) || matches!(word(next), "report" | "survey" | "analysis") && asserts(next + 1))
        {
            return Some((Form::Data, ProseSpan::new(mention.span.start(), tokens[next].end())));
        }
        if matches!(back(1), "from" | "by") && before >= 2 && data(before - 2) {
            return Some((Form::Data, ProseSpan::new(tokens[before - 2].start(), mention.span.end())));
        }
        // "…, says the NIDA."
        let closes = matches!(word(next), "" | "." | "," | ";");
        if closes && matches!(back(1), "says" | "said" | "reports" | "estimates" | "notes") && back(2) == "," {
            return Some((Form::Says, ProseSpan::new(tokens[before - 1].start(), mention.span.end())));
        }
        None
    }
}
