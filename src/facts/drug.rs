//! Medicines and other dosed substances, found by their names.
//!
//! A brand counts only with a capital, and never inside the name of an organisation ("Alli Addiction Services"). A
//! name that is also a word counts only where a dose stands in the same sentence.

use std::sync::LazyLock;

use rustc_hash::{FxBuildHasher, FxHashMap};
use serde::Deserialize;

use super::sieve::Sieve;
use crate::document::{Document, Token, TokenFlags, TokenKind};
use crate::rules::data_table;
use crate::span::ProseSpan;

/// An ingredient: its place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DrugId(u16);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row<'a> {
    name: &'a str,
    #[serde(borrow, default)]
    also: Vec<&'a str>,
    #[serde(borrow, default)]
    brands: Vec<&'a str>,
    #[serde(borrow, default)]
    ambiguous: Vec<&'a str>,
    #[serde(rename = "source")]
    _source: &'a str,
    #[serde(rename = "year")]
    _year: u16,
}

/// One name of an ingredient.
struct Name {
    /// Its words after the first, in lower case.
    rest: Box<[&'static str]>,
    drug: DrugId,
    brand: bool,
    ambiguous: bool,
}

struct Table {
    names: Vec<&'static str>,
    /// Names by their first word, in lower case; the longest first.
    by_word: FxHashMap<&'static [u8], Vec<Name>>,
    first_words: Sieve,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct File<'a> {
        #[serde(borrow)]
        row: Vec<Row<'a>>,
    }
    let file: File<'static> = data_table!("drugs");
    let rows = file.row.len();
    let by_word = FxHashMap::with_capacity_and_hasher(rows * NAMES_OF_ONE, FxBuildHasher);
    let mut table = Table { names: Vec::with_capacity(rows), by_word, first_words: Sieve::of([]) };
    for (index, row) in file.row.into_iter().enumerate() {
        let drug = DrugId(index as u16);
        for name in std::iter::once(&row.name).chain(&row.also) {
            table.add(name, drug, false, false);
        }
        for brand in &row.brands {
            table.add(brand, drug, true, row.ambiguous.contains(brand));
        }
        table.names.push(row.name);
    }
    for names in table.by_word.values_mut() {
        names.sort_by_key(|name| std::cmp::Reverse(name.rest.len()));
    }
    table.first_words = Sieve::of(table.by_word.keys().filter_map(|word| str::from_utf8(word).ok()));
    table
});

impl Table {
    fn add(&mut self, name: &'static str, drug: DrugId, brand: bool, ambiguous: bool) {
        let mut words = name.split([' ', '-']).filter(|word| !word.is_empty());
        let Some(first) = words.next() else { return };
        let name = Name { rest: words.collect(), drug, brand, ambiguous };
        let names = self.by_word.entry(first.as_bytes()).or_insert_with(|| Vec::with_capacity(1));
        names.push(name);
    }
}

impl DrugId {
    /// The ingredient with this generic name (lower case).
    pub fn named(name: &str) -> Option<Self> {
        let mut words = name.split([' ', '-']);
        let candidates = TABLE.by_word.get(words.next()?.as_bytes())?;
        candidates.iter().find(|name| name.rest.iter().copied().eq(words.clone())).map(|name| name.drug)
    }

    /// The generic name.
    pub fn name(self) -> &'static str {
        TABLE.names[usize::from(self.0)]
    }
}

/// A drug's name in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mention {
    /// What it names.
    pub drug: DrugId,
    /// Where.
    pub span: ProseSpan,
    /// Its sentence.
    pub sentence: usize,
}

/// All drug names of a document, in order.
#[derive(Clone, Debug, Default)]
pub struct Drugs {
    /// By start.
    pub mentions: Vec<Mention>,
    /// The drug that the article is about: at least four in five of the mentions.
    pub topic: Option<DrugId>,
    /// The drug that all mentions name.
    pub sole: Option<DrugId>,
}

/// An ingredient has about so many names and brands.
const NAMES_OF_ONE: usize = 2;
/// The longest first word of a name, in bytes.
const LONGEST_WORD: usize = 32;

impl Drugs {
    /// Finds the drugs that a segmented document names. `has_dose` says of a sentence whether a dose stands in it.
    pub fn find(document: &Document, has_dose: impl Fn(usize) -> bool) -> Self {
        let mut mentions = Vec::new();
        for (index, sentence) in document.sentences.iter().enumerate() {
            let tokens = document.tokens_of(sentence);
            let mut at = 0;
            while at < tokens.len() {
                match mention(document, tokens, at, index, &has_dose) {
                    Some((mention, end)) => {
                        mentions.push(mention);
                        at = end;
                    }
                    None => at += 1,
                }
            }
        }
        let topic = topic(&mentions);
        let sole = topic.filter(|drug| mentions.iter().all(|mention| mention.drug == *drug));
        Self { mentions, topic, sole }
    }

