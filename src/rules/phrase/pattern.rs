//! The pattern language of the cards: sequences of words, not of characters.
//!
//! | written | matches |
//! |---|---|
//! | `word` | that word in any case; hyphens between words equal spaces |
//! | `~treat` | any inflection |
//! | `=MS` | exactly this spelling |
//! | `{class}` | a member of the word class |
//! | `(a\|b c)` | alternatives |
//! | `x?` | optional |
//! | `!x` | the next thing is not x (zero width) |
//! | `..3` | up to three words, never over punctuation |
//! | `_` | one word |
//! | `#` | a number |
//! | `^`, `$` | start and end of the sentence |
//! | `[x]` | the part that is reported |
//! | `,` `:` `\(` … | marks of punctuation |

use serde::{Deserialize, Serialize};

use crate::lexicon::inflect::inflections;
use crate::lexicon::vocabulary::Vocabulary;

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Node {
    /// One word by number.
    Word(u32),
    /// Any of some words.
    OneOf(Vec<u32>),
    /// A word in exactly this spelling.
    Exact(u32, String),
    /// A member of a class.
    Class(u16),
    /// Any one word.
    Any,
    /// A number in digits or words.
    Number,
    /// Up to so many words.
    Gap(u8),
    /// Start of the sentence.
    Start,
    /// End of the sentence.
    End,
    /// In order.
    Seq(Vec<Node>),
    /// Any of these.
    Alt(Vec<Node>),
    /// This or nothing.
    Opt(Box<Node>),
    /// Zero width: not this.
    Not(Box<Node>),
    /// The part that is reported.
    Report(Box<Node>),
}

/// What a pattern can begin with; decides where it is tried.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct First {
    /// Words.
    pub words: Vec<u32>,
    /// Classes.
    pub classes: Vec<u16>,
    /// A number.
    pub number: bool,
    /// Anything at all: such a pattern would be tried everywhere.
    pub any: bool,
}

/// Why a pattern could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The byte in the pattern.
    pub at: usize,
    /// What is wrong there.
    pub reason: String,
}

impl Node {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong and where: an unknown class, an open bracket, a pattern that matches the empty text.
    pub fn parse(text: &str, vocabulary: &mut Vocabulary) -> Result<Self, PatternError> {
        let mut parser = Parser { text, at: 0, vocabulary };
        let node = parser.alternatives()?;
        if parser.at < text.len() {
            return Err(parser.error(format!("unexpected “{}”", text[parser.at..].chars().next().unwrap_or_default())));
        }
        if node.can_be_empty() {
            return Err(PatternError { at: 0, reason: "the pattern matches the empty text".into() });
        }
        Ok(node)
    }

    /// Whether it can match without consuming anything.
    pub fn can_be_empty(&self) -> bool {
        match self {
            Self::Gap(_) | Self::Opt(_) | Self::Not(_) | Self::Start | Self::End => true,
            Self::Seq(nodes) => nodes.iter().all(Self::can_be_empty),
            Self::Alt(nodes) => nodes.iter().any(Self::can_be_empty),
            Self::Report(node) => node.can_be_empty(),
            _ => false,
        }
    }

    /// Calls `see` for each word that can stand in a match.
    pub(super) fn for_each_word(&self, see: &mut impl FnMut(u32)) {
        match self {
            Self::Word(word) | Self::Exact(word, _) => see(*word),
            Self::OneOf(words) => words.iter().for_each(|word| see(*word)),
            Self::Seq(nodes) | Self::Alt(nodes) => nodes.iter().for_each(|node| node.for_each_word(see)),
            Self::Opt(node) | Self::Report(node) => node.for_each_word(see),
            Self::Class(_) | Self::Any | Self::Number | Self::Gap(_) | Self::Start | Self::End | Self::Not(_) => {}
        }
    }

    /// What it can begin with.
    pub fn first(&self) -> First {
        let mut first = First::default();
        self.collect_first(&mut first);
        first.words.sort_unstable();
        first.words.dedup();
        first.classes.sort_unstable();
        first.classes.dedup();
        first
    }

    /// What some elements in order can begin with.
    pub(super) fn first_of_sequence(nodes: &[Self]) -> First {
        let mut first = First::default();
        for node in nodes {
            node.collect_first(&mut first);
            if !node.can_be_empty() {
                break;
            }
        }
        first
    }

