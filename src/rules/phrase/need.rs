//! What a sentence must hold for a pattern to match it, so that most patterns are not tried at all.
//!
//! A pattern needs each of its elements but the optional ones; a sentence is summed up by the classes that its words
//! begin and by one bit for each word. A need that is not met rules the pattern out for the whole sentence.

use super::class_of;
use super::pattern::Node;
use crate::document::{Sentence, Token};
use crate::lexicon::ClassSet;

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
    pub fn of(node: &Node) -> Vec<Self> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::vocabulary::Vocabulary;

    fn needs(pattern: &str) -> Vec<u128> {
        let node = Node::parse(pattern, &mut Vocabulary::default()).expect("it is a pattern");
        Need::of(&node).iter().map(|need| need.words).collect()
    }

    #[test]
    fn only_what_no_match_can_lack_is_needed() {
        // Words are numbered from 1 in the order of the pattern.
        assert_eq!(needs("a b? ..3 !c [d]"), [bit(1), bit(4)]);
        assert_eq!(needs("a (b|c d) e"), [bit(1), bit(2) | bit(3), bit(5)]);
        assert_eq!(needs("a (b|_)"), [bit(1)]);
    }
}
