//! course-count-mismatch: units a day × days against the number supplied.

use super::link::{is_ceiling, is_enclosed, is_total, sentence_says};
use super::tablet::{counts_forms, is_form};
use super::{dose_text, is_authors};
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::{Dimension, Kind, Quantity, Rational, Unit, UnitId, Working, describe, period_of};
use crate::rules::Article;

/// course-count-mismatch: what a course takes, against what is supplied for it.
pub(super) fn course(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities;
    // "Twice a day", or "one pill a day".
    let often = |quantity: &&Quantity| quantity.kind == Kind::Frequency || counts_forms(quantity);
    for frequency in quantities.all.iter().filter(often) {
        if article.is_masked(frequency.block)
            || !is_authors(frequency)
            || period_of(frequency).is_none_or(|unit| unit.code() != "d")
        {
            continue;
        }
        let sentence = quantities.in_sentence(frequency.sentence);
        let after = |fits: &dyn Fn(&Quantity) -> bool| {
            sentence.iter().find(|quantity| quantity.tokens.start > frequency.tokens.start && fits(quantity))
        };
        let Some(duration) = after(&|quantity| quantity.kind == Kind::Duration && !quantity.is_open()) else {
            continue;
        };
        let Some(supply) = after(&|quantity| {
            is_form(quantity)
                && quantity.tokens.start > duration.tokens.start
                && !is_ceiling(quantity)
                && (is_enclosed(article.document(), quantity) || is_total(article.document(), quantity))
        }) else {
            continue;
        };
        let before =
            sentence.iter().rev().find(|quantity| quantity.tokens.end <= frequency.tokens.start && is_form(quantity));
        findings.extend(course_finding(article, before, frequency, duration, supply));
    }
}

fn course_finding(
    article: &Article<'_>,
    each: Option<&Quantity>,
    frequency: &Quantity,
    duration: &Quantity,
    supply: &Quantity,
) -> Option<Diagnostic> {
    if sentence_says(article, frequency, &["needed", "then", "first", "dose", "taper", "missed"]) {
        return None;
    }
    let days = Working::of(duration, Unit::known("d"))?;
    let per = frequency.unit.per(Dimension::Time)?.amount();
    let times = frequency.printed().scale(Rational::ONE.over(per)?)?;
    let times = Working::exact(times, times.to_string());
    let mut expected = times.times(&days)?;
    if let Some(each) = each {
        expected = Working::exact(each.printed(), each.printed().to_string()).times(&expected)?;
    }
    let gap = expected.gap(supply.reading())?;
    let unit = supply.unit;
    gap.is_at_least(101, 100).then(|| {
        Diagnostic::new(
            "course-count-mismatch",
            article.span(supply.span),
            format!(
                "{} for {} takes {}, not {}",
                dose_text(article, frequency),
                dose_text(article, duration),
                describe(expected.printed, unit),
                dose_text(article, supply)
            ),
        )
        .severity(Severity::Warning)
        .related(article.span(duration.span), expected.shown(unit.base.map_or("", UnitId::label)))
    })
}
