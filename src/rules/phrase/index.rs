//! Which patterns can begin with which word.

use std::ops::Range;

use super::super::rule::Rule;
use super::class_of;
use super::opening::{Holding, Need, NeededWords, Opening};
use crate::document::{Token, TokenKind};
use crate::lexicon::{ClassId, ClassSet, Lexicon, WordId};

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
    openings: Vec<IndexedOpening>,
    needs: Vec<Need>,
    /// What sentences are summed up by.
    pub(super) needed_words: NeededWords,
    /// Openings by what stands first in them; with a word alone, or with a word that others must follow.
    by_word: Lists,
    followed: Followed,
    by_class: Lists,
    /// By the set of classes that a word belongs to by itself.
    by_set: Lists,
    by_number: Vec<u32>,
    /// By word: whether a pattern or a member of a class with patterns begins with it.
    begins: Vec<bool>,
    /// By word: whether a member of several words of such a class does.
    begins_longer: Vec<bool>,
}

/// Openings by a first word that others must follow.
#[derive(Clone, Debug, Default)]
struct Followed {
    by_word: Lists,
    /// By word: the place in `needs` of what must follow it for any of its openings.
    places: Vec<u32>,
    needs: Vec<Need>,
}

impl Followed {
    fn new(pairs: Vec<(u32, u32)>, openings: &[IndexedOpening], words: usize) -> Self {
        let mut all = Self { places: vec![0; words + 1], needs: vec![Need::default()], by_word: Lists::default() };
        for (word, opening) in &pairs {
            let Some(second) = &openings[*opening as usize].second else { continue };
            let place = &mut all.places[*word as usize];
            if *place == 0 {
                *place = all.needs.len() as u32;
                all.needs.push(Need::default());
            }
            all.needs[*place as usize].extend(second);
        }
        all.by_word = Lists::new(pairs);
        all
    }
}

#[derive(Clone, Debug)]
struct IndexedOpening {
    /// The pattern's place in `places`.
    pattern: u32,
    second: Option<Need>,
    /// Its needs in `needs`, those that rule out most first.
    needs: Range<u32>,
}

impl PhraseIndex {
    /// Indexes the phrases of all rules over a vocabulary of `words`.
    pub fn new(rules: &[Rule], lexicon: &Lexicon, words: usize) -> Self {
        let phrases = || rules.iter().flat_map(|rule| &rule.phrases);
        let needed = NeededWords::of(phrases().flat_map(|phrase| phrase.patterns.iter().chain(&phrase.within)), words);
        let mut index = Self::default();
        let (mut by_word, mut followed, mut by_class) = (Vec::new(), Vec::new(), Vec::new());
        for (rule, card) in rules.iter().enumerate() {
            for (phrase, patterns) in card.phrases.iter().enumerate() {
                let within = needed.by_any(&patterns.within);
                for (pattern, node) in patterns.patterns.iter().enumerate() {
                    for opening in needed.openings(node) {
                        let id = index.openings.len() as u32;
                        let list = if opening.second.is_some() { &mut followed } else { &mut by_word };
                        list.extend(opening.first.words.iter().map(|word| (*word, id)));
                        by_class.extend(opening.first.classes.iter().map(|class| (class_of(*class), id)));
                        if opening.first.number {
                            index.by_number.push(id);
                        }
                        index.add(opening, within);
                    }
                    index.places.push(PatternPlace { rule, phrase, pattern });
                }
            }
        }
        index.needed_words = needed;
        index.by_word = Lists::new(by_word);
        index.followed = Followed::new(followed, &index.openings, words);
        let mut classes = ClassSet::default();
        for (class, _) in &by_class {
            classes.insert(*class);
        }
        index.by_class = Lists::new(by_class.iter().map(|(class, id)| (u32::from(class.0), *id)).collect());
        let mut by_set = Vec::new();
        for (set, number) in lexicon.sets().iter().zip(0..).filter(|(set, _)| set.may_share(&classes)) {
            let held = (0..lexicon.class_count()).map(class_of).filter(|class| set.may_hold(*class));
            by_set.extend(held.flat_map(|class| index.of_class(class)).map(|id| (number, *id)));
        }
        index.by_set = Lists::new(by_set);
        index.begins_longer = (0..=words as u32)
            .map(|word| lexicon.longer_classes(WordId(word)).any(|class| !index.of_class(class).is_empty()))
            .collect();
        index.begins = (0..=words as u32)
            .map(|word| {
                !index.by_word.of(word).is_empty()
                    || !index.followed.by_word.of(word).is_empty()
                    || lexicon.begins(WordId(word)).may_share(&classes)
            })
            .collect();
        index
    }

