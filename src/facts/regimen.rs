//! Dose statements: which amount, of what, how often, for how long, for whose weight.
//!
//! Binding stays within a sentence, but for the drug, which may be named in the sentences before, in the heading or
//! by the topic of the article. What cannot be bound stays unbound, and rules are silent about it.

use std::ops::Range;

use super::measure::Qualifiers;
use super::{Dimension, DrugId, Drugs, Kind, Quantities, Quantity, UnitId};
use crate::document::{BlockKind, Document, TokenKind};
use crate::lexicon::{Lexicon, class};

/// How the drug of a dose is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// The sentence names it.
    Sentence,
    /// A sentence shortly before in the same block names it.
    Nearby,
    /// The heading names it.
    Heading,
    /// It is what the article is about.
    Topic,
}

/// A dose statement. Numbers are places in [`Quantities::all`].
#[derive(Clone, Debug)]
pub struct Dose {
    /// The amount: of a drug, a liquid, or so many tablets.
    pub amount: usize,
    /// The drug, and how it is known.
    pub drug: Option<(DrugId, Known)>,
    /// How often it is taken.
    pub frequency: Option<usize>,
    /// For how long.
    pub duration: Option<usize>,
    /// The body weight that it is meant for.
    pub weight: Option<usize>,
    /// Into how many parts the amount is divided ("in 3 divided doses"): it is the amount of a day then.
    pub divided: Option<usize>,
    /// Whom it is for, how and in what form it is given.
    pub qualifiers: Qualifiers,
}

/// All dose statements of a document, in order.
#[derive(Clone, Debug, Default)]
pub struct Doses {
    /// By place of their amounts.
    pub all: Vec<Dose>,
}

/// How many tokens may lie between an amount and what belongs to it.
const REACH: usize = 16;
/// How many sentences back a drug may be named.
const BACK: usize = 2;

impl Doses {
    /// Binds the quantities of a document.
    pub fn find(document: &Document, lexicon: &Lexicon, quantities: &Quantities, drugs: &Drugs) -> Self {
        let mut all = Vec::new();
        let mut from = 0;
        while from < quantities.all.len() {
            let sentence = quantities.all[from].sentence;
            let to = from + quantities.all[from..].partition_point(|quantity| quantity.sentence == sentence);
            let scene = Scene { document, lexicon, quantities: &quantities.all, range: from..to, drugs, sentence };
            all.extend((from..to).filter(|at| is_amount(&quantities.all[*at])).map(|at| scene.bind(at)));
            from = to;
        }
        Self { all }
    }

    /// Those of the sentence numbered `sentence`.
    pub fn in_sentence<'a>(&'a self, quantities: &Quantities, sentence: usize) -> &'a [Dose] {
        let from = self.all.partition_point(|dose| quantities.all[dose.amount].sentence < sentence);
        let to = from + self.all[from..].partition_point(|dose| quantities.all[dose.amount].sentence == sentence);
        &self.all[from..to]
    }
}

/// Whether a quantity can be an amount that is taken or given. "One dose" counts doses and says no amount.
fn is_amount(quantity: &Quantity) -> bool {
    matches!(quantity.kind, Kind::Dose | Kind::Volume) && !counts_doses(quantity)
}

fn counts_doses(quantity: &Quantity) -> bool {
    quantity.unit.base.is_some_and(|unit| unit.code() == "{dose}")
}

struct Scene<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    quantities: &'a [Quantity],
    range: Range<usize>,
    drugs: &'a Drugs,
    sentence: usize,
}

