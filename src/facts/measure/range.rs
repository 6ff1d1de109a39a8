//! Ranges ("5 to 10 mg"), lists ("25, 50 and 100 mg"), deviations ("5 ± 2") and changes ("from 12 to 8 %").

use super::bounds::Bounds;
use super::draft::Draft;
use super::line::{Line, is_dash, is_hyphen};
use super::numeral::numeral;
use super::skip;
use super::unit_phrase;
use crate::facts::{Number, Rational, Shape, Unit};

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
    if own_unit.is_none() && second.scale >= 3 && first.scale < 3 && first.value < second.value {
        let unscaled =
            second.value.over(Rational::from(10_i64.checked_pow(u32::from(second.scale.unsigned_abs()))?))?;
        if line.text(second_end - 1).parse::<f64>().is_err() && first.value <= unscaled.times(Rational::from(10))? {
            first = first.scaled(word_power(line, second_end - 1)?)?;
        }
    }
    if own_unit.is_none()
        && second_unit.is_none()
        && !dashed
        && !from
        && !between
        && !line.is(tail, "to")
        && !alternative
    {
        return None;
    }
    if (from || changes(line, bounds.start)) && !dashed && !between && is_change(line, bounds.start, &first, &second) {
        let one = Draft { lo: Some(first), hi: Some(first), unit, ..draft.clone() };
        let one = match own_unit {
            Some((_, end)) => Draft { end, ..one },
            None => Draft { end: first_end, ..one },
        };
        let two = Draft {
            lo: Some(second),
            hi: Some(second),
            unit,
            start: second_at,
            from: second_at,
            end,
            digits_end: second_end,
            ..draft.clone()
        };
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

/// The power of the word of scale at `at`.
pub(super) fn word_power(line: &Line<'_>, at: usize) -> Option<u8> {
    Some(match line.text(at) {
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return None,
    })
}

/// What joins the ends of a range at `at`: the place of the second number, and whether it is a dash.
pub(super) fn connector(line: &Line<'_>, at: usize, between: bool) -> Option<(usize, bool)> {
    let text = line.text(at);
    // "5- to 10-mg", "65-to-75-year-old": the hyphen of the first number waits for the unit.
    if is_hyphen(text) && !line.is_spaced(at) && line.is_any(at + 1, &["to", "or"]) {
        return Some((if line.is_joint(at + 2) { at + 3 } else { at + 2 }, false));
    }
    if is_dash(text) {
        let even = line.is_spaced(at) == line.is_spaced(at + 1) || text == "\u{2013}";
        let number = line.is_number(at + 1) || matches!(line.text(at + 1), "$" | "£" | "€");
        let money = usize::from(!line.is_number(at + 1));
        return (even && number).then_some((at + 1 + money, true));
    }
    if line.is(at, "to") {
        let at = if line.follows(at + 1, &["as", "much", "as"]) { at + 4 } else { at + 1 };
        let at = if line.is_any(at, &["about", "around", "nearly", "approximately", "almost"]) { at + 1 } else { at };
        return Some((at, false));
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

fn is_change(line: &Line<'_>, at: usize, first: &Number, second: &Number) -> bool {
    changes(line, at) || first.value > second.value
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

/// A minus sign: directly before the number and not joined to what stands before.
pub(super) fn signed(line: &Line<'_>, at: usize) -> (bool, usize) {
    let minus = matches!(line.text(at), "-" | "\u{2212}") && line.is_number(at + 1) && !line.is_spaced(at + 1);
    let free = at == 0 || (line.is_spaced(at) && !line.is_number(at - 1)) || matches!(line.before(at), "(" | "[");
    if minus && free { (true, at + 1) } else { (false, at) }
}
