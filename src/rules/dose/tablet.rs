//! tablet-strength-mismatch: so many tablets of a strength, and what they hold together.

use super::link::{is_ceiling, is_total, sentence_says, text_at};
use super::{dose_text, is_authors};
use crate::diagnostic::Diagnostic;
use crate::facts::{Dimension, Form, Kind, Quantity, Unit, UnitId, Working, describe};
use crate::rules::Article;

/// The strength that belongs to the count at `at`: "2 tablets of 325 mg", "two 500-mg tablets".
pub(super) fn strength_of(article: &Article<'_>, at: usize) -> Option<usize> {
    let quantities = &article.facts().quantities.all;
    let (count, next) = (&quantities[at], quantities.get(at + 1)?);
    let document = article.document();
    let massy = next.unit.is_single() && matches!(next.unit.dimension(), Some(Dimension::Mass));
    if count.sentence != next.sentence || !massy {
        return None;
    }
    let words = super::link::between(document, count, next, 4)?;
    let half = halves(article, count) && matches!(words[..], ["a"] | ["of", "a"]);
    let adjacent =
        (words.is_empty() && (count.unit.is_none() || is_form(count)) || half) && next.kind == Kind::Strength;
    let linked = is_form(count)
        && !words.is_empty()
        && words
            .iter()
            .all(|word| ["of", "each", "containing", "with", "at", "a", "strength", "holding"].contains(word));
    let crossed = (count.unit.is_none() || is_form(count)) && matches!(words[..], ["x" | "×"]);
    (adjacent || linked || crossed).then_some(at + 1)
}

/// Whether the quantity counts tablets or the like.
pub(super) fn is_form(quantity: &Quantity) -> bool {
    quantity.unit.is_single() && counts_forms(quantity)
}

/// Whether the quantity counts tablets or the like, by the day or not.
pub(super) fn counts_forms(quantity: &Quantity) -> bool {
    quantity.kind == Kind::Dose && quantity.unit.base.is_some_and(|unit| unit.code().starts_with('{'))
}

/// tablet-strength-mismatch: count × strength against the stated mass.
pub(super) fn tablets(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities.all;
    for at in 0..quantities.len() {
        let count = &quantities[at];
        let counts = count.unit.is_none() && (count.kind == Kind::Count || halves(article, count)) || is_form(count);
        if !counts || article.is_masked(count.block) || !is_authors(count) {
            continue;
        }
        let Some(strength) = strength_of(article, at) else { continue };
        let behind = quantities.get(strength + 1).filter(|total| total.sentence == count.sentence);
        let strength = &quantities[strength];
        let found = behind.and_then(|total| {
            let said = !is_apart(article, strength, total) && !is_limited(article, total);
            tablets_finding(article, count, strength, total).filter(|_| said)
        });
        // "1,000 mg (two 500 mg tablets)".
        let before = at
            .checked_sub(1)
            .map(|before| &quantities[before])
            .filter(|total| is_spelled_out(article, total, count, strength));
        findings.extend(found.or_else(|| tablets_finding(article, count, strength, before?)));
    }
}

fn tablets_finding(
    article: &Article<'_>,
    count: &Quantity,
    strength: &Quantity,
    total: &Quantity,
) -> Option<Diagnostic> {
    let unit = Unit::single(total.unit.base?);
    if !total.unit.is_single() || is_ceiling(total) || unit.dimension() != Some(Dimension::Mass) {
        return None;
    }
    let tablets = Working { printed: count.printed(), reading: count.reading(), line: count.printed().to_string() };
    let expected = tablets.times(&Working::of(strength, unit)?)?;
    let gap = expected.gap(total.reading())?;
    gap.is_at_least(101, 100).then(|| {
        Diagnostic::new(
            "tablet-strength-mismatch",
            article.span(total.span),
            format!(
                "{} of {} are {}, not {}",
                described_count(article, count),
                dose_text(article, strength),
                describe(expected.printed, unit),
                dose_text(article, total)
            ),
        )
        .label("stated total")
        .related(article.span(strength.span), expected.shown(unit.base.map_or("", UnitId::label)))
    })
}

fn described_count(article: &Article<'_>, count: &Quantity) -> String {
    let text = dose_text(article, count);
    let said = count.tokens.len() > 1 || count.unit.is_none();
    match count.unit.base {
        Some(_) if said => text.to_owned(),
        Some(unit) => format!("{text} {}", unit.label()),
        None => format!("{text} tablets"),
    }
}

/// "Half" before a strength: "half a 50 mg tablet".
fn halves(article: &Article<'_>, count: &Quantity) -> bool {
    let said = count.lo.or(count.hi).is_some_and(|number| number.form == Form::Fraction);
    said && matches!(text_at(article.document(), count.tokens.end), "a" | "of")
}

/// Whether the total may be a limit rather than a sum.
fn is_limited(article: &Article<'_>, total: &Quantity) -> bool {
    sentence_says(article, total, &["max", "maximum", "each"]) && !is_total(article.document(), total)
}

/// Whether `count` tablets of `strength` stand alone in parentheses behind `total`.
fn is_spelled_out(article: &Article<'_>, total: &Quantity, count: &Quantity, strength: &Quantity) -> bool {
    let document = article.document();
    let closing = (strength.tokens.end..strength.tokens.end + 3).find(|at| text_at(document, *at) == ")");
    let opened = super::link::between(document, total, count, 1).is_some_and(|words| words == ["("]);
    opened && closing.is_some() && is_authors(total) && !is_limited(article, total)
}

/// Whether something else than the noun of the form stands between a strength and its total.
fn is_apart(article: &Article<'_>, strength: &Quantity, total: &Quantity) -> bool {
    let document = article.document();
    let Some(words) = super::link::between(document, strength, total, 10) else { return true };
    let opens = words.iter().any(|word| matches!(*word, "(" | "=" | "equals")) || is_total(document, total);
    let closed = !words.contains(&"(")
        || matches!(text_at(document, total.tokens.end), ")" | "in" | "total" | "of" | "," | "altogether");
    let other = words.iter().any(|word| ["or", "and", "then", "plus", "every", "daily", "per"].contains(word));
    !opens || !closed || other
}