    fn collect_first(&self, first: &mut First) {
        match self {
            Self::Word(word) | Self::Exact(word, _) => first.words.push(*word),
            Self::OneOf(words) => first.words.extend(words),
            Self::Class(class) => first.classes.push(*class),
            Self::Number => first.number = true,
            Self::Any | Self::Gap(_) => first.any = true,
            Self::Start | Self::End | Self::Not(_) => {}
            Self::Seq(nodes) => {
                let sequence = Self::first_of_sequence(nodes);
                first.words.extend(sequence.words);
                first.classes.extend(sequence.classes);
                first.number |= sequence.number;
                first.any |= sequence.any;
            }
            Self::Alt(nodes) => nodes.iter().for_each(|node| node.collect_first(first)),
            Self::Opt(node) | Self::Report(node) => node.collect_first(first),
        }
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    vocabulary: &'a mut Vocabulary,
}

impl Parser<'_> {
    fn error(&self, reason: impl Into<String>) -> PatternError {
        PatternError { at: self.at, reason: reason.into() }
    }

    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn eat(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.at += expected.len_utf8();
        }
        found
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    fn alternatives(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.sequence()?];
        while self.eat('|') {
            branches.push(self.sequence()?);
        }
        if branches.len() == 1 {
            return Ok(branches.remove(0));
        }
        let words: Option<Vec<Vec<u32>>> = branches
            .iter()
            .map(|branch| match branch {
                Node::Word(word) => Some(vec![*word]),
                Node::OneOf(words) => Some(words.clone()),
                _ => None,
            })
            .collect();
        Ok(match words {
            Some(words) => Node::OneOf(sorted(words.concat())),
            None => Node::Alt(single_words_last(branches)),
        })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None | Some('|' | ')' | ']') => break,
                Some(_) => {
                    let node = self.element()?;
                    let node = if self.eat('?') { Node::Opt(Box::new(node)) } else { node };
                    nodes.push(node);
                }
            }
        }
        match nodes.len() {
            0 => Err(self.error("something to match is missing here")),
            1 => Ok(nodes.remove(0)),
            _ => Ok(Node::Seq(nodes)),
        }
    }

    fn element(&mut self) -> Result<Node, PatternError> {
        let Some(c) = self.peek() else { return Err(self.error("the pattern ends too early")) };
        let next_is_blank = self.text[self.at + c.len_utf8()..]
            .chars()
            .next()
            .is_none_or(|next| next.is_whitespace() || matches!(next, ')' | '|' | ']'));
        match c {
            '(' => self.bracketed(')', |node| node),
            '[' => self.bracketed(']', |node| Node::Report(Box::new(node))),
            '{' => self.class(),
            '!' if !next_is_blank => {
                self.at += 1;
                Ok(Node::Not(Box::new(self.element()?)))
            }
            '.' if self.text[self.at..].starts_with("..") => {
                self.at += 2;
                let digits = self.text[self.at..].chars().take_while(char::is_ascii_digit).count();
                let words = self.text[self.at..self.at + digits]
                    .parse()
                    .map_err(|_| self.error("a number from 1 to 255 must follow “..”"))?;
                self.at += digits;
                Ok(Node::Gap(words))
            }
            '_' if next_is_blank || self.text[self.at + 1..].starts_with('?') => Ok(self.single(Node::Any)),
            '#' => Ok(self.single(Node::Number)),
            '^' => Ok(self.single(Node::Start)),
            '$' => Ok(self.single(Node::End)),
            '\\' => {
                self.at += 1;
                let Some(mark) = self.peek() else { return Err(self.error("a mark must follow “\\”")) };
                self.at += mark.len_utf8();
                let word = self.vocabulary.word(&mark.to_string());
                Ok(Node::Word(word))
            }
            '~' => {
                self.at += 1;
                let word = self.word_text();
                let forms = inflections(&word.to_lowercase());
                let mut words = Vec::new();
                for form in &forms {
                    match self.vocabulary.pieces(form).as_slice() {
                        [(id, _)] => words.push(*id),
                        _ => return Err(self.error(format!("“{word}” must be a single word after “~”"))),
                    }
                }
                Ok(Node::OneOf(sorted(words)))
            }
            '=' if !next_is_blank => {
                self.at += 1;
                let word = self.word_text();
                let pieces = self.vocabulary.pieces(&word);
                self.joined(pieces.into_iter().map(|(id, spelling)| Node::Exact(id, spelling)).collect())
            }
            _ => {
                let word = self.word_text();
                let pieces = self.vocabulary.pieces(&word);
                self.joined(pieces.into_iter().map(|(id, _)| Node::Word(id)).collect())
            }
        }
    }

    fn single(&mut self, node: Node) -> Node {
        self.at += 1;
        node
    }

    fn joined(&self, mut nodes: Vec<Node>) -> Result<Node, PatternError> {
        match nodes.len() {
            0 => Err(self.error("a word is missing here")),
            1 => Ok(nodes.remove(0)),
            _ => Ok(Node::Seq(nodes)),
        }
    }

    fn bracketed(&mut self, close: char, wrap: impl FnOnce(Node) -> Node) -> Result<Node, PatternError> {
        self.at += 1;
        let node = self.alternatives()?;
        if !self.eat(close) {
            return Err(self.error(format!("“{close}” is missing")));
        }
        Ok(wrap(node))
    }

    fn class(&mut self) -> Result<Node, PatternError> {
        let Some(end) = self.text[self.at..].find('}') else { return Err(self.error("“}” is missing")) };
        let name = &self.text[self.at + 1..self.at + end];
        let class =
            self.vocabulary.class(name).ok_or_else(|| self.error(format!("there is no word class “{name}”")))?;
        self.at += end + 1;
        Ok(Node::Class(class))
    }

    /// The text up to a blank or a mark of the language.
    fn word_text(&mut self) -> String {
        let rest = &self.text[self.at..];
        let mut end = rest.len();
        for (offset, c) in rest.char_indices() {
            let special = c.is_whitespace() || matches!(c, '(' | ')' | '[' | ']' | '{' | '|' | '\\');
            let optional = c == '?' && offset > 0;
            if special || optional {
                end = offset;
                break;
            }
        }
        let word = rest[..end].to_owned();
        self.at += end;
        word
    }
}

