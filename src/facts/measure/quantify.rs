//! From numerals to quantities: ranges, lists, signs, money, bounds, and the unit they share.

use super::bounds::{self, Bounds};
use super::frequency;
use super::line::{Line, is_dash};
use super::numeral::numeral;
use super::skip;
use super::unit_phrase;
use crate::facts::{Approx, Dimension, Number, Per, Rational, Roles, Shape, Unit, UnitId};

/// A quantity in the making: what the grammar alone can tell.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) lo: Option<Number>,
    pub(super) hi: Option<Number>,
    pub(super) spread: Option<Number>,
    pub(super) shape: Shape,
    pub(super) approx: Approx,
    pub(super) roles: Roles,
    pub(super) unit: Unit,
    pub(super) form: Form,
    /// The first token of number and unit.
    pub(super) start: usize,
    /// The place behind the last.
    pub(super) end: usize,
    /// The place behind the number.
    pub(super) digits_end: usize,
    /// The first token of the words before it that belong to it ("at least").
    pub(super) from: usize,
}

/// What the grammar saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A number, perhaps with a unit.
    Plain,
    /// "twice a day".
    Frequency,
    /// "1 in 8", "79 of 132": so many of so many.
    Proportion,
    /// "120/80".
    Pressure,
    /// "7 out of 10" on a scale.
    Score,
    /// An amount of money.
    Money,
}

/// All quantities of a sentence in order. `first`: the sentence opens its block.
pub(super) fn quantify(line: &Line<'_>, first: bool) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let dose_end = drafts.last().filter(|draft| is_dose_like(draft)).map(|draft| draft.end);
        let after_dose = dose_end.is_some_and(|end| at - end <= 6);
        if let Some(draft) = frequency_at(line, at, after_dose, dose_end == Some(at)) {
            at = draft.end;
            drafts.push(draft);
            continue;
        }
        if let Some(end) = skip::skip(line, at, first) {
            at = end.max(at + 1);
            continue;
        }
        if let Some(mut found) = quantity(line, at) {
            at = found.last().map_or(at + 1, |draft| draft.end.max(at + 1));
            drafts.append(&mut found);
            continue;
        }
        at += 1;
    }
    count_forms(line, &mut drafts);
    drafts
}

/// "two 500-mg tablets", "one 200 mg ibuprofen capsule": the number before a strength counts the form behind it.
fn count_forms(line: &Line<'_>, drafts: &mut [Draft]) {
    const NAME: usize = 2;
    for at in 1..drafts.len() {
        let (count, strength) = (&drafts[at - 1], &drafts[at]);
        let adjacent = count.form == Form::Plain && count.unit.is_none() && count.end == strength.start;
        if !adjacent || !strength.unit.measures(Dimension::Mass) {
            continue;
        }
        let form = (strength.end..=strength.end + NAME)
            .take_while(|at| line.is_word(*at) || line.is_joint(*at))
            .find_map(|at| {
                unit_phrase::atom(line, at, None).map(|(unit, _)| unit).filter(|unit| super::context::is_form(*unit))
            });
        if let Some(form) = form {
            drafts[at - 1].unit = Unit::single(form);
        }
    }
}

fn is_dose_like(draft: &Draft) -> bool {
    draft.form == Form::Frequency
        || draft.unit.base.is_some_and(|unit| match unit.dimension() {
            Dimension::Mass | Dimension::Volume | Dimension::Amount => true,
            Dimension::Own(_) => matches!(unit.code(), "[iU]" | "U" | "meq" | "[drp]") || super::context::is_form(unit),
            _ => false,
        })
}

fn frequency_at(line: &Line<'_>, at: usize, after_dose: bool, directly: bool) -> Option<Draft> {
    let found = frequency::frequency(line, at, after_dose)
        .or_else(|| if directly || after_dose { frequency::bare_adverb(line, at) } else { None })?;
    let before = bounds::before(line, at);
    let (lo, hi) = if found.lo.value <= found.hi.value { (found.lo, found.hi) } else { (found.hi, found.lo) };
    let mut draft = Draft {
        lo: Some(lo),
        hi: Some(hi),
        spread: None,
        shape: if lo.value == hi.value { Shape::Point } else { Shape::Range },
        approx: before.approx,
        roles: before.roles,
        unit: found.unit,
        form: Form::Frequency,
        start: at,
        end: found.end,
        digits_end: found.end,
        from: before.start,
    };
    bound(&mut draft, before.shape);
    Some(draft)
}

