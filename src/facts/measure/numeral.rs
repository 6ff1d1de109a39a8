//! Numerals: digits with all that makes one number of them. Number words are read in `number_words`.

use super::fraction;
use super::grouping::{self, Side};
use super::line::Line;
use super::number_words::{scale_word, words};
use crate::document::TokenFlags;
use crate::facts::{Number, Rational};
use crate::lexicon::class;

/// The number that begins at `at`, and the place behind it.
pub(super) fn numeral(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    if line.is_number(at) { digits(line, at) } else { words(line, at) }
}

fn digits(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    let text = line.text(at);
    if let Some(value) = fraction::vulgar(text) {
        return Some(scaled(line, Number::fraction(value), at + 1));
    }
    if let Some((value, end)) = fraction::slashed(line, at) {
        return Some((Number::fraction(value), end));
    }
    // "10⁹ CFU"; a small raised number is more likely a note.
    if text == "10"
        && let Some((power, end)) = exponent(line, at + 1, false).filter(|(power, _)| power.abs() >= 3)
    {
        return Some((Number::parse("1")?.scaled(power)?, end));
    }
    let (number, end) = match grouping::side_by_side(line, at) {
        Some(Side::One(number, end)) => (number, end),
        _ => grouping::pointed(line, at).or_else(|| Some((Number::parse(text)?, at + 1)))?,
    };
    if let Some((rest, end)) = rest(line, &number, end) {
        return Some(scaled(line, Number::fraction(number.value.plus(rest)?), end));
    }
    if let Some(found) = power_of_ten(line, end, number) {
        return Some(found);
    }
    Some(scaled(line, number, end))
}

/// The fraction behind a whole number: "2½", "2 1/2", "2-1/2", "2 and a half".
fn rest(line: &Line<'_>, number: &Number, end: usize) -> Option<(Rational, usize)> {
    if let Some(value) = fraction::vulgar(line.text(end)) {
        return Some((value, end + 1));
    }
    if !number.value.is_integer() || number.decimals > 0 {
        return None;
    }
    fraction::slashed(line, line.past_joint(end))
        .or_else(|| fraction::of_a_week(line, end))
        .or_else(|| fraction::added(line, end))
}

/// With the words of scale behind it: "2.5 million", "2 hundred thousand".
fn scaled(line: &Line<'_>, number: Number, mut end: usize) -> (Number, usize) {
    let mut scaled = number;
    let mut last = 0;
    while let Some(power) = scale_word(line.text(line.past_joint(end))).filter(|power| last == 0 || *power >= 3)
        && let Some(more) = scaled.scaled(power)
    {
        (scaled, last) = (more, power);
        end = line.past_joint(end) + 1;
    }
    if last == 0
        && let Some(power) = short_scale(line, end)
        && let Some(more) = scaled.scaled(power)
    {
        return (more, end + 1);
    }
    (scaled, end)
}

/// "10k steps", "2.5m people": a letter that has run into the number scales it where a crowd is counted; elsewhere it
/// is a distance ("a 10K", "50m").
pub(super) fn short_scale(line: &Line<'_>, at: usize) -> Option<i8> {
    let power = match line.text(at) {
        "k" | "K" => 3,
        "m" | "M" | "mn" => 6,
        "B" => 9,
        _ => return None,
    };
    let crowd = [class!("crowd"), class!("weighed-person")].into_iter().any(|class| line.in_class(at + 1, class));
    (crowd && (!line.is_spaced(at) || matches!(line.text(at), "M" | "B"))).then_some(power)
}

/// "× 10⁹", "x 10^9", "x10^9", "×10−8".
pub(super) fn power_of_ten(line: &Line<'_>, at: usize, number: Number) -> Option<(Number, usize)> {
    let base_end = if matches!(line.text(at), "×" | "x" | "X" | "·" | "*") && line.text(at + 1) == "10" {
        at + 2
    } else if matches!(line.text(at), "x10" | "X10") {
        at + 1
    } else {
        return None;
    };
    let (power, end) = exponent(line, base_end, true)?;
    Some((number.scaled(power)?, end))
}

/// The exponent at `at`, behind its base: "⁹", "^9", a raised "9", "^-8", "⁻⁸"; "−8" only where the base is multiplied,
/// because "10−20" is a range.
fn exponent(line: &Line<'_>, at: usize, multiplied: bool) -> Option<(i8, usize)> {
    let caret = line.text(at) == "^";
    let from = if caret { at + 1 } else { at };
    let minus = matches!(line.text(from), "-" | "\u{2212}" | "\u{207b}");
    let place = if minus { from + 1 } else { from };
    let text = line.text(place);
    let marked = caret || multiplied && line.text(from) == "\u{2212}" || line.has(place, TokenFlags::SUPERSCRIPT);
    let power = superscript(text).or_else(|| marked.then(|| text.parse().ok()).flatten())?;
    let tight = (at..=place).all(|at| !line.is_spaced(at));
    let power = i8::try_from(power).ok()?;
    tight.then_some((if minus { -power } else { power }, place + 1))
}

/// The value of superscript digits.
pub(super) fn superscript(text: &str) -> Option<u8> {
    if text.is_empty() || text.as_bytes()[0].is_ascii() {
        return None;
    }
    text.chars().try_fold(0_u8, |value, c| {
        let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == c)?;
        value.checked_mul(10)?.checked_add(digit as u8)
    })
}
