//! How often: "twice a day", "every 4 to 6 hours", "q6h", "BID", "three times weekly".
//!
//! A frequency is said as times per hour, day, week, month or year, so "every 4 to 6 hours" is 4 to 6 a day.

use super::line::{Line, is_dash};
use super::numeral::numeral;
use super::unit_phrase::atom;
use crate::facts::{Dimension, Number, Per, Rational, Unit, UnitId};

/// A frequency: how many times, per what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frequency {
    pub(super) lo: Number,
    pub(super) hi: Number,
    pub(super) unit: Unit,
    /// The place behind it.
    pub(super) end: usize,
}

/// The frequency that begins at `at`, where `number` may stand. `after_dose`: a dose ends shortly before it, so a bare
/// "daily" is one.
pub(super) fn frequency(
    line: &Line<'_>,
    at: usize,
    number: Option<(Number, usize)>,
    after_dose: bool,
) -> Option<Frequency> {
    if let Some(found) = abbreviated(line, at, after_dose).or_else(|| abbreviated_interval(line, at)) {
        return Some(found);
    }
    if line.is(at, "every") || (line.is(at, "each") && after_dose) {
        return every(line, at, after_dose);
    }
    let (lo, hi, end) = times(line, at, number)?;
    let (period, end) = period(line, end)?;
    let (lo, hi, period) = in_days(lo, hi, period)?;
    Some(Frequency { lo, hi, unit: Unit::NONE.with_per(period)?, end })
}

/// "once", "twice", "3 times", "two to three times", "3x"; a bare adverb ("daily") is once.
fn times(line: &Line<'_>, at: usize, number: Option<(Number, usize)>) -> Option<(Number, Number, usize)> {
    let adverb = match line.text(at) {
        "once" | "Once" => Some(1),
        "twice" | "Twice" => Some(2),
        "thrice" | "Thrice" => Some(3),
        _ => None,
    };
    if let Some(count) = adverb {
        let joined = line.is_any(at + 1, &["or", "to"]);
        let second = match line.text(at + 2) {
            "twice" => Some((2, at + 3)),
            "three" | "3" if line.is(at + 3, "times") => Some((3, at + 4)),
            _ => None,
        };
        let (upper, end) = second.filter(|_| joined).unwrap_or((count, at + 1));
        let end = if line.is_joint(end) { end + 1 } else { end };
        return Some((Number::word(count), Number::word(upper), end));
    }
    let (lo, end) = number?;
    let (hi, end) = upper_end(line, end).unwrap_or((lo, end));
    let end = if line.is_joint(end) { end + 1 } else { end };
    let counted = line.is_any(end, &["times", "time", "x", "×"]) || line.is(end, "doses");
    counted.then_some((lo, hi, end + 1))
}

/// The second number of "4 to 6", "4-6", "4 or 5".
fn upper_end(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    let connects = is_dash(line.text(at)) || line.is_any(at, &["to", "or"]);
    if connects { numeral(line, at + 1) } else { None }
}

/// "a day", "per week", "daily", "in 24 hours", "every 2 weeks", "each night".
fn period(line: &Line<'_>, at: usize) -> Option<(Per, usize)> {
    if let Some((code, end)) = adverb(line, at) {
        return Some((Per::one(UnitId::from_code(code)?), end));
    }
    let plain = line.is_any(at, &["a", "an", "per", "each", "every", "/"]);
    let within = line.is_any(at, &["in", "within", "over", "during"]);
    if !plain && !within {
        return None;
    }
    let from = if within && line.is_any(at + 1, &["a", "any", "one", "the", "each"]) { at + 2 } else { at + 1 };
    if let Some((number, end)) = numeral(line, from) {
        let end = if line.is_joint(end) { end + 1 } else { end };
        let (unit, end) = time(line, end)?;
        // Counted per longer spans ("3 times in 5 years") it is no regimen.
        let hours = unit.code() == "h" || plain;
        return if hours { per(number.value, unit).map(|per| (per, end)) } else { None };
    }
    if within && from == at + 1 {
        return None;
    }
    let (unit, end) = time(line, from)?;
    Some((Per::one(unit), end))
}

/// "once every 12 hours" as twice a day, like "every 12 hours".
fn in_days(lo: Number, hi: Number, period: Per) -> Option<(Number, Number, Per)> {
    let hours = period.unit.is_some_and(|unit| unit.code() == "h") && period.amount() != Rational::ONE;
    if !hours {
        return Some((lo, hi, period));
    }
    let per_day = Rational::from(24).over(period.amount())?;
    let scaled = |times: Number| Some(Number { value: times.value.times(per_day)?, ..times });
    Some((scaled(lo)?, scaled(hi)?, Per::one(UnitId::from_code("d")?)))
}

/// Per `amount` of `unit`: 24 hours are a day.
fn per(amount: Rational, unit: UnitId) -> Option<Per> {
    if unit.code() == "h" && amount == Rational::from(24) {
        return Some(Per::one(UnitId::from_code("d")?));
    }
    Per::amount_of(amount, Some(unit))
}