/// The quantities that begin with the token `at`: usually one; "from 12 to 8 %" after a verb of change is two.
fn quantity(line: &Line<'_>, at: usize) -> Option<Vec<Draft>> {
    if let Some(found) = money(line, at) {
        return Some(vec![found]);
    }
    let (sign, number_at) = signed(line, at);
    let (first, first_end) = numeral(line, number_at)?;
    let first = if sign { Number { value: Rational::ZERO.minus(first.value)?, ..first } } else { first };
    if !counts(line, number_at, first_end, &first) {
        return None;
    }
    if let Some(found) = proportion(line, number_at, &first, first_end) {
        return Some(vec![found]);
    }
    if let Some(found) = pressure(line, number_at, &first, first_end) {
        return Some(vec![found]);
    }
    let before = bounds::before(line, at);
    let mut draft = Draft {
        lo: Some(first),
        hi: Some(first),
        spread: None,
        shape: Shape::Point,
        approx: before.approx,
        roles: before.roles,
        unit: Unit::NONE,
        form: Form::Plain,
        start: at,
        end: first_end,
        digits_end: first_end,
        from: before.start,
    };
    if let Some((shape, end)) = bounds::behind(line, draft.end) {
        bound(&mut draft, shape);
        draft.end = end;
    }
    let own_unit = unit_phrase::unit(line, draft.end, &first);
    if let Some((unit, end)) = own_unit {
        draft.unit = unit;
        draft.end = end;
        if draft.shape == Shape::Point
            && let Some((shape, end)) = bounds::behind(line, end)
        {
            bound(&mut draft, shape);
            // "65 years or older": the words are part of it.
            draft.end = end;
        }
    }
    if draft.shape == Shape::Point {
        if let Some(pair) = range(line, &mut draft, &first, first_end, own_unit, &before) {
            return Some(pair);
        }
        bound(&mut draft, before.shape);
    }
    height(line, &mut draft);
    later_period(line, &mut draft);
    duration_over(line, &mut draft, &before);
    Some(vec![draft])
}

/// "240 g of protein a day": the period stands behind the substance and is not part of the span.
fn later_period(line: &Line<'_>, draft: &mut Draft) {
    const SUBSTANCE: usize = 3;
    if draft.unit.per(Dimension::Time).is_some() || !is_dose_like(draft) || !line.is(draft.end, "of") {
        return;
    }
    let from = draft.end + 1;
    let Some(at) = (from + 1..=from + SUBSTANCE).find(|at| line.is_any(*at, &["a", "per", "each"])) else { return };
    let counted = |at: usize| numeral(line, at).is_some() || line.is_any(at, &["times", "once", "twice"]);
    if (from..at).all(|at| line.is_word(at) && !counted(at))
        && line.is_any(at + 1, &["day", "week", "hour"])
        && let Some(per) = UnitId::from_name(&line.text(at + 1).to_ascii_lowercase()).map(Per::one)
        && let Some(unit) = draft.unit.with_per(per)
    {
        draft.unit = unit;
    }
}

/// "over 40 minutes" is a duration, not a bound; so are "under 5 minutes" of other kinds left as they are.
fn duration_over(line: &Line<'_>, draft: &mut Draft, before: &Bounds) {
    let spans = draft.unit.measures(Dimension::Time) && draft.shape == Shape::MoreThan;
    let age = line.is_any(draft.end, &["old", "of"])
        || line.is_any(
            before.start.wrapping_sub(1),
            &["people", "adults", "those", "anyone", "women", "men", "patients", "children", "and", "aged", "age"],
        );
    if spans && line.is(before.start, "over") && !age {
        draft.hi = draft.lo;
        draft.shape = Shape::Point;
    }
}

/// Makes a point one-sided.
fn bound(draft: &mut Draft, shape: Shape) {
    match shape {
        Shape::AtLeast | Shape::MoreThan => draft.hi = None,
        Shape::AtMost | Shape::LessThan => draft.lo = None,
        _ => return,
    }
    draft.shape = shape;
}

/// A minus sign: directly before the number and not joined to what stands before.
fn signed(line: &Line<'_>, at: usize) -> (bool, usize) {
    let minus = matches!(line.text(at), "-" | "\u{2212}") && line.is_number(at + 1) && !line.is_spaced(at + 1);
    let free = at == 0 || (line.is_spaced(at) && !line.is_number(at - 1)) || matches!(line.before(at), "(" | "[");
    if minus && free { (true, at + 1) } else { (false, at) }
}

