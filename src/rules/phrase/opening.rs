//! How patterns can begin and what a sentence must hold for that, so that most patterns are not tried at all.
//!
//! A pattern needs each of its elements but the optional ones; a sentence is summed up by the classes that its words
//! begin and by one bit for each word. A need that is not met rules the pattern out.

use super::class_of;
use super::pattern::{First, Node};
use crate::document::{Sentence, Token, TokenKind};
use crate::lexicon::bits::Bits;
use crate::lexicon::{ClassSet, Lexicon};

/// The bit of each word that a pattern needs. Those that many patterns need have one of their own, the others share a
/// few. The bit 0 is of those that none needs and is never set.
#[derive(Clone, Debug, Default)]
pub struct NeededWords {
    bits: Vec<u8>,
}

impl NeededWords {
    /// Bits from this one on are shared.
    const SHARED: usize = 192;

    /// Numbers the words of all patterns, those that stand in most of them first. There are `words` in the vocabulary.
    pub fn of<'a>(patterns: impl Iterator<Item = &'a Node>, words: usize) -> Self {
        let mut uses = vec![0u32; words + 1];
        patterns.for_each(|node| node.for_each_word(&mut |word| uses[word as usize] += 1));
        let mut ranked: Vec<usize> = (0..uses.len()).filter(|word| uses[*word] > 0).collect();
        ranked.sort_unstable_by_key(|word| (std::cmp::Reverse(uses[*word]), *word));
        let mut bits = vec![0; words + 1];
        for (word, number) in ranked.into_iter().zip(1..) {
            bits[word] =
                if number < Self::SHARED { number } else { Self::SHARED + number % (256 - Self::SHARED) } as u8;
        }
        Self { bits }
    }

    #[inline]
    fn insert(&self, word: u32, set: &mut Bits) {
        match self.bits.get(word as usize) {
            None | Some(0) => {}
            Some(bit) => set.insert(*bit),
        }
    }

    /// Any of the words.
    fn any(&self, words: &[u32]) -> Need {
        let mut need = Need::default();
        for word in words {
            self.insert(*word, &mut need.words);
        }
        need
    }

    /// One of the words or classes that a pattern goes on with; nothing if it may go on with a number or anything.
    fn first(&self, first: &First) -> Option<Need> {
        let mut need = self.any(&first.words);
        first.classes.iter().for_each(|class| need.classes.insert(class_of(*class)));
        (!first.any && !first.number).then_some(need)
    }

    /// What any of several patterns needs, in one; nothing where one of them needs nothing.
    pub fn by_any(&self, nodes: &[Node]) -> Option<Need> {
        let mut all = Need::default();
        for node in nodes {
            let mut needs = Vec::new();
            self.collect(node, &mut needs);
            all.extend(&needs.into_iter().min_by_key(Need::breadth)?);
        }
        (!nodes.is_empty()).then_some(all)
    }

    /// Adds all needs of a pattern.
    fn collect(&self, node: &Node, needs: &mut Vec<Need>) {
        match node {
            Node::Word(word) | Node::Exact(word, _) => needs.push(self.any(&[*word])),
            Node::OneOf(words) => needs.push(self.any(words)),
            Node::Class(class) => {
                let mut need = Need::default();
                need.classes.insert(class_of(*class));
                needs.push(need);
            }
            Node::Seq(nodes) => nodes.iter().for_each(|node| self.collect(node, needs)),
            Node::Alt(nodes) => needs.extend(self.by_any(nodes)),
            Node::Report(inner) => self.collect(inner, needs),
            Node::Any | Node::Number | Node::Gap(_) | Node::Start | Node::End | Node::Opt(_) | Node::Not(_) => {}
        }
    }

    /// Sums up a sentence.
    pub fn held(&self, sentence: &Sentence, tokens: &[Token]) -> Holding {
        let mut words = Bits::default();
        for token in tokens {
            self.insert(token.word.0, &mut words);
        }
        Holding { words, classes: sentence.classes }
    }

    /// Sums up what stands right behind the token `at`, over a hyphen too.
    pub fn behind(&self, lexicon: &Lexicon, tokens: &[Token], at: usize) -> Holding {
        let mut behind = Holding::default();
        for token in tokens[at + 1..].iter().take(2) {
            self.insert(token.word.0, &mut behind.words);
            behind.classes.extend(lexicon.begins(token.word));
            if token.kind != TokenKind::Punct {
                break;
            }
        }
        behind
    }

    /// All ways in which a pattern can begin.
    pub fn openings(&self, node: &Node) -> Vec<Opening> {
        match node {
            Node::Word(word) | Node::Exact(word, _) => vec![Opening::word(vec![*word])],
            Node::OneOf(words) => vec![Opening::word(words.clone())],
            Node::Class(class) => {
                vec![Opening { first: First { classes: vec![*class], ..First::default() }, ..Opening::default() }]
            }
            Node::Number => vec![Opening { first: First { number: true, ..First::default() }, ..Opening::default() }],
            Node::Seq(nodes) => self.openings_of_sequence(nodes),
            Node::Alt(branches) => branches.iter().flat_map(|branch| self.openings(branch)).collect(),
            Node::Opt(inner) | Node::Report(inner) => self.openings(inner),
            Node::Any | Node::Gap(_) | Node::Start | Node::End | Node::Not(_) => Vec::new(),
        }
    }

    fn openings_of_sequence(&self, nodes: &[Node]) -> Vec<Opening> {
        let Some((first, rest)) = nodes.split_first() else { return Vec::new() };
        let mut openings = self.openings(first);
        for opening in &mut openings {
            let ends_here = rest.iter().all(Node::can_be_empty);
            if opening.is_word && !ends_here {
                opening.second = self.first(&Node::first_of_sequence(rest));
            }
            opening.is_word = false;
            for node in rest {
                self.collect(node, &mut opening.needs);
            }
        }
        if first.can_be_empty() {
            openings.extend(self.openings_of_sequence(rest));
        }
        openings
    }
}