fn time(line: &Line<'_>, at: usize) -> Option<(UnitId, usize)> {
    let code = match line.text(at) {
        "morning" | "evening" | "bedtime" | "night" => "d",
        _ => {
            let (unit, end) = atom(line, at, None)?;
            return (unit.dimension() == Dimension::Time).then_some((unit, end));
        }
    };
    Some((UnitId::from_code(code)?, at + 1))
}

fn adverb(line: &Line<'_>, at: usize) -> Option<(&'static str, usize)> {
    let code = match line.text(at) {
        "daily" | "Daily" | "nightly" => "d",
        "weekly" => "wk",
        "monthly" => "mo",
        "yearly" | "annually" => "a",
        "hourly" => "h",
        _ => return None,
    };
    Some((code, at + 1))
}

/// "every 4 to 6 hours", "every other day", "every 12 h", "every day".
fn every(line: &Line<'_>, at: usize, after_dose: bool) -> Option<Frequency> {
    let once = Number::word(1);
    if line.is_any(at + 1, &["other", "second"]) {
        let (unit, end) = time(line, at + 2)?;
        let per = Per::amount_of(Rational::from(2), Some(unit))?;
        return Some(Frequency { lo: once, hi: once, unit: Unit::NONE.with_per(per)?, end });
    }
    if let Some((lo, end)) = numeral(line, at + 1) {
        let (hi, end) = upper_end(line, end).unwrap_or((lo, end));
        let end = if line.is_joint(end) { end + 1 } else { end };
        let (unit, end) = time(line, end)?;
        return interval(lo, hi, unit, end);
    }
    if !after_dose {
        return None;
    }
    let (unit, end) = time(line, at + 1)?;
    Some(Frequency { lo: once, hi: once, unit: Unit::NONE.with_per(Per::one(unit))?, end })
}

/// An interval between doses as a frequency: hours as doses a day, minutes as doses an hour, others as they are.
fn interval(lo: Number, hi: Number, unit: UnitId, end: usize) -> Option<Frequency> {
    let (span, code) = match unit.code() {
        "h" => (24, "d"),
        "min" => (60, "h"),
        _ => (1, unit.code()),
    };
    let count = |interval: Number| {
        let times = Rational::from(span).over(interval.value)?;
        Some(Number { value: times, ..Number::fraction(times) })
    };
    let per = Per::one(UnitId::from_code(code)?);
    Some(Frequency { lo: count(hi)?, hi: count(lo)?, unit: Unit::NONE.with_per(per)?, end })
}

/// "bid", "q6h", "q.d.": only in the company of a dose, or in capitals.
fn abbreviated(line: &Line<'_>, at: usize, after_dose: bool) -> Option<Frequency> {
    let text = line.text(at);
    if !line.is_word(at) || !(2..=6).contains(&text.len()) {
        return None;
    }
    let upper = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'.');
    if !after_dose && !upper {
        return None;
    }
    let lower: String = text.chars().filter(|c| *c != '.').map(|c| c.to_ascii_lowercase()).collect();
    let (count, code) = match lower.as_str() {
        "qd" | "od" | "qhs" | "qam" | "qpm" if after_dose => (Rational::ONE, "d"),
        "bid" => (Rational::from(2), "d"),
        "tid" => (Rational::from(3), "d"),
        "qid" => (Rational::from(4), "d"),
        "bd" if after_dose => (Rational::from(2), "d"),
        "tds" if after_dose => (Rational::from(3), "d"),
        "qds" if after_dose => (Rational::from(4), "d"),
        "qod" => (Rational::fraction(1, 2)?, "d"),
        _ => {
            let hours = lower.strip_prefix('q')?.strip_suffix('h')?;
            let hours: i64 = if hours.is_empty() { 1 } else { hours.parse().ok()? };
            (Rational::from(24).over(Rational::from(hours))?, "d")
        }
    };
    let number = Number { value: count, ..Number::word(1) };
    let per = Per::one(UnitId::from_code(code)?);
    Some(Frequency { lo: number, hi: number, unit: Unit::NONE.with_per(per)?, end: at + 1 })
}

/// "q4-6h".
fn abbreviated_interval(line: &Line<'_>, at: usize) -> Option<Frequency> {
    let low = Number::parse(line.text(at).strip_prefix(['q', 'Q'])?)?;
    let ranged = is_dash(line.text(at + 1)) && line.is(at + 3, "h");
    let high = Number::parse(line.text(at + 2)).filter(|high| ranged && high.value > low.value)?;
    interval(low, high, UnitId::from_code("h")?, at + 4)
}

/// A bare adverb of time behind a dose: "5 mg daily", "10 mg once weekly" is read elsewhere.
pub(super) fn bare_adverb(line: &Line<'_>, at: usize) -> Option<Frequency> {
    let (code, end) = adverb(line, at)?;
    let once = Number::word(1);
    Some(Frequency { lo: once, hi: once, unit: Unit::NONE.with_per(Per::one(UnitId::from_code(code)?))?, end })
}
