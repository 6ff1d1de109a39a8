//! All rules, built in and from house packs, with the lexicon that their words make.

use rustc_hash::FxHashMap;

use super::card::Card;
use super::phrase::index::PhraseIndex;
use super::phrase::pattern::PatternError;
use super::rule::{Embedded, Examples, Rule};
use crate::lexicon::Lexicon;
use crate::lexicon::vocabulary::{ClassFile, Vocabulary};

/// The rules in order of family and name.
#[derive(Clone, Debug)]
pub struct Registry {
    rules: Vec<Rule>,
    by_name: FxHashMap<String, usize>,
    pub(crate) lexicon: Lexicon,
    pub(crate) phrases: PhraseIndex,
}

/// A folder of rules of a house's own, in the format of the built-in cards.
#[derive(Clone, Debug, Default)]
pub struct HousePack {
    /// Word classes: name and file.
    pub classes: Vec<(String, ClassFile)>,
    /// Cards: rule name, family, card.
    pub cards: Vec<(String, String, Card)>,
}

/// Why a house pack was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HouseRuleError {
    /// A class includes one that does not exist.
    Class(String),
    /// A rule has the name of another.
    Duplicate(String),
    /// A pattern could not be read.
    Pattern {
        /// The rule.
        rule: String,
        /// The pattern.
        pattern: String,
        /// Where and why.
        error: PatternError,
    },
}

impl Registry {
    /// The built-in rules.
    ///
    /// # Panics
    /// When the embedded data does not fit the program, which a build cannot produce.
    pub fn built_in() -> Self {
        let Embedded { rules, vocabulary } = embedded();
        Self::from_parts(rules, &vocabulary)
    }

    /// The built-in rules and those of house packs.
    ///
    /// # Errors
    /// See [`HouseRuleError`].
    pub fn with_house_rules(packs: Vec<HousePack>) -> Result<Self, HouseRuleError> {
        let Embedded { mut rules, mut vocabulary } = embedded();
        vocabulary.reopen();
        for pack in packs {
            vocabulary.add_classes(&pack.classes).map_err(HouseRuleError::Class)?;
            for (name, family, card) in pack.cards {
                if rules.iter().any(|rule| rule.name == name) {
                    return Err(HouseRuleError::Duplicate(name));
                }
                let rule = Rule::new(&name, &family, &card, &mut vocabulary)
                    .map_err(|(pattern, error)| HouseRuleError::Pattern { rule: name, pattern, error })?;
                rules.push(rule);
            }
        }
        rules.sort_by(|a, b| (&a.family, &a.name).cmp(&(&b.family, &b.name)));
        Ok(Self::from_parts(rules, &vocabulary))
    }

    fn from_parts(rules: Vec<Rule>, vocabulary: &Vocabulary) -> Self {
        let by_name = rules.iter().enumerate().map(|(at, rule)| (rule.name.clone(), at)).collect();
        let lexicon = Lexicon::new(vocabulary);
        let phrases = PhraseIndex::new(&rules, &lexicon, vocabulary.len());
        Self { rules, by_name, lexicon, phrases }
    }

    /// All rules, by family and name.
    pub fn iter(&self) -> std::slice::Iter<'_, Rule> {
        self.rules.iter()
    }

    /// All rules, by family and name.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// A rule by name.
    pub fn get(&self, name: &str) -> Option<&Rule> {
        self.by_name.get(name).map(|at| &self.rules[*at])
    }

    /// A rule's place in [`Registry::rules`].
    pub fn position(&self, name: &str) -> Option<usize> {
        self.by_name.get(name).copied()
    }

    /// The families in order.
    pub fn families(&self) -> Vec<&str> {
        let mut families: Vec<&str> = self.rules.iter().map(|rule| rule.family.as_str()).collect();
        families.dedup();
        families
    }

    /// The words that rules know.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The examples of the built-in rules.
    ///
    /// # Panics
    /// When the embedded data does not fit the program, which a build cannot produce.
    pub fn examples() -> Vec<Examples> {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/examples.json"))).expect("the build wrote it")
    }
}

impl<'a> IntoIterator for &'a Registry {
    type Item = &'a Rule;
    type IntoIter = std::slice::Iter<'a, Rule>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn embedded() -> Embedded {
    postcard::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/rules.bin"))).expect("the build wrote it")
}
