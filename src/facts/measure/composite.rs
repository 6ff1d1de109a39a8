//! Quantities of several parts: two units, two bounds, two strengths, a number and "below zero".

use super::bounds;
use super::draft::{Draft, Form};
use super::grouping;
use super::line::Line;
use super::numeral::numeral;
use super::unit_phrase;
use crate::facts::{Dimension, Number, Per, Rational, Shape, Unit, UnitId};
use crate::lexicon::class;

/// "5'4\"", "5’ 4”": feet and inches by their marks, which alone are quotation marks.
pub(super) fn feet_and_inches(line: &Line<'_>, at: usize) -> Option<Draft> {
    const FEET: [&str; 3] = ["'", "’", "′"];
    const INCHES: [&str; 3] = ["\"", "”", "″"];
    let mark = |at: usize, marks: [&str; 3]| !line.is_spaced(at) && marks.contains(&line.text(at));
    if !line.is_number(at) || !line.is_number(at + 2) || !mark(at + 1, FEET) {
        return None;
    }
    let end = if mark(at + 3, INCHES) {
        at + 4
    } else if mark(at + 3, FEET) && mark(at + 4, FEET) {
        at + 5
    } else {
        return None;
    };
    let (feet, inches) = (Number::parse(line.text(at))?, Number::parse(line.text(at + 2))?);
    let value = feet.value.times(Rational::from(12))?.plus(inches.value)?;
    let before = bounds::before(line, at);
    (inches.value < Rational::from(12)).then_some(Draft {
        lo: Some(Number { value, ..inches }),
        hi: Some(Number { value, ..inches }),
        spread: None,
        shape: Shape::Point,
        approx: before.approx,
        roles: before.roles,
        unit: Unit::known("[in_i]"),
        form: Form::Plain,
        start: at,
        end,
        digits_end: end,
        from: before.start,
    })
}

/// "5 ft 4 in", "5 feet 4 inches", "11 stone 4 lb", "8 lb 3 oz", "1 hr 30 min": two units of one measure make one quantity.
pub(super) fn smaller_unit(line: &Line<'_>, draft: &mut Draft) {
    if !draft.unit.is_single() || draft.shape != Shape::Point {
        return;
    }
    let larger = draft.unit.base.map_or("", UnitId::code);
    let smaller = match larger {
        "[ft_i]" => "[in_i]",
        "[stone_av]" => "[lb_av]",
        "[lb_av]" => "[oz_av]",
        "a" => "mo",
        "wk" => "d",
        "h" => "min",
        "min" => "s",
        _ => return,
    };
    // "1 hour, 30 minutes before" are two times; so may be those with "and" before "after".
    let time = draft.unit.measures(Dimension::Time);
    let linked = line.is(draft.end, "and") || !time && line.text(draft.end) == ",";
    let from = line.past_joint(if linked { draft.end + 1 } else { draft.end });
    let Some((rest, end)) = numeral(line, from) else { return };
    let unit = unit_phrase::unit(line, end, &rest).filter(|(unit, _)| unit.is(smaller));
    let unit = unit.or_else(|| {
        let mark = larger == "[ft_i]" && matches!(line.text(end), "\"" | "″" | "”");
        mark.then(|| (Unit::known("[in_i]"), end + 1))
    });
    let unit = unit.or_else(|| {
        let inches = larger == "[ft_i]" && line.is(end, "in");
        inches.then(|| (Unit::known("[in_i]"), end + 1))
    });
    let bare_inches = larger == "[ft_i]" && from == draft.end && unit.is_none() && rest.value < Rational::from(12);
    let Some((unit, end)) = unit.or_else(|| bare_inches.then(|| (Unit::known("[in_i]"), end))) else { return };
    if time && linked && line.is_any(end, &["before", "after", "later", "prior"]) {
        return;
    }
    let total = (|| {
        let factor = draft.unit.factor_to(unit).filter(|factor| rest.value < *factor)?;
        draft.lo?.value.times(factor)?.plus(rest.value)
    })();
    if let Some(value) = total {
        let number = Number { value, ..rest };
        draft.lo = Some(number);
        draft.hi = Some(number);
        draft.unit = unit;
        draft.end = end;
        draft.digits_end = end;
    }
}

/// "five degrees below zero", "10 °C below freezing".
pub(super) fn below_zero(line: &Line<'_>, draft: &mut Draft) {
    let zero = line.follows(draft.end, &["below", "zero"])
        || line.follows(draft.end, &["below", "freezing"]) && draft.unit.is("Cel");
    if !zero || !(draft.unit.is("deg") || draft.unit.measures(Dimension::Temperature)) {
        return;
    }
    let negative = |bound: Option<Number>| {
        bound.and_then(|number| Some(Number { value: Rational::ZERO.minus(number.value)?, ..number }))
    };
    (draft.lo, draft.hi) = (negative(draft.hi), negative(draft.lo));
    draft.end += 2;
}

