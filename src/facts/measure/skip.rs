//! What holds digits and is no quantity. It is lexed first, so that no rule computes with a telephone number.
//!
//! Order: identifiers and labels, telephone numbers, citation markers, dates and clock times, ordinals.

use super::line::{Line, is_dash, is_hyphen};
use super::unit_phrase::atom;
use crate::document::TokenFlags;
use crate::facts::{Number, UnitId};
use crate::span::ProseSpan;

/// The place behind whatever begins at `at` and is no quantity; `None` where a quantity may begin.
/// `first` says whether the line opens its block.
pub(super) fn skip(line: &Line<'_>, at: usize, first: bool) -> Option<usize> {
    if !line.is_number(at) {
        return label_in_words(line, at);
    }
    citation(line, at)
        .or_else(|| joined_name(line, at))
        .or_else(|| telephone(line, at))
        .or_else(|| list_number(line, at, first))
        .or_else(|| date(line, at))
        .or_else(|| ordinal(line, at))
        .or_else(|| label(line, at))
        .or_else(|| year(line, at))
        .or_else(|| ratio(line, at))
        .or_else(|| broken_number(line, at))
}

/// "[3]", "[3,7]", "[3-5]", and superscript digits behind a word or stop.
fn citation(line: &Line<'_>, at: usize) -> Option<usize> {
    let superscript = line.has(at, TokenFlags::SUPERSCRIPT) || line.text(at).starts_with(is_superscript);
    if superscript && at > 0 && !line.is_spaced(at) {
        return Some(at + 1);
    }
    if line.before(at) != "[" {
        return None;
    }
    let mut end = at;
    while line.is_number(end) || matches!(line.text(end), "," | ";") || is_dash(line.text(end)) {
        end += 1;
    }
    (line.text(end) == "]").then_some(end + 1)
}

