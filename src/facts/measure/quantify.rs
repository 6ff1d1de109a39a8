//! From numerals to quantities: signs, bounds, and the unit they share.

use super::bounds::{self, Bounds};
use super::composite;
use super::draft::{Draft, Form, bound};
use super::frequency;
use super::line::Line;
use super::money::{is_money, money};
use super::numeral::numeral;
use super::range::{is_minus, range, signed};
use super::ratio::{pressure, proportion};
use super::skip;
use super::unit_phrase;
use crate::document::TokenKind;
use crate::facts::{Dimension, Form as NumberForm, Number, Per, Rational, Shape, Unit, UnitId};
use crate::lexicon::class;

/// All quantities of a sentence in order. `first`: the sentence opens its block.
pub(super) fn quantify(line: &Line<'_>, first: bool) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut at = 0;
    while at < line.len() {
        if !may_begin(line, at) {
            at += 1;
            continue;
        }
        let number = numeral(line, at);
        let dose_end = drafts.last().filter(|draft| is_dose_like(draft)).map(|draft| draft.end);
        let after_dose = dose_end.is_some_and(|end| at - end <= 6);
        if let Some(draft) = frequency_at(line, at, number, after_dose, dose_end == Some(at)) {
            at = draft.end;
            drafts.push(draft);
            continue;
        }
        if let Some(end) = skip::skip(line, at, first) {
            at = end.max(at + 1);
            continue;
        }
        if let Some(draft) = composite::feet_and_inches(line, at) {
            at = draft.end;
            drafts.push(draft);
            continue;
        }
        if let Some(mut found) = quantity(line, at, number) {
            at = found.last().map_or(at + 1, |draft| draft.end.max(at + 1));
            drafts.append(&mut found);
            continue;
        }
        at += 1;
    }
    count_forms(line, &mut drafts);
    composite::join_bounds(line, &mut drafts);
    drafts
}

/// Whether the token can be the first of a quantity or of what only looks like one. Most words are not, and nothing
/// else is asked of them.
fn may_begin(line: &Line<'_>, at: usize) -> bool {
    match line.kind(at) {
        Some(TokenKind::Number) => true,
        Some(TokenKind::Word) => {
            line.classes.openers.contains(&line.word(at))
                || line.in_class(at, class!("number-word"))
                || line.text(at).starts_with(['q', 'Q'])
        }
        Some(TokenKind::Punct | TokenKind::Symbol) => is_money(line.text(at)) || is_minus(line.text(at)),
        Some(TokenKind::Opaque) | None => false,
    }
}

/// "two 500-mg tablets", "8 × 500 mg tablets", "one 200 mg ibuprofen capsule": the number before a strength counts the form behind it.
fn count_forms(line: &Line<'_>, drafts: &mut [Draft]) {
    const NAME: usize = 2;
    for at in 1..drafts.len() {
        let (count, strength) = (&drafts[at - 1], &drafts[at]);
        let times = usize::from(matches!(line.text(count.end), "×" | "x"));
        let adjacent = count.form == Form::Plain && count.unit.is_none() && count.end + times == strength.start;
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

fn frequency_at(
    line: &Line<'_>,
    at: usize,
    number: Option<(Number, usize)>,
    after_dose: bool,
    directly: bool,
) -> Option<Draft> {
    let found = frequency::frequency(line, at, number, after_dose)
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

/// The quantities that begin with the token `at`: usually one; "from 12 to 8 %" after a verb of change is two. `number`
/// is the numeral there.
fn quantity(line: &Line<'_>, at: usize, number: Option<(Number, usize)>) -> Option<Vec<Draft>> {
    if let Some(found) = money(line, at) {
        return Some(vec![found]);
    }
    let (sign, number_at) = signed(line, at);
    let (first, first_end) = if number_at == at { number? } else { numeral(line, number_at)? };
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
    let mut draft = Draft::point(first, at, first_end, &before);
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
        if !lasts(line, &draft, &before) {
            bound(&mut draft, before.shape);
        }
    }
    composite::smaller_unit(line, &mut draft);
    composite::below_zero(line, &mut draft);
    composite::first_of_two_strengths(line, &mut draft);
    composite::either_reading(line, &mut draft);
    composite::per_population(line, &mut draft);
    later_period(line, &mut draft);
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

/// "over 40 minutes" is a duration, not a bound; "people over 40 years" are older than that.
fn lasts(line: &Line<'_>, draft: &Draft, before: &Bounds) -> bool {
    let age = line.is_any(draft.end, &["old", "of"])
        || line.is_any(
            before.start.wrapping_sub(1),
            &["people", "adults", "those", "anyone", "women", "men", "patients", "children", "and", "aged", "age"],
        );
    draft.unit.measures(Dimension::Time) && line.is(before.start, "over") && before.shape == Shape::MoreThan && !age
}

/// Whether the numeral counts or measures something: "one" is mostly a pronoun, "a half" is, "half" may be.
fn counts(line: &Line<'_>, at: usize, end: usize, number: &Number) -> bool {
    if line.is_number(at) {
        return true;
    }
    let measured = unit_phrase::unit(line, end, number).is_some();
    if line.is(at, "one") && end == at + 1 {
        // "one tablet", "one in eight", "one to two"; "one-time" and "at one point" are none of these.
        let next = line.past_joint(end);
        let joined =
            line.is_any(next, &["in", "out", "to", "or"]) && numeral(line, line.past_joint(next + 1)).is_some();
        return (measured && !line.is_any(end, &["day", "night", "point"]))
            || joined
            || line.is(end, "out")
            || composite::population_behind(line, end).is_some();
    }
    if line.is_any(at, &["a", "an"]) && number.form == NumberForm::Fraction {
        // "a half of them", "a quarter teaspoon"; "a week and a half" and "smaller than a quarter" are none of these.
        return (measured || line.is_any(end, &["of", "to"])) && !line.is(at.wrapping_sub(1), "and");
    }
    if line.is(at, "half") && end == at + 1 {
        let bounded = bounds::before(line, at).start < at;
        if line.is_any(at.wrapping_sub(1), &["first", "second", "other", "latter"]) {
            return false;
        }
        return measured || bounded || line.is_any(end, &["of", "a", "an", "the", "all"]);
    }
    // "a week or two".
    let time =
        |at: usize| unit_phrase::atom(line, at, None).is_some_and(|(unit, _)| unit.dimension() == Dimension::Time);
    let vague = at >= 3 && line.is(at - 1, "or") && time(at - 2) && line.is_any(at - 3, &["a", "an"]);
    !vague
}
