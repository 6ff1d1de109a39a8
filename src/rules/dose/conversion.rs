//! unit-conversion-mismatch: one amount said in two units that do not agree.
//!
//! Ranges are compared end by end, with the rounding of both figures, 2 %, and the household sizes of spoons, cups
//! and pounds. A temperature may be absolute or a difference: one reading that fits is enough.

use super::link::{Joint, joint};
use super::{dose_text, is_authors};
use crate::diagnostic::Diagnostic;
use crate::facts::{Dimension, Interval, Number, Quantity, Rational, Shape, Unit, UnitId, describe};
use crate::rules::Article;

/// Units that are used in more than one size: the code and its smallest and largest size in g, mL, m or days.
///
/// Spoons of 4.93 or 5 mL, ounces of 28.4 (UK), 29.57 (US) or 30 mL, cups of 236.6 to 250 mL, pounds of 450 to 500 g,
/// inches of 2.5 cm, feet of 30 cm, months of 28 to 31 days (FDA 21 CFR 101.9; NIST SP 811; AMA Manual of Style 17.5).
const CONVENTIONS: &[(&str, &str, &str)] = &[
    ("[tsp_us]", "4.9", "5"),
    ("[tbs_us]", "14.7", "15"),
    ("[foz_us]", "28.4", "30"),
    ("[cup_us]", "236", "250"),
    ("[pt_us]", "473", "570"),
    ("[qt_us]", "946", "1140"),
    ("[gal_us]", "3785", "4550"),
    ("[lb_av]", "450", "500"),
    ("[oz_av]", "28", "30"),
    ("[stone_av]", "6350", "6351"),
    ("[in_i]", "0.025", "0.0254"),
    ("[ft_i]", "0.3", "0.305"),
    ("[yd_i]", "0.9", "0.915"),
    ("[mi_i]", "1600", "1610"),
    ("mo", "28", "31"),
    ("a", "360", "366"),
];

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for pair in article.facts().quantities.all.windows(2) {
        let [one, two] = pair else { continue };
        if one.sentence != two.sentence || article.is_masked(one.block) || !(is_authors(one) && is_authors(two)) {
            continue;
        }
        let fluid = fluid(one, two);
        let found = compare(article, fluid.as_ref().unwrap_or(one), two);
        findings.extend(found.filter(|_| !agree_somehow(article, one, two)));
    }
}

/// "8 oz" where the other is a volume: ounces of fluid.
fn fluid(one: &Quantity, two: &Quantity) -> Option<Quantity> {
    let liquid = one.unit.is("[oz_av]") && two.unit.measures(Dimension::Volume);
    liquid.then(|| Quantity { unit: Unit::known("[foz_us]"), ..one.clone() })
}

/// Whether "1.500 mg" can be read so that the two agree.
fn agree_somehow(article: &Article<'_>, one: &Quantity, two: &Quantity) -> bool {
    let fits = |one: &Quantity, two: &Quantity| compare(article, one, two).is_none();
    match (one.alternatives(), two.alternatives()) {
        (None, None) => false,
        (Some(ones), None) => ones.iter().any(|one| fits(one, two)),
        (None, Some(twos)) => twos.iter().any(|two| fits(one, two)),
        (Some(ones), Some(twos)) => ones.iter().any(|one| twos.iter().any(|two| fits(one, two))),
    }
}

fn compare(article: &Article<'_>, one: &Quantity, two: &Quantity) -> Option<Diagnostic> {
    one.unit.factor_to(two.unit)?;
    let (from, to) = (one.unit.base?, two.unit.base?);
    if from == to || !is_converted(from.dimension()) || one.shape == Shape::Pair || two.shape == Shape::Pair {
        return None;
    }
    let joint = joint(article.document(), one, two)?;
    let foreign = is_customary(from) != is_customary(to);
    if matches!(joint, Joint::Or | Joint::Slash) && !foreign {
        return None;
    }
    // "40 hours (1 week)" is a working week.
    if from.dimension() == Dimension::Time && (joint != Joint::Parenthesis || is_working_time(from, to)) {
        return None;
    }
    let readings = readings(one, to, two.unit)?;
    if readings.iter().any(|reading| agree(*reading, two)) {
        return None;
    }
    let converted = one.unit.convert(one.printed(), two.unit)?;
    let shown = describe(converted, two.unit);
    Some(
        Diagnostic::new(
            "unit-conversion-mismatch",
            article.span(two.span),
            format!("{} is {shown}, not {}", dose_text(article, one), dose_text(article, two)),
        )
        .related(article.span(one.span), format!("{} = {shown}", describe(one.printed(), one.unit))),
    )
}

fn is_converted(dimension: Dimension) -> bool {
    !matches!(dimension, Dimension::Share | Dimension::Points)
}

