//! Two figures side by side and what is said of their quotient: "25 times the usual dose of", "8 % versus 10 %, a
//! reduction of".

use super::change::{REACH, annual, is_amount};
use super::change_words;
use crate::diagnostic::{Confidence, Diagnostic, Severity};
use crate::facts::{Dimension, Interval, Kind, Quantity, Rational, Shape, describe};
use crate::rules::passage::{Passage, is_unstated};

/// Words before the figure that a multiple is taken of.
const BASES: &[&str] = &[
    "of",
    "as",
    "is",
    "dose",
    "limit",
    "recommended",
    "usual",
    "maximum",
    "standard",
    "normal",
    "daily",
    "allowed",
    "typical",
    "prescribed",
];

/// What three neighbouring figures say of each other.
pub(super) fn check(passage: &Passage<'_>, figures: &[Quantity]) -> Option<Diagnostic> {
    multiple(passage, figures).or_else(|| rivals(passage, figures))
}

/// "8 % with the drug versus 10 % with placebo, a 60 % reduction": by either of the two, or in points.
fn rivals(passage: &Passage<'_>, figures: &[Quantity]) -> Option<Diagnostic> {
    let [one, two, change] = figures else { return None };
    let shares = [one, two].into_iter().all(|figure| {
        figure.unit.is("%") && figure.kind == Kind::Share && figure.shape == Shape::Point && !is_unstated(figure)
    });
    let gap = passage.end(one)..passage.start(two);
    // "4 % in the control group and 3 % in the treated group": by the same words.
    let behind = [one, two].map(|figure| passage.text(passage.end(figure)));
    let abreast = behind[0] == behind[1] && ["in", "of", "on", "with", "for", "among"].contains(&behind[0]);
    let compared = gap.len() <= REACH
        && (passage.any(gap.clone(), &["vs", "versus", "compared"]) || abreast && passage.any(gap.clone(), &["and"]))
        && gap.clone().all(|at| passage.is_word(at) || matches!(passage.text(at), "," | "."));
    let tail = change_words::mark_behind(passage, passage.end(two))..passage.lead(change);
    let said = shares
        && compared
        && change.unit.is("%")
        && is_amount(change)
        && !annual(passage, change)
        && change_words::leads_to_change(passage, tail)
        && change_words::direction_of_change(passage, change).is_some();
    if !said {
        return None;
    }
    let stated = change.reading();
    let stated = stated.widen(Rational::ONE)?;
    let (a, b) = (one.rounded(), two.rounded());
    let hundred = Rational::from(100);
    let relative = |from: Interval, to: Interval| {
        let quotient = to.over(from)?.scale(hundred)?;
        Some(Interval::between(quotient.low()?.minus(hundred)?.abs(), quotient.high()?.minus(hundred)?.abs()))
    };
    let points = Interval::between(a.low()?.minus(b.high()?)?.abs(), a.high()?.minus(b.low()?)?.abs());
    let readings = [relative(a, b)?, relative(b, a)?, points];
    if !a.is_disjoint(b) || readings.iter().any(|reading| !reading.is_disjoint(stated)) {
        return None;
    }
    let (low, high) = (one.value()?, two.value()?);
    let exact = low.over(high)?.minus(Rational::ONE)?.abs().times(hundred)?.round(1)?;
    let way = if low > high { "more" } else { "less" };
    let (first, second) = (one.describe(), two.describe());
    let message = format!("{first} is {exact} % {way} than {second}, not {}", change.describe());
    Some(
        Diagnostic::new("percent-change-mismatch", passage.span(change), message)
            .related(passage.span(one).cover(passage.span(two)), format!("{first} ÷ {second}"))
            .severity(Severity::Warning)
            .confidence(Confidence::Medium)
            .claim(passage.claim()),
    )
}

/// "4.2 g, which is 25 times the standard dose of 450 to 750 mg".
fn multiple(passage: &Passage<'_>, figures: &[Quantity]) -> Option<Diagnostic> {
    let [one, times, two] = figures else { return None };
    let after = passage.end(times);
    let times_word = passage.is(after, "times");
    if times.kind != Kind::Change || !times.unit.is_none() || !times_word || one.unit.is_none() || is_unstated(one) {
        return None;
    }
    let link = passage.gap(one, times);
    let linked = !link.is_empty()
        && link.len() <= 5
        && (passage.any(link.clone(), &["is", "was", "are", "or", "equals", "(", "—", "–"])
            || passage.slice(link.clone()) == ",")
        && link.clone().all(|at| {
            passage.is_any(
                at,
                &["is", "was", "are", "or", "which", "that", ",", "(", "—", "–", "equals", "would", "be", "this"],
            )
        });
    let rest = after + 1..passage.lead(two);
    let bound = (passage.is_any(rest.start, &["the", "as", "their", "its", "a"]))
        && rest.len() <= REACH
        && rest.clone().all(|at| passage.is_word(at))
        && passage.is_any(rest.end.wrapping_sub(1), BASES);
    if !linked || !bound || two.spread.is_some() || one.shape != Shape::Point {
        return None;
    }
    let factor = one.unit.factor_to(two.unit).filter(|_| one.unit.dimension() != Some(Dimension::Temperature))?;
    // "The maximum of 300 mg": the limit itself is what is multiplied.
    let base = if two.lo.is_none() { Interval::point(two.hi?.value) } else { two.reading() };
    let quotient = one.reading().scale(factor)?.over(base)?;
    let tenth = Rational::fraction(1, 10)?;
    let said = times.reading();
    let said = said.hull(times.rounded()).widen_relative(tenth, tenth)?;
    if !said.is_disjoint(quotient) {
        return None;
    }
    let printed = if two.lo.is_none() { base } else { two.printed() };
    let exact = one.printed().scale(factor)?.over(printed)?;
    let (amount, base) = (one.describe(), describe(printed, two.unit));
    let message = format!("{amount} is {exact} times {base}, not {} times", times.describe());
    let place = passage.cover(passage.start(times)..after + 1);
    Some(
        Diagnostic::new("percent-change-mismatch", place, message)
            .related(passage.span(one), amount.clone())
            .related(passage.span(two), format!("{amount} ÷ {base} = {exact}"))
            .confidence(Confidence::High)
            .claim(passage.claim()),
    )
}
