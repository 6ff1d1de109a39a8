//! range-inverted: a range that begins with its larger end.

use super::{around, is_open};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::document::Document;
use crate::facts::{Kind, Quantity, Shape, describe};
use crate::rules::Article;
use crate::rules::dose::is_authors;
use crate::rules::dose::link::{says, text_at};

/// What falls is said downwards on purpose, and so is time before an event.
const DOWNWARDS: &[&str] = &[
    "taper",
    "tapered",
    "tapering",
    "tapers",
    "wean",
    "weaning",
    "weaned",
    "from",
    "reduce",
    "reduced",
    "reduces",
    "reducing",
    "reduction",
    "lower",
    "lowered",
    "lowering",
    "lowers",
    "fell",
    "fall",
    "falls",
    "dropped",
    "drop",
    "drops",
    "decreased",
    "decrease",
    "decreases",
    "decreasing",
    "declined",
    "declines",
    "down",
    "downward",
    "descending",
    "countdown",
    "improved",
    "went",
    "cut",
    "halved",
    "shrank",
    "before",
    "prior",
    "ago",
    "previous",
    "earlier",
    "step-down",
    "switch",
    "switched",
];

pub(in crate::rules::dose) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    for quantity in &article.facts().quantities.all {
        if !is_inverted(quantity)
            || !is_authors(quantity)
            || !is_open(article, quantity)
            || is_combination(article, quantity)
            || says(document, around(document, quantity), DOWNWARDS)
        {
            continue;
        }
        let right = describe(quantity.printed(), quantity.unit);
        let span = article.span(quantity.span);
        let finding = Diagnostic::new("range-inverted", span, format!("the range begins with its larger end: {right}"))
            .label("from high to low");
        findings.push(match swapped(document, quantity) {
            Some(text) => finding.suggest(Suggestion::display(article.span(quantity.digits), text)),
            None => finding,
        });
    }
}

/// Whether both ends are in one unit, above 0, and the wrong way round.
fn is_inverted(quantity: &Quantity) -> bool {
    let (Some(lo), Some(hi)) = (quantity.lo, quantity.hi) else { return false };
    quantity.shape == Shape::Range
        && quantity.unit.base.is_some()
        && lo.value > hi.value
        && !lo.value.is_negative()
        && !hi.value.is_negative()
}

/// "lisinopril-hydrochlorothiazide 20-12.5 mg", "Zestoretic 20-12.5 mg tablets": two strengths of a combination.
fn is_combination(article: &Article<'_>, quantity: &Quantity) -> bool {
    if !matches!(quantity.kind, Kind::Dose | Kind::Strength) {
        return false;
    }
    let document = article.document();
    let start = quantity.tokens.start;
    let branded = start.checked_sub(1).is_some_and(|before| {
        let token = &document.tokens[before];
        token.has(crate::document::TokenFlags::CAPITALIZED)
            && before > document.sentences[quantity.sentence].tokens.start
    });
    let drugs = article.facts().drugs.in_sentence(quantity.sentence);
    let pair = drugs.windows(2).any(|pair| {
        let between =
            &document.prose.text()[pair[0].span.end() as usize..pair[1].span.start().max(pair[0].span.end()) as usize];
        matches!(between.trim(), "-" | "/" | "–" | "and" | "+" | "with" | "plus")
    });
    quantity.kind == Kind::Strength || branded || pair
}

/// The ends in the right order, where they are two plain numbers around one joint.
fn swapped(document: &Document, quantity: &Quantity) -> Option<String> {
    let numbers: Vec<usize> = super::numbers(document, quantity).map(|(at, _)| at).collect();
    let [first, second] = numbers[..] else { return None };
    let digits = document.text(quantity.digits);
    let (low, high) = (text_at(document, second), text_at(document, first));
    let joint = digits.strip_prefix(high)?.strip_suffix(low)?;
    Some(format!("{low}{joint}{high}"))
}
