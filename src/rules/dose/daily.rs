//! daily-total-mismatch: dose × times a day against the total that a sentence states.

use super::link::{Joint, is_ceiling, is_total, joint, sentence_says, text_at};
use super::tablet::strength_of;
use super::{daily_table, dose_text, is_authors};
use crate::diagnostic::Diagnostic;
use crate::facts::{Dimension, Dose, Interval, Quantity, Rational, Shape, Unit, Working, describe};
use crate::rules::Article;

/// The totals of sentences and of tables.
pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    sentences(article, findings);
    daily_table::check(article, findings);
}

/// Dose × times a day against the total that the sentence states.
fn sentences(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities.all;
    for dose in &article.facts().doses.all {
        let Some(frequency) = dose.frequency.map(|at| &quantities[at]) else { continue };
        let amount = &quantities[dose.amount];
        if article.is_masked(amount.block)
            || !is_authors(amount)
            || !amount.unit.is_single()
            || amount.shape == Shape::AtMost
        {
            continue;
        }
        let per_day = frequency
            .unit
            .per(Dimension::Time)
            .is_some_and(|per| per.amount() == Rational::ONE && per.unit.is_some_and(|unit| unit.code() == "d"));
        if !per_day || frequency.tokens.start < amount.tokens.start {
            continue;
        }
        for total in article.facts().quantities.in_sentence(amount.sentence) {
            let apart = super::link::between(article.document(), frequency, total, 24)
                .is_none_or(|words| words.iter().any(|word| matches!(*word, ";" | "others" | "rest")));
            if apart
                || total.tokens.start < frequency.tokens.end
                || is_ceiling(total)
                || !is_day_total(article, frequency, total)
            {
                continue;
            }
            if let Some(finding) = daily_finding(article, dose, amount, frequency, total) {
                findings.push(finding);
                break;
            }
        }
    }
}

/// Whether `total` is what a day comes to: called so, or alone in parentheses with "a day".
fn is_day_total(article: &Article<'_>, frequency: &Quantity, total: &Quantity) -> bool {
    let document = article.document();
    let daily = total.unit.per(Dimension::Time).is_some_and(|per| per.unit.is_some_and(|unit| unit.code() == "d"))
        || matches!(text_at(document, total.tokens.end), "daily");
    let weekly = total.unit.per(Dimension::Time).is_some() && !daily;
    let joined = joint(document, frequency, total);
    !weekly
        && (is_total(document, total)
            || (daily && joined.is_some())
            || joined == Some(Joint::Parenthesis)
            || joined == Some(Joint::Equals))
        && !sentence_says(
            article,
            total,
            &["maximum", "max", "exceed", "increase", "increased", "titrate", "then", "needed", "up"],
        )
}

fn daily_finding(
    article: &Article<'_>,
    dose: &Dose,
    amount: &Quantity,
    frequency: &Quantity,
    total: &Quantity,
) -> Option<Diagnostic> {
    let base = total.unit.base?;
    let unit = Unit::single(base);
    let each = match Working::of(amount, unit) {
        Some(each) => each,
        None => mass_of_forms(article, dose, unit)?.0,
    };
    let times = Working {
        printed: frequency.printed(),
        reading: if frequency.lo.is_none() {
            Interval::between(Rational::ZERO, frequency.hi?.value)
        } else {
            frequency.reading()
        },
        line: frequency.printed().to_string(),
    };
    let expected = each.times(&times)?;
    let stated = plain(total, unit)?;
    let gap = expected.clone().tolerating(Rational::fraction(2, 100)?).gap(stated.reading)?;
    if !gap.is_at_least(102, 100) {
        return None;
    }
    let shown = expected.shown(base.label());
    Some(
        Diagnostic::new(
            "daily-total-mismatch",
            article.span(total.span),
            format!(
                "{} {} is {} a day, not {}",
                dose_text(article, amount),
                dose_text(article, frequency),
                describe(expected.printed, unit),
                dose_text(article, total)
            ),
        )
        .label("stated total")
        .related(article.span(amount.span), shown)
        .related(article.span(frequency.span), "how often"),
    )
}

/// A total without its period, in `unit`.
fn plain(total: &Quantity, unit: Unit) -> Option<Working> {
    let without = total.unit.without_per(Dimension::Time);
    let printed = without.convert(total.printed(), unit)?;
    Some(Working { printed, reading: without.convert(total.reading(), unit)?, line: describe(printed, unit) })
}

/// What so many tablets hold: count × strength, where the strength stands beside the count.
fn mass_of_forms(article: &Article<'_>, dose: &Dose, unit: Unit) -> Option<(Working, usize)> {
    let quantities = &article.facts().quantities.all;
    let amount = &quantities[dose.amount];
    let strength = strength_of(article, dose.amount)?;
    let count = Working { printed: amount.printed(), reading: amount.reading(), line: amount.printed().to_string() };
    Some((count.times(&Working::of(&quantities[strength], unit)?)?, strength))
}
