//! Numbers in words: "one hundred and twenty", "two and a half million", "half a dozen".

use super::fraction;
use super::line::Line;
use super::numeral::numeral;
use crate::facts::{Form, Number, Rational};
use crate::lexicon::class;

/// The number in words that begins at `at`, and the place behind it.
pub(super) fn words(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    if !line.is_word(at) {
        return None;
    }
    if line.is(at, "half") {
        return half(line, at);
    }
    if line.is_any(at, &["a", "an"]) {
        return article(line, line.past_joint(at + 1));
    }
    let mut value = small_word(line, at)?;
    let mut end = at + 1;
    if (20..=90).contains(&value) {
        let next = line.past_joint(end);
        if next > end && is_ordinal(line.text(next)) {
            // "twenty-first": a place in a row.
            return None;
        }
        if let Some(unit) = small_word(line, next).filter(|unit| (1..=9).contains(unit)) {
            value += unit;
            end = next + 1;
        }
    }
    if let Some((share, end)) = fraction::of_words(line, value, end) {
        return Some((Number::fraction(share), end));
    }
    if let Some((rest, end)) = fraction::added(line, end) {
        return with_scale(line, Rational::from(value).plus(rest)?, end);
    }
    if line.is(end, "dozen") {
        return Some((Number::word(value * 12), end + 1));
    }
    match scale(line, end) {
        Some((power, end)) => whole(line, end, value, power),
        None => Some((Number::word(value), end)),
    }
}

/// "half a million", "half a dozen"; else a half, of whatever follows.
fn half(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    let share = Rational::fraction(1, 2)?;
    if line.is_any(at + 1, &["a", "an"]) {
        if line.is(at + 2, "dozen") {
            return Some((Number::word(6), at + 3));
        }
        if scale_word(line.text(at + 2)).is_some() {
            return with_scale(line, share, at + 2);
        }
    }
    Some((Number::fraction(share), at + 1))
}

/// "a dozen", "a hundred and two", "a million and a half", "a quarter of a million", "a third of".
fn article(line: &Line<'_>, next: usize) -> Option<(Number, usize)> {
    if line.is(next, "dozen") {
        return Some((Number::word(12), next + 1));
    }
    if let Some(power) = scale_word(line.text(next)) {
        return whole(line, next + 1, 1, power);
    }
    let part = fraction::part_word(line.text(next))
        .filter(|_| line.is_any(next, &["half", "third", "quarter", "fifth", "tenth"]))?;
    // "A half-life", "a half-marathon": the name of something.
    if line.is_joint(next + 1) && line.is_any(next + 2, &["life", "lives", "marathon", "sister", "brother"]) {
        return None;
    }
    let share = Rational::fraction(1, part)?;
    if line.is(next + 1, "of") && line.is_any(next + 2, &["a", "an"]) && scale_word(line.text(next + 3)).is_some() {
        return with_scale(line, share, next + 3);
    }
    // "a third dose" counts nothing: only "a third of".
    let shares = line.is_any(next + 1, &["of", "to"]) || line.is(next, "half") || line.is(next, "quarter");
    shares.then_some((Number::fraction(share), next + 1))
}

/// A fraction or mixed number with the word of scale that may stand at `at`.
fn with_scale(line: &Line<'_>, value: Rational, at: usize) -> Option<(Number, usize)> {
    let number = Number::fraction(value);
    match scale(line, at) {
        Some((power, end)) => Some((Number { form: Form::Words, ..number }.scaled(power)?, end)),
        None => Some((number, at)),
    }
}

/// The power of ten of the word of scale at `at` (or behind a joining hyphen), and the place behind it.
fn scale(line: &Line<'_>, at: usize) -> Option<(i8, usize)> {
    let at = line.past_joint(at);
    scale_word(line.text(at)).map(|power| (power, at + 1))
}

/// The power of ten that a word of scale stands for.
pub(super) fn scale_word(text: &str) -> Option<i8> {
    Some(match text {
        "hundred" | "Hundred" => 2,
        "thousand" | "Thousand" => 3,
        "lakh" | "lakhs" => 5,
        "million" | "Million" => 6,
        "crore" | "crores" => 7,
        "billion" | "Billion" | "bn" => 9,
        "trillion" | "Trillion" => 12,
        _ => return None,
    })
}

/// The value of the single number word below one hundred at `at`.
pub(super) fn small_word(line: &Line<'_>, at: usize) -> Option<i64> {
    if !line.in_class(at, class!("number-word")) {
        return None;
    }
    Some(match line.text(at).to_ascii_lowercase().as_str() {
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

fn is_ordinal(text: &str) -> bool {
    matches!(text, "first" | "second" | "third" | "fourth" | "fifth" | "sixth" | "seventh" | "eighth" | "ninth")
}

/// The rest of "one hundred and twenty thousand five hundred" after its first word of scale.
fn whole(line: &Line<'_>, at: usize, first: i64, power: i8) -> Option<(Number, usize)> {
    let ten_to = |power: i8| 10_i64.checked_pow(u32::from(power.unsigned_abs()));
    if power >= 3
        && let Some((rest, end)) = fraction::added(line, at)
    {
        // "a million and a half".
        let number = Number { form: Form::Words, ..Number::fraction(Rational::from(first).plus(rest)?) };
        return Some((number.scaled(power)?, end));
    }
    let mut end = at;
    let mut total: i64 = 0;
    let mut group = first.checked_mul(ten_to(power)?)?;
    let mut last_power = power;
    if power >= 3 {
        (total, group) = (group, 0);
    }
    loop {
        let mut next = line.past_joint(end);
        if let Some(power) = scale_word(line.text(next)) {
            if group == 0 {
                break;
            }
            group = group.checked_mul(ten_to(power)?)?;
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
        let Some(mut value) = small_word(line, next).filter(|value| *value > 0) else { break };
        let mut after = next + 1;
        if value >= 20
            && let Some(unit) = small_word(line, line.past_joint(after)).filter(|unit| (1..=9).contains(unit))
        {
            value += unit;
            after = line.past_joint(after) + 1;
        }
        // "two hundred and one in five": the last belongs to what follows.
        if line.is_any(after, &["in", "of"]) && numeral(line, after + 1).is_some() || line.is(after, "out") {
            break;
        }
        group = group.checked_add(value)?;
        last_power = 0;
        end = after;
    }
    let value = total.checked_add(group)?;
    Some((Number { scale: last_power.max(0), ..Number::word(value) }, end))
}
