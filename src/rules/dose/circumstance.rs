//! For what, where and when a dose holds: "for the heart", "in Germany", "before breakfast". Two statements about a dose
//! are compared only if they name the same circumstances, or none.

use std::hash::Hasher;

use rustc_hash::FxHasher;

use crate::facts::{Qualifiers, Quantity};
use crate::lexicon::class;
use crate::rules::Article;
use crate::rules::passage::Passage;

/// Words behind which a circumstance stands.
const LEADS: &[&str] = &[
    "for", "in", "with", "without", "before", "after", "during", "at", "against", "until", "under", "when", "while",
    "on", "to", "by", "as",
];

/// Words behind them that narrow nothing.
const PLAIN: &[&str] = &[
    "total", "day", "days", "hours", "dose", "doses", "people", "most", "adult", "adults", "general", "person", "take",
    "taken", "mouth", "water", "one", "single", "once", "up", "limit",
];

/// How many words behind a lead may name the circumstance: "for an enlarged prostate".
const REACH: usize = 4;

/// Sentences with more figures than this are tables in words.
const MOST_FIGURES: usize = 8;

/// A number that is equal for sentences whose circumstances are named by the same words, in any order: 0 for none.
pub(super) fn circumstances(article: &Article<'_>, quantity: &Quantity) -> Option<u64> {
    let passage = Passage::at(article, quantity.sentence).filter(|passage| passage.figures.len() <= MOST_FIGURES)?;
    let function = class!("function-word");
    let start = article.document().sentences[quantity.sentence].tokens.start;
    let drugs = article.facts().drugs.in_sentence(quantity.sentence);
    let is_drug =
        |at: usize| drugs.iter().any(|mention| mention.span.overlaps(article.document().tokens[start + at].span()));
    let is_figure = |at: usize| passage.figures.iter().any(|figure| figure.tokens.contains(&(start + at)));
    // What qualifiers say is compared as such.
    let is_qualifier = |at: usize| passage.qualifiers(at..at + 1) != Qualifiers::default();
    let mut sum = 0_u64;
    let mut open = 0;
    for at in 0..passage.len() {
        if passage.is_any(at, LEADS) {
            open = REACH;
        } else if !passage.is_word(at) || is_figure(at) {
            open = 0;
        } else if open > 0 {
            open -= 1;
            let plain = passage.in_class(at, function) || passage.is_any(at, PLAIN);
            if !plain && !is_drug(at) && !is_qualifier(at) {
                let mut hasher = FxHasher::default();
                hasher.write(passage.text(at).to_lowercase().trim_end_matches('s').as_bytes());
                sum = sum.wrapping_add(hasher.finish());
            }
        }
    }
    Some(sum)
}
