//! Ranges ("5 to 10 mg"), lists ("25, 50 and 100 mg"), deviations ("5 ± 2") and changes ("from 12 to 8 %").

use super::bounds::{self, Bounds};
use super::draft::{Draft, bound};
use super::line::{Line, is_dash, is_hyphen};
use super::numeral::numeral;
use super::skip;
use super::unit_phrase;
use crate::facts::{Dimension, Number, Rational, Shape, Unit};
use crate::lexicon::class;

/// Completes `draft` to a range, a list or "±" where the text goes on so. Returns two drafts for a change.
pub(super) fn range(
    line: &Line<'_>,
    draft: &mut Draft,
    first: &Number,
    first_end: usize,
    own_unit: Option<(Unit, usize)>,
    bounds: &Bounds,
) -> Option<Vec<Draft>> {
    if list(line, draft, first, first_end) || deviation(line, draft, first, first_end) {
        return None;
    }
    let tail = own_unit.map_or(first_end, |(_, end)| end);
    let before = bounds.start.wrapping_sub(1);
    let between = line.is(before, "between") || line.precedes(bounds.start, &["ages", "of"]);
    let from = line.is(before, "from");
    let (second_at, dashed) = connector(line, tail, between)?;
    let second = Second::read(line, tail, second_at)?;
    let introduced = dashed || from || between;
    let (unit, value) = common_unit(own_unit.map(|(unit, _)| unit), &second, introduced)?;
    let alternative = line.is(tail, "or");
    if alternative
        && (second.unit.is_none() || own_unit.is_some() || value <= first.value)
        && !one_or_two(first.value, value)
    {
        return None;
    }
    let measured = own_unit.is_some() || second.unit.is_some();
    if !measured && !introduced && !alternative && !line.is_any(tail, &["to", "through"]) {
        return None;
    }
    let low = if own_unit.is_none() { with_scale_of(first, &second)? } else { *first };
    let high = Number { value, ..second.number };
    let falls = low.value > high.value;
    let changed = changes(line, bounds.start) && (from || falls) || from && falls && !ranges(line, bounds.start - 1);
    if changed && !dashed && !between {
        let one = Draft { lo: Some(low), hi: Some(low), unit, end: tail, ..draft.clone() };
        let mut two = Draft {
            lo: Some(high),
            hi: Some(high),
            start: second_at,
            from: second.meant.start,
            end: second.end,
            digits_end: second.digits_end,
            approx: second.meant.approx,
            ..one.clone()
        };
        bound(&mut two, second.meant.shape);
        return Some(vec![one, two]);
    }
    draft.lo = Some(low);
    draft.hi = Some(high);
    draft.unit = unit;
    draft.end = second.end;
    draft.digits_end = second.digits_end;
    draft.shape = Shape::Range;
    if let Some((shape, end)) = bounds::behind(line, second.end) {
        bound(draft, shape);
        draft.end = end;
    }
    None
}

/// The upper end of a range, as it is read by itself.
struct Second {
    number: Number,
    unit: Option<Unit>,
    meant: Bounds,
    /// The place behind the number.
    digits_end: usize,
    /// The place behind the unit.
    end: usize,
}

impl Second {
    /// The number at `at`; what joins it to the first begins at `tail`.
    fn read(line: &Line<'_>, tail: usize, at: usize) -> Option<Self> {
        let plus = line.text(at) == "+" && line.is_spaced(at) && !line.is_spaced(at + 1);
        let (negative, digits_at) = signed(line, if plus { at + 1 } else { at });
        let (number, digits_end) = numeral(line, digits_at).filter(|_| !is_blocked(line, at))?;
        let value = if negative { Rational::ZERO.minus(number.value)? } else { number.value };
        let number = Number { value, ..number };
        let unit = unit_phrase::unit(line, digits_end, &number);
        Some(Self {
            number,
            unit: unit.map(|(unit, _)| unit),
            meant: bounds::before(line, at.max(tail + 1)),
            digits_end,
            end: unit.map_or(digits_end, |(_, end)| end),
        })
    }
}

