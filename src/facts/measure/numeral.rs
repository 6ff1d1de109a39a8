//! Numerals: digits, number words, fractions and words of scale.

use super::line::Line;
use crate::facts::{Form, Number, Rational};

/// The number that begins at `at`, and the place behind it.
pub(super) fn numeral(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    if line.is_number(at) { digits(line, at) } else { words(line, at) }
}

fn digits(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    let text = line.text(at);
    if let Some(value) = vulgar_fraction(text) {
        return Some((Number::fraction(value), at + 1));
    }
    if let Some((value, end)) = slashed_fraction(line, at) {
        return Some((Number::fraction(value), end));
    }
    let number = Number::parse(text)?;
    let mut end = at + 1;
    // "10⁹ CFU"; a small raised number is more likely a note.
    if text == "10"
        && let Some((power, end)) = exponent(line, end).filter(|(power, _)| *power >= 3)
    {
        return Some((Number::parse("1")?.scaled(power)?, end));
    }
    if let Some(value) = vulgar_fraction(line.text(end)) {
        return Some((Number::fraction(number.value.plus(value)?), end + 1));
    }
    if number.value.is_integer() && number.decimals == 0 {
        // "2 1/2", "2-1/2".
        let from = if line.is_joint(end) { end + 1 } else { end };
        if let Some((value, end)) = slashed_fraction(line, from) {
            return Some((Number::fraction(number.value.plus(value)?), end));
        }
        if line.follows(end, &["and", "a", "half"]) {
            return Some((Number::fraction(number.value.plus(Rational::fraction(1, 2)?)?), end + 3));
        }
    }
    if let Some((scaled, after)) = power_of_ten(line, end, number) {
        return Some((scaled, after));
    }
    let mut scaled = number;
    while let Some(power) = scale(line, end).filter(|power| *power >= 3 || scaled.scale == 0) {
        scaled = scaled.scaled(power)?;
        end += if line.is_joint(end) { 2 } else { 1 };
    }
    Some((scaled, end))
}

/// "× 10⁹", "x 10^9".
fn power_of_ten(line: &Line<'_>, at: usize, number: Number) -> Option<(Number, usize)> {
    if !matches!(line.text(at), "×" | "x" | "X" | "·") || line.text(at + 1) != "10" {
        return None;
    }
    let (power, end) = exponent(line, at + 2)?;
    Some((number.scaled(power)?, end))
}

/// The exponent at `at`, behind its base: "⁹", "^9", a raised "9".
fn exponent(line: &Line<'_>, at: usize) -> Option<(u8, usize)> {
    let caret = line.text(at) == "^";
    let place = if caret { at + 1 } else { at };
    let text = line.text(place);
    let marked = caret || line.has(at, crate::document::TokenFlags::SUPERSCRIPT);
    let power = superscript(text).or_else(|| marked.then(|| text.parse().ok()).flatten())?;
    (!line.is_spaced(place)).then_some((power, place + 1))
}

/// The value of superscript digits.
pub(super) fn superscript(text: &str) -> Option<u8> {
    if text.is_empty() {
        return None;
    }
    text.chars().try_fold(0_u8, |value, c| {
        let digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|digit| digit == c)?;
        value.checked_mul(10)?.checked_add(digit as u8)
    })
}

fn vulgar_fraction(text: &str) -> Option<Rational> {
    let (numerator, denominator) = match text {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅖" => (2, 5),
        "⅗" => (3, 5),
        "⅘" => (4, 5),
        "⅙" => (1, 6),
        "⅚" => (5, 6),
        "⅛" => (1, 8),
        "⅜" => (3, 8),
        "⅝" => (5, 8),
        "⅞" => (7, 8),
        _ => return None,
    };
    Rational::fraction(numerator, denominator)
}

/// "1/2", "3⁄4": a proper fraction of household size, with nothing that makes it a date, a ratio or a share of people.
fn slashed_fraction(line: &Line<'_>, at: usize) -> Option<(Rational, usize)> {
    let is_slash = |at: usize| matches!(line.text(at), "/" | "\u{2044}" | "\u{2215}");
    if !line.is_number(at) || !line.is_number(at + 2) || !is_slash(at + 1) {
        return None;
    }
    if line.is_spaced(at + 1) || line.is_spaced(at + 2) || is_slash(at + 3) || (at > 0 && is_slash(at - 1)) {
        return None;
    }
    let numerator: i64 = line.text(at).parse().ok()?;
    let denominator: i64 = line.text(at + 2).parse().ok()?;
    let household = matches!(denominator, 2 | 3 | 4 | 8 | 16) && (1..denominator).contains(&numerator);
    if household { Some((Rational::fraction(numerator, denominator)?, at + 3)) } else { None }
}

/// The power of ten of the word of scale at `at` (or behind a joining hyphen).
fn scale(line: &Line<'_>, at: usize) -> Option<u8> {
    let at = if line.is_joint(at) { at + 1 } else { at };
    scale_word(line.text(at))
}

fn scale_word(text: &str) -> Option<u8> {
    Some(match text {
        "hundred" | "Hundred" => 2,
        "thousand" | "Thousand" => 3,
        "million" | "Million" => 6,
        "billion" | "Billion" | "bn" => 9,
        "trillion" | "Trillion" => 12,
        _ => return None,
    })
}

