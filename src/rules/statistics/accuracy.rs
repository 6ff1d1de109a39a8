//! What a test result means: predictive values must follow from sensitivity, specificity and prevalence (Bayes).

use crate::diagnostic::Diagnostic;
use crate::facts::{Interval, Quantity, Rational};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_unstated, part, percent};

/// What a percentage measures of a test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    Sensitivity,
    Specificity,
    Prevalence,
    Positive,
    Negative,
}

/// Slack beyond rounding: one point.
const SLACK: (i64, i64) = (1, 100);

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let document = article.document();
    let passages: Vec<Passage<'_>> = Passage::all(article).collect();
    for block in
        passages.chunk_by(|one, two| document.sentences[one.sentence].block == document.sentences[two.sentence].block)
    {
        let bound: Vec<(Measure, &Passage<'_>, &Quantity)> = block
            .iter()
            .flat_map(|passage| {
                passage.figures.iter().filter_map(move |figure| Some((measure(passage, figure)?, passage, figure)))
            })
            .collect();
        findings.extend(compare(&bound));
    }
}

/// What a percentage is of: the word before it, or the one behind.
fn measure(passage: &Passage<'_>, figure: &Quantity) -> Option<Measure> {
    let asked = passage.last() == "?";
    if asked || !figure.unit.is("%") || is_unstated(figure) || figure.is_open() {
        return None;
    }
    let (from, to) = (passage.lead(figure), passage.end(figure));
    let floor = passage.figures.iter().map(|other| passage.end(other)).filter(|end| *end <= from).max().unwrap_or(0);
    let before = (floor.max(from.saturating_sub(6))..from).rev();
    let named = |at: usize| match passage.text(at).to_ascii_lowercase().as_str() {
        "sensitivity" | "sensitive" => Some(Measure::Sensitivity),
        "specificity" | "specific" => Some(Measure::Specificity),
        "prevalence" => Some(Measure::Prevalence),
        "ppv" => Some(Measure::Positive),
        "npv" => Some(Measure::Negative),
        "predictive" if passage.is(at.wrapping_sub(1), "positive") => Some(Measure::Positive),
        "predictive" if passage.is(at.wrapping_sub(1), "negative") => Some(Measure::Negative),
        _ => None,
    };
    let behind = [to, to + 1].into_iter().take_while(|at| passage.text(*at) != ",").find_map(named);
    let led = passage.is_any(from.wrapping_sub(1), &["of", "is", "was"]) || from > 0 && named(from - 1).is_some();
    before.clone().find_map(named).filter(|_| behind.is_none() || led).or(behind)
}

fn compare(bound: &[(Measure, &Passage<'_>, &Quantity)]) -> Option<Diagnostic> {
    // Two figures of one measure are two tests or two groups.
    let one = |wanted: Measure| {
        let mut of = bound.iter().filter(|(measure, ..)| *measure == wanted);
        of.next().filter(|_| of.next().is_none())
    };
    let (_, first, sensitivity_at) = one(Measure::Sensitivity)?;
    let (_, second, specificity_at) = one(Measure::Specificity)?;
    let (_, third, prevalence_at) = one(Measure::Prevalence)?;
    let [sensitivity, specificity, prevalence] = [part(sensitivity_at)?, part(specificity_at)?, part(prevalence_at)?];
    for wanted in [Measure::Positive, Measure::Negative] {
        let Some((_, passage, stated)) = one(wanted) else { continue };
        let expected = predictive(wanted, sensitivity, specificity, prevalence)?;
        let allowed = expected.widen(Rational::fraction(SLACK.0, SLACK.1)?)?;
        if !part(stated)?.is_disjoint(allowed) {
            continue;
        }
        let points = [sensitivity_at, specificity_at, prevalence_at]
            .map(|figure| Some(Interval::point(figure.value()?.over(Rational::from(100))?)));
        let [a, b, c] = points;
        let exact = predictive(wanted, a?, b?, c?)?.low()?;
        let name = if wanted == Measure::Positive { "positive" } else { "negative" };
        let message =
            format!("the {name} predictive value follows as {}, not {}", percent(exact, 1), stated.describe());
        return Some(
            Diagnostic::new("test-accuracy-inconsistent", passage.span(stated), message)
                .related(first.span(sensitivity_at), "sensitivity")
                .related(second.span(specificity_at), "specificity")
                .related(third.span(prevalence_at), "prevalence")
                .claim(passage.claim()),
        );
    }
    None
}

/// The predictive values that the readings allow: both rise with sensitivity and specificity, the positive one rises
/// with prevalence, the negative one falls.
fn predictive(wanted: Measure, sensitivity: Interval, specificity: Interval, prevalence: Interval) -> Option<Interval> {
    let clamp = |value: Rational| value.max(Rational::ZERO).min(Rational::ONE);
    let value = |sensitivity: Rational, specificity: Rational, prevalence: Rational| {
        let (sensitivity, specificity, prevalence) = (clamp(sensitivity), clamp(specificity), clamp(prevalence));
        let well = Rational::ONE.minus(prevalence)?;
        let (right, wrong) = if wanted == Measure::Positive {
            (sensitivity.times(prevalence)?, Rational::ONE.minus(specificity)?.times(well)?)
        } else {
            (specificity.times(well)?, Rational::ONE.minus(sensitivity)?.times(prevalence)?)
        };
        right.over(right.plus(wrong)?)
    };
    let (common, rare) = (prevalence.high()?, prevalence.low()?);
    let (least, most) = if wanted == Measure::Positive { (rare, common) } else { (common, rare) };
    Some(Interval::between(
        value(sensitivity.low()?, specificity.low()?, least)?,
        value(sensitivity.high()?, specificity.high()?, most)?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predictive_values_follow_from_bayes() {
        let share = |text: &str| Interval::point(Rational::parse(text).unwrap());
        // Of 1,000 people 10 are ill; 9 of them and 99 of the 990 well test positive: 9 ÷ 108 = 8.3 %.
        let positive = predictive(Measure::Positive, share("0.9"), share("0.9"), share("0.01")).unwrap();
        assert_eq!(positive.low(), Rational::parse("9/108"));
        // 1 of 892 who test negative is ill: 891 ÷ 892.
        let negative = predictive(Measure::Negative, share("0.9"), share("0.9"), share("0.01")).unwrap();
        assert_eq!(negative.low(), Rational::parse("891/892"));
    }
}