fn is_superscript(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// "COVID-19", "omega-3", "5-HT", "18F", "2C-B": digits that are part of a name.
fn joined_name(line: &Line<'_>, at: usize) -> Option<usize> {
    let after = at + 1;
    if at >= 2 && is_hyphen(line.text(at - 1)) && !line.is_spaced(at) && !line.is_spaced(at - 1) && line.is_word(at - 2)
    {
        let is_numeral = super::numeral::numeral(line, at - 2).is_some();
        let is_unit = UnitId::from_symbol(line.text(at - 2)).is_some() && line.is_number(at.wrapping_sub(3));
        if !is_numeral && !is_unit {
            return Some(past_name(line, after));
        }
    }
    if at > 0 && line.is_word(at - 1) && !line.is_spaced(at) {
        return Some(past_name(line, after));
    }
    if line.is_word(after) && !line.is_spaced(after) {
        // "18F", "3D", but "500mg", "5th", "10x", "20s".
        // "44U-QUIT": letters of a telephone number.
        if line.is_joint(after + 1) && line.has(after + 2, TokenFlags::UPPER) {
            return Some(after + 3);
        }
        let number = Number::parse(line.text(at))?;
        let tail = line.text(after);
        let known = atom(line, after, Some(&number)).is_some()
            || is_ordinal_ending(tail)
            || matches!(tail, "x" | "X" | "k" | "K" | "m" | "M" | "bn" | "s" | "yr" | "yo" | "am" | "pm" | "a" | "p")
            || tail.eq_ignore_ascii_case("times");
        return (!known && tail.len() <= 3).then_some(past_name(line, after + 1));
    }
    if line.is_joint(after) && line.is_word(after + 1) && line.has(after + 1, TokenFlags::UPPER) {
        // "5-HT", but "60-KG".
        return atom(line, after + 1, None).is_none().then(|| past_name(line, after + 2));
    }
    None
}

/// Past further parts joined by hyphens: "SARS-CoV-2", "2-4-6".
fn past_name(line: &Line<'_>, mut at: usize) -> usize {
    while line.is_joint(at) && line.is_number(at + 1) {
        at += 2;
    }
    at
}

/// Groups of digits as telephone numbers are written, and short numbers to call.
fn telephone(line: &Line<'_>, at: usize) -> Option<usize> {
    let mut groups: [usize; 6] = [0; 6];
    let mut count = 0;
    let mut end = at;
    let mut joined = true;
    while count < groups.len() && line.is_number(end) && line.text(end).bytes().all(|byte| byte.is_ascii_digit()) {
        groups[count] = line.text(end).len();
        count += 1;
        end += 1;
        let mut next = end;
        if line.text(next) == ")" {
            next += 1;
        }
        if is_dash(line.text(next)) || line.text(next) == "." {
            next += 1;
        } else {
            joined = joined && (count > 1 || line.text(end) == ")");
        }
        if line.text(next) == "(" {
            next += 1;
        }
        if next == end && !line.is_spaced(next) {
            break;
        }
        if !line.is_number(next) {
            break;
        }
        end = next;
    }
    let plus = line.before(at) == "+";
    let called = (1..=4).any(|back| {
        at.checked_sub(back).is_some_and(|at| {
            line.is_any(
                at,
                &[
                    "call",
                    "calling",
                    "phone",
                    "tel",
                    "telephone",
                    "dial",
                    "text",
                    "fax",
                    "texting",
                    "dialing",
                    "ring",
                    "hotline",
                    "helpline",
                    "line",
                ],
            )
        })
    });
    let groups = &groups[..count];
    let shape = match groups {
        [3, 3, 4] | [1, 3, 3, 4] | [3, 4] => joined,
        [1..=3, 2..=12, 2..=12, ..] if plus => true,
        [first, ..] if line.text(at).starts_with('0') && *first >= 3 && !line.text(at).contains('.') => true,
        [3 | 6 | 5, ..] | [3, 3] if called => !is_measured(line, end),
        _ => false,
    };
    // "MD 20892-1234": a postal code behind a state.
    if matches!(groups, [5] | [5, 4]) && line.has(at.wrapping_sub(1), TokenFlags::UPPER) && line.before(at).len() == 2 {
        return Some(end);
    }
    // Letters in place of digits: "1-800-QUIT-NOW".
    if matches!(groups, [1, 3]) && line.is_joint(end) && line.has(end + 1, TokenFlags::UPPER) {
        let mut end = end + 2;
        while line.is_joint(end) && (line.is_word(end + 1) || line.is_number(end + 1)) {
            end += 2;
        }
        return Some(end);
    }
    shape.then_some(end)
}

/// Whether a unit stands at `at`.
fn is_measured(line: &Line<'_>, at: usize) -> bool {
    Number::parse("100").is_some_and(|number| atom(line, at, Some(&number)).is_some())
}

/// "1." and "2)" at the start of a block.
fn list_number(line: &Line<'_>, at: usize, first: bool) -> Option<usize> {
    let marks = at == 0 && first && matches!(line.text(1), "." | ")" | ":") && !line.is_spaced(1);
    marks.then_some(2)
}

fn date(line: &Line<'_>, at: usize) -> Option<usize> {
    let after = at + 1;
    // 12/05/2020, 2020-05-12, 5/12/20, 24/7.
    if line.is_number(at + 2) && line.is_number(at + 4) && line.text(at + 1) == line.text(at + 3) {
        let mark = line.text(after);
        let tight = (1..=4).all(|offset| !line.is_spaced(at + offset));
        if tight && (mark == "/" || is_dash(mark)) {
            return Some(at + 5);
        }
    }
    if line.text(at) == "24" && line.text(after) == "/" && line.text(at + 2) == "7" {
        return Some(at + 3);
    }
    // "10:30", "5 p.m.", "8 am", "5 o'clock".
    if line.text(after) == ":" && !line.is_spaced(after) && line.is_number(at + 2) && !line.is_spaced(at + 2) {
        let minutes = line.text(at + 2).len() == 2;
        let end = if line.text(at + 3) == ":" && line.is_number(at + 4) { at + 5 } else { at + 3 };
        return minutes.then(|| if is_half_of_day(line, end) { end + 1 } else { end });
    }
    if is_half_of_day(line, after) || line.is_any(after, &["o'clock", "o’clock"]) {
        return Some(after + 1);
    }
    // "3 May 2020", "3rd of May", "May 3, 2020", "May 3-5".
    let day_end = if is_ordinal_ending(line.text(after)) && !line.is_spaced(after) { after + 1 } else { after };
    let of = if line.is(day_end, "of") { day_end + 1 } else { day_end };
    if is_day(line.text(at)) && is_month(line, of) {
        let end = if line.text(of + 1) == "." { of + 2 } else { of + 1 };
        let year = if line.text(end) == "," { end + 1 } else { end };
        return Some(if is_year(line.text(year)) { year + 1 } else { end });
    }
    let month_before = at.checked_sub(1).is_some_and(|before| is_month(line, before))
        || (at >= 2 && line.text(at - 1) == "." && is_month(line, at - 2));
    if month_before && is_day(line.text(at)) {
        let mut end = day_end;
        if is_dash(line.text(end)) && line.is_number(end + 1) {
            end += 2;
        }
        if line.text(end) == "," && is_year(line.text(end + 1)) {
            end += 2;
        } else if is_year(line.text(end)) {
            end += 1;
        }
        return Some(end);
    }
    (month_before && is_year(line.text(at))).then_some(after)
}

fn is_half_of_day(line: &Line<'_>, at: usize) -> bool {
    line.is_any(at, &["a.m.", "p.m.", "am", "pm", "a.m", "p.m"]) && !line.text(at).starts_with('A')
}

fn is_day(text: &str) -> bool {
    text.len() <= 2 && text.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_month(line: &Line<'_>, at: usize) -> bool {
    if !line.has(at, TokenFlags::CAPITALIZED) {
        return false;
    }
    matches!(
        line.text(at),
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
            | "Jan"
            | "Feb"
            | "Mar"
            | "Apr"
            | "Jun"
            | "Jul"
            | "Aug"
            | "Sep"
            | "Sept"
            | "Oct"
            | "Nov"
            | "Dec"
    )
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1600..2200).contains(&year))
}

