//! dose-per-weight-mismatch: a dose for a stated body weight against the doses per kilogram of the same drug.
//!
//! The two need not stand together. Far from each other they are compared only when the article doses one drug, and
//! then only a factor of two or more counts.

use super::{Place, dose_text, is_authors};
use crate::diagnostic::{Diagnostic, Severity};
use crate::facts::{
    Dimension, Dose, Facts, Gap, Interval, Known, Quantity, Rational, Role, Unit, Working, describe, times_in_words,
};
use crate::rules::Article;

/// Below this factor nothing is said: doses are rounded to what can be measured out.
const LEAST: (i64, i64) = (5, 4);
/// From this factor on it is an error.
const GRAVE: (i64, i64) = (2, 1);

/// Rates before and behind a dose that it is compared with: more than any article gives for one drug.
const REACH: usize = 32;

/// A dose per body weight, per single dose and per day as far as the text tells.
struct Rate<'a> {
    dose: &'a Dose,
    quantity: &'a Quantity,
    each: Option<Working>,
    day: Option<Working>,
}

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let facts = article.facts();
    let quantities = &facts.quantities.all;
    let mut rates: Vec<Rate<'_>> = facts.doses.all.iter().filter_map(|dose| rate(article, facts, dose)).collect();
    rates.sort_by_key(|rate| rate.quantity.span.start());
    if rates.is_empty() {
        return;
    }
    for dose in &facts.doses.all {
        let amount = &quantities[dose.amount];
        let Some(weight) = dose.weight.map(|at| &quantities[at]) else { continue };
        if !is_authors(amount)
            || article.is_masked(amount.block)
            || !amount.unit.without_per(Dimension::Time).is_single()
        {
            continue;
        }
        let at = rates.partition_point(|rate| rate.quantity.span.start() < amount.span.start());
        let near = &rates[at.saturating_sub(REACH)..rates.len().min(at + REACH)];
        findings.extend(compare(article, dose, amount, weight, near));
    }
}

/// `dose` as a rate, if it is one per body weight: in its own unit per kilogram.
fn rate<'a>(article: &Article<'_>, facts: &'a Facts, dose: &'a Dose) -> Option<Rate<'a>> {
    let quantity = &facts.quantities.all[dose.amount];
    quantity.unit.per(Dimension::Mass)?;
    if !is_authors(quantity) || article.is_masked(quantity.block) {
        return None;
    }
    let per_dose = |per: crate::facts::Per| per.unit.is_some_and(|unit| unit.code() == "{dose}");
    if quantity.unit.denominators().any(|per| {
        !per_dose(per) && per.unit.is_none_or(|unit| !matches!(unit.dimension(), Dimension::Mass | Dimension::Time))
    }) {
        return None;
    }
    let unit = Unit::single(quantity.unit.base?);
    let per_kilogram = unit.with_per(crate::facts::Per::one(crate::facts::UnitId::from_code("kg")?))?;
    let daily = quantity.unit.per(Dimension::Time);
    let converted = match daily {
        Some(per) => Working::of(quantity, per_kilogram.with_per(per)?)?,
        None if quantity.unit.denominators().any(per_dose) => {
            let plain = quantity.unit.denominators().find(|per| !per_dose(*per))?;
            let printed = unit.with_per(plain)?.convert(quantity.printed(), per_kilogram)?;
            let reading = unit.with_per(plain)?.convert(quantity.reading(), per_kilogram)?;
            Working { printed, reading, line: describe(printed, per_kilogram) }
        }
        None => Working::of(quantity, per_kilogram)?,
    };
    let (each, day) = per_dose_and_day(facts, dose, daily.is_some(), converted)?;
    Some(Rate { dose, quantity, each, day })
}

/// What an amount is per dose and per day. `None` for amounts per hour or per week.
fn per_dose_and_day(
    facts: &Facts,
    dose: &Dose,
    is_daily: bool,
    amount: Working,
) -> Option<(Option<Working>, Option<Working>)> {
    let quantities = &facts.quantities.all;
    let unit = quantities[dose.amount].unit;
    if unit.per(Dimension::Time).is_some_and(|per| per.unit.is_some_and(|unit| unit.code() != "d")) {
        return None;
    }
    let count = |at: usize| {
        let quantity = &quantities[at];
        let doses = quantity.unit.base.is_some();
        let daily = quantity
            .unit
            .per(Dimension::Time)
            .is_some_and(|per| per.amount() == Rational::ONE && per.unit.is_some_and(|unit| unit.code() == "d"));
        (doses || daily).then(|| Working {
            printed: quantity.printed(),
            reading: quantity.reading(),
            line: quantity.printed().to_string(),
        })
    };
    let frequency = dose.frequency.and_then(count);
    if dose.frequency.is_some() && frequency.is_none() {
        return None;
    }
    let divided = dose.divided.and_then(count);
    if is_daily || divided.is_some() {
        let parts = divided.or(frequency);
        let each = parts.and_then(|parts| amount.over(&parts));
        return Some((each, Some(amount)));
    }
    let day = frequency.and_then(|times| amount.times(&times));
    Some((Some(amount), day))
}