/// A sentence must hold one of these words or the first word of a member of one of these classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Need {
    words: Bits,
    classes: ClassSet,
}

impl Need {
    /// Whatever meets the other meets it too.
    pub(super) fn extend(&mut self, other: &Self) {
        self.words.extend(&other.words);
        self.classes.extend(&other.classes);
    }

    /// How much meets it: the less, the better it rules out.
    pub(super) fn breadth(&self) -> u32 {
        self.words.len() + 2 * self.classes.len()
    }
}

/// What a sentence, or a part of it, holds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Holding {
    words: Bits,
    classes: ClassSet,
}

impl Holding {
    /// Whether the need may be met.
    #[inline]
    pub fn may_meet(&self, need: &Need) -> bool {
        self.words.shares(&need.words) || self.classes.may_share(&need.classes)
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
    fn word(words: Vec<u32>) -> Self {
        Self { first: First { words, ..First::default() }, is_word: true, ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::vocabulary::Vocabulary;

    /// First words, second words and needed words; words are numbered from 1 in the order of the pattern.
    type Shown = (Vec<u32>, Option<Vec<u32>>, Vec<Vec<u32>>);

    fn openings(pattern: &str) -> Vec<Shown> {
        let mut vocabulary = Vocabulary::default();
        let node = Node::parse(pattern, &mut vocabulary).expect("it is a pattern");
        let needed = NeededWords::of(std::iter::once(&node), vocabulary.len());
        let words = |need: Need| {
            let all = 1..=vocabulary.len() as u32;
            all.filter(|word| needed.any(&[*word]).words.shares(&need.words)).collect::<Vec<u32>>()
        };
        let all = |opening: Opening| {
            let needs = opening.needs.into_iter().map(words).collect();
            (opening.first.words, opening.second.map(words), needs)
        };
        needed.openings(&node).into_iter().map(all).collect()
    }

    #[test]
    fn only_what_no_match_can_lack_is_needed() {
        assert_eq!(openings("a ..3 b? !c [d]"), [(vec![1], None, vec![vec![4]])]);
        assert_eq!(openings("a ..1 (b|c d) e"), [(vec![1], None, vec![vec![2, 3], vec![5]])]);
        assert_eq!(openings("a ..1 (b|_)"), [(vec![1], None, vec![])]);
    }

    #[test]
    fn each_way_to_begin_goes_on_in_its_own_way() {
        assert_eq!(openings("a b"), [(vec![1], Some(vec![2]), vec![vec![2]])]);
        assert_eq!(openings("(a|b) c? d"), [(vec![1, 2], Some(vec![3, 4]), vec![vec![4]])]);
        assert_eq!(openings("(a b|c)"), [(vec![1], Some(vec![2]), vec![vec![2]]), (vec![3], None, vec![])]);
        assert_eq!(openings("a? b"), [(vec![1], Some(vec![2]), vec![vec![2]]), (vec![2], None, vec![])]);
        assert_eq!(openings("a b?"), [(vec![1], None, vec![])]);
        assert_eq!(openings("a #"), [(vec![1], None, vec![])]);
    }

    #[test]
    fn words_that_no_pattern_needs_meet_no_need() {
        let node = Node::Seq((1..=600).map(Node::Word).collect());
        let needed = NeededWords::of(std::iter::once(&node), 700);
        let holds = |word: u32| Holding { words: needed.any(&[word]).words, ..Holding::default() };
        assert!((1..=600).all(|word| holds(word).may_meet(&needed.any(&[word]))));
        assert!((601..=700).all(|word| (1..=600).all(|other| !holds(word).may_meet(&needed.any(&[other])))));
    }
}