fn small_word(text: &str) -> Option<i64> {
    if !(3..=9).contains(&text.len()) {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    Some(match lower.as_str() {
        "zero" => 0,
        "one" => 1,
        "two" => 2,
        "three" => 3,
        "four" => 4,
        "five" => 5,
        "six" => 6,
        "seven" => 7,
        "eight" => 8,
        "nine" => 9,
        "ten" => 10,
        "eleven" => 11,
        "twelve" => 12,
        "thirteen" => 13,
        "fourteen" => 14,
        "fifteen" => 15,
        "sixteen" => 16,
        "seventeen" => 17,
        "eighteen" => 18,
        "nineteen" => 19,
        "twenty" => 20,
        "thirty" => 30,
        "forty" => 40,
        "fifty" => 50,
        "sixty" => 60,
        "seventy" => 70,
        "eighty" => 80,
        "ninety" => 90,
        _ => return None,
    })
}

fn part_word(text: &str) -> Option<i64> {
    let lower = text.to_ascii_lowercase();
    Some(match lower.as_str() {
        "half" | "halves" => 2,
        "third" | "thirds" => 3,
        "quarter" | "quarters" | "fourth" | "fourths" => 4,
        "fifth" | "fifths" => 5,
        "sixth" | "sixths" => 6,
        "eighth" | "eighths" => 8,
        "tenth" | "tenths" => 10,
        _ => return None,
    })
}

/// The place behind a joining hyphen, or `at` itself.
fn past_joint(line: &Line<'_>, at: usize) -> usize {
    if line.is_joint(at) { at + 1 } else { at }
}

fn words(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    if !line.is_word(at) {
        return None;
    }
    if line.is(at, "half") {
        // "half a million", "half a tablet", "half of".
        if line.is_any(at + 1, &["a", "an"]) {
            if line.is(at + 2, "dozen") {
                return Some((Number::word(6), at + 3));
            }
            if let Some(power) = scale_word(line.text(at + 2)) {
                let half = Number { form: Form::Words, ..Number::fraction(Rational::fraction(1, 2)?) };
                return Some((half.scaled(power)?, at + 3));
            }
        }
        return Some((Number::fraction(Rational::fraction(1, 2)?), at + 1));
    }
    if line.is_any(at, &["a", "an"]) {
        let next = past_joint(line, at + 1);
        if line.is(next, "dozen") {
            return Some((Number::word(12), next + 1));
        }
        if let Some(power) = scale_word(line.text(next)) {
            return whole(line, next + 1, 1, power);
        }
        let part = part_word(line.text(next))
            .filter(|_| line.is_any(next, &["half", "third", "quarter", "fifth", "tenth"]))?;
        // "a third dose" counts nothing: only "a third of".
        let shares = line.is_any(next + 1, &["of", "to"]) || line.is(next, "half") || line.is(next, "quarter");
        return shares.then_some((Number::fraction(Rational::fraction(1, part)?), next + 1));
    }
    let value = small_word(line.text(at))?;
    let mut end = at + 1;
    let mut value = value;
    if (20..=90).contains(&value) {
        let next = past_joint(line, end);
        if let Some(unit) = small_word(line.text(next)).filter(|unit| (1..=9).contains(unit)) {
            value += unit;
            end = next + 1;
        }
    }
    // "two thirds", "three-quarters"; "one half".
    let next = past_joint(line, end);
    if let Some(part) = part_word(line.text(next)).filter(|part| value < *part) {
        let plural = line.text(next).ends_with('s') || value == 1;
        if plural && (value > 1 || line.is_any(next + 1, &["of", "to"]) || part <= 4) {
            return Some((Number::fraction(Rational::fraction(value, part)?), next + 1));
        }
    }
    if line.follows(end, &["and", "a", "half"]) || line.follows(end, &["and", "one", "half"]) {
        return Some((Number::fraction(Rational::from(value).plus(Rational::fraction(1, 2)?)?), end + 3));
    }
    if line.is(end, "dozen") {
        return Some((Number::word(value * 12), end + 1));
    }
    match scale(line, end) {
        Some(power) => whole(line, past_joint(line, end) + 1, value, power),
        None => Some((Number::word(value), end)),
    }
}

/// The rest of "one hundred and twenty thousand five hundred" after its first word of scale.
fn whole(line: &Line<'_>, at: usize, first: i64, power: u8) -> Option<(Number, usize)> {
    let mut end = at;
    let mut total: i64 = 0;
    let mut group = first.checked_mul(10_i64.checked_pow(u32::from(power))?)?;
    let mut last_power = power;
    if power >= 3 {
        (total, group) = (group, 0);
    }
    loop {
        let mut next = past_joint(line, end);
        if let Some(power) = scale_word(line.text(next)) {
            if group == 0 {
                break;
            }
            group = group.checked_mul(10_i64.checked_pow(u32::from(power))?)?;
            last_power = last_power.max(power);
            if power >= 3 {
                total = total.checked_add(group)?;
                group = 0;
            }
            end = next + 1;
            continue;
        }
        if line.is(next, "and") {
            next += 1;
        }
        let Some(mut value) = small_word(line.text(next)).filter(|value| *value > 0) else { break };
        let mut after = next + 1;
        if value >= 20
            && let Some(unit) = small_word(line.text(past_joint(line, after))).filter(|unit| (1..=9).contains(unit))
        {
            value += unit;
            after = past_joint(line, after) + 1;
        }
        // "two hundred and one in five" must not swallow the next numeral: units only follow hundreds or thousands.
        if value >= 100 || line.is_any(after, &["in", "of", "out"]) {
            break;
        }
        group = group.checked_add(value)?;
        last_power = 0;
        end = after;
    }
    let value = total.checked_add(group)?;
    let scale = if last_power > 0 { last_power.cast_signed() } else { 0 };
    Some((Number { scale, ..Number::word(value) }, end))
}
