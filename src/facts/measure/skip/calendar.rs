//! Dates, clock times, years and places in a row.

use super::is_measured;
use crate::document::TokenFlags;
use crate::facts::date::MONTHS;
use crate::facts::measure::fraction;
use crate::facts::measure::line::{Line, is_dash};
use crate::lexicon::class;

/// Dates, clock times and ordinals.
pub(super) fn calendar(line: &Line<'_>, at: usize) -> Option<usize> {
    date(line, at).or_else(|| clock(line, at)).or_else(|| ordinal(line, at))
}

fn date(line: &Line<'_>, at: usize) -> Option<usize> {
    let after = at + 1;
    // 12/05/2020, 2020-05-12, 5/12/20.
    if line.is_number(at + 2) && line.is_number(at + 4) && line.text(at + 1) == line.text(at + 3) {
        let mark = line.text(after);
        let tight = (1..=4).all(|offset| !line.is_spaced(at + offset));
        if tight && (mark == "/" || is_dash(mark)) {
            return Some(at + 5);
        }
    }
    if let Some(end) = month_and_day(line, at) {
        return Some(end);
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

/// "on 4/29", "4/29:": a day of a month, unless it is half of something, or said of somebody or worked out ("4/29 (14 %)").
fn month_and_day(line: &Line<'_>, at: usize) -> Option<usize> {
    let within = |at: usize, limit: u8| line.text(at).parse().is_ok_and(|value: u8| (1..=limit).contains(&value));
    let slashed = line.text(at + 1) == "/" && !line.is_spaced(at + 1) && !line.is_spaced(at + 2);
    if !slashed || !within(at, 12) || !within(at + 2, 31) || matches!(line.text(at + 2), "5" | "10") {
        return None;
    }
    let dated = line.is_any(at.wrapping_sub(1), &["on", "since", "until"]);
    let said = line.is_word(at + 3) || matches!(line.text(at + 3), "(" | "/") || fraction::slashed(line, at).is_some();
    (!is_measured(line, at + 3) && (dated || !said)).then_some(at + 3)
}

/// "24/7", "10:30", "5 p.m.", "8-10pm", "9-to-5", "5 o'clock".
fn clock(line: &Line<'_>, at: usize) -> Option<usize> {
    let after = at + 1;
    let tight = !line.is_spaced(after) && !line.is_spaced(at + 2);
    if tight && line.text(after) == "/" && matches!((line.text(at), line.text(at + 2)), ("24", "7") | ("9", "11")) {
        return Some(at + 3);
    }
    if line.text(after) == ":" && !line.is_spaced(after) && line.is_number(at + 2) && !line.is_spaced(at + 2) {
        let minutes = line.text(at + 2).len() == 2;
        let end = if line.text(at + 3) == ":" && line.is_number(at + 4) { at + 5 } else { at + 3 };
        return minutes.then(|| if is_half_of_day(line, end) { end + 1 } else { end });
    }
    if is_half_of_day(line, after) || line.is_any(after, &["o'clock", "o’clock"]) {
        return Some(after + 1);
    }
    // The day of "8-10pm" and "from 9 to 5 p.m." stands behind both.
    let joined = is_dash(line.text(after)) || line.is_any(after, &["to", "and", "or"]);
    if joined && line.is_number(at + 2) && is_half_of_day(line, at + 3) {
        return Some(at + 4);
    }
    let hyphens = line.is_joint(after) && line.is(at + 2, "to") && line.is_joint(at + 3);
    let falls = line.text(at).parse::<u8>().ok()? > line.text(at + 4).parse().ok()?;
    (hyphens && falls).then_some(at + 5)
}

fn is_half_of_day(line: &Line<'_>, at: usize) -> bool {
    line.is_any(at, &["a.m.", "p.m.", "am", "pm", "a.m", "p.m"]) && !line.text(at).starts_with('A')
}

fn is_day(text: &str) -> bool {
    text.len() <= 2 && text.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day))
}

fn is_month(line: &Line<'_>, at: usize) -> bool {
    let text = line.text(at);
    let short = |month: &str| text.len() == 3 && month.starts_with(text);
    let full = |month: &str| text == month || line.has(at, TokenFlags::UPPER) && text.eq_ignore_ascii_case(month);
    line.has(at, TokenFlags::CAPITALIZED) && (text == "Sept" || MONTHS.iter().any(|month| full(month) || short(month)))
}

pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1600..2200).contains(&year))
}

pub(in crate::facts::measure) fn is_ordinal_ending(text: &str) -> bool {
    matches!(text, "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH")
}

/// "12th", "1990s".
fn ordinal(line: &Line<'_>, at: usize) -> Option<usize> {
    let after = at + 1;
    if line.is_spaced(after) {
        return None;
    }
    // "12st" is a weight.
    let stone = line.text(after) == "st" && (!line.text(at).ends_with('1') || line.text(at).ends_with("11"));
    if is_ordinal_ending(line.text(after)) && !stone {
        return Some(after + 1);
    }
    let decade = line.text(after) == "s" || (matches!(line.text(after), "'" | "’") && line.text(after + 1) == "s");
    (decade && line.text(at).ends_with('0')).then_some(after + 1)
}

/// A year: 1900 to 2099, or an earlier one behind a preposition, without separators, unless a unit or a counted noun follows.
pub(super) fn year(line: &Line<'_>, at: usize) -> Option<usize> {
    let is_recent = |text: &str| text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year));
    let after = at + 1;
    if !is_recent(line.text(at)) {
        // "founded in 1765", but "in 1765 patients".
        let past =
            is_year(line.text(at)) && line.is_any(at.wrapping_sub(1), &["in", "since", "circa", "until", "year"]);
        return (past && (!line.is_word(after) || line.in_class(after, class!("noun-stop")))).then_some(after);
    }
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