fn compare(
    article: &Article<'_>,
    dose: &Dose,
    amount: &Quantity,
    weight: &Quantity,
    rates: &[Rate<'_>],
) -> Option<Diagnostic> {
    let facts = article.facts();
    let base = amount.unit.base?;
    let comparable: Vec<&Rate<'_>> = rates
        .iter()
        .filter(|rate| rate.quantity.unit.base.is_some_and(|unit| unit.dimension() == base.dimension()))
        .filter(|rate| same_drug(facts, dose, rate.dose) && may_compare(dose, amount, rate))
        .collect();
    let kilograms = Working::of(weight, Unit::known("kg"))?;
    let is_daily = amount.unit.per(Dimension::Time).is_some();
    let mut nearest: Option<(&Rate<'_>, Working, Gap)> = None;
    for rate in comparable {
        let unit = Unit::single(rate.quantity.unit.base?);
        let unit = match amount.unit.per(Dimension::Time) {
            Some(per) => unit.with_per(per)?,
            None => unit,
        };
        let stated = Working::of(amount, unit)?;
        let (each, day) = per_dose_and_day(facts, dose, is_daily, stated)?;
        let mut pairs = [(&each, &rate.each), (&day, &rate.day)].into_iter().filter_map(|(stated, rate)| {
            let (stated, rate) = (stated.as_ref()?, rate.as_ref()?);
            Some((stated, rate.times(&kilograms)?))
        });
        // One way of reading it that fits is enough.
        let (stated, expected) = pairs.next()?;
        let gap = bounded(&expected, rate.quantity).gap(stated.reading)?;
        if pairs.any(|(stated, expected)| bounded(&expected, rate.quantity).gap(stated.reading).is_none()) {
            return None;
        }
        if nearest.as_ref().is_none_or(|(_, _, least)| gap.factor < least.factor) {
            nearest = Some((rate, expected, gap));
        }
    }
    let (rate, expected, gap) = nearest?;
    let near = rate.quantity.sentence.abs_diff(amount.sentence) <= 1;
    let least = if near { LEAST } else { GRAVE };
    if !gap.is_at_least(least.0, least.1) {
        return None;
    }
    let severity = if gap.is_at_least(GRAVE.0, GRAVE.1) { Severity::Error } else { Severity::Warning };
    Some(report(article, amount, weight, rate, &expected, gap).severity(severity))
}

/// A maximum per kilogram forbids more, not less.
fn bounded(expected: &Working, rate: &Quantity) -> Working {
    let mut expected = expected.clone();
    if rate.roles.has(Role::Maximum) {
        expected.reading.lo = None;
    }
    expected
}

/// The same drug by name; or both unnamed, or known by topic alone, in an article that doses a single drug.
fn same_drug(facts: &Facts, dose: &Dose, rate: &Dose) -> bool {
    match (dose.drug, rate.drug) {
        (Some((one, _)), Some((two, _))) => one == two,
        (None, None) => true,
        (Some((drug, known)), None) | (None, Some((drug, known))) => {
            known >= Known::Nearby && facts.drugs.sole == Some(drug)
        }
    }
}

fn may_compare(dose: &Dose, amount: &Quantity, rate: &Rate<'_>) -> bool {
    let (one, two) = (amount.roles, rate.quantity.roles);
    let same = |role: Role| one.has(role) == two.has(role);
    let opposed =
        |first: Role, second: Role| (one.has(first) && two.has(second)) || (one.has(second) && two.has(first));
    one.harms() == two.harms()
        && same(Role::Trial)
        && same(Role::Recreational)
        && !opposed(Role::Loading, Role::Maintenance)
        && !opposed(Role::Start, Role::Maximum)
        && dose.is_comparable(rate.dose)
}

fn report(
    article: &Article<'_>,
    amount: &Quantity,
    weight: &Quantity,
    rate: &Rate<'_>,
    expected: &Working,
    gap: Gap,
) -> Diagnostic {
    let base = rate.quantity.unit.base.map_or("", crate::facts::UnitId::label);
    let implied = implied(amount, weight, rate).map_or_else(String::new, |implied| format!("is {implied}, "));
    let place = Place::of(rate.quantity, amount);
    let message = format!(
        "{} for {} {implied}not the {} given {}",
        dose_text(article, amount),
        dose_text(article, weight),
        rate.quantity.describe(),
        place.word()
    );
    let extreme = if gap.above { expected.printed.high() } else { expected.printed.low() };
    let printed = amount
        .unit
        .base
        .zip(rate.quantity.unit.base)
        .and_then(|(from, to)| Unit::single(from).convert(amount.printed(), Unit::single(to)));
    let label =
        printed.zip(extreme).and_then(|(printed, extreme)| label(printed, extreme, gap.above)).unwrap_or_default();
    Diagnostic::new("dose-per-weight-mismatch", article.span(amount.span), message)
        .label(label)
        .related(article.span(rate.quantity.span), expected.shown(base))
        .related(article.span(weight.span), "body weight")
}

/// "5.7 times the highest of these", "1/10 of the lowest of these".
fn label(printed: Interval, extreme: Rational, above: bool) -> Option<String> {
    if above {
        let factor = printed.low()?.over(extreme)?;
        Some(format!("{} the highest of these", times_in_words(factor)))
    } else {
        let factor = extreme.over(printed.high()?)?;
        Some(format!("the lowest of these is {} as much", times_in_words(factor)))
    }
}

/// What the dose is per kilogram, in the unit of the rate.
fn implied(amount: &Quantity, weight: &Quantity, rate: &Rate<'_>) -> Option<String> {
    let unit = Unit::single(rate.quantity.unit.base?);
    let total = Unit::single(amount.unit.base?).convert(amount.printed(), unit)?;
    let kilograms = weight.unit.convert(weight.printed(), Unit::known("kg"))?;
    let mut per_kilogram = unit.with_per(crate::facts::Per::one(crate::facts::UnitId::from_code("kg")?))?;
    if let Some(per) = amount.unit.per(Dimension::Time) {
        per_kilogram = per_kilogram.with_per(per)?;
    }
    Some(describe(total.over(kilograms)?, per_kilogram))
}
