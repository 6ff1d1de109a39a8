//! What surrounds a match: negation, refutation, quotation, question, hedge, condition, citation, proper name.
//!
//! Scope is the clause where grammar has it so (negation, hedges) and the sentence or its heading elsewhere.

use super::super::Article;
use super::super::card::Context;
use crate::document::{Block, BlockKind, Sentence, Token, TokenFlags, TokenKind};
use crate::lexicon::{ClassId, class};

/// Behind a comma they open another clause.
const JOINING_CLAUSES: &[&str] =
    &["but", "yet", "so", "while", "whereas", "although", "though", "because", "which", "who", "however"];

/// They open another clause without a comma, too.
const OPENING_CLAUSES: &[&str] = &["but", "although", "though", "whereas", "because", "however"];

/// At the start of a sentence they open a clause that its first comma closes.
const SUBORDINATING: &[&str] =
    &["though", "although", "while", "whereas", "because", "since", "despite", "unlike", "whether", "when", "once"];

/// Pronouns that can be nothing but the subject of a clause, where a comma stands before them.
const SUBJECTS: &[&str] = &["it", "they", "he", "she", "we", "you", "i", "this", "these", "that", "there"];

/// Behind a negator they turn it into an assertion.
const ASSERTING: &[&str] = &[
    "only",
    "just",
    "merely",
    "simply",
    "doubt",
    "wonder",
    "matter",
    "surprise",
    "surprisingly",
    "miss",
    "forget",
    "worry",
    "wait",
    "hesitate",
    "ignore",
    "underestimate",
    "despair",
    "delay",
];

/// A match in its surroundings.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// The article.
    pub article: &'a Article<'a>,
    /// The sentence.
    pub sentence: usize,
    /// The tokens that are reported, within the sentence.
    pub tokens: std::ops::Range<usize>,
}

impl<'a> Place<'a> {
    /// Whether the match stands in the context.
    pub fn is(&self, context: Context) -> bool {
        match context {
            Context::Negated => self.is_negated(),
            Context::Refuted => self.is_refuted(),
            Context::Quoted => self.all().get(self.tokens.start).is_some_and(|token| token.has(TokenFlags::QUOTED)),
            Context::Question => self.is_question(),
            Context::Hedged => {
                self.has_before(class!("hedge"), self.clause().start) || self.has_within(class!("hedge"))
            }
            Context::Conditional => self.has_before(class!("condition"), self.part_start()),
            Context::Cited => {
                let facts = self.article.facts;
                facts.is_cited(self.sentence) || facts.attributions.names_study(self.sentence)
            }
            Context::Named => self.is_named(),
            Context::Heading => self.block().is_heading(),
            Context::Cell => self.block().is_cell(),
            Context::Attributed => self.is_attributed(),
            Context::Reported => self.has_before(class!("reported-claim"), 0),
            Context::Figures => self.has_figures(),
            Context::Dated => self.article.facts.editorial.is_dated(),
        }
    }