    fn add(&mut self, opening: Opening, within: Option<Need>) {
        let from = self.needs.len();
        self.needs.extend(opening.needs.into_iter().chain(within));
        self.needs[from..].sort_by_key(Need::breadth);
        self.openings.push(IndexedOpening {
            pattern: self.places.len() as u32,
            second: opening.second,
            needs: from as u32..self.needs.len() as u32,
        });
    }

    /// The pattern that the opening belongs to, if the sentence may hold all that it needs.
    #[inline]
    pub fn possible(&self, opening: u32, holding: &Holding) -> Option<u32> {
        let opening = &self.openings[opening as usize];
        let needs = &self.needs[opening.needs.start as usize..opening.needs.end as usize];
        needs.iter().all(|need| holding.may_meet(need)).then_some(opening.pattern)
    }

    /// Whether any pattern can begin with the token.
    #[inline]
    pub fn may_begin(&self, token: &Token) -> bool {
        self.begins.get(token.word.0 as usize).copied().unwrap_or(false)
            || (token.kind == TokenKind::Number && !self.by_number.is_empty())
    }

    /// Whether a member of several words of a class with patterns can begin with the word.
    #[inline]
    pub fn may_begin_longer(&self, word: WordId) -> bool {
        self.begins_longer.get(word.0 as usize).copied().unwrap_or(false)
    }

    /// The openings that begin with the word, whatever follows.
    pub fn of_word(&self, word: WordId) -> &[u32] {
        self.by_word.of(word.0)
    }

    /// The openings that begin with the token's word and want others to follow; none if nothing that follows is wanted.
    #[inline]
    pub fn of_followed(&self, lexicon: &Lexicon, tokens: &[Token], at: usize) -> impl Iterator<Item = &u32> {
        let word = tokens[at].word.0;
        let place = self.followed.places.get(word as usize).copied().unwrap_or(0);
        let behind = (place > 0).then(|| self.needed_words.behind(lexicon, tokens, at));
        let behind = behind.filter(|behind| behind.may_meet(&self.followed.needs[place as usize]));
        let openings = behind.map_or(&[][..], |_| self.followed.by_word.of(word));
        openings.iter().filter(move |opening| {
            let second = &self.openings[**opening as usize].second;
            second.as_ref().zip(behind.as_ref()).is_some_and(|(second, behind)| behind.may_meet(second))
        })
    }

    /// The openings that begin with a class that the word belongs to by itself.
    pub fn of_classes(&self, lexicon: &Lexicon, word: WordId) -> &[u32] {
        self.by_set.of(lexicon.singles(word))
    }

    /// The openings that begin with the class.
    pub fn of_class(&self, class: ClassId) -> &[u32] {
        self.by_class.of(u32::from(class.0))
    }

    /// The openings that begin with a number.
    pub fn of_number(&self) -> &[u32] {
        &self.by_number
    }

    /// Where the pattern stands.
    pub fn place(&self, id: u32) -> PatternPlace {
        self.places[id as usize]
    }
}

/// Lists by number, one behind the other: `items[starts[number]..starts[number + 1]]`.
#[derive(Clone, Debug, Default)]
struct Lists {
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl Lists {
    fn new(mut pairs: Vec<(u32, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        let numbers = pairs.last().map_or(0, |(number, _)| *number as usize + 1);
        let mut starts = vec![0; numbers + 1];
        for (number, _) in &pairs {
            starts[*number as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        Self { starts, items: pairs.into_iter().map(|(_, item)| item).collect() }
    }

    fn of(&self, number: u32) -> &[u32] {
        match (self.starts.get(number as usize), self.starts.get(number as usize + 1)) {
            (Some(start), Some(end)) => &self.items[*start as usize..*end as usize],
            _ => &[],
        }
    }
}