/// "500/125 mg": the first of two strengths has the unit of the second.
pub(super) fn first_of_two_strengths(line: &Line<'_>, draft: &mut Draft) {
    let tight = line.text(draft.end) == "/" && !line.is_spaced(draft.end) && !line.is_spaced(draft.end + 1);
    if !tight || !draft.unit.is_none() || draft.shape != Shape::Point {
        return;
    }
    let second = numeral(line, draft.end + 1);
    if let Some((unit, _)) = second.and_then(|(number, end)| unit_phrase::unit(line, end, &number))
        && unit.measures(Dimension::Mass)
    {
        draft.unit = unit;
    }
}

/// "2.500 mg": as two and a half and as two thousand five hundred, where nothing tells which is meant.
pub(super) fn either_reading(line: &Line<'_>, draft: &mut Draft) {
    let counted = !draft.unit.is_none() || line.is_word(draft.end) && !line.in_class(draft.end, class!("noun-stop"));
    if !counted || !(draft.start..draft.digits_end).any(|at| grouping::is_either(line, at)) {
        return;
    }
    match decided(line, draft) {
        Some(Mark::Decimal) => {}
        Some(Mark::Thousands) => draft.hi = draft.hi.and_then(|number| number.scaled(3)),
        None => {
            draft.hi = draft.hi.and_then(|number| number.scaled(3));
            if draft.lo.is_some() && draft.hi.is_some() {
                draft.shape = Shape::Either;
            }
        }
    }
}

/// What a point in a number parts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    Decimal,
    Thousands,
}

/// What the points of a figure part, where its unit or the other end of the range leaves one reading.
fn decided(line: &Line<'_>, draft: &Draft) -> Option<Mark> {
    let (lo, hi) = (draft.lo?.value, draft.hi?.value);
    // In grams per millilitre; osmium, the densest of all matter, has 22.6 (CRC Handbook of Chemistry and Physics, 2016).
    let density = draft.unit.factor_to(Unit::known("g").with_per(Per::one(UnitId::from_code("mL")?))?);
    if density.and_then(|factor| hi.times(factor)?.times(Rational::from(1000))) > Some(Rational::from(23)) {
        return Some(Mark::Decimal);
    }
    let mut numbers = (draft.start..draft.digits_end).filter(|at| line.is_number(*at));
    let (first, last) = (numbers.next()?, numbers.next()?);
    let unclear = [first, last].map(|at| grouping::is_either(line, at));
    let other_is_decimal =
        [first, last].iter().any(|at| line.text(*at).contains('.') && !grouping::is_either(line, *at));
    if draft.shape != Shape::Range || numbers.next().is_some() {
        return None;
    }
    match unclear {
        // "1.500 to 2 g": the other reading falls.
        [true, false] if lo < hi && lo.times(Rational::from(1000))? > hi => Some(Mark::Decimal),
        // "500 to 1.500 mg".
        [false, true] if lo > hi && lo < hi.times(Rational::from(1000))? => Some(Mark::Thousands),
        // "0.5 to 1.500 mg".
        _ if other_is_decimal && lo < hi => Some(Mark::Decimal),
        _ => None,
    }
}

/// "145 tests per 10,000 people": the population stands behind what is counted and is not part of the span.
pub(super) fn per_population(line: &Line<'_>, draft: &mut Draft) {
    if draft.unit.is_none()
        && let Some(unit) = population_behind(line, draft.end).and_then(|population| draft.unit.with_per(population))
    {
        draft.unit = unit;
    }
}

/// The population that the nouns at `at` are counted in: "tests per 10,000 people".
pub(super) fn population_behind(line: &Line<'_>, at: usize) -> Option<Per> {
    const NOUNS: usize = 4;
    let noun = |at: &usize| (line.is_word(*at) && !line.in_class(*at, class!("noun-stop"))) || line.is_joint(*at);
    let per = at + (at..=at + NOUNS).take_while(noun).count();
    let (population, _) =
        if per > at && line.is(per, "per") { unit_phrase::amount(line, per + 1)? } else { return None };
    population.unit.is_none().then_some(population)
}

/// "more than 30 but less than 35", "at least 5 mg and at most 10 mg": two bounds make one range.
pub(super) fn join_bounds(line: &Line<'_>, drafts: &mut Vec<Draft>) {
    drafts.dedup_by(|second, first| {
        let Some(range) = joined(line, first, second) else { return false };
        *first = range;
        true
    });
}

fn joined(line: &Line<'_>, first: &Draft, second: &Draft) -> Option<Draft> {
    let open = first.lo.is_some() != first.hi.is_some() && second.lo.is_some() != second.hi.is_some();
    let plain = first.form == Form::Plain && second.form == Form::Plain;
    if !open || !plain || !first.roles.is_empty() || !second.roles.is_empty() {
        return None;
    }
    let comma = usize::from(line.text(first.end) == ",");
    let joined = line.is_any(first.end + comma, &["and", "but"]) && first.end + comma + 1 == second.from;
    let same = first.unit == second.unit || first.unit.is_none() && !second.unit.is("%");
    let (lo, hi) = (first.lo.or(second.lo)?, first.hi.or(second.hi)?);
    (joined && same && lo.value < hi.value).then(|| Draft {
        lo: Some(lo),
        hi: Some(hi),
        shape: Shape::Range,
        unit: second.unit,
        end: second.end,
        digits_end: second.digits_end,
        ..first.clone()
    })
}