impl Scene<'_> {
    fn bind(&self, amount: usize) -> Dose {
        Dose {
            amount,
            drug: self.drug(amount),
            frequency: self.frequency(amount),
            duration: self.after(amount, |quantity| quantity.kind == Kind::Duration),
            weight: self.weight(amount),
            divided: self.after(amount, |quantity| counts_doses(quantity) && self.is_divided(quantity)),
            qualifiers: Qualifiers::around(self.document, &self.quantities[amount]),
        }
    }

    /// The first quantity behind `amount` that fits, with no other amount between.
    fn after(&self, amount: usize, fits: impl Fn(&Quantity) -> bool) -> Option<usize> {
        let end = self.quantities[amount].tokens.end;
        for at in amount + 1..self.range.end {
            let quantity = &self.quantities[at];
            if quantity.tokens.start > end + REACH || self.breaks(end, quantity.tokens.start) {
                return None;
            }
            if fits(quantity) {
                return Some(at);
            }
            if is_amount(quantity) && !self.is_aside(quantity) {
                return None;
            }
        }
        None
    }

    /// Whether a semicolon parts the two places.
    fn breaks(&self, from: usize, to: usize) -> bool {
        self.document.tokens[from..to.max(from)]
            .iter()
            .any(|token| token.kind == TokenKind::Punct && self.document.token_text(token) == ";")
    }

    /// Whether the quantity only says another in parentheses: "two tablets (400 mg) every 6 hours".
    fn is_aside(&self, quantity: &Quantity) -> bool {
        let before = quantity.tokens.start.checked_sub(1).map(|at| self.document.token_text(&self.document.tokens[at]));
        before == Some("(")
    }

    fn frequency(&self, amount: usize) -> Option<usize> {
        let behind = |amount| self.after(amount, |quantity| quantity.kind == Kind::Frequency);
        behind(amount).or_else(|| {
            // "Twice a day, take 5 mg": before it, when no other amount has it behind itself.
            let before = (self.range.start..amount)
                .rev()
                .find(|at| is_amount(&self.quantities[*at]) || self.quantities[*at].kind == Kind::Frequency)?;
            let near = self.quantities[amount].tokens.start - self.quantities[before].tokens.end <= 6;
            let free = (self.range.start..before)
                .rev()
                .find(|at| is_amount(&self.quantities[*at]))
                .is_none_or(|other| behind(other) != Some(before));
            (self.quantities[before].kind == Kind::Frequency && near && free).then_some(before)
        })
    }

    fn weight(&self, amount: usize) -> Option<usize> {
        let is_weight = |at: &usize| self.quantities[*at].kind == Kind::BodyWeight;
        let whole =
            |at: &usize| is_amount(&self.quantities[*at]) && self.quantities[*at].unit.per(Dimension::Mass).is_none();
        if self.quantities[amount].unit.per(Dimension::Mass).is_some() {
            return None;
        }
        let end = self.quantities[amount].tokens.end;
        let behind = (amount + 1..self.range.end)
            .take_while(|at| !whole(at) || self.is_aside(&self.quantities[*at]))
            .find(is_weight);
        let behind = behind.filter(|at| {
            self.quantities[*at].tokens.start <= end + REACH && !self.breaks(end, self.quantities[*at].tokens.start)
        });
        let start = self.quantities[amount].tokens.start;
        let before = (self.range.start..amount).rev().take_while(|at| !whole(at)).find(is_weight).filter(|at| {
            // "A 70 kg adult would need 140 mg"; past a bracketed second unit of the weight.
            let weight = &self.quantities[*at];
            start.saturating_sub(weight.tokens.end) <= REACH && !self.breaks(weight.tokens.end, start)
        });
        // "A boy of 30 kg gets 300 mg, a man of 70 kg 700 mg": behind the comma begins another pair.
        match behind {
            Some(at) if before.is_some() && self.lists(end, self.quantities[at].tokens.start) => before,
            Some(at) => Some(at),
            None => before,
        }
    }

    /// Whether a comma or "and" parts the two places.
    fn lists(&self, from: usize, to: usize) -> bool {
        self.document.tokens[from..to.max(from)]
            .iter()
            .any(|token| matches!(self.document.token_text(token), "," | "and" | "while" | "but"))
    }

    /// "in 3 divided doses", "divided into three doses".
    fn is_divided(&self, quantity: &Quantity) -> bool {
        let from = quantity.tokens.start.saturating_sub(3);
        let to = (quantity.tokens.end + 1).min(self.document.tokens.len());
        self.document.tokens[from..to].iter().any(|token| {
            let text = self.document.token_text(token);
            ["divided", "split", "equal"].iter().any(|word| text.eq_ignore_ascii_case(word))
        })
    }

    fn drug(&self, amount: usize) -> Option<(DrugId, Known)> {
        let quantity = &self.quantities[amount];
        let mentions = self.drugs.in_sentence(self.sentence);
        if !mentions.is_empty() {
            return self.drug_in_sentence(quantity).map(|drug| (drug, Known::Sentence));
        }
        let block = &self.document.blocks[quantity.block];
        let from = self.sentence.saturating_sub(BACK).max(block.sentences.start);
        if let Some(last) = self.drugs.in_sentences(from..self.sentence).last() {
            let same = self.drugs.in_sentence(last.sentence).iter().all(|mention| mention.drug == last.drug);
            return same.then_some((last.drug, Known::Nearby));
        }
        if let Some(drug) = self.referred_to(amount) {
            return Some((drug, Known::Nearby));
        }
        let lead_in = block.lead_in.map(|lead_in| self.document.blocks[lead_in].sentences.clone());
        for sentences in
            lead_in.into_iter().chain(block.heading.map(|heading| self.document.blocks[heading].sentences.clone()))
        {
            let named = self.drugs.in_sentences(sentences);
            if let Some(first) = named.first() {
                return named.iter().all(|mention| mention.drug == first.drug).then_some((first.drug, Known::Heading));
            }
        }
        self.drugs.topic.map(|drug| (drug, Known::Topic))
    }

    /// The one drug of the sentences before, in the paragraphs above under the same heading, where the sentence speaks
    /// of "it" or "this medicine".
    fn referred_to(&self, amount: usize) -> Option<DrugId> {
        let document = self.document;
        let sentence = &document.sentences[self.sentence];
        let tokens = document.tokens_of(sentence);
        let before = self.quantities[amount].tokens.start - sentence.tokens.start;
        let medicine = class!("medicine-noun");
        let is = |at: usize, words: &[&str]| {
            let text = document.token_text(&tokens[at]);
            words.iter().any(|word| text.eq_ignore_ascii_case(word))
        };
        let refers = (0..before).any(|at| {
            let named = at > 0 && self.lexicon.is(tokens[at].word, medicine) && is(at - 1, &["this", "the", "that"]);
            named || is(at, &["it", "its"])
        });
        let heading = document.blocks[sentence.block].heading;
        let near = (0..self.sentence).rev().take(BACK).take_while(|at| {
            let block = &document.blocks[document.sentences[*at].block];
            block.kind == BlockKind::Paragraph && block.heading == heading && !block.reference
        });
        let from = near.last().filter(|_| refers)?;
        let named = self.drugs.in_sentences(from..self.sentence);
        let first = named.first()?;
        named.iter().all(|mention| mention.drug == first.drug).then_some(first.drug)
    }

    /// "200 mg ibuprofen", "5 mg of melatonin": directly behind; else the last named before it, else the only one.
    fn drug_in_sentence(&self, quantity: &Quantity) -> Option<DrugId> {
        let mentions = self.drugs.in_sentence(self.sentence);
        let tokens = &self.document.tokens;
        let directly = mentions.iter().find(|mention| {
            let between =
                tokens[quantity.tokens.end..].iter().take_while(|token| token.start() < mention.span.start()).count();
            mention.span.start() >= quantity.span.end()
                && between <= 3
                && tokens[quantity.tokens.end..quantity.tokens.end + between].iter().all(|token| {
                    let text = self.document.token_text(token);
                    token.kind == TokenKind::Word
                        && !["and", "or", "with", "than", "plus", "while", "but", "per", "for", "to"].contains(&text)
                })
        });
        if let Some(mention) = directly {
            return Some(mention.drug);
        }
        if let Some(before) = mentions.iter().rev().find(|mention| mention.span.end() <= quantity.span.start()) {
            return Some(before.drug);
        }
        let first = mentions.first()?;
        mentions.iter().all(|mention| mention.drug == first.drug).then_some(first.drug)
    }
}

impl Dose {
    /// Whether the other dose may be compared with it: nothing marks two different people, routes or forms.
    pub fn is_comparable(&self, other: &Self) -> bool {
        self.qualifiers.agree_with(other.qualifiers)
    }

    /// The drug.
    pub fn drug_id(&self) -> Option<DrugId> {
        self.drug.map(|(drug, _)| drug)
    }
}

/// The unit of time that a frequency is counted in: doses per how many of it.
pub fn period_of(frequency: &Quantity) -> Option<UnitId> {
    frequency.unit.per(Dimension::Time).and_then(|per| per.unit)
}
