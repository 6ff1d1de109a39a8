//! Digits in groups as others write them: "10 000" with a plain blank, "1.500" with a point, "10,00,000" in India.
//!
//! Each can also be something else: two numbers side by side, or a number with three decimals. It is read as thousands
//! only where its form or the rest of the document leaves no other reading; otherwise it is not read at all, or as
//! either of the two.

use super::context::is_form;
use super::line::{Line, is_dash};
use super::unit_phrase::atom;
use crate::document::{Document, Token};
use crate::facts::{Number, UnitId};

/// What a document's unmistakable numbers say of the others.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Separators {
    /// It has "10 000", the second group of which can be no number of its own.
    blank: bool,
    /// It has "1.234.567", "1.500,5", "0,5" or "12,5 mg".
    point: bool,
}

impl Separators {
    pub(super) fn of(document: &Document) -> Self {
        let mut found = Self::default();
        let tokens = &document.tokens;
        let text = |at: usize| tokens.get(at).map_or("", |token| document.token_text(token));
        for (at, token) in tokens.iter().enumerate().filter(|(_, token)| token.is_number()) {
            let shown = document.token_text(token);
            let alone = |at: usize| !tokens.get(at).is_some_and(|token| token.is_number());
            found.blank |= shown.starts_with('0')
                && is_group(shown)
                && at > 0
                && are_beside(&tokens[at - 1], token)
                && is_first_group(text(at - 1))
                && (at < 2 || alone(at - 2) && text(at - 2) != "+")
                && alone(at + 1);
            let comma =
                text(at + 1) == "," && tokens.get(at + 2).is_some_and(|next| is_tight(next) && next.is_number());
            let listed = at > 0 && matches!(text(at - 1), "," | "[" | "(") || text(at + 3) == ",";
            let measured =
                || text(at + 2).len() <= 2 && (text(at + 3) == "%" || UnitId::from_symbol(text(at + 3)).is_some());
            found.point |=
                comma && !listed && is_tight(&tokens[at + 1]) && (shown == "0" || is_pointed(shown) || measured())
                    || shown.matches('.').count() > 1 && Number::parse(shown).is_some();
        }
        found
    }
}

fn is_tight(token: &Token) -> bool {
    !token.is_spaced()
}

/// Whether two numbers stand side by side with one blank between them.
pub(super) fn are_beside(before: &Token, token: &Token) -> bool {
    let numbers = before.is_number() && token.is_number();
    numbers && token.is_spaced() && before.end() + 1 == token.start()
}

fn is_group(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_first_group(text: &str) -> bool {
    (1..=3).contains(&text.len()) && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// "1.500": one to three digits, a point and three more.
fn is_pointed(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, thousands)| is_first_group(whole) && is_group(thousands))
}

/// Numbers side by side that may be one.
pub(super) enum Side {
    /// They are one number, which ends there.
    One(Number, usize),
    /// It cannot be told; they end there.
    Unclear(usize),
}

/// What the number at `at` makes with the groups behind it. `None` where they are numbers of their own.
pub(super) fn side_by_side(line: &Line<'_>, at: usize) -> Option<Side> {
    if !is_first_group(line.text(at)) {
        return None;
    }
    blanks(line, at).or_else(|| lakhs(line, at))
}

/// Numbers in groups of two have no more of them.
const MOST_PAIRS: usize = 7;

/// "12,34,567", as India groups digits. Without a zero that opens a group it may be a list ("5,10,150").
fn lakhs(line: &Line<'_>, at: usize) -> Option<Side> {
    let tight = |at: usize| !line.is_spaced(at);
    let mut zero = false;
    let mut end = at + 1;
    while line.text(end) == "," && tight(end) && tight(end + 1) && line.is_number(end + 1) {
        let (pair, last) = line.text(end + 1).split_once(',').unwrap_or((line.text(end + 1), ""));
        if pair.len() != 2 || end - at > MOST_PAIRS * 2 {
            return None;
        }
        zero |= pair.starts_with('0');
        end += 2;
        if is_group(last) {
            let joined = || (at..end).flat_map(|at| line.text(at).split(',')).collect::<String>();
            let one = if zero { Number::parse(&joined()) } else { None };
            return Some(one.map_or(Side::Unclear(end), |number| Side::One(number, end)));
        }
    }
    None
}

/// "10 000": groups of three digits with one blank between them.
fn blanks(line: &Line<'_>, at: usize) -> Option<Side> {
    let mut end = at + 1;
    let mut zero = false;
    while line.is_beside(end) {
        let (whole, decimals) = line.text(end).split_once('.').unwrap_or((line.text(end), ""));
        if !is_group(whole) {
            return None;
        }
        zero |= whole.starts_with('0');
        end += 1;
        if !decimals.is_empty() {
            break;
        }
    }
    // "5 10 000", "A/10 000": rows of numbers and names.
    let bound = line.is_number(end)
        || at > 0 && (line.is_number(at - 1) || !line.is_spaced(at) && !is_opening(line.before(at)))
        || !line.is_spaced(end) && matches!(line.text(end), "/" | "-") && line.is_word(end + 1);
    if end == at + 1 || bound {
        return None;
    }
    // "2 100 mg tablets": so many of a strength.
    let unit_end = atom(line, end, Some(&Number::word(100))).map_or(end, |(_, behind)| behind);
    let strength = unit_end > end
        && (unit_end..unit_end + 3).any(|at| atom(line, at, None).is_some_and(|(unit, _)| is_form(unit)));
    if strength && !zero {
        return None;
    }
    if !zero && !line.separators.blank {
        return Some(Side::Unclear(end));
    }
    let joined: String = (at..end).map(|at| line.text(at)).collect();
    Some(Side::One(Number::parse(&joined)?, end))
}

