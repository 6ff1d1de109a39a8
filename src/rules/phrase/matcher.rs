//! Matching one pattern at one place of a sentence, by backtracking with a bound on the work.

use super::pattern::{First, Node};
use crate::document::{Document, Token, TokenKind};
use crate::lexicon::{ClassId, Lexicon, class, skip_hyphen};

/// Steps after which a match is given up: patterns are short, so only a pathological one gets there.
const MAX_STEPS: u32 = 5_000;

/// Matches patterns against the tokens of one sentence.
#[derive(Debug)]
pub struct Matcher<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    tokens: &'a [Token],
    steps: u32,
    report: Option<std::ops::Range<usize>>,
}

/// What a pattern matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The place behind the last token.
    pub end: usize,
    /// The tokens that the pattern marks for the report.
    pub report: Option<std::ops::Range<usize>>,
}

type Next<'n> = &'n mut dyn FnMut(&mut Matcher<'_>, usize) -> bool;

impl<'a> Matcher<'a> {
    /// For the tokens of one sentence.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon, tokens: &'a [Token]) -> Self {
        Self { document, lexicon, tokens, steps: 0, report: None }
    }

    /// The number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether the sentence has no tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Whether the token is a number in digits or words.
    pub fn is_number(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Number || self.lexicon.is(token.word, class!("number-word")))
    }

    /// Whether a match that begins as `first` says may begin at `at`.
    pub fn may_begin(&self, first: &First, at: usize) -> bool {
        let begins = |token: &Token| {
            let classes = self.lexicon.begins(token.word);
            first.words.binary_search(&token.word.0).is_ok()
                || first.classes.iter().any(|class| classes.may_hold(ClassId(*class)))
        };
        let place = self.place(at);
        first.any
            || (first.number && self.is_number(place))
            || [at, place].iter().any(|place| self.tokens.get(*place).is_some_and(begins))
    }

    /// Matches `node` with its first token at `at`.
    pub fn match_at(&mut self, node: &Node, at: usize) -> Option<Match> {
        self.steps = 0;
        self.report = None;
        let mut end = None;
        let found = self.step(node, at, &mut |_, place| {
            end = Some(place);
            true
        });
        if !found {
            return None;
        }
        end.filter(|end| *end > at)
            .map(|end| Match { end, report: self.report.clone().filter(|report| !report.is_empty()) })
    }

    fn step(&mut self, node: &Node, at: usize, next: Next<'_>) -> bool {
        self.steps += 1;
        if self.steps > MAX_STEPS {
            return false;
        }
        match node {
            Node::Word(word) => self.token(at, |_, token| token.word.0 == *word, next),
            Node::OneOf(words) => self.token(at, |_, token| words.binary_search(&token.word.0).is_ok(), next),
            Node::Exact(word, text) => self.token(
                at,
                |matcher, token| token.word.0 == *word && matcher.document.token_text(token) == text,
                next,
            ),
            Node::Any => self.token(at, |_, token| matches!(token.kind, TokenKind::Word | TokenKind::Number), next),
            Node::Number => {
                let place = self.place(at);
                self.is_number(place) && next(self, place + 1)
            }
            Node::Class(class) => {
                let place = self.place(at);
                let (document, lexicon, tokens) = (self.document, self.lexicon, self.tokens);
                let may_begin = |token: &Token| lexicon.begins(token.word).may_hold(ClassId(*class));
                tokens.get(place).is_some_and(may_begin)
                    && lexicon
                        .members_at(document, tokens, place)
                        .filter(|(found, _)| found.0 == *class)
                        .any(|(_, end)| next(self, end))
            }
            Node::Gap(most) => self.gap(*most, at, next),
            Node::Start => {
                self.tokens[..at.min(self.tokens.len())].iter().all(|token| token.kind == TokenKind::Punct)
                    && next(self, at)
            }
            Node::End => {
                self.tokens[at.min(self.tokens.len())..].iter().all(|token| token.kind == TokenKind::Punct)
                    && next(self, at)
            }
            Node::Seq(nodes) => self.sequence(nodes, at, next),
            Node::Alt(branches) => branches.iter().any(|branch| self.step(branch, at, next)),
            Node::Opt(inner) => self.step(inner, at, next) || next(self, at),
            Node::Not(inner) => {
                let report = self.report.clone();
                let found = self.step(inner, at, &mut |_, _| true);
                self.report = report;
                !found && next(self, at)
            }
            Node::Report(inner) => {
                let from = self.place(at);
                self.step(inner, at, &mut |matcher, end| {
                    let before = matcher.report.replace(from..end);
                    let found = next(matcher, end);
                    if !found {
                        matcher.report = before;
                    }
                    found
                })
            }
        }
    }

    fn sequence(&mut self, nodes: &[Node], at: usize, next: Next<'_>) -> bool {
        match nodes {
            [] => next(self, at),
            [last] => self.step(last, at, next),
            [first, rest @ ..] => self.step(first, at, &mut |matcher, place| matcher.sequence(rest, place, next)),
        }
    }

    /// Tries nothing first, then one word after the other, up to a mark of punctuation.
    fn gap(&mut self, most: u8, at: usize, next: Next<'_>) -> bool {
        let mut place = at;
        let mut left = most;
        loop {
            if next(self, place) {
                return true;
            }
            if left == 0 {
                return false;
            }
            place = self.place(place);
            match self.tokens.get(place) {
                Some(token) if token.kind != TokenKind::Punct => left -= 1,
                Some(token) if is_quotation_mark(self.document.token_text(token)) => {}
                _ => return false,
            }
            place += 1;
        }
    }

    /// The place of the next word: behind a hyphen that joins it to the one before.
    fn place(&self, at: usize) -> usize {
        if at == 0 { at } else { skip_hyphen(self.document, self.tokens, at) }
    }

    fn token(&mut self, at: usize, fits: impl Fn(&Self, &Token) -> bool, next: Next<'_>) -> bool {
        for place in [at, self.place(at)] {
            if let Some(token) = self.tokens.get(place)
                && fits(self, token)
            {
                return next(self, place + 1);
            }
        }
        false
    }
}

fn is_quotation_mark(text: &str) -> bool {
    matches!(text, "\"" | "'" | "“" | "”" | "‘" | "’")
}