/// Whether the unit is of the US or imperial systems, a Fahrenheit degree or a calorie.
fn is_customary(unit: UnitId) -> bool {
    let code = unit.code();
    code.ends_with("_av]")
        || code.ends_with("_us]")
        || code.ends_with("_i]")
        || matches!(code, "[degF]" | "kcal" | "[Cal]")
}

fn is_working_time(one: UnitId, two: UnitId) -> bool {
    let short = |unit: UnitId| matches!(unit.code(), "h" | "min" | "s");
    let long = |unit: UnitId| matches!(unit.code(), "wk" | "mo" | "a");
    (short(one) && long(two)) || (short(two) && long(one))
}

/// What `one` can be in the unit of the other: one interval for each way of reading it. The ends are those of its
/// lower and its upper bound.
fn readings(one: &Quantity, to: UnitId, unit: Unit) -> Option<Vec<Ends>> {
    let base = one.unit.base?;
    let wide = |number: Number| measured(number, one);
    let lo = one.lo.map(wide);
    let hi = one.hi.map(wide);
    let convert = |end: Option<Interval>, from: (Rational, Rational), into: (Rational, Rational)| match end {
        None => Some(None),
        Some(end) => {
            let low = end.low()?.times(from.0)?.over(into.1)?;
            let high = end.high()?.times(from.1)?.over(into.0)?;
            Some(Some(Interval::between(low, high)))
        }
    };
    let mut readings = Vec::new();
    if base.dimension() == Dimension::Temperature && one.unit.is_single() {
        let absolute = |end: Option<Interval>| end.and_then(|end| one.unit.convert(end, unit));
        let slack = if to.code() == "[degF]" { Rational::from(1) } else { Rational::fraction(1, 2)? };
        let widen = |end: Option<Interval>| end.and_then(|end| end.widen(slack));
        readings.push(Ends { lo: widen(absolute(lo)), hi: widen(absolute(hi)) });
        let factor = one.unit.factor_to(unit)?;
        let difference = |end: Option<Interval>| end.and_then(|end| end.scale(factor));
        readings.push(Ends { lo: widen(difference(lo)), hi: widen(difference(hi)) });
        return Some(readings);
    }
    // The denominators convert exactly; what is above the line may follow a convention.
    let rest = one.unit.factor_to(unit)?.times(to.factor())?.over(base.factor())?;
    let scaled = |size: (Rational, Rational)| Some((size.0.times(rest)?, size.1.times(rest)?));
    let tolerance = Rational::fraction(2, 100)?;
    let tolerant = |end: Option<Interval>| match end {
        None => Some(None),
        Some(end) => end.widen_relative(tolerance, tolerance).map(Some),
    };
    let (from, into) = (scaled(size(base)?)?, size(to)?);
    readings.push(Ends { lo: tolerant(convert(lo, from, into)?)?, hi: tolerant(convert(hi, from, into)?)? });
    Some(readings)
}

/// The readings of the lower and of the upper bound.
#[derive(Clone, Copy)]
struct Ends {
    lo: Option<Interval>,
    hi: Option<Interval>,
}

/// The size of a unit in its base unit, with the conventions that are in use.
fn size(unit: UnitId) -> Option<(Rational, Rational)> {
    let scale = match unit.dimension() {
        Dimension::Volume => Rational::fraction(1, 1000)?,
        Dimension::Time => Rational::from(86_400),
        _ => Rational::ONE,
    };
    match CONVENTIONS.iter().find(|(code, _, _)| *code == unit.code()) {
        Some((_, low, high)) => Some((Rational::parse(low)?.times(scale)?, Rational::parse(high)?.times(scale)?)),
        None => Some((unit.factor(), unit.factor())),
    }
}

/// What a printed number can stand for when it is a converted one: the rounding of its last digit, and of round figures.
fn measured(number: Number, quantity: &Quantity) -> Interval {
    let rounded = number.rounded().hull(Interval::point(number.value));
    let round = if quantity.unit.base.is_some_and(|unit| unit.dimension() == Dimension::Energy)
        || number.trailing_zeros() > 2
    {
        number.round_figure()
    } else {
        rounded
    };
    let about = Rational::fraction(1, 10).filter(|_| quantity.approx != crate::facts::Approx::Exact);
    about.and_then(|share| round.widen_relative(share, share)).unwrap_or(round)
}

/// Whether every end that both have can be the same.
fn agree(expected: Ends, stated: &Quantity) -> bool {
    let end = |expected: Option<Interval>, stated_end: Option<Number>| match (expected, stated_end) {
        (Some(expected), Some(number)) => !expected.is_disjoint(measured(number, stated)),
        _ => true,
    };
    end(expected.lo, stated.lo) && end(expected.hi, stated.hi)
}
