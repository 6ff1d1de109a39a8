//! Fractions of household size: "½", "1/2", "and a half", "three quarters".

use super::line::Line;
use super::number_words::small_word;
use crate::facts::Rational;
use crate::lexicon::scan::is_same_word;

/// The value of a fraction that is one character.
pub(super) fn vulgar(text: &str) -> Option<Rational> {
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
pub(super) fn slashed(line: &Line<'_>, at: usize) -> Option<(Rational, usize)> {
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

/// The days of a week behind whole weeks: "37 6/7 weeks", "37+6 weeks".
pub(super) fn of_a_week(line: &Line<'_>, at: usize) -> Option<(Rational, usize)> {
    let days = |at: usize| line.text(at).parse().ok().filter(|days| (0..7).contains(days));
    let tight = |at: usize| !line.is_spaced(at);
    if line.text(at) == "+" && tight(at) && tight(at + 1) && line.is_any(at + 2, &["week", "weeks", "wk", "wks"]) {
        return Some((Rational::fraction(days(at + 1)?, 7)?, at + 2));
    }
    let sevenths = line.text(at + 1) == "/" && line.text(at + 2) == "7" && tight(at + 1) && tight(at + 2);
    if sevenths && line.is_spaced(at) { Some((Rational::fraction(days(at)?, 7)?, at + 3)) } else { None }
}

/// Into how many parts a word divides: "thirds" into 3.
pub(super) fn part_word(text: &str) -> Option<i64> {
    const PARTS: [(&str, i64); 9] = [
        ("half", 2),
        ("halve", 2),
        ("third", 3),
        ("quarter", 4),
        ("fourth", 4),
        ("fifth", 5),
        ("sixth", 6),
        ("eighth", 8),
        ("tenth", 10),
    ];
    let one = text.strip_suffix(['s', 'S']).unwrap_or(text);
    PARTS.iter().find(|(word, _)| is_same_word(word, one)).map(|(_, part)| *part)
}

/// "two thirds", "three-quarters", "one half" behind a number word of `value` that ends at `at`. "One third dose"
/// counts doses: without a plural, only halves and quarters are parts by themselves.
pub(super) fn of_words(line: &Line<'_>, value: i64, at: usize) -> Option<(Rational, usize)> {
    let from = at;
    let at = line.past_joint(from);
    let part = part_word(line.text(at)).filter(|part| value < *part)?;
    // "two thirds", "a three-quarter cup".
    let plural = line.text(at).ends_with('s') || at > from;
    let alone = value == 1 && (part <= 4 || line.is_any(at + 1, &["of", "to"]) || !line.is_word(at + 1));
    if plural && value > 1 || alone { Some((Rational::fraction(value, part)?, at + 1)) } else { None }
}

/// "and a half", "and three quarters", "-and-a-half" behind a whole number. Not "and a quarter of patients", which is
/// a quantity of its own.
pub(super) fn added(line: &Line<'_>, at: usize) -> Option<(Rational, usize)> {
    let and = line.past_joint(at);
    if !line.is(and, "and") {
        return None;
    }
    let count_at = line.past_joint(and + 1);
    let count = if line.is(count_at, "a") { 1 } else { small_word(line, count_at).filter(|count| *count > 0)? };
    let part_at = line.past_joint(count_at + 1);
    let part = part_word(line.text(part_at)).filter(|part| count < *part && *part <= 4)?;
    let own = line.is(part_at + 1, "of") && !line.is_any(part_at + 2, &["a", "an"]);
    if own { None } else { Some((Rational::fraction(count, part)?, part_at + 1)) }
}