/// Whether the numeral counts or measures something: "one" is mostly a pronoun, "a half" is, "half" may be.
fn counts(line: &Line<'_>, at: usize, end: usize, number: &Number) -> bool {
    if line.is_number(at) {
        return true;
    }
    let measured = unit_phrase::unit(line, end, number).is_some();
    if line.is(at, "one") && end == at + 1 {
        // "one tablet", "one in eight", "one to two", "one-time" is none of these.
        let part = line.is_any(end, &["in", "out"]) && numeral(line, end + 1).is_some();
        let range = line.is_any(end, &["to", "or"]) && numeral(line, end + 1).is_some();
        return (measured && !line.is_any(end, &["day", "night"])) || part || range || line.is(end, "out");
    }
    if line.is(at, "half") && end == at + 1 {
        return measured || line.is_any(end, &["of", "a", "an", "the", "all"]);
    }
    // "a hundred" counts, "an eighth day" does not.
    true
}

/// "1 in 8", "3 out of 5", "79 of 132", "79/132", "7 out of 10" on a scale.
fn proportion(line: &Line<'_>, at: usize, first: &Number, first_end: usize) -> Option<Draft> {
    let (link_end, certain) = if line.is(first_end, "in") && line.is(first_end + 1, "every") {
        (first_end + 2, true)
    } else if line.follows(first_end, &["out", "of"]) {
        let every = line.is_any(first_end + 2, &["every", "the", "a"]);
        (if every { first_end + 3 } else { first_end + 2 }, true)
    } else if line.is(first_end, "in") {
        (first_end + 1, false)
    } else if line.is(first_end, "of") {
        let article = line.is_any(first_end + 1, &["the", "all", "our", "these", "those"]);
        (if article { first_end + 2 } else { first_end + 1 }, false)
    } else if line.text(first_end) == "/" && !line.is_spaced(first_end) && !line.is_spaced(first_end + 1) {
        (first_end + 1, false)
    } else {
        return None;
    };
    let approximate = line.is_any(link_end, &["about", "around", "approximately", "nearly", "roughly", "every"]);
    let from = if approximate { link_end + 1 } else { link_end };
    let (whole, end) = numeral(line, from)?;
    let small = first.value.is_integer() && whole.value.is_integer();
    if !small || whole.value <= first.value || whole.value < Rational::ONE {
        return None;
    }
    let measured = unit_phrase::unit(line, end, &whole).is_some();
    if measured && !line.is_any(end, &["drinks", "cells", "beats", "points"]) {
        return None;
    }
    let slash = line.text(first_end) == "/";
    // "in 2019", "in 30": a year or a deadline rather than a whole; "5 of 10 mg" is measured.
    if !certain && line.is(first_end, "in") && whole.value > Rational::from(1000) && whole.trailing_zeros() < 2 {
        return None;
    }
    let before = bounds::before(line, at);
    let scale = matches!(whole.value.to_integer(), Some(5 | 10 | 100));
    let rated = (1..=8).any(|back| {
        at.checked_sub(back).is_some_and(|at| {
            line.is_any(
                at,
                &["score", "scored", "scores", "pain", "rate", "rated", "rating", "scale", "apgar", "scoring"],
            )
        })
    }) || line.follows(end, &["on", "the"])
        || line.follows(end, &["on", "a"])
        || line.is(end, "scale");
    let form = if scale && rated && (slash || certain) { Form::Score } else { Form::Proportion };
    let per = Per::amount_of(whole.value, None)?;
    let mut draft = Draft {
        lo: Some(*first),
        hi: Some(*first),
        spread: None,
        shape: Shape::Point,
        approx: if approximate && before.approx == Approx::Exact { Approx::About } else { before.approx },
        roles: before.roles,
        unit: Unit::NONE.with_per(per)?,
        form,
        start: at,
        end,
        digits_end: end,
        from: before.start,
    };
    bound(&mut draft, before.shape);
    Some(draft)
}

/// "120/80", "130/85 mm Hg".
fn pressure(line: &Line<'_>, at: usize, first: &Number, first_end: usize) -> Option<Draft> {
    let over = line.text(first_end) == "/" || (line.is(first_end, "over") && line.is_number(at));
    let (second, end) = if over { numeral(line, first_end + 1)? } else { return None };
    let mm_hg = unit_phrase::unit(line, end, &second).filter(|(unit, _)| unit.measures(Dimension::Pressure));
    let around = (1..=10).any(|back| {
        at.checked_sub(back)
            .is_some_and(|at| line.is_any(at, &["pressure", "BP", "hypertension", "systolic", "readings"]))
    });
    let plausible = first.value > second.value && first.value.is_integer() && second.value.is_integer();
    if !(around || plausible && mm_hg.is_some()) || first.value < Rational::from(2) {
        return None;
    }
    let (unit, end) = mm_hg.unwrap_or((Unit::known("mm[Hg]"), end));
    let before = bounds::before(line, at);
    Some(Draft {
        lo: Some(*first),
        hi: Some(second),
        spread: None,
        shape: Shape::Pair,
        approx: before.approx,
        roles: before.roles,
        unit,
        form: Form::Pressure,
        start: at,
        end,
        digits_end: end,
        from: before.start,
    })
}

