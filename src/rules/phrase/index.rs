//! Which patterns can begin with which word.

use super::super::rule::Rule;
use super::class_of;
use crate::document::{Token, TokenKind};
use crate::lexicon::{ClassId, Lexicon, WordId};

/// Where a pattern stands in the registry.
#[derive(Clone, Copy, Debug)]
pub struct PatternPlace {
    /// The rule.
    pub rule: usize,
    /// The phrase of the rule.
    pub phrase: usize,
    /// The pattern of the phrase.
    pub pattern: usize,
}

/// Patterns by what they begin with.
#[derive(Clone, Debug, Default)]
pub struct PhraseIndex {
    places: Vec<PatternPlace>,
    by_word: Vec<Vec<u32>>,
    by_class: Vec<Vec<u32>>,
    by_number: Vec<u32>,
    /// By word: whether a pattern or a member of a class with patterns begins with it.
    begins: Vec<bool>,
    /// The class of numbers in words.
    pub(super) number_word: Option<ClassId>,
}

impl PhraseIndex {
    /// Indexes the phrases of all rules over a vocabulary of `words`.
    pub fn new(rules: &[Rule], lexicon: &Lexicon, words: usize) -> Self {
        let mut index = Self {
            by_word: vec![Vec::new(); words + 1],
            begins: vec![false; words + 1],
            number_word: lexicon.class_named("number-word"),
            ..Self::default()
        };
        for (rule, card) in rules.iter().enumerate() {
            for (phrase, patterns) in card.phrases.iter().enumerate() {
                for (pattern, node) in patterns.patterns.iter().enumerate() {
                    let id = index.places.len() as u32;
                    index.places.push(PatternPlace { rule, phrase, pattern });
                    let first = node.first();
                    for word in first.words {
                        index.by_word[word as usize].push(id);
                    }
                    for class in first.classes {
                        let at = usize::from(class);
                        if index.by_class.len() <= at {
                            index.by_class.resize(at + 1, Vec::new());
                        }
                        index.by_class[at].push(id);
                    }
                    if first.number {
                        index.by_number.push(id);
                    }
                }
            }
        }
        for word in 1..=words {
            let id = WordId(word as u32);
            index.begins[word] = !index.by_word[word].is_empty()
                || lexicon.classes_of(id).iter().any(|class| !index.of_class(*class).is_empty())
                || lexicon.longer_classes(id).any(|class| !index.of_class(class).is_empty());
        }
        index
    }

    /// Whether any pattern can begin with the token.
    #[inline]
    pub fn may_begin(&self, token: &Token) -> bool {
        self.begins.get(token.word.0 as usize).copied().unwrap_or(false)
            || (token.kind == TokenKind::Number && !self.by_number.is_empty())
    }

    /// The patterns that begin with the word.
    pub fn of_word(&self, word: WordId) -> &[u32] {
        self.by_word.get(word.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The patterns that begin with the class.
    pub fn of_class(&self, class: ClassId) -> &[u32] {
        self.by_class.get(usize::from(class.0)).map_or(&[], Vec::as_slice)
    }

    /// Whether any pattern begins with a class.
    pub fn has_classes(&self) -> bool {
        !self.by_class.is_empty()
    }

    /// The patterns that begin with a number.
    pub fn of_number(&self) -> &[u32] {
        &self.by_number
    }

    /// Where the pattern stands.
    pub fn place(&self, id: u32) -> PatternPlace {
        self.places[id as usize]
    }
}

impl Lexicon {
    /// The classes of the entries of several words that begin with `word`.
    pub(super) fn longer_classes(&self, word: WordId) -> impl Iterator<Item = ClassId> + '_ {
        self.longer_entries(word).map(class_of)
    }
}
