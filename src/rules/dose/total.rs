//! Totals in one sentence: doses a day, tablets × strength, volume × concentration, rate × time, tablets in a course.

use super::link::{Joint, is_ceiling, is_total, joint, sentence_says, text_at};
use super::{dose_text, is_authors};
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::{
    Dimension, Dose, Interval, Kind, Per, Quantity, Rational, Shape, Unit, UnitId, Working, describe, period_of,
};
use crate::rules::Article;

/// daily-total-mismatch: dose × times a day against the total that the sentence states.
pub(super) fn daily(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
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

/// The strength that belongs to the count at `at`: "2 tablets of 325 mg", "two 500-mg tablets".
fn strength_of(article: &Article<'_>, at: usize) -> Option<usize> {
    let quantities = &article.facts().quantities.all;
    let (count, next) = (&quantities[at], quantities.get(at + 1)?);
    let document = article.document();
    let massy = next.unit.is_single() && matches!(next.unit.dimension(), Some(Dimension::Mass));
    if count.sentence != next.sentence || !massy {
        return None;
    }
    let words = super::link::between(document, count, next, 4)?;
    let adjacent = words.is_empty() && (count.unit.is_none() || is_form(count)) && next.kind == Kind::Strength;
    let linked = is_form(count)
        && !words.is_empty()
        && words
            .iter()
            .all(|word| ["of", "each", "containing", "with", "at", "a", "strength", "holding"].contains(word));
    let crossed = count.unit.is_none() && matches!(words[..], ["x" | "×"]);
    (adjacent || linked || crossed).then_some(at + 1)
}

/// Whether the quantity counts tablets or the like.
fn is_form(quantity: &Quantity) -> bool {
    quantity.kind == Kind::Dose
        && quantity.unit.is_single()
        && quantity.unit.base.is_some_and(|unit| unit.code().starts_with('{'))
}

/// tablet-strength-mismatch: count × strength against the stated mass.
pub(super) fn tablets(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities.all;
    for at in 0..quantities.len() {
        let count = &quantities[at];
        let counts = (count.unit.is_none() && count.kind == Kind::Count) || is_form(count);
        if !counts || article.is_masked(count.block) || !is_authors(count) {
            continue;
        }
        let Some(strength) = strength_of(article, at) else { continue };
        let Some(total) = quantities.get(strength + 1).filter(|total| total.sentence == count.sentence) else {
            continue;
        };
        findings.extend(tablets_finding(article, count, &quantities[strength], total));
    }
}

fn tablets_finding(
    article: &Article<'_>,
    count: &Quantity,
    strength: &Quantity,
    total: &Quantity,
) -> Option<Diagnostic> {
    let unit = Unit::single(total.unit.base?);
    let document = article.document();
    if !total.unit.is_single()
        || is_ceiling(total)
        || unit.dimension() != Some(Dimension::Mass)
        || is_apart(article, strength, total)
    {
        return None;
    }
    if sentence_says(article, total, &["max", "maximum", "each"]) && !is_total(document, total) {
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

/// concentration-volume-mismatch: volume × concentration against the stated mass.
pub(super) fn concentration(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities;
    for (at, strength) in quantities.all.iter().enumerate() {
        if strength.unit.per(Dimension::Volume).is_none()
            || strength.unit.dimension() != Some(Dimension::Mass)
            || strength.kind != Kind::Strength
        {
            continue;
        }
        let sentence = quantities.in_sentence(strength.sentence);
        let single = sentence.iter().filter(|quantity| quantity.unit.per(Dimension::Volume).is_some()).count() == 1;
        if !single || article.is_masked(strength.block) || !is_authors(strength) {
            continue;
        }
        let volumes: Vec<&Quantity> =
            sentence.iter().filter(|quantity| quantity.unit.measures(Dimension::Volume)).collect();
        let masses: Vec<&Quantity> = sentence
            .iter()
            .filter(|quantity| quantity.unit.measures(Dimension::Mass) && quantity.kind != Kind::BodyWeight)
            .collect();
        if let ([volume], [mass]) = (&volumes[..], &masses[..]) {
            let document = article.document();
            let before = at.checked_sub(1).map(|at| &quantities.all[at]);
            let linked = joint(document, volume, mass).is_some_and(|joint| joint != Joint::Or)
                || joint(document, mass, volume).is_some()
                || joint(document, strength, mass).is_some()
                || is_total(document, mass)
                || (before == Some(*volume) && is_enclosed(article, mass));
            if linked && !is_ceiling(mass) {
                findings.extend(concentration_finding(article, strength, volume, mass));
            }
        }
    }
}

/// Whether the quantity stands alone in parentheses.
fn is_enclosed(article: &Article<'_>, quantity: &Quantity) -> bool {
    let document = article.document();
    let before = quantity.tokens.start.checked_sub(1).map_or("", |at| text_at(document, at));
    before == "(" && text_at(document, quantity.tokens.end) == ")"
}

fn concentration_finding(
    article: &Article<'_>,
    strength: &Quantity,
    volume: &Quantity,
    mass: &Quantity,
) -> Option<Diagnostic> {
    let unit = Unit::single(mass.unit.base?);
    let per_volume = unit.with_per(Per::one(volume.unit.base?))?;
    let expected = Working::of(volume, Unit::single(volume.unit.base?))?.times(&Working::of(strength, per_volume)?)?;
    let gap = expected.clone().tolerating(Rational::fraction(3, 100)?).gap(mass.reading())?;
    gap.is_at_least(101, 100).then(|| {
        Diagnostic::new(
            "concentration-volume-mismatch",
            article.span(mass.span),
            format!(
                "{} of {} holds {}, not {}",
                dose_text(article, volume),
                dose_text(article, strength),
                describe(expected.printed, unit),
                dose_text(article, mass)
            ),
        )
        .related(article.span(volume.span), expected.shown(unit.base.map_or("", UnitId::label)))
    })
}

/// infusion-rate-mismatch: rate × time (× weight) against the stated total.
pub(super) fn infusion(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities;
    for dose in &article.facts().doses.all {
        let rate = &quantities.all[dose.amount];
        let Some(duration) = dose.duration.map(|at| &quantities.all[at]) else { continue };
        let timed = rate
            .unit
            .per(Dimension::Time)
            .filter(|per| per.unit.is_some_and(|unit| matches!(unit.code(), "h" | "min")));
        let weighted = rate.unit.per(Dimension::Mass).is_some();
        if !(timed.is_some() || weighted) || article.is_masked(rate.block) || !is_authors(rate) {
            continue;
        }
        let sentence = quantities.in_sentence(rate.sentence);
        let weight = sentence.iter().find(|quantity| quantity.kind == Kind::BodyWeight);
        let total = sentence.iter().find(|quantity| {
            quantity.tokens.start > duration.tokens.start
                && quantity.unit.is_single()
                && quantity.unit.dimension() == rate.unit.dimension()
                && quantity.kind != Kind::BodyWeight
                && !is_ceiling(quantity)
                && (is_enclosed(article, quantity) || is_total(article.document(), quantity))
        });
        let Some(total) = total else { continue };
        if sentence_says(article, rate, &["then", "followed", "bolus", "loading", "maintenance"]) {
            continue;
        }
        findings.extend(infusion_finding(article, rate, duration, weight, total));
    }
}

fn infusion_finding(
    article: &Article<'_>,
    rate: &Quantity,
    duration: &Quantity,
    weight: Option<&Quantity>,
    total: &Quantity,
) -> Option<Diagnostic> {
    let unit = Unit::single(total.unit.base?);
    let mut shape = unit;
    let mut factors = Vec::new();
    for per in rate.unit.denominators() {
        let below = per.unit?;
        shape = shape.with_per(Per::one(below))?;
        factors.push(match below.dimension() {
            Dimension::Mass => Working::of(weight?, Unit::single(below))?,
            Dimension::Time => Working::of(duration, Unit::single(below))?,
            _ => return None,
        });
    }
    let expected = factors.iter().try_fold(Working::of(rate, shape)?, |product, factor| product.times(factor))?;
    let gap = expected.gap(total.reading())?;
    gap.is_at_least(5, 4).then(|| {
        Diagnostic::new(
            "infusion-rate-mismatch",
            article.span(total.span),
            format!(
                "{} comes to {}, not {}",
                dose_text(article, rate),
                describe(expected.printed, unit),
                dose_text(article, total)
            ),
        )
        .label("stated total")
        .related(article.span(rate.span), expected.shown(unit.base.map_or("", UnitId::label)))
    })
}

/// course-count-mismatch: units a day × days against the number supplied.
pub(super) fn course(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let quantities = &article.facts().quantities;
    for frequency in quantities.all.iter().filter(|quantity| quantity.kind == Kind::Frequency) {
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
                && (is_enclosed(article, quantity) || is_total(article.document(), quantity))
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
