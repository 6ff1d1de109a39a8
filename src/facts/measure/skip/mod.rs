//! What holds digits and is no quantity. It is lexed first, so that no rule computes with a telephone number.
//!
//! Citation markers come first, then names with digits, telephone numbers, dates and times, labels, years, ratios.

mod calendar;
mod name;
mod telephone;

use super::fraction;
use super::grouping::{Side, side_by_side};
use super::line::{Line, is_dash, is_hyphen};
use super::numeral::numeral;
use super::ratio::speaks_of_pressure;
use super::unit_phrase::atom;
use crate::document::TokenFlags;
use crate::facts::{Number, Rational};
use crate::lexicon::class;
use crate::span::ProseSpan;
pub(super) use calendar::is_ordinal_ending;

/// The place behind whatever begins at `at` and is no quantity; `None` where a quantity may begin.
/// `first` says whether the line opens its block.
pub(super) fn skip(line: &Line<'_>, at: usize, first: bool) -> Option<usize> {
    if !line.is_number(at) {
        return name::label_in_words(line, at);
    }
    citation(line, at)
        .or_else(|| name::joined(line, at))
        .or_else(|| telephone::telephone(line, at))
        .or_else(|| list_number(line, at, first))
        .or_else(|| calendar::calendar(line, at))
        .or_else(|| name::label(line, at))
        .or_else(|| name::address(line, at))
        .or_else(|| calendar::year(line, at))
        .or_else(|| ratio(line, at))
        .or_else(|| broken_number(line, at))
        .or_else(|| unclear_groups(line, at))
        .or_else(|| population(line, at))
}

