//! Qualifiers: whom a dose is for, how it is given, in what form. Two statements with different members of one list
//! never contradict each other.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::document::Document;
use crate::facts::Quantity;
use crate::lexicon::ShortWord;
use crate::rules::data_table;

/// The qualifiers of a statement: for each list the members that it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Qualifiers {
    /// Adults, children, pregnant women, animals …
    pub population: u16,
    /// By mouth, into a vein, on the skin …
    pub route: u16,
    /// Over the counter, on prescription, in hospital.
    pub setting: u16,
    /// Extended release, liquid, first day …
    pub form: u16,
    /// Animals; people go without saying.
    pub species: u16,
}

#[derive(Deserialize)]
struct Table<'a> {
    #[serde(borrow)]
    row: Vec<Row<'a>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<'a> {
    list: List,
    #[serde(borrow)]
    members: Vec<Vec<&'a str>>,
    #[serde(rename = "source")]
    _source: &'a str,
    #[serde(rename = "year")]
    _year: u16,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum List {
    Population,
    Route,
    Setting,
    Form,
    Species,
}

/// How many lists there are.
const LISTS: usize = 5;

/// Each word with its list and its member's bit (`rules/data/qualifiers.toml`).
static WORDS: LazyLock<FxHashMap<ShortWord, (usize, u16)>> = LazyLock::new(|| {
    let table: Table<'static> = data_table!("qualifiers");
    let mut words = FxHashMap::default();
    for row in table.row {
        for (bit, member) in row.members.into_iter().enumerate() {
            let short =
                member.into_iter().map(|word| ShortWord::new(word).expect("a qualifier is a word of up to 16 letters"));
            words.extend(short.map(|word| (word, (row.list as usize, 1_u16 << bit))));
        }
    }
    words
});

impl Qualifiers {
    /// The qualifiers that the sentence names for `quantity`: in its clause, and before it in the sentence.
    pub fn around(document: &Document, quantity: &Quantity) -> Self {
        let sentence = &document.sentences[quantity.sentence];
        let tokens = &document.tokens;
        // What stands behind a semicolon, or behind "and"/"but" past the next quantity, belongs to others.
        let boundary = |at: &usize| matches!(document.token_text(&tokens[*at]), ";" | "but" | "while" | "whereas");
        let from = (sentence.tokens.start..quantity.tokens.start)
            .rev()
            .find(boundary)
            .map_or(sentence.tokens.start, |at| at + 1);
        let to = (quantity.tokens.end..sentence.tokens.end).find(boundary).unwrap_or(sentence.tokens.end);
        Self::of(document, from..to)
    }

    /// The qualifiers that the tokens name.
    pub fn of(document: &Document, range: std::ops::Range<usize>) -> Self {
        let mut lists = [0_u16; LISTS];
        let text = document.prose.text();
        for token in document.tokens[range].iter().filter(|token| token.is_word()) {
            let word = ShortWord::read(text, token.span().range());
            if let Some((list, bit)) = word.and_then(|word| WORDS.get(&word.folded())) {
                lists[*list] |= bit;
            }
        }
        Self { population: lists[0], route: lists[1], setting: lists[2], form: lists[3], species: lists[4] }
    }

    /// What either of the two names.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            population: self.population | other.population,
            route: self.route | other.route,
            setting: self.setting | other.setting,
            form: self.form | other.form,
            species: self.species | other.species,
        }
    }

    /// Whether nothing in the two excludes that they speak of the same: no list names different members.
    pub fn agree_with(self, other: Self) -> bool {
        let agree = |one: u16, two: u16| one == 0 || two == 0 || one & two != 0;
        agree(self.population, other.population)
            && agree(self.route, other.route)
            && agree(self.setting, other.setting)
            && agree(self.form, other.form)
            && self.species == other.species
    }
}