/// The unit of both ends, and the value of the second in it. `None` where they have none in common.
fn common_unit(own: Option<Unit>, second: &Second, introduced: bool) -> Option<(Unit, Rational)> {
    let value = second.number.value;
    match (own, second.unit) {
        (Some(own), Some(other)) if own != other => {
            // "500 mg–1 g": said in the unit of the first; a rate ("5 mg to 10 mg/kg") belongs to both.
            let base = other.with_base(own.base);
            let factor = if own.is_single() { other.factor_to(base)? } else { other.factor_to(own)? };
            let value = value.times(factor)?;
            let exact = factor.is_integer() || value.decimals(6).is_some();
            exact.then_some((if own.is_single() { base } else { own }, value))
        }
        // "5 mg to 10" would need its unit; "$5 to $10" has it in front.
        (Some(own), None) => (own.is("%") && introduced).then_some((own, value)),
        (_, unit) => Some((unit.unwrap_or(Unit::NONE), value)),
    }
}

/// "2 to 3 million", "4.5–11.0 × 10⁹": the first end shares the scale of the second.
fn with_scale_of(first: &Number, second: &Second) -> Option<Number> {
    let power = second.number.power();
    if power == 0 || first.power() != 0 {
        return Some(*first);
    }
    let limit = second.number.scaled(-power)?.value.times(Rational::from(10))?;
    let shares = first.value <= limit && (power < 0 || first.value < second.number.value);
    if shares { first.scaled(power) } else { Some(*first) }
}

/// "5 ± 2", "5 +/- 2".
fn deviation(line: &Line<'_>, draft: &mut Draft, first: &Number, first_end: usize) -> bool {
    let from = if line.text(first_end) == "±" {
        first_end + 1
    } else if line.follows(first_end, &["+", "/", "-"]) {
        first_end + 3
    } else {
        return false;
    };
    if let Some((spread, end)) = numeral(line, from) {
        draft.spread = Some(spread);
        draft.shape = Shape::PlusMinus;
        draft.digits_end = end;
        (draft.unit, draft.end) = unit_phrase::unit(line, end, first).unwrap_or((Unit::NONE, end));
    }
    true
}

/// "1 or 2", "5 or 6": neighbours that mean a range.
fn one_or_two(first: Rational, second: Rational) -> bool {
    second <= Rational::from(12) && second.minus(first) == Some(Rational::ONE)
}

/// What joins the ends of a range at `at`: the place of the second number, and whether it is a dash.
pub(super) fn connector(line: &Line<'_>, at: usize, between: bool) -> Option<(usize, bool)> {
    let text = line.text(at);
    // "5- to 10-mg", "65-to-75-year-old": the hyphen of the first number waits for the unit.
    if is_hyphen(text) && !line.is_spaced(at) && line.is_any(at + 1, &["to", "or", "and"]) {
        return Some((if line.is_joint(at + 2) { at + 3 } else { at + 2 }, false));
    }
    if text == "~" && !line.is_spaced(at) && line.is_number(at + 1) && !line.is_spaced(at + 1) {
        return Some((at + 1, true));
    }
    if is_dash(text) {
        let even = line.is_spaced(at) == line.is_spaced(at + 1) || text == "\u{2013}";
        let number = line.is_number(at + 1) || matches!(line.text(at + 1), "$" | "£" | "€");
        let money = usize::from(!line.is_number(at + 1));
        return (even && number).then_some((at + 1 + money, true));
    }
    if line.is(at, "to") {
        // "to about 10", "to more than 10".
        let number = (at + 1..=at + 4).find(|number| numeral(line, *number).is_some());
        let meant = number.filter(|number| bounds::before(line, *number).start <= at + 1);
        return Some((meant.unwrap_or(at + 1), false));
    }
    if line.follows(at, &["up", "to"]) {
        return Some((at + 2, false));
    }
    if line.is_any(at, &["through", "or"]) || (between && line.is(at, "and")) {
        return Some((at + 1, false));
    }
    None
}

/// Whether what begins at `at` is no number of a range: a date, a label, a telephone number.
fn is_blocked(line: &Line<'_>, at: usize) -> bool {
    line.is_number(at) && skip::is_ordinal_ending(line.text(at + 1)) && !line.is_spaced(at + 1)
}

