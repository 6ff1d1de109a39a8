//! How patterns can begin and what a sentence must hold for that, so that most patterns are not tried at all.
//!
//! A pattern needs each of its elements but the optional ones; a sentence is summed up by the classes that its words
//! begin and by one bit for each word. A need that is not met rules the pattern out.

use super::class_of;
use super::pattern::{First, Node};
use crate::document::{Sentence, Token, TokenKind};
use crate::lexicon::{ClassSet, Lexicon};

/// A sentence must hold one of these words or the first word of a member of one of these classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    words: u128,
    classes: ClassSet,
}

/// What a sentence holds.
#[derive(Clone, Copy, Debug)]
pub struct Holding {
    words: u128,
    classes: ClassSet,
}

impl Holding {
    /// Sums up a sentence.
    pub fn of(sentence: &Sentence, tokens: &[Token]) -> Self {
        let words = tokens.iter().fold(0, |all, token| all | bit(token.word.0));
        Self { words, classes: sentence.classes }
    }

    /// Sums up what stands right behind the token `at`, over a hyphen too.
    pub fn behind(lexicon: &Lexicon, tokens: &[Token], at: usize) -> Self {
        let mut behind = Self { words: 0, classes: ClassSet::default() };
        for token in tokens[at + 1..].iter().take(2) {
            behind.words |= bit(token.word.0);
            behind.classes.extend(lexicon.begins(token.word));
            if token.kind != TokenKind::Punct {
                break;
            }
        }
        behind
    }

    /// Whether the need may be met.
    #[inline]
    pub fn may_meet(&self, need: &Need) -> bool {
        self.words & need.words != 0 || self.classes.may_share(&need.classes)
    }
}

/// The bit of a word, shared with the words 128 before and after it.
const fn bit(word: u32) -> u128 {
    1 << (word % 128)
}

impl Need {
    /// Whatever meets one of two needs.
    fn or(mut self, other: &Self) -> Self {
        self.words |= other.words;
        self.classes.extend(other.classes);
        self
    }

    /// One of the words or classes that a pattern goes on with; nothing if it may go on with a number or anything.
    fn of_first(first: &First) -> Option<Self> {
        let mut classes = ClassSet::default();
        first.classes.iter().for_each(|class| classes.insert(class_of(*class)));
        let words = first.words.iter().fold(0, |all, word| all | bit(*word));
        (!first.any && !first.number).then_some(Self { words, classes })
    }

    /// How much meets it: the less, the better it rules out.
    pub(super) fn breadth(&self) -> u32 {
        self.words.count_ones() + 2 * self.classes.len()
    }

    /// What any of several patterns needs, in one; nothing where one of them needs nothing.
    pub fn of_any(nodes: &[Node]) -> Option<Self> {
        let mut all = Self::default();
        for node in nodes {
            all = all.or(&Self::of(node).into_iter().min_by_key(Self::breadth)?);
        }
        (!nodes.is_empty()).then_some(all)
    }

    /// All needs of a pattern.
    fn of(node: &Node) -> Vec<Self> {
        let mut needs = Vec::new();
        collect(node, &mut needs);
        needs
    }
}

fn collect(node: &Node, needs: &mut Vec<Need>) {
    match node {
        Node::Word(word) | Node::Exact(word, _) => needs.push(Need { words: bit(*word), ..Need::default() }),
        Node::OneOf(words) => {
            let words = words.iter().fold(0, |all, word| all | bit(*word));
            needs.push(Need { words, ..Need::default() });
        }
        Node::Class(class) => {
            let mut classes = ClassSet::default();
            classes.insert(class_of(*class));
            needs.push(Need { classes, ..Need::default() });
        }
        Node::Seq(nodes) => nodes.iter().for_each(|node| collect(node, needs)),
        Node::Alt(nodes) => needs.extend(Need::of_any(nodes)),
        Node::Report(inner) => collect(inner, needs),
        Node::Any | Node::Number | Node::Gap(_) | Node::Start | Node::End | Node::Opt(_) | Node::Not(_) => {}
    }
}

