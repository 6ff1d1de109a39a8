//! range-inverted: a range that begins with its larger end.

use super::{around, is_open};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::facts::{Kind, Quantity, Shape, describe};
use crate::rules::Article;
use crate::rules::dose::is_authors;
use crate::rules::dose::link::{says, text_at};
use crate::span::ProseSpan;

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
        findings.push(match swapped(article, quantity) {
            Some(suggestion) => finding.suggest(suggestion),
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

/// Words and marks that join the two ends of a range.
const JOINTS: &[&str] = &["-", "–", "—", "−", "to", "and", "through"];

/// The range with its ends exchanged: "20–40" for "40–20", "500 mg–1 g" for "1 g–500 mg". Nothing where markup or a
/// second joint stands in it. The numbers stay the same, but it may be a digit that is wrong, so a person looks at it.
fn swapped(article: &Article<'_>, quantity: &Quantity) -> Option<Suggestion> {
    let document = article.document();
    let mut joints = quantity.tokens.clone().skip(1).filter(|at| {
        let text = text_at(document, *at);
        JOINTS.iter().any(|joint| text.eq_ignore_ascii_case(joint))
    });
    let (joint, None) = (joints.next()?, joints.next()) else { return None };
    let (first, second) = (quantity.tokens.start..joint, joint + 1..quantity.tokens.end);
    let (start, end) = match first.len() {
        // One unit behind both.
        1 => (quantity.digits.start(), quantity.digits.end()),
        len if len == second.len() => (quantity.span.start(), quantity.span.end()),
        _ => return None,
    };
    let mark = document.tokens[joint];
    let prose = |from: u32, to: u32| document.text(ProseSpan::new(from, to));
    let one_end = document.tokens[joint - 1].end();
    let two_start = document.tokens[second.start].start();
    let (one, two) = (prose(start, one_end), prose(two_start, end));
    let (before, behind) = (prose(one_end, mark.start()), prose(mark.end(), two_start));
    let text = format!("{two}{before}{}{behind}{one}", document.token_text(&mark));
    let span = article.span(ProseSpan::new(start, end));
    (article.source().slice(span) == prose(start, end)).then(|| Suggestion::r#unsafe(span, text))
}