/// "[3]", "[3,7]", "[3-5]", and superscript digits behind a word or stop.
fn citation(line: &Line<'_>, at: usize) -> Option<usize> {
    // "km^3": the exponent of a unit that is not in the table.
    let superscript =
        line.has(at, TokenFlags::SUPERSCRIPT) || line.text(at).starts_with(is_superscript) || line.before(at) == "^";
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

/// Whether a unit stands at `at`.
fn is_measured(line: &Line<'_>, at: usize) -> bool {
    atom(line, at, Some(&Number::word(100))).is_some()
}

/// "1." and "2)" at the start of a block.
fn list_number(line: &Line<'_>, at: usize, first: bool) -> Option<usize> {
    let marks = at == 0 && first && matches!(line.text(1), "." | ")" | ":") && !line.is_spaced(1);
    marks.then_some(2)
}

/// "2:1", "50-50", "20/40 vision", a result of 3-2: they have no place in arithmetic.
fn ratio(line: &Line<'_>, at: usize) -> Option<usize> {
    let mark = line.text(at + 1);
    let tight = !line.is_spaced(at + 1) && !line.is_spaced(at + 2) && line.is_number(at + 2);
    if !tight {
        return None;
    }
    let parted = match mark {
        ":" => true,
        _ if is_measured(line, at + 3) => false,
        "/" if is_mixture(line, at) => true,
        "/" => line.text(at) == line.text(at + 2) || sees(line, at) || is_unsaid(line, at),
        _ if is_hyphen(mark) => line.text(at) == line.text(at + 2) || falls(line, at),
        _ => false,
    };
    parted.then_some(at + 3)
}

/// "20/40": how sharp the eyes are, where they are spoken of.
fn sees(line: &Line<'_>, at: usize) -> bool {
    const REACH: usize = 6;
    line.text(at) == "20"
        && (at.saturating_sub(REACH)..at + 3 + REACH)
            .any(|at| line.is_any(at, &["vision", "acuity", "eyesight", "sight", "seeing"]))
}

/// "insulin 70/30": parts of a hundred, the larger first, and no blood pressure.
fn is_mixture(line: &Line<'_>, at: usize) -> bool {
    let value = |at: usize| Number::parse(line.text(at)).map(|number| number.value);
    let hundred = |one: Rational, two: Rational| one > two && one.plus(two) == Some(Rational::from(100));
    value(at).zip(value(at + 2)).is_some_and(|(one, two)| hundred(one, two)) && !speaks_of_pressure(line, at)
}

/// "hydrocodone 5/325": so many of so many only where it is said of whom, worked out behind it, or of a round number.
fn is_unsaid(line: &Line<'_>, at: usize) -> bool {
    let value = |at: usize| Number::parse(line.text(at));
    let Some((part, whole)) = value(at).zip(value(at + 2)) else { return false };
    let round = whole.trailing_zeros() > 0 || whole.value == Rational::from(5);
    let behind = at + 3;
    let said = line.is_word(behind) && !line.in_class(behind, class!("noun-stop"))
        || line.is(behind, "of")
        || matches!(line.text(behind), "(" | ")" | "[" | "]" | "," | ";" | "/");
    part.value < whole.value && !round && !said && fraction::slashed(line, at).is_none()
}

/// "21-17": no range goes down without a unit.
fn falls(line: &Line<'_>, at: usize) -> bool {
    let value = |at: usize| Number::parse(line.text(at)).map(|number| number.value);
    let mixed = matches!(line.text(at + 3), "/" | "\u{2044}") && !line.is_spaced(at + 3);
    !mixed && value(at).zip(value(at + 2)).is_some_and(|(first, second)| first > second)
}

/// "the deaths per 100,000 people": what is counted stands before, or nowhere.
fn population(line: &Line<'_>, at: usize) -> Option<usize> {
    if !line.is(at.wrapping_sub(1), "per") {
        return None;
    }
    let (_, end) = numeral(line, at).filter(|(number, _)| number.value >= Rational::from(100))?;
    (!is_measured(line, end)).then_some(end)
}

/// "3 500": two numbers, or three thousand five hundred.
fn unclear_groups(line: &Line<'_>, at: usize) -> Option<usize> {
    match side_by_side(line, at) {
        Some(Side::Unclear(end)) => Some(end),
        _ => None,
    }
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
    let numbers = (0..line.len()).filter(|at| line.is_number(*at));
    numbers.filter_map(|at| {
        let end = if line.text(at).starts_with("0,") { at + 1 } else { decimal_comma(line, at)? };
        is_measured(line, end).then(|| line.span(at, end))
    })
}

/// Words of letters and then digits, directly before a unit: a name that has run into its dose.
pub(super) fn fused_names(line: &Line<'_>) -> impl Iterator<Item = ProseSpan> {
    let fused = |at: usize| {
        let text = line.text(at);
        let letters = text.trim_end_matches(|c: char| c.is_ascii_digit());
        letters.len() > 3 && letters.len() < text.len() && is_measured(line, at + 1)
    };
    (0..line.len()).filter(move |at| line.is_word(*at) && fused(*at)).map(|at| line.span(at, at + 1))
}

#[cfg(test)]
mod tests {
    use crate::facts::measure::tests::reads;

    #[test]
    fn what_is_no_quantity() {
        for text in [
            "Call 800-915-1270 now.",
            "Call 1-800-662-4357 or (800) 662-4357.",
            "It is type 2 diabetes of grade 3.",
            "See table 2 and figure 1.",
            "COVID-19 and omega-3 and 5-HT and B12.",
            "As others found [3-5], it helps [7].",
            "On 3 May 2020 and March 4, 2021 it began.",
            "In 2020 and from 2015 to 2019 it grew.",
            "About 12th graders and the 1990s.",
            "It opens at 10:30 and closes at 5 p.m.",
            "The file is version 1.2.3 of it.",
            "The odds are 2:1 or 50-50.",
            "It is open 24/7.",
            "Hydrocodone 5/325 is strong.",
            "Inject insulin 70/30 before meals, or Mix 75/25 at night.",
            "A Gleason 7 tumour and a Child-Pugh 8 liver; all were Apgar 9 or 10.",
            "Those of Bristol 1 to 2, Fitzpatrick 3 or Mallampati 4 are rare.",
            "It follows ISO 9001, CPT 99213 and BI-RADS 4 for NYHA 3 patients.",
            "A lake of so many km^3 dried up.",
            "Take 0,5 of it.",
            "He lives at MD 20892-1234.",
            "One can see that no one knows.",
            "It works one way or another.",
            "PM2.5, F11.20, BA.2.86, XBB.1.5, BRCA1/2 and 47,XXY are codes.",
            "The deaths per 100,000 people rose.",
            "For a week and a half it rained.",
            "It was mended on 4/29 and founded in 1765.",
            "Come to 7740 Gunston Plaza Dr. or 12 Harley Street between 1 and 2 p.m.",
            "It is of AUGUST 5, 2015.",
            "Call 911, 988 or 999, NHS 111 or +44 (0)20 7946 0018.",
            "It took a week or two in the first half of it, with a grade 2/6 murmur.",
            "It lowers the risk.3,6 At week 12 all was well.",
            "It is doi:10.1000/182 in Lancet 2019;393:1745-53.",
            "See N Engl J Med. 2020;382(8):727-733 for it.",
            "Section 501(c)(3) and 21 CFR 101.93 apply.",
            "The CA 19-9 assay cannot tell.",
            "He has 20/40 vision.",
            "It is open 8-10pm and 9-to-5 otherwise.",
            "It cost €5,50 then.",
            "This is the twenty-first century, the twenty-second patient.",
            "She ran a 10K and a 5k.",
            "It is ISBN 978-3-16-148410-0.",
            "Ring 310 623 4466 or 1-888-430-9898 310-623-4466.",
            "Figs. 3 and 4 show it.",
            "At one point it hurt.",
        ] {
            reads(text, &[]);
        }
    }
}