fn is_opening(text: &str) -> bool {
    is_dash(text) || matches!(text, "(" | "[" | "$" | "£" | "€" | "~" | "<" | ">" | "≥" | "≤" | "=" | "“" | "\"" | "≈")
}

/// "1.500,5", and "1.500" in a document that writes its thousands so.
pub(super) fn pointed(line: &Line<'_>, at: usize) -> Option<(Number, usize)> {
    if !is_pointed(line.text(at)) {
        return None;
    }
    let whole = line.text(at).replace('.', "");
    let decimals = line.text(at + 2);
    if line.text(at + 1) == "," && !line.is_spaced(at + 1) && !line.is_spaced(at + 2) && line.is_number(at + 2) {
        return Some((Number::parse(&format!("{whole}.{decimals}"))?, at + 3));
    }
    if line.separators.point { Some((Number::parse(&whole)?, at + 1)) } else { None }
}

/// Whether a number is two and a half in one country and two thousand five hundred in another: "2.500".
pub(super) fn is_either(line: &Line<'_>, at: usize) -> bool {
    is_pointed(line.text(at)) && line.text(at).ends_with("00") && !line.separators.point
}

#[cfg(test)]
mod tests {
    use crate::facts::measure::tests::reads;

    #[test]
    fn a_group_that_begins_with_zero_is_no_number_of_its_own() {
        for (text, expected) in [
            ("About 10 000 people came.", "10 000|10000|10000||count"),
            ("Between 10 000 and 20 000 people came.", "10 000 and 20 000|10000|20000||count"),
            ("Some 1 200 000 came.", "1 200 000|1200000|1200000||count"),
            ("Take 1 000 mg now.", "1 000 mg|1000|1000|mg|dose"),
            ("It is 12 per 100 000 people.", "12 per 100 000|12|12|/100000|rate"),
            ("It cost €10 000 then.", "€10 000|10000|10000|{EUR}|money"),
        ] {
            reads(text, &[expected]);
        }
    }

    #[test]
    fn pairs_of_digits_are_indian() {
        reads("About 10,00,000 people came.", &["10,00,000|1000000|1000000||count"]);
        reads("Doses of 5,10,150 mg.", &[]);
    }

    #[test]
    fn the_document_decides_what_is_unclear() {
        reads("Rows 3 500 and 4 250 match.", &[]);
        reads("Of 10 000 asked, 3 500 came.", &["10 000|10000|10000||count", "3 500|3500|3500||count"]);
    }

    #[test]
    fn numbers_side_by_side_stay_two() {
        reads("Take 2 100 mg tablets.", &["2|2|2|{tablet}|dose", "100 mg|100|100|mg|strength"]);
        reads("In 2019 350 people came.", &["350|350|350||count"]);
        reads("In phase 3 120 people came.", &["120|120|120||count"]);
        reads("Call 13 11 14 or 116 123.", &[]);
    }

    #[test]
    fn the_other_end_or_the_unit_decides_what_a_point_parts() {
        reads("Take 500 to 1.500 mg.", &["500 to 1.500 mg|500|1500|mg|dose"]);
        reads("Take 1.500 to 2 g.", &["1.500 to 2 g|1.5|2|g|dose"]);
        reads("Take 0.5 to 1.500 mg.", &["0.5 to 1.500 mg|0.5|1.5|mg|dose"]);
        reads("Take 1.500 to 2.000 mg.", &["1.500 to 2.000 mg|1.5|2000|mg|dose"]);
        reads("Take 1.500 to 2000 mg.", &["1.500 to 2000 mg|1.5|2000000|mg|dose"]);
        reads("It weighs 1.500 g/mL.", &["1.500 g/mL|1.5|1.5|g/mL|strength"]);
        reads("It weighs 1.500 g/L.", &["1.500 g/L|1.5|1500|g/L|lab"]);
    }

    #[test]
    fn points_between_thousands() {
        reads("It was 1.234.567 then.", &["1.234.567|1234567|1234567||count"]);
        reads("Take 1.500,5 mg.", &["1.500,5 mg|1500.5|1500.5|mg|dose"]);
        reads("Take 0,5 mg, then 1.500 mg.", &["1.500 mg|1500|1500|mg|dose"]);
        reads("It held 12,5 %. Take 1.500 mg.", &["1.500 mg|1500|1500|mg|dose"]);
        reads("Take 2.500 mg.", &["2.500 mg|2.5|2500|mg|dose"]);
        reads("Take 2.000 IE.", &["2.000|2|2000||count"]);
        reads("Take 1.125 mg.", &["1.125 mg|1.125|1.125|mg|dose"]);
        reads("A ratio of 1.500 was found.", &["1.500|1.5|1.5||other"]);
    }
}
