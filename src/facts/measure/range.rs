//! Ranges ("5 to 10 mg"), lists ("25, 50 and 100 mg"), deviations ("5 ± 2") and changes ("from 12 to 8 %").

use super::bounds::{self, Bounds};
use super::draft::{Draft, bound};
use super::line::{Line, is_dash, is_hyphen};
use super::number_words::scale_word;
use super::numeral::{numeral, short_scale};
use super::skip;
use super::unit_phrase;
use crate::facts::{Dimension, Number, Rational, Shape, Unit};

/// Completes `draft` to a range, a list or "±" where the text goes on so. Returns two drafts for a change.
pub(super) fn range(
    line: &Line<'_>,
    draft: &mut Draft,
    first: &Number,
    first_end: usize,
    own_unit: Option<(Unit, usize)>,
    bounds: &Bounds,
) -> Option<Vec<Draft>> {
    if let Some(end) = list(line, draft, first, first_end) {
        draft.end = end;
        return None;
    }
    if line.text(first_end) == "±" || (line.text(first_end) == "+" && line.follows(first_end, &["+", "/", "-"])) {
        let from = if line.text(first_end) == "±" { first_end + 1 } else { first_end + 3 };
        if let Some((spread, end)) = numeral(line, from) {
            draft.spread = Some(spread);
            draft.shape = Shape::PlusMinus;
            draft.digits_end = end;
            (draft.unit, draft.end) = unit_phrase::unit(line, end, first).unwrap_or((Unit::NONE, end));
        }
        return None;
    }
    let tail = own_unit.map_or(first_end, |(_, end)| end);
    let between = line.is(bounds.start.wrapping_sub(1), "between");
    let from = line.is(bounds.start.wrapping_sub(1), "from");
    let (second_at, dashed) = connector(line, tail, between)?;
    let (negative, digits_at) = signed(line, second_at);
    let (second, second_end) = numeral(line, digits_at).filter(|_| !is_blocked(line, second_at))?;
    let meant = bounds::before(line, second_at.max(tail + 1));
    let mut second = if negative { Number { value: Rational::ZERO.minus(second.value)?, ..second } } else { second };
    let mut first = *first;
    let second_unit = unit_phrase::unit(line, second_end, &second);
    let end = second_unit.map_or(second_end, |(_, end)| end);
    let mut unit = second_unit.map_or(Unit::NONE, |(unit, _)| unit);
    match (own_unit, second_unit) {
        (Some((own, _)), Some((other, _))) if own != other => {
            // "500 mg–1 g": said in the unit of the first; a rate ("5 mg to 10 mg/kg") belongs to both.
            let base = other.with_base(own.base);
            let factor = if own.is_single() { other.factor_to(base)? } else { other.factor_to(own)? };
            if !factor.is_integer() && factor != Rational::ONE && second.value.times(factor)?.decimals(6).is_none() {
                return None;
            }
            second.value = second.value.times(factor)?;
            unit = if own.is_single() { base } else { own };
        }
        (Some((own, _)), None) => {
            // "5 mg to 10" would need its unit; "$5 to $10" has it in front.
            if !(own.is("%") && (dashed || from || between)) {
                return None;
            }
            unit = own;
        }
        _ => {}
    }
    let alternative = line.is(tail, "or");
    if alternative
        && (second_unit.is_none() || own_unit.is_some() || second.value <= first.value)
        && !one_or_two(&first, &second)
    {
        return None;
    }
    // "2 to 3 million".
    let power = scale_word(line.text(second_end - 1)).or_else(|| short_scale(line, second_end - 1));
    if let Some(power) = power.filter(|power| *power >= 3 && own_unit.is_none() && first.scale < 3)
        && first.value < second.value
        && first.value <= second.scaled(-power)?.value.times(Rational::from(10))?
    {
        first = first.scaled(power)?;
    }
    if own_unit.is_none()
        && second_unit.is_none()
        && !dashed
        && !from
        && !between
        && !line.is_any(tail, &["to", "through"])
        && !alternative
    {
        return None;
    }
    let falls = first.value > second.value;
    let changed = changes(line, bounds.start) && (from || falls) || from && falls && !ranges(line, bounds.start - 1);
    if changed && !dashed && !between {
        let one = Draft { lo: Some(first), hi: Some(first), unit, ..draft.clone() };
        let one = match own_unit {
            Some((_, end)) => Draft { end, ..one },
            None => Draft { end: first_end, ..one },
        };
        let mut two = Draft {
            lo: Some(second),
            hi: Some(second),
            unit,
            start: second_at,
            from: meant.start,
            end,
            digits_end: second_end,
            approx: meant.approx,
            ..draft.clone()
        };
        bound(&mut two, meant.shape);
        return Some(vec![one, two]);
    }
    draft.lo = Some(first);
    draft.hi = Some(second);
    draft.unit = unit;
    draft.end = end;
    draft.digits_end = second_end;
    draft.shape = Shape::Range;
    if let Some((_, end)) = super::bounds::behind(line, end) {
        draft.hi = None;
        draft.shape = Shape::AtLeast;
        draft.end = end;
    }
    None
}

fn one_or_two(first: &Number, second: &Number) -> bool {
    second.value > first.value
        && second.value <= Rational::from(12)
        && second.value.minus(first.value) == Some(Rational::ONE)
}

/// What joins the ends of a range at `at`: the place of the second number, and whether it is a dash.
pub(super) fn connector(line: &Line<'_>, at: usize, between: bool) -> Option<(usize, bool)> {
    let text = line.text(at);
    // "5- to 10-mg", "65-to-75-year-old": the hyphen of the first number waits for the unit.
    if is_hyphen(text) && !line.is_spaced(at) && line.is_any(at + 1, &["to", "or"]) {
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
    (1..=8).any(|back| at.checked_sub(back).is_some_and(|at| line.in_class(at, line.classes.change)))
}

/// Whether the word before `at` says that what follows is a range: "ranged from 30 to 20".
fn ranges(line: &Line<'_>, at: usize) -> bool {
    const RANGING: &[&str] = &["range", "ranges", "ranged", "ranging", "vary", "varies", "varied", "varying"];
    line.is_any(at.wrapping_sub(1), RANGING)
}

/// "25, 50 and 100 mg", "10, 20, or 40 tablets": numbers without a unit of their own, the last of which has one.
fn list(line: &Line<'_>, draft: &mut Draft, first: &Number, first_end: usize) -> Option<usize> {
    let mut low = *first;
    let mut high = *first;
    let mut at = first_end;
    let mut members = 1;
    loop {
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
            draft.lo = Some(low);
            draft.hi = Some(high);
            draft.shape = Shape::List;
            draft.unit = unit;
            draft.digits_end = at;
            return Some(end);
        }
        if members > 12 {
            return None;
        }
    }
}

/// A minus sign, directly before the number and not joined to what stands before; "minus five percent". The place
/// of the number itself.
pub(super) fn signed(line: &Line<'_>, at: usize) -> (bool, usize) {
    let minus = matches!(line.text(at), "-" | "\u{2212}") && line.is_number(at + 1) && !line.is_spaced(at + 1);
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