/// Completes `draft` to a range, a list or "±" where the text goes on so. Returns two drafts for a change.
fn range(
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
fn word_power(line: &Line<'_>, at: usize) -> Option<u8> {
    Some(match line.text(at) {
        "thousand" => 3,
        "million" => 6,
        "billion" => 9,
        "trillion" => 12,
        _ => return None,
    })
}

/// What joins the ends of a range at `at`: the place of the second number, and whether it is a dash.
fn connector(line: &Line<'_>, at: usize, between: bool) -> Option<(usize, bool)> {
    let text = line.text(at);
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
fn changes(line: &Line<'_>, at: usize) -> bool {
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

/// "5 ft 4 in", "5 feet 4 inches", "5' 4\"", "11 stone 4 lb", "8 lb 3 oz": two units of one measure make one quantity.
fn height(line: &Line<'_>, draft: &mut Draft) {
    let larger = match draft.unit.base.map(UnitId::code) {
        Some(code @ ("[ft_i]" | "[stone_av]" | "[lb_av]")) if draft.unit.is_single() && draft.shape == Shape::Point => {
            code
        }
        _ => return,
    };
    let smaller = match larger {
        "[ft_i]" => "[in_i]",
        "[stone_av]" => "[lb_av]",
        _ => "[oz_av]",
    };
    let from = if line.is(draft.end, "and") || line.text(draft.end) == "," { draft.end + 1 } else { draft.end };
    let from = if line.is_joint(from) { from + 1 } else { from };
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
    let total = (|| {
        let factor = draft.unit.factor_to(unit)?;
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

/// "$5", "US$5.50", "£5–10 million", "$2bn".
fn money(line: &Line<'_>, at: usize) -> Option<Draft> {
    let code = match line.text(at) {
        "$" => "{USD}",
        "£" => "{GBP}",
        "€" => "{EUR}",
        "₹" => "{INR}",
        "¥" => "{JPY}",
        _ => return None,
    };
    let before = bounds::before(line, at);
    let (first, first_end) = numeral(line, at + 1)?;
    let (first, first_end) = short_scale(line, first, first_end);
    let mut draft = Draft {
        lo: Some(first),
        hi: Some(first),
        spread: None,
        shape: Shape::Point,
        approx: before.approx,
        roles: before.roles,
        unit: Unit::known(code),
        form: Form::Money,
        start: at,
        end: first_end,
        digits_end: first_end,
        from: before.start,
    };
    let between = line.is(before.start.wrapping_sub(1), "between");
    // "Rose from $40 to $50": two amounts.
    let changed = line.is(before.start.wrapping_sub(1), "from") && changes(line, before.start);
    if let Some((second_at, _)) = connector(line, first_end, between).filter(|_| !changed) {
        let from = if line.text(second_at) == line.text(at) { second_at + 1 } else { second_at };
        if let Some((second, end)) = numeral(line, from).map(|(number, end)| short_scale(line, number, end))
            && !line.is(first_end, "or")
            && (from > second_at || is_dash(line.text(first_end)) || (line.is(first_end, "to") && second.scale >= 3))
        {
            let low = match word_power(line, end - 1) {
                Some(power) if first.scale < 3 => first.scaled(power).unwrap_or(first),
                _ => first,
            };
            draft.lo = Some(low);
            draft.hi = Some(second);
            draft.shape = Shape::Range;
            draft.end = end;
            draft.digits_end = end;
        }
    } else {
        bound(&mut draft, before.shape);
    }
    Some(draft)
}

/// "5m", "5bn", "5k" behind a currency sign.
fn short_scale(line: &Line<'_>, number: Number, end: usize) -> (Number, usize) {
    let power = match line.text(end) {
        "k" | "K" => 3,
        "m" | "M" | "mn" => 6,
        "B" | "b" | "bn" => 9,
        _ => return (number, end),
    };
    if line.is_spaced(end) {
        return (number, end);
    }
    number.scaled(power).map_or((number, end), |scaled| (scaled, end + 1))
}