    fn sentence(&self) -> &'a Sentence {
        &self.article.document.sentences[self.sentence]
    }

    fn block(&self) -> &'a Block {
        &self.article.document.blocks[self.sentence().block]
    }

    fn all(&self) -> &'a [Token] {
        self.article.document.tokens_of(self.sentence())
    }

    fn text(&self, at: usize) -> &'a str {
        self.all().get(at).map_or("", |token| self.article.document.token_text(token))
    }

    /// Whether the token `at` is one of some words, in any case.
    fn is_any(&self, at: usize, words: &[&str]) -> bool {
        let text = self.text(at);
        words.iter().any(|word| word.eq_ignore_ascii_case(text))
    }

    fn member_at(&self, at: usize, class: ClassId) -> Option<usize> {
        self.article.lexicon.member_at(self.article.document, self.all(), at, class)
    }

    /// The clause around the match: up to a semicolon, colon, dash or bracket, or a conjunction that opens a clause
    /// with a subject of its own.
    pub fn clause(&self) -> std::ops::Range<usize> {
        let tokens = self.all();
        let mut start = self.tokens.start;
        while start > 0 && !self.splits(start - 1, start) {
            start -= 1;
        }
        let mut end = self.tokens.end;
        while end < tokens.len() && !self.splits(end, end + 1) {
            end += 1;
        }
        start..end
    }

    /// Whether the token `at` divides clauses, `next` being the one behind it.
    fn splits(&self, at: usize, next: usize) -> bool {
        let token = &self.all()[at];
        match self.text(at) {
            ";" | ":" | "—" | "–" | "(" | ")" => true,
            "," => {
                self.is_any(next, JOINING_CLAUSES)
                    || self.closes_subordinate(at)
                    || self.is_any(next, SUBJECTS)
                    || (self.is_any(next, &["and", "or"]) && self.is_any(next + 1, SUBJECTS))
            }
            _ if token.is_word() => self.is_any(at, OPENING_CLAUSES),
            _ => false,
        }
    }

    /// Where the part between commas that holds the match begins: as far back as a condition reaches. In "If you have
    /// it, this cures it" the promise is not conditional.
    fn part_start(&self) -> usize {
        (0..self.tokens.start).rev().find(|at| matches!(self.text(*at), "," | ";" | ":" | "—")).map_or(0, |at| at + 1)
    }

    /// Whether the comma `at` is the first of a sentence that opens with a subordinate clause ("Though it isn't proven, …").
    fn closes_subordinate(&self, at: usize) -> bool {
        let opens = self.is_any(0, SUBORDINATING);
        opens && (0..at).all(|before| self.text(before) != ",")
    }

    fn has_before(&self, class: ClassId, from: usize) -> bool {
        (from..self.tokens.start).any(|at| self.member_at(at, class).is_some_and(|end| end <= self.tokens.start))
    }

    fn has_within(&self, class: ClassId) -> bool {
        self.tokens.clone().any(|at| self.member_at(at, class).is_some())
    }

    fn has_anywhere(&self, class: ClassId) -> bool {
        (0..self.all().len()).any(|at| self.member_at(at, class).is_some())
    }

    /// A speaker in the clause of the match, or one who opens the sentence ("According to …").
    fn is_attributed(&self) -> bool {
        let class = class!("reporting-verb");
        let mut clause = self.clause();
        self.member_at(0, class).is_some() || clause.any(|at| self.member_at(at, class).is_some())
    }

    /// A negator before the match in its clause, or right behind it ("a cure is not known").
    fn is_negated(&self) -> bool {
        let negator = class!("negator");
        let clause = self.clause();
        let before = (clause.start..self.tokens.start)
            .any(|at| self.member_at(at, negator).is_some_and(|end| !self.asserts_after_negation(end)));
        let behind = (self.tokens.end..clause.end.min(self.tokens.end + 3))
            .take_while(|at| self.all()[*at].kind != TokenKind::Punct)
            .any(|at| {
                let word = self.text(at);
                let negates = self.is_any(at, &["not", "never"]) || word.ends_with("n't") || word.ends_with("n’t");
                negates && !self.asserts_after_negation(at + 1)
            });
        before || behind
    }

    /// Whether the words at `at`, behind a negator, turn it into an assertion: "not only", "no doubt", "no wonder" (but not
    /// "no wonder drug", where they are the match itself).
    fn asserts_after_negation(&self, at: usize) -> bool {
        self.is_any(at, ASSERTING) && !self.tokens.contains(&at)
    }

    /// The sentence, its heading, its lead-in or the next sentence says that it is wrong.
    fn is_refuted(&self) -> bool {
        if self.has_anywhere(class!("refuter")) {
            return true;
        }
        let document = self.article.document;
        let refuter = class!("refuter");
        let says_so = |number: usize, within: usize| {
            let tokens = document.tokens_of(&document.sentences[number]);
            (0..tokens.len().min(within))
                .any(|at| self.article.lexicon.member_at(document, tokens, at, refuter).is_some())
        };
        let block = self.block();
        let over = block.heading.into_iter().chain(block.lead_in);
        if over.flat_map(|id| document.blocks[id].sentences.clone()).any(|number| says_so(number, usize::MAX)) {
            return true;
        }
        if self.row().flat_map(|cell| cell.sentences.clone()).any(|number| says_so(number, usize::MAX)) {
            return true;
        }
        // "They say it cures cancer. This is a myth."
        let next = self.sentence + 1;
        document.sentences.get(next).is_some_and(|sentence| {
            sentence.block == self.sentence().block
                && document.tokens_of(sentence).first().is_some_and(|token| {
                    matches!(
                        document.token_text(token),
                        "This" | "That" | "These" | "It" | "They" | "Such" | "Those" | "But" | "However" | "In"
                    )
                })
                && (says_so(next, 8) || self.is_short_denial(next))
        })
    }

    /// The cells of the table row that holds the match.
    fn row(&self) -> impl Iterator<Item = &'a Block> {
        let place = |block: &Block| match block.kind {
            BlockKind::Cell { table, row, .. } => Some((table, row)),
            _ => None,
        };
        let own = place(self.block());
        let blocks = &self.article.document.blocks;
        let id = self.sentence().block;
        let in_row = move |block: &&Block| own.is_some() && place(block) == own;
        blocks[..id].iter().rev().take_while(in_row).chain(blocks[id..].iter().take_while(in_row))
    }

    /// Whether a sentence only denies the one before: "They are not." "It doesn't."
    fn is_short_denial(&self, number: usize) -> bool {
        let document = self.article.document;
        let words = document.tokens_of(&document.sentences[number]).iter().filter(|token| token.is_word());
        let mut words = words.map(|token| document.token_text(token));
        let (count, last) = (words.clone().count(), words.next_back().unwrap_or_default());
        count <= 4 && (last == "not" || last.ends_with("n't") || last.ends_with("n’t"))
    }

    fn is_question(&self) -> bool {
        let tokens = self.all();
        let last = tokens.iter().rev().take(3);
        last.filter(|token| token.kind == TokenKind::Punct).any(|token| self.article.document.token_text(token) == "?")
    }

    /// Whether a number other than a year stands in the sentence or in the next one of the block.
    fn has_figures(&self) -> bool {
        let document = self.article.document;
        let is_year =
            |text: &str| text.len() == 4 && text.parse().is_ok_and(|number: u32| (1900..2100).contains(&number));
        let next = document.sentences.get(self.sentence + 1).filter(|next| next.block == self.sentence().block);
        std::iter::once(self.sentence())
            .chain(next)
            .flat_map(|sentence| document.tokens_of(sentence))
            .any(|token| token.is_number() && !is_year(document.token_text(token)))
    }

    /// Whether the match lies in a run of capitalised words that is longer than the match or names an organisation.
    fn is_named(&self) -> bool {
        let tokens = self.all();
        let capital =
            |at: usize| tokens.get(at).is_some_and(|token| token.is_word() && token.has(TokenFlags::CAPITALIZED));
        if !self.tokens.clone().any(capital) {
            return false;
        }
        let link = |at: usize| {
            matches!(self.text(at), "of" | "on" | "for" | "and" | "the" | "in" | "to" | "&" | "-" | "’s" | "'s")
        };
        let (mut start, mut end) = (self.tokens.start, self.tokens.end);
        loop {
            if start >= 1 && capital(start - 1) {
                start -= 1;
            } else if start >= 2 && link(start - 1) && capital(start - 2) {
                start -= 2;
            } else if start >= 3 && link(start - 1) && link(start - 2) && capital(start - 3) {
                start -= 3;
            } else {
                break;
            }
        }
        loop {
            if capital(end) {
                end += 1;
            } else if link(end) && capital(end + 1) {
                end += 2;
            } else if link(end) && link(end + 1) && capital(end + 2) {
                end += 3;
            } else {
                break;
            }
        }
        if start == self.tokens.start && end == self.tokens.end {
            return false;
        }
        let organization = class!("organization");
        if (start..end).any(|at| self.member_at(at, organization).is_some()) {
            return true;
        }
        if self.is_title_case() {
            return false;
        }
        // The capital at the start of a sentence proves nothing.
        let from = if start == 0 { 1 } else { start };
        (from..end).filter(|at| capital(*at)).count()
            > self.tokens.clone().filter(|at| *at >= from && capital(*at)).count()
            && self.tokens.clone().filter(|at| *at >= from).any(capital)
    }

    /// Whether most longer words are capitalised: a heading, where capitals prove nothing.
    fn is_title_case(&self) -> bool {
        if matches!(self.block().kind, BlockKind::Heading { .. }) {
            return true;
        }
        let words = self.all().iter().filter(|token| token.is_word() && token.span().len() > 3);
        let (capital, total) = words.fold((0, 0), |(capital, total), token| {
            (capital + usize::from(token.has(TokenFlags::CAPITALIZED)), total + 1)
        });
        total > 1 && capital * 4 >= total * 3
    }
}
