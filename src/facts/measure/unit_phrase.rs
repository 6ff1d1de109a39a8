//! What may stand behind a number: a unit, alone or with what it is counted per.

use super::line::{Line, is_hyphen};
use super::number_words::scale_word;
use super::numeral::{numeral, superscript};
use crate::document::TokenFlags;
use crate::facts::{Dimension, Form, Number, Per, Rational, Unit, UnitId};

/// The longest name of a unit, in bytes; longer runs of words need not be tried.
const LONGEST_NAME: usize = 48;
/// The longest word that such a name begins with.
const LONGEST_WORD: usize = 16;

/// The unit at `at` (directly, behind a blank or a joining hyphen) with all its denominators, and the place behind it.
pub(super) fn unit(line: &Line<'_>, at: usize, number: &Number) -> Option<(Unit, usize)> {
    let mut from = if line.is_joint(at) { at + 1 } else { at };
    if number.form == Form::Fraction {
        // "half a tablet", "a quarter of an hour".
        from = if line.is(from, "of") && line.is_any(from + 1, &["a", "an"]) { from + 1 } else { from };
        from = if line.is_any(from, &["a", "an"]) { from + 1 } else { from };
    }
    let parts = line.is_any(from, &["divided", "equal", "equally", "split", "separate"]);
    if parts && let Some(found) = divided_doses(line, from + 1) {
        return Some(found);
    }
    if let Some((unit, end)) = atom(line, from, Some(number)) {
        return Some(denominators(line, end, Unit::single(unit)));
    }
    if let Some(unit) = short_rate(line.text(from)) {
        return Some((unit, from + 1));
    }
    let (per, end) = population(line, at)?;
    Some((Unit::NONE.with_per(per)?, end))
}

/// The doses of "3 divided doses", "two equally divided doses".
fn divided_doses(line: &Line<'_>, at: usize) -> Option<(Unit, usize)> {
    let at = if line.is(at, "divided") { at + 1 } else { at };
    let (unit, end) = atom(line, at, None)?;
    (unit.code() == "{dose}").then_some((Unit::single(unit), end))
}

/// Rates that are written as one word.
fn short_rate(text: &str) -> Option<Unit> {
    let (base, per) = match text {
        "bpm" | "BPM" => ("{beat}", "min"),
        "mph" | "MPH" => ("[mi_i]", "h"),
        "kph" | "kmph" => ("km", "h"),
        _ => return None,
    };
    Unit::from_codes(base, &[per])
}

/// A single unit at `at`. `number` is the number before it; none below the line.
pub(super) fn atom(line: &Line<'_>, at: usize, number: Option<&Number>) -> Option<(UnitId, usize)> {
    let text = line.text(at);
    match text {
        "" => return None,
        "%" | "％" => {
            let points = line.is_any(at + 1, &["point", "points"]);
            return Some(if points { (UnitId::from_code("[pp]")?, at + 2) } else { (UnitId::from_code("%")?, at + 1) });
        }
        "°" | "º" => {
            let scale = match line.text(at + 1) {
                "C" | "Celsius" | "celsius" | "centigrade" => "Cel",
                "F" | "Fahrenheit" | "fahrenheit" => "[degF]",
                _ => return Some((UnitId::from_code("deg")?, at + 1)),
            };
            return Some((UnitId::from_code(scale)?, at + 2));
        }
        _ => {}
    }
    if !line.is_word(at) {
        // "5 €": behind the amount, unless it belongs to the next.
        let currency = matches!(text, "$" | "£" | "€") && (number.is_none() || line.is_number(at + 1));
        return UnitId::from_symbol(text).filter(|_| !currency && text != "\"").map(|unit| (unit, at + 1));
    }
    if let Some(found) = named(line, at, number) {
        return Some(found);
    }
    if let Some((power, end)) = exponent(line, at + 1) {
        let raised = UnitId::from_symbol(&format!("{text}{power}")).map(|unit| (unit, end));
        // Behind what has no powers ("50 mg³") it is a note.
        if raised.is_some() || UnitId::from_symbol(text).is_some_and(|unit| unit.dimension() == Dimension::Length) {
            return raised;
        }
    }
    if let Some(unit) = number.and_then(|number| bare_degrees(line, at, number)) {
        return Some((unit, at + 1));
    }
    let unit = UnitId::from_symbol(text)?;
    let plausible = match text {
        // "5 in 10", "one-in-five": inches only where nothing can be counted behind them.
        "in" => {
            number.is_some()
                && !(line.is_joint(at + 1) && numeral(line, at + 2).is_some())
                && (line.is_joint(at.wrapping_sub(1))
                    || !line.is_word(at + 1) && !line.is_number(at + 1)
                    || line.is_any(at + 1, &["tall", "long", "wide", "thick", "high", "by", "x"]))
        }
        // A letter joined to digits is often part of a name ("18F", "5V"): these need a blank, or stand below a line.
        "V" | "W" | "J" | "y" | "t" => number.is_none() || line.is_spaced(at),
        // "1990s", "20s".
        "s" => number.is_none() || line.is_spaced(at) || number.is_some_and(|number| number.decimals > 0),
        // "12st 4lb", but "the 5 st".
        "st" => number.is_some_and(|number| number.value >= Rational::from(4)) && !line.is_spaced(at),
        "MET" | "METs" => number.is_some(),
        _ => true,
    };
    plausible.then_some((unit, at + 1))
}