    /// Those of the sentence numbered `sentence`.
    pub fn in_sentence(&self, sentence: usize) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.sentence < sentence);
        let to = from + self.mentions[from..].partition_point(|mention| mention.sentence == sentence);
        &self.mentions[from..to]
    }

    /// Those of the sentences `range`.
    pub fn in_sentences(&self, range: std::ops::Range<usize>) -> &[Mention] {
        let from = self.mentions.partition_point(|mention| mention.sentence < range.start);
        let to = self.mentions.partition_point(|mention| mention.sentence < range.end);
        &self.mentions[from..to.max(from)]
    }
}

/// The drug of at least four in five mentions.
fn topic(mentions: &[Mention]) -> Option<DrugId> {
    let mut counts: FxHashMap<DrugId, usize> = FxHashMap::default();
    for mention in mentions {
        *counts.entry(mention.drug).or_default() += 1;
    }
    let (drug, count) = counts.into_iter().max_by_key(|(drug, count)| (*count, std::cmp::Reverse(*drug)))?;
    (count * 5 >= mentions.len() * 4).then_some(drug)
}

fn mention(
    document: &Document,
    tokens: &[Token],
    at: usize,
    sentence: usize,
    has_dose: &impl Fn(usize) -> bool,
) -> Option<(Mention, usize)> {
    let token = tokens[at];
    if token.kind != TokenKind::Word {
        return None;
    }
    let text = document.token_text(&token);
    if !(3..=LONGEST_WORD).contains(&text.len()) || !TABLE.first_words.may_hold(text) || !text.is_ascii() {
        return None;
    }
    let mut buffer = [0_u8; LONGEST_WORD];
    let lower = &mut buffer[..text.len()];
    lower.copy_from_slice(text.as_bytes());
    lower.make_ascii_lowercase();
    let names = TABLE.by_word.get(&*lower)?;
    for name in names {
        let Some(end) = rest_end(document, tokens, at + 1, &name.rest) else { continue };
        if name.brand && !token.has(TokenFlags::CAPITALIZED) {
            continue;
        }
        if name.ambiguous && !has_dose(sentence) {
            continue;
        }
        // "Alli Addiction Services": part of a longer name.
        let named_on = name.brand
            && tokens
                .get(end)
                .is_some_and(|next| next.has(TokenFlags::CAPITALIZED) && next.is_word() && next.is_spaced())
            && tokens.get(end + 1).is_some_and(|next| next.has(TokenFlags::CAPITALIZED) && next.is_word());
        if named_on {
            continue;
        }
        let span = ProseSpan::new(token.start(), tokens[end - 1].end());
        return Some((Mention { drug: name.drug, span, sentence }, end));
    }
    None
}

/// The place behind the further words of a name, hyphens between them allowed.
fn rest_end(document: &Document, tokens: &[Token], mut at: usize, rest: &[&str]) -> Option<usize> {
    for word in rest {
        if tokens.get(at).is_some_and(|token| token.kind == TokenKind::Punct && document.token_text(token) == "-") {
            at += 1;
        }
        let token = tokens.get(at)?;
        if !document.token_text(token).eq_ignore_ascii_case(word) {
            return None;
        }
        at += 1;
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::measure::testing::document;

    fn found(text: &str) -> Vec<&'static str> {
        let document = document(text);
        Drugs::find(&document, |_| text.contains("mg")).mentions.iter().map(|mention| mention.drug.name()).collect()
    }

    #[test]
    fn generic_names_and_brands_lead_to_the_ingredient() {
        assert_eq!(found("Ibuprofen, sold as Advil, is no paracetamol."), ["ibuprofen", "ibuprofen", "acetaminophen"]);
        assert_eq!(found("Vitamin D3 and folic acid and Vitamin C."), ["vitamin d", "folic acid", "vitamin c"]);
    }

    #[test]
    fn words_that_are_no_drugs() {
        assert_eq!(found("Calls go to Alli Addiction Services for help."), [""; 0]);
        assert_eq!(found("She drove her Concerta home."), [""; 0]);
        assert_eq!(found("Take 18 mg of Concerta."), ["methylphenidate"]);
        assert_eq!(found("The advil of the people."), [""; 0]);
    }

    #[test]
    fn one_drug_can_be_the_topic() {
        let of = |text: &str| Drugs::find(&document(text), |_| false).topic.map(DrugId::name);
        assert_eq!(of("Ketamine. Ketamine. Ketamine. Ketamine. Cocaine."), Some("ketamine"));
        assert_eq!(of("Ketamine and cocaine."), None);
    }
}