/// Whether a verb of change governs the words before `at`.
pub(super) fn changes(line: &Line<'_>, at: usize) -> bool {
    (1..=8).any(|back| at.checked_sub(back).is_some_and(|at| line.in_class(at, class!("change-verb"))))
}

/// Whether the word before `at` says that what follows is a range: "ranged from 30 to 20".
fn ranges(line: &Line<'_>, at: usize) -> bool {
    const RANGING: &[&str] = &["range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying"];
    line.is_any(at.wrapping_sub(1), RANGING)
}

/// "25, 50 and 100 mg", "10, 20, or 40 tablets": numbers without a unit of their own, the last of which has one.
fn list(line: &Line<'_>, draft: &mut Draft, first: &Number, first_end: usize) -> bool {
    let Some((low, high, unit, digits_end, end)) = members(line, draft, first, first_end) else { return false };
    (draft.lo, draft.hi, draft.unit) = (Some(low), Some(high), unit);
    (draft.digits_end, draft.end) = (digits_end, end);
    draft.shape = Shape::List;
    true
}

/// The smallest and the largest member of a list, its unit, and where its numbers and its unit end.
fn members(
    line: &Line<'_>,
    draft: &Draft,
    first: &Number,
    first_end: usize,
) -> Option<(Number, Number, Unit, usize, usize)> {
    let mut low = *first;
    let mut high = *first;
    let mut at = first_end;
    let mut members = 1;
    loop {
        // "10-, 20-, and 40-mg tablets".
        if is_hyphen(line.text(at)) && !line.is_spaced(at) && (line.text(at + 1) == "," || line.is_spaced(at + 1)) {
            at += 1;
        }
        let comma = line.text(at) == ",";
        let after = if comma { at + 1 } else { at };
        let last = line.is_any(after, &["and", "or"]);
        if !comma && !last {
            return None;
        }
        let from = if last { after + 1 } else { after };
        let (number, end) = numeral(line, from)?;
        if !line.is_number(from) && line.is_number(draft.start) {
            return None;
        }
        if number.value < low.value {
            low = number;
        }
        if number.value > high.value {
            high = number;
        }
        members += 1;
        at = end;
        if last {
            let (unit, end) = unit_phrase::unit(line, at, &number)?;
            // "1 or 2 tablets" is a range; a pair with "and" may be two things with one unit.
            let pair = members == 2 && (line.is(after, "or") || line.is(draft.from.wrapping_sub(1), "between"));
            if pair || draft.unit != Unit::NONE {
                return None;
            }
            return Some((low, high, unit, at, end));
        }
        if members > 12 {
            return None;
        }
    }
}

/// A mark that is a minus sign before a number.
pub(super) fn is_minus(mark: &str) -> bool {
    matches!(mark, "-" | "\u{2212}" | "\u{2013}")
}

/// A minus sign, directly before the number and not joined to what stands before; "minus five percent". The place
/// of the number itself.
pub(super) fn signed(line: &Line<'_>, at: usize) -> (bool, usize) {
    let minus = is_minus(line.text(at)) && line.is_number(at + 1) && !line.is_spaced(at + 1);
    let free = at == 0
        || (line.is_spaced(at) && !line.is_number(at - 1))
        || matches!(line.before(at), "(" | "[" | "<" | ">" | "=" | "≤" | "≥");
    let said = line.is_any(at, &["minus", "negative"]) && is_negated(line, at);
    if minus && free || said { (true, at + 1) } else { (false, at) }
}

/// Whether "minus" or "negative" belongs to the number behind it: of degrees, of percent, of a score. In "220 minus 40"
/// and "tested negative 3 days later" it does not.
fn is_negated(line: &Line<'_>, at: usize) -> bool {
    let introduced = line.is_any(at.wrapping_sub(1), &["between", "from", "to", "of", "is", "was", "than"]);
    numeral(line, at + 1).is_some_and(|(number, end)| {
        unit_phrase::unit(line, end, &number).map_or(introduced, |(unit, _)| {
            unit.is("deg") || matches!(unit.dimension(), Some(Dimension::Share | Dimension::Temperature))
        })
    })
}