/// Branches of one word are tried together, behind the longer ones.
fn single_words_last(branches: Vec<Node>) -> Vec<Node> {
    let is_single = |node: &Node| matches!(node, Node::Word(_) | Node::OneOf(_));
    let (single, mut longer): (Vec<Node>, Vec<Node>) = branches.into_iter().partition(is_single);
    let words: Vec<u32> = single
        .into_iter()
        .flat_map(|node| match node {
            Node::Word(word) => vec![word],
            Node::OneOf(words) => words,
            _ => Vec::new(),
        })
        .collect();
    if !words.is_empty() {
        longer.push(Node::OneOf(sorted(words)));
    }
    longer
}

fn sorted(mut words: Vec<u32>) -> Vec<u32> {
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Node, PatternError> {
        Node::parse(text, &mut Vocabulary::default())
    }

    #[test]
    fn words_join_over_hyphens() {
        assert_eq!(parse("follow-up"), parse("follow up"));
        assert_eq!(parse("a|b"), Ok(Node::OneOf(vec![1, 2])));
        assert_eq!(
            parse("no? =MS"),
            Ok(Node::Seq(vec![Node::Opt(Box::new(Node::Word(1))), Node::Exact(2, "MS".into())]))
        );
        assert_eq!(
            parse("a ..2 [b] !c"),
            Ok(Node::Seq(vec![
                Node::Word(1),
                Node::Gap(2),
                Node::Report(Box::new(Node::Word(2))),
                Node::Not(Box::new(Node::Word(3)))
            ]))
        );
    }

    #[test]
    fn mistakes_are_placed() {
        assert_eq!(parse("a {nosuch}").unwrap_err().at, 2);
        assert_eq!(parse("(a b").unwrap_err().at, 4);
        assert!(parse("a?").unwrap_err().reason.contains("empty"));
        assert!(parse("a )").is_err());
        assert!(parse("").is_err());
    }

    #[test]
    fn what_it_begins_with() {
        let first = parse("(a|b)? c d").unwrap().first();
        assert_eq!(first.words.len(), 3);
        assert!(!first.any);
        assert!(parse("_ c").unwrap().first().any);
    }
}
