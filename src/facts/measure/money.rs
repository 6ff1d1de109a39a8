//! Amounts of money: "$5", "£5–10 million", "$2bn".

use super::bounds;
use super::draft::{Draft, Form, bound};
use super::line::{Line, is_dash};
use super::number_words::scale_word;
use super::numeral::numeral;
use super::range::{changes, connector};
use super::{skip, unit_phrase};
use crate::facts::{Number, Shape, Unit};

/// The currency that a sign stands for.
fn currency(sign: &str) -> Option<&'static str> {
    Some(match sign {
        "$" => "{USD}",
        "£" => "{GBP}",
        "€" => "{EUR}",
        "₹" => "{INR}",
        "¥" => "{JPY}",
        _ => return None,
    })
}

/// Whether `mark` is the sign of a currency.
pub(super) fn is_money(mark: &str) -> bool {
    currency(mark).is_some()
}

/// "$5", "US$5.50", "£5–10 million", "$2bn".
pub(super) fn money(line: &Line<'_>, at: usize) -> Option<Draft> {
    let code = currency(line.text(at))?;
    if skip::decimal_comma(line, at + 1).is_some() {
        return None;
    }
    let before = bounds::before(line, at);
    let (first, first_end) = numeral(line, at + 1)?;
    let (first, first_end) = short_scale(line, first, first_end);
    let mut draft = Draft { unit: Unit::known(code), form: Form::Money, ..Draft::point(first, at, first_end, &before) };
    let between = line.is(before.start.wrapping_sub(1), "between");
    // "Rose from $40 to $50": two amounts.
    let changed = line.is(before.start.wrapping_sub(1), "from") && changes(line, before.start);
    if let Some((second_at, _)) = connector(line, first_end, between).filter(|_| !changed) {
        let from = if line.text(second_at) == line.text(at) { second_at + 1 } else { second_at };
        if let Some((second, end)) = numeral(line, from).map(|(number, end)| short_scale(line, number, end))
            && !line.is(first_end, "or")
            && (from > second_at || is_dash(line.text(first_end)) || (line.is(first_end, "to") && second.scale >= 3))
        {
            let low = match scale_word(line.text(end - 1)) {
                Some(power) if power >= 3 && first.scale < 3 => first.scaled(power).unwrap_or(first),
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
    (draft.unit, draft.end) = unit_phrase::denominators(line, draft.end, draft.unit);
    Some(draft)
}

/// "5m", "5bn", "5k" behind a currency sign.
fn short_scale(line: &Line<'_>, number: Number, end: usize) -> (Number, usize) {
    let power = match line.text(end) {
        "k" | "K" => 3,
        "m" | "M" | "mn" => 6,
        "B" | "b" | "bn" => 9,
        "T" | "tn" => 12,
        _ => return (number, end),
    };
    if line.is_spaced(end) {
        return (number, end);
    }
    number.scaled(power).map_or((number, end), |scaled| (scaled, end + 1))
}
