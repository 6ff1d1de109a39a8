//! Two numbers that make one figure: "1 in 8", "79 of 132", "7 out of 10", "120/80".

use super::bounds;
use super::draft::{Draft, Form, bound};
use super::line::Line;
use super::numeral::numeral;
use super::unit_phrase;
use crate::facts::{Approx, Dimension, Number, Per, Rational, Shape, Unit};

/// "1 in 8", "3 out of 5", "79 of 132", "79/132", "7 out of 10" on a scale.
pub(super) fn proportion(line: &Line<'_>, at: usize, first: &Number, first_end: usize) -> Option<Draft> {
    let hyphens = line.is_joint(first_end) && line.is(first_end + 1, "in") && line.is_joint(first_end + 2);
    let (link_end, certain) = if hyphens {
        (first_end + 3, true)
    } else if line.is(first_end, "in") && line.is(first_end + 1, "every") {
        (first_end + 2, true)
    } else if line.follows(first_end, &["out", "of"]) {
        let every = line.is_any(first_end + 2, &["every", "the", "a"]);
        (if every { first_end + 3 } else { first_end + 2 }, true)
    } else if line.is(first_end, "in") {
        (first_end + 1, false)
    } else if line.is(first_end, "of") {
        let article = line.is_any(first_end + 1, &["the", "all", "our", "these", "those", "every"]);
        (if article { first_end + 2 } else { first_end + 1 }, false)
    } else if line.text(first_end) == "/" && !line.is_spaced(first_end) && !line.is_spaced(first_end + 1) {
        (first_end + 1, false)
    } else {
        return None;
    };
    let approximate = line.is_any(link_end, &["about", "around", "approximately", "nearly", "roughly", "every"]);
    let from = if approximate { link_end + 1 } else { link_end };
    let (whole, end) = numeral(line, from)?;
    let scale = matches!(whole.value.to_integer(), Some(5 | 10 | 100));
    let slash = line.text(first_end) == "/";
    let small = (first.value.is_integer() || scale && slash) && whole.value.is_integer();
    if !small || whole.value <= first.value || whole.value < Rational::ONE {
        return None;
    }
    let measured = unit_phrase::unit(line, end, &whole).is_some();
    if measured && !line.is_any(end, &["drinks", "cells", "beats", "points"]) {
        return None;
    }
    // "in 2019", "in 30": a year or a deadline rather than a whole; "5 of 10 mg" is measured.
    if !certain && line.is(first_end, "in") && whole.value > Rational::from(1000) && whole.trailing_zeros() < 2 {
        return None;
    }
    let before = bounds::before(line, at);
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
    let form = if scale && (rated || !first.value.is_integer()) && (slash || certain) {
        Form::Score
    } else {
        Form::Proportion
    };
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
    if let Some((shape, end)) = bounds::behind(line, end) {
        bound(&mut draft, shape);
        draft.end = end;
    }
    Some(draft)
}

/// "120/80", "130/85 mm Hg".
pub(super) fn pressure(line: &Line<'_>, at: usize, first: &Number, first_end: usize) -> Option<Draft> {
    let over = line.text(first_end) == "/" || (line.is(first_end, "over") && line.is_number(at));
    let (second, end) = if over { numeral(line, first_end + 1)? } else { return None };
    let mm_hg = unit_phrase::unit(line, end, &second).filter(|(unit, _)| unit.measures(Dimension::Pressure));
    let around = speaks_of_pressure(line, at);
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

/// Whether the words before the number at `at` speak of blood pressure.
pub(super) fn speaks_of_pressure(line: &Line<'_>, at: usize) -> bool {
    const REACH: usize = 10;
    (at.saturating_sub(REACH)..at)
        .any(|at| line.is_any(at, &["pressure", "BP", "hypertension", "systolic", "readings"]))
}