/// One way in which a pattern can begin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opening {
    /// With one of these.
    pub first: First,
    /// Behind that word must stand one of these, where this can be said.
    pub second: Option<Need>,
    /// What the sentence must hold besides.
    pub needs: Vec<Need>,
    /// Whether the first word is all that was matched.
    is_word: bool,
}

impl Opening {
    /// All ways in which a pattern can begin.
    pub fn of(node: &Node) -> Vec<Self> {
        match node {
            Node::Word(word) | Node::Exact(word, _) => vec![Self::word(vec![*word])],
            Node::OneOf(words) => vec![Self::word(words.clone())],
            Node::Class(class) => {
                vec![Self { first: First { classes: vec![*class], ..First::default() }, ..Self::default() }]
            }
            Node::Number => vec![Self { first: First { number: true, ..First::default() }, ..Self::default() }],
            Node::Seq(nodes) => Self::of_sequence(nodes),
            Node::Alt(branches) => branches.iter().flat_map(Self::of).collect(),
            Node::Opt(inner) | Node::Report(inner) => Self::of(inner),
            Node::Any | Node::Gap(_) | Node::Start | Node::End | Node::Not(_) => Vec::new(),
        }
    }

    fn word(words: Vec<u32>) -> Self {
        Self { first: First { words, ..First::default() }, is_word: true, ..Self::default() }
    }

    fn of_sequence(nodes: &[Node]) -> Vec<Self> {
        let Some((first, rest)) = nodes.split_first() else { return Vec::new() };
        let mut openings = Self::of(first);
        for opening in &mut openings {
            let ends_here = rest.iter().all(Node::can_be_empty);
            if opening.is_word && !ends_here {
                opening.second = Need::of_first(&Node::first_of_sequence(rest));
            }
            opening.is_word = false;
            for node in rest {
                collect(node, &mut opening.needs);
            }
        }
        if first.can_be_empty() {
            openings.extend(Self::of_sequence(rest));
        }
        openings
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::vocabulary::Vocabulary;

    /// First words, second words and needed words; words are numbered from 1 in the order of the pattern.
    fn openings(pattern: &str) -> Vec<(Vec<u32>, Option<u128>, Vec<u128>)> {
        let node = Node::parse(pattern, &mut Vocabulary::default()).expect("it is a pattern");
        let words = |opening: Opening| {
            let needs = opening.needs.iter().map(|need| need.words).collect();
            (opening.first.words, opening.second.map(|need| need.words), needs)
        };
        Opening::of(&node).into_iter().map(words).collect()
    }

    #[test]
    fn only_what_no_match_can_lack_is_needed() {
        assert_eq!(openings("a ..3 b? !c [d]"), [(vec![1], None, vec![bit(4)])]);
        assert_eq!(openings("a ..1 (b|c d) e"), [(vec![1], None, vec![bit(2) | bit(3), bit(5)])]);
        assert_eq!(openings("a ..1 (b|_)"), [(vec![1], None, vec![])]);
    }

    #[test]
    fn each_way_to_begin_goes_on_in_its_own_way() {
        assert_eq!(openings("a b"), [(vec![1], Some(bit(2)), vec![bit(2)])]);
        assert_eq!(openings("(a|b) c? d"), [(vec![1, 2], Some(bit(3) | bit(4)), vec![bit(4)])]);
        assert_eq!(openings("(a b|c)"), [(vec![1], Some(bit(2)), vec![bit(2)]), (vec![3], None, vec![])]);
        assert_eq!(openings("a? b"), [(vec![1], Some(bit(2)), vec![bit(2)]), (vec![2], None, vec![])]);
        assert_eq!(openings("a b?"), [(vec![1], None, vec![])]);
        assert_eq!(openings("a #"), [(vec![1], None, vec![])]);
    }
}