/// The power that a unit of length is raised to by what stands behind it: "m²", "m^2", "km squared".
fn exponent(line: &Line<'_>, at: usize) -> Option<(u8, usize)> {
    if line.is_any(at, &["squared", "cubed"]) {
        return Some((if line.is(at, "squared") { 2 } else { 3 }, at + 1));
    }
    let caret = line.text(at) == "^";
    let place = if caret { at + 1 } else { at };
    let text = line.text(place);
    let raised = caret || line.has(place, TokenFlags::SUPERSCRIPT);
    let power = superscript(text).or_else(|| if raised { text.parse().ok() } else { None })?;
    let tight = !line.is_spaced(at) && !line.is_spaced(place);
    (tight && matches!(power, 2 | 3)).then_some((power, place + 1))
}

/// "101 F", "38.5C": a letter alone is a temperature where a body can have it, or beside one in the other scale.
fn bare_degrees(line: &Line<'_>, at: usize, number: &Number) -> Option<UnitId> {
    let (code, other, low, high) = match line.text(at) {
        "C" => ("Cel", "F", 30, 45),
        "F" => ("[degF]", "C", 90, 115),
        _ => return None,
    };
    let named_on = is_hyphen(line.text(at + 1)) && !line.is_spaced(at + 1);
    let bodily = number.value >= Rational::from(low) && number.value <= Rational::from(high);
    let beside = (at + 1..at + 6).any(|at| line.text(at) == other && line.is_number(at - 1));
    let behind = (1..6).any(|back| at.checked_sub(back).is_some_and(|at| line.text(at) == other));
    let called =
        (1..8).any(|back| at.checked_sub(back).is_some_and(|at| line.is_any(at, &["temperature", "fever", "temp"])));
    if (bodily || beside || behind || called) && !named_on { UnitId::from_code(code) } else { None }
}

/// A unit by its name, the longest first.
fn named(line: &Line<'_>, at: usize, number: Option<&Number>) -> Option<(UnitId, usize)> {
    let mut first = [0; LONGEST_WORD];
    let first = first.get_mut(..line.text(at).len())?;
    first.copy_from_slice(line.text(at).as_bytes());
    first.make_ascii_lowercase();
    let mut joined = String::new();
    let mut found = None;
    let mut end = at;
    for _ in 0..UnitId::longest_name(first) {
        let text = line.text(end);
        if !line.is_word(end) || joined.len() + text.len() > LONGEST_NAME || !text.is_ascii() {
            break;
        }
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(text);
        joined.make_ascii_lowercase();
        end += 1;
        if let Some(unit) = UnitId::from_name(&joined) {
            found = Some((unit, end));
        }
        // "person-years", "fl. oz".
        let stop = line.text(end) == "." && text.len() == 2 && !line.is_spaced(end);
        if (line.is_joint(end) || stop) && line.is_word(end + 1) {
            end += 1;
        }
    }
    let (unit, end) = found?;
    let text = line.text(at);
    let plausible = match text.to_ascii_lowercase().as_str() {
        // "two second doses", "one third", "the 5 second-line drugs".
        "second" => number.is_some_and(|number| number.value == Rational::ONE) || line.is_joint(at.wrapping_sub(1)),
        // A unit of weight in Britain, and what forms in kidneys.
        "stone" => number.is_some_and(|number| number.value >= Rational::from(4)),
        "stones" => false,
        // "Stage 2 pressure", "the 4 patches of skin" are no matter of units, but "Two glasses" is.
        "gray" | "grays" | "pack" | "packs" => number.is_some() && !line.is_any(end, &["matter", "hair"]),
        "yen" | "cent" | "cents" => number.is_some(),
        // "60 cell lines".
        "cell" => number.is_none() || !line.is_word(end),
        _ => true,
    };
    // A capital in the middle of a sentence is a name ("5 Stone Road"), but for a unit in full capitals.
    plausible.then_some((unit, end))
}

/// Adds what follows "/", "per", "for each" or stands as "a day".
pub(super) fn denominators(line: &Line<'_>, mut at: usize, mut unit: Unit) -> (Unit, usize) {
    while let Some((per, end)) = denominator(line, at, unit) {
        let Some(more) = unit.with_per(per) else { break };
        unit = more;
        at = end;
    }
    (unit, at)
}