pub(super) fn is_ordinal_ending(text: &str) -> bool {
    matches!(text, "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH")
}

/// "12th", "1990s".
fn ordinal(line: &Line<'_>, at: usize) -> Option<usize> {
    let after = at + 1;
    if line.is_spaced(after) {
        return None;
    }
    if is_ordinal_ending(line.text(after)) {
        return Some(after + 1);
    }
    let decade = line.text(after) == "s" || (matches!(line.text(after), "'" | "’") && line.text(after + 1) == "s");
    (decade && line.text(at).ends_with('0')).then_some(after + 1)
}

/// A number named by the word before it: "type 2", "stage 4", "day 7", "No. 5", "phase 2-3".
fn label(line: &Line<'_>, at: usize) -> Option<usize> {
    let hash = line.before(at) == "#";
    let back = if matches!(line.before(at), "." | "#" | ":") && !line.is_spaced(at - 1) || hash { 2 } else { 1 };
    let place = at.checked_sub(back);
    let named = hash || place.is_some_and(|place| is_designator(line, place) && (back == 2 || !line.is(place, "no")));
    // "types 1 and 2", "grade 3 or 4", "phases 2-3".
    let continued = at >= 2
        && (line.is_any(at - 1, &["and", "or", "to", "through"]) || is_dash(line.before(at)) || line.before(at) == ",")
        && line.is_number(at - 2)
        && at.checked_sub(3).is_some_and(|place| is_designator(line, place));
    if !(named || continued) {
        return None;
    }
    let number = Number::parse(line.text(at))?;
    let measured = atom(line, at + 1, Some(&number)).is_some_and(|(unit, _)| {
        !matches!(unit.code(), "d" | "U" | "deg" | "[ft_i]" | "{point}" | "{patch}" | "{drink}")
    }) && line.is_spaced(at + 1);
    (!measured && number.decimals <= 2).then_some(at + 1)
}

/// "type two", "phase three".
fn label_in_words(line: &Line<'_>, at: usize) -> Option<usize> {
    let named =
        at.checked_sub(1).is_some_and(|place| is_designator(line, place) && !line.is_any(place, &["day", "days"]));
    (named && super::numeral::numeral(line, at).is_some()).then_some(at + 1)
}

/// Words that give the number after them its meaning as a name.
fn is_designator(line: &Line<'_>, at: usize) -> bool {
    line.in_class(at, line.classes.designator)
}

