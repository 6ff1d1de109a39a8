//! How doses are written: decimals, abbreviations, blanks, separators, ranges, missing units and strengths.
//!
//! These rules speak of amounts that are taken or given, never of laboratory values, devices or food. What is quoted,
//! and sentences about the way of writing itself, are left alone. Fixes change the form and never the value.

mod abbreviation;
mod bare;
mod decimal;
mod liquid;
mod range;
mod spacing;
mod tall_man;

pub(super) use abbreviation::check as abbreviations;
pub(super) use bare::check as bare_doses;
pub(super) use decimal::{ambiguous, decimals, ungrouped};
pub(super) use liquid::check as volumes;
pub(super) use range::check as ranges;
pub(super) use spacing::check as spaces;
pub(super) use tall_man::check as tall_man;

use std::ops::Range;

use super::link::says;
use crate::document::{Document, TokenKind};
use crate::facts::{Dimension, Kind, Quantity, Stance};
use crate::lexicon::class;
use crate::rules::Article;

/// How many tokens around a quantity can speak of it.
const REACH: usize = 30;

/// Words by which something is taken or given, not eaten or measured.
const DOSING: &[&str] = &[
    "take",
    "takes",
    "taking",
    "taken",
    "took",
    "dose",
    "doses",
    "dosage",
    "give",
    "gives",
    "given",
    "giving",
    "administer",
    "administered",
    "inject",
    "injected",
    "injection",
    "infused",
    "infusion",
    "intravenous",
    "prescribed",
    "prescribe",
    "tablet",
    "tablets",
    "capsule",
    "capsules",
];

/// The quantities that the rules of form look at.
fn given<'a>(article: &'a Article<'_>) -> impl Iterator<Item = &'a Quantity> {
    article.facts().quantities.all.iter().filter(|quantity| is_given(article, quantity) && is_open(article, quantity))
}

/// Whether it is an amount, a strength or a volume of what is taken or given.
fn is_given(article: &Article<'_>, quantity: &Quantity) -> bool {
    let Some(base) = quantity.unit.base else { return false };
    match quantity.kind {
        // Food is weighed in grams and ounces too.
        Kind::Dose | Kind::Strength if matches!(base.code(), "g" | "[oz_av]") => {
            let document = article.document();
            !article.facts().drugs.in_sentence(quantity.sentence).is_empty()
                && says(document, around(document, quantity), DOSING)
        }
        Kind::Dose | Kind::Strength => base.code() != "%",
        Kind::Volume => {
            let rest = quantity.unit.without_per(Dimension::Mass);
            rest.is_single() && matches!(base.code(), "mL" | "cm3" | "[tsp_us]" | "[tbs_us]")
        }
        _ => false,
    }
}

/// Whether the words are the author's to change, and do not speak of how doses are written.
fn is_open(article: &Article<'_>, quantity: &Quantity) -> bool {
    !article.is_masked(quantity.block)
        && !quantity.stance.has(Stance::QUOTED)
        && !speaks_of_writing(article, around(article.document(), quantity))
}

fn speaks_of_writing(article: &Article<'_>, range: Range<usize>) -> bool {
    let (document, lexicon) = (article.document(), article.lexicon());
    let class = class!("writing-of-doses");
    let tokens = &document.tokens[range];
    (0..tokens.len()).any(|at| lexicon.member_at(document, tokens, at, class).is_some())
}

/// The tokens of the sentence that can speak of the quantity.
fn around(document: &Document, quantity: &Quantity) -> Range<usize> {
    let sentence = &document.sentences[quantity.sentence].tokens;
    let from = quantity.tokens.start.saturating_sub(REACH).max(sentence.start);
    from..(quantity.tokens.end + REACH).min(sentence.end)
}

/// The places of the numbers in digits of a quantity, with their texts.
fn numbers<'a>(document: &'a Document, quantity: &Quantity) -> impl Iterator<Item = (usize, &'a str)> {
    let digits = quantity.tokens.clone().filter(|at| document.tokens[*at].kind == TokenKind::Number);
    digits.map(|at| (at, document.token_text(&document.tokens[at])))
}