fn denominator(line: &Line<'_>, at: usize, unit: Unit) -> Option<(Per, usize)> {
    let text = line.text(at);
    if matches!(text, "/" | "\u{2215}" | "\u{2044}") {
        // "50 mcg/500 mcg": the strengths of two substances.
        return amount(line, at + 1).filter(|(per, _)| !line.is_number(at + 1) || !is_same_measure(*per, unit));
    }
    if line.is(at, "per") {
        return amount(line, at + 1);
    }
    if line.is(at, "for") && line.is_any(at + 1, &["each", "every"]) {
        // "for every day of treatment" is no rate, "for each kilogram" is.
        return amount(line, at + 2).filter(|(per, _)| {
            per.unit.is_some_and(|unit| matches!(unit.dimension(), Dimension::Mass | Dimension::Volume))
        });
    }
    if line.is_any(at, &["a", "an", "each", "every"]) && !unit.measures(Dimension::Time) {
        let (time, end) = atom(line, at + 1, None)?;
        // "5 mg a day", but "every day or two" and "10 mg a week before surgery" are something else.
        let apart = line.is_any(end, &["before", "after", "earlier", "later", "ago"]);
        let other = line.is_any(at, &["each", "every"]) && !matches!(time.code(), "d" | "wk" | "mo" | "h" | "min");
        let singular = !line.before(end).ends_with('s');
        return (time.dimension() == Dimension::Time && singular && !apart && !other).then_some((Per::one(time), end));
    }
    // "mg kg⁻¹", "mg kg-1", "mg·kg−1".
    let dot = matches!(text, "·" | "⋅") && !line.is_spaced(at) && !line.is_spaced(at + 1);
    let from = if dot { at + 1 } else { at };
    let (below, end) =
        if line.is_word(from) && (dot || line.is_spaced(at)) { atom(line, from, None)? } else { return None };
    let minus = matches!(line.text(end), "\u{207b}" | "-" | "\u{2212}") && !line.is_spaced(end);
    let one = matches!(line.text(end + 1), "1" | "¹") && !line.is_spaced(end + 1);
    (minus && one).then_some((Per::one(below), end + 2))
}

fn is_same_measure(per: Per, unit: Unit) -> bool {
    per.unit.is_some_and(|below| unit.dimension() == Some(below.dimension()))
}

/// What stands below the line: a unit, an amount of one, or a bare number.
pub(super) fn amount(line: &Line<'_>, at: usize) -> Option<(Per, usize)> {
    if line.text(at) == "1.73" && line.is_any(at + 1, &["m", "m2", "m²", "square"]) {
        let end = if line.is(at + 1, "m2") { at + 2 } else { at + 3 };
        return Some((Per::one(UnitId::from_code("{1.73_m2}")?), end));
    }
    if let Some((number, end)) = numeral(line, at) {
        return match atom(line, if line.is_joint(end) { end + 1 } else { end }, Some(&number)) {
            Some((unit, behind)) => Some((Per::amount_of(number.value, Some(unit))?, behind)),
            None if number.value >= Rational::from(100) => Some((Per::amount_of(number.value, None)?, end)),
            None => None,
        };
    }
    // "per million", "per hundred thousand".
    let powers: i8 = (at..at + 2).map_while(|at| scale_word(line.text(at))).sum();
    if powers > 0 {
        let words = if scale_word(line.text(at + 1)).is_some() { 2 } else { 1 };
        return Some((Per::amount_of(Number::word(1).scaled(powers)?.value, None)?, at + words));
    }
    if line.is_any(at, &["h", "hr"]) {
        return Some((Per::one(UnitId::from_code("h")?), at + 1));
    }
    if line.is_any(at, &["d", "day", "24h"]) {
        return Some((Per::one(UnitId::from_code("d")?), at + 1));
    }
    let (unit, end) = atom(line, at, None)?;
    Some((Per::one(unit), end))
}

/// "per 100,000", "/100,000", "per day" behind a bare number.
fn population(line: &Line<'_>, at: usize) -> Option<(Per, usize)> {
    if line.is(at, "per") || (line.text(at) == "/" && !line.is_spaced(at)) {
        let (per, end) = amount(line, at + 1)?;
        // "500/125 mg": the strengths of two substances.
        if line.is_number(at + 1) && per.unit.is_some_and(|unit| unit.dimension() == Dimension::Mass) {
            return None;
        }
        // "120/80", "7/10": below 1,000 only "per" makes a rate of it.
        let rate = line.is(at, "per") || per.unit.is_some() || per.amount() >= Rational::from(1000);
        return rate.then_some((per, end));
    }
    None
}