/// A year: 1900 to 2099 without separators, unless a unit or a counted noun follows.
fn year(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_recent = |text: &str| text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
    if !is_recent(line.text(at)) {
        return None;
    }
    let after = at + 1;
    if line.before(at).ends_with(['$', '£', '€']) {
        return None;
    }
    // "2015-2020", "2019/20", "2015 to 2020".
    if (is_dash(line.text(after))
        || line.text(after) == "/"
        || line.is_any(after, &["to", "and", "through", "or", "until"]))
        && line.is_number(after + 1)
        && (is_recent(line.text(after + 1)) || (line.text(after + 1).len() == 2 && !line.is_spaced(after)))
        && !is_measured(line, after + 2)
    {
        return Some(after + 2);
    }
    if is_measured(line, after) && !line.is_any(after, &["in", "d", "s", "point", "points", "patients"]) {
        return None;
    }
    let preposition = at > 0
        && line.is_any(
            at - 1,
            &[
                "in", "since", "until", "till", "from", "during", "by", "before", "after", "year", "circa", "early",
                "late", "mid", "summer", "spring", "winter", "autumn", "fall", "of", "and", "to",
            ],
        );
    let counted = line.is_word(after)
        && !line.has(after, TokenFlags::CAPITALIZED)
        && (line.is_any(after, &["people", "men", "women", "children", "adult"]) || plural(line.text(after)));
    (!counted || preposition && !line.is_any(at - 1, &["of", "by", "and", "to"])).then_some(after)
}

fn plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !matches!(word, "was" | "has" | "does" | "census" | "this")
}

/// "2:1", "50-50", "20/20", "5 to 1 odds" have no place in arithmetic.
fn ratio(line: &Line<'_>, at: usize) -> Option<usize> {
    let mark = line.text(at + 1);
    let tight = !line.is_spaced(at + 1) && !line.is_spaced(at + 2) && line.is_number(at + 2);
    if !tight {
        return None;
    }
    let same = line.text(at) == line.text(at + 2);
    let colon = mark == ":";
    ((colon) || (same && (mark == "/" || is_hyphen(mark)) && !is_measured(line, at + 3))).then_some(at + 3)
}

/// "192.168.1.2", and a decimal comma ("0,5"), which English readers take for something else.
fn broken_number(line: &Line<'_>, at: usize) -> Option<usize> {
    if let Some(end) = decimal_comma(line, at) {
        return Some(end);
    }
    let readable = Number::parse(line.text(at)).is_some() || !line.text(at).is_ascii();
    (!readable).then_some(at + 1)
}

/// The place behind a number that is written with a decimal comma.
pub(super) fn decimal_comma(line: &Line<'_>, at: usize) -> Option<usize> {
    let tight =
        line.text(at + 1) == "," && !line.is_spaced(at + 1) && !line.is_spaced(at + 2) && line.is_number(at + 2);
    let list = line.text(at + 3) == "," && !line.is_spaced(at + 3) && line.is_number(at + 4) && !line.is_spaced(at + 4);
    let plain = line.text(at).len() <= 3 && line.text(at).bytes().all(|byte| byte.is_ascii_digit());
    let digits = line.text(at + 2).bytes().all(|byte| byte.is_ascii_digit()) && line.text(at + 2).len() <= 2;
    (tight && !list && plain && digits && line.before(at) != "[" && line.before(at) != ",").then_some(at + 3)
}

/// Numbers with a decimal comma before a unit: "0,5 mg", and "0,125 mg", which cannot be a number of thousands.
pub(super) fn decimal_commas(line: &Line<'_>) -> impl Iterator<Item = ProseSpan> {
    (0..line.len()).filter_map(|at| {
        let end = if line.text(at).starts_with("0,") {
            at + 1
        } else if line.is_number(at) {
            decimal_comma(line, at)?
        } else {
            return None;
        };
        is_measured(line, end).then(|| line.span(at, end))
    })
}

/// Words of letters and then digits, directly before a unit: a name that has run into its dose.
pub(super) fn fused_names(line: &Line<'_>) -> impl Iterator<Item = ProseSpan> {
    (0..line.len()).filter_map(|at| {
        let text = line.text(at);
        let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
        let fused = line.is_word(at) && letters.len() > 3 && letters.len() < text.len() && is_measured(line, at + 1);
        fused.then(|| line.span(at, at + 1))
    })
}
