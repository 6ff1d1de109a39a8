//! Words for a share beside a percentage: "most patients (43 %)", "a third of adults (45 %)".
//!
//! The percentage must stand in a parenthesis behind the noun, or between commas, and be the same share said again.

use super::share::is_same;
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::{Approx, Interval, Kind, Quantity, Rational, Shape};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_fraction, is_unstated, part};

/// Nouns that are plural without an s.
const PLURALS: &[&str] = &["people", "men", "women", "children", "adults", "them", "us", "those"];

/// Adjectives that may stand between "most" and its noun; any other may be what "most" compares.
const NEUTRAL: &[&str] = &[
    "older",
    "younger",
    "young",
    "adult",
    "male",
    "female",
    "pregnant",
    "other",
    "new",
    "such",
    "surveyed",
    "american",
    "british",
    "canadian",
    "australian",
];

/// Words that may not stand between the quantifier and the parenthesis.
const PARTING: &[&str] =
    &["than", "compared", "versus", "vs", "while", "but", "whereas", "and", "or", "who", "which", "whose", "that"];

/// The farthest that the parenthesis may stand from the quantifier, in tokens.
const REACH: usize = 9;

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in Passage::all(article) {
        for share in passage.figures.iter().filter(|figure| figure.kind == Kind::Share && figure.unit.is("%")) {
            findings.extend(word_beside(&passage, share));
        }
        for pair in passage.figures.windows(2) {
            if is_fraction(&pair[0]) && pair[1].unit.is("%") && pair[1].kind == Kind::Share {
                findings.extend(fraction_beside(&passage, &pair[0], &pair[1]));
            }
        }
    }
}

/// What a word for a share allows.
struct Quantifier {
    /// Its tokens.
    from: usize,
    to: usize,
    majority: bool,
}

/// "Most patients (43 %)", "a majority of women, 48 %, …".
fn word_beside(passage: &Passage<'_>, share: &Quantity) -> Option<Diagnostic> {
    let lead = passage.lead(share);
    let mark = lead.checked_sub(1)?;
    let opens = passage.text(mark) == "(" || (passage.text(mark) == "," && passage.text(passage.end(share)) == ",");
    if !opens || is_unstated(share) || !closes(passage, passage.end(share)) {
        return None;
    }
    let quantifier = (mark.saturating_sub(REACH)..mark).rev().find_map(|at| quantifier(passage, at))?;
    let between = quantifier.to..mark;
    let plain = between.clone().all(|at| passage.is_word(at)) && !passage.any(between, PARTING);
    let between_figures = passage.figures.iter().any(|figure| (quantifier.from..mark).contains(&passage.start(figure)));
    if !plain || between_figures {
        return None;
    }
    let half = Rational::fraction(1, 2)?;
    let allowed = if quantifier.majority { Interval::above(half, false) } else { Interval::below(half, false) };
    let stated = part(share)?;
    let said = passage.slice(quantifier.from..quantifier.to);
    let bound = if quantifier.majority { "more" } else { "less" };
    let message = format!("“{said}” is {bound} than half, {} is not", share.describe());
    let finding = Diagnostic::new("verbal-quantifier-mismatch", passage.span(share), message)
        .related(passage.cover(quantifier.from..quantifier.to), format!("{bound} than 50 %"))
        .claim(passage.claim());
    if stated.is_disjoint(allowed) {
        return Some(finding);
    }
    // Exactly half as printed: hardly what the word says.
    let even = share.value() == Some(Rational::from(50)) && share.approx == Approx::Exact;
    even.then(|| finding.severity(Severity::Warning))
}

/// The quantifier that begins at `at`.
fn quantifier(passage: &Passage<'_>, at: usize) -> Option<Quantifier> {
    if passage.is(at, "most") {
        let superlative = passage.is_any(at.wrapping_sub(1), &["the", "a", "at", "its", "their", "one", "second"]);
        if superlative && !passage.is(at + 1, "of") {
            return None;
        }
        let noun = if passage.is_any(at + 1, NEUTRAL) { at + 2 } else { at + 1 };
        let counted = passage.is(at + 1, "of") || is_plural(passage, noun);
        return counted.then_some(Quantifier { from: at, to: at + 1, majority: true });
    }
    if passage.is(at, "majority") && passage.is(at + 1, "of") {
        return Some(Quantifier { from: at, to: at + 1, majority: true });
    }
    if passage.is(at, "minority")
        && passage.is(at + 1, "of")
        && !passage.is_any(at.wrapping_sub(1), &["ethnic", "racial"])
    {
        return Some(Quantifier { from: at, to: at + 1, majority: false });
    }
    None
}

fn is_plural(passage: &Passage<'_>, at: usize) -> bool {
    let text = passage.text(at);
    let adjective = ["ous", "less", "ss", "us", "is"].iter().any(|ending| text.ends_with(ending));
    passage.is_any(at, PLURALS) || (text.len() > 3 && text.ends_with('s') && !adjective)
}

/// Whether the share is all that the parenthesis says of the quantifier.
fn closes(passage: &Passage<'_>, end: usize) -> bool {
    matches!(passage.text(end), ")" | "," | ";" | "]")
        && !passage.is_any(end + 1, &["vs", "versus", "compared", "of", "and"])
}

/// "A third of adults (45 %)", "more than half (48 %)".
fn fraction_beside(passage: &Passage<'_>, fraction: &Quantity, share: &Quantity) -> Option<Diagnostic> {
    if !is_same(passage, fraction, share) || !closes(passage, passage.end(share)) {
        return None;
    }
    let value = fraction.lo.or(fraction.hi)?.value;
    let four = Rational::fraction(4, 100)?;
    let band = match (fraction.shape, fraction.approx) {
        (Shape::MoreThan | Shape::AtLeast, _) => Interval::above(value, true),
        (Shape::LessThan | Shape::AtMost, _) => Interval::below(value, true),
        (_, Approx::Exact) => Interval::point(value).widen(four)?,
        // "Nearly half (43 %)" is common usage.
        (..) => {
            let share = Rational::fraction(15, 100)?;
            Interval::point(value).widen_relative(share, share)?.hull(Interval::point(value).widen(four)?)
        }
    };
    let stated = part(share)?;
    if !stated.is_disjoint(band) {
        return None;
    }
    let said = passage.slice(passage.lead(fraction)..passage.end(fraction));
    let message = format!("“{said}” is not {}", share.describe());
    let exact = value.times(Rational::from(100))?.round(1)?;
    Some(
        Diagnostic::new("verbal-quantifier-mismatch", passage.span(share), message)
            .related(
                passage.span(fraction),
                format!("{} = {exact} %", passage.slice(passage.start(fraction)..passage.end(fraction))),
            )
            .claim(passage.claim()),
    )
}
