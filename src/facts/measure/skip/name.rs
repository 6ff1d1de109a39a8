//! Digits that are part of a name ("COVID-19", "PM2.5", a DOI), and numbers that the word before them makes a name
//! ("type 2", "table 3").

use super::calendar::{is_ordinal_ending, is_year};
use super::is_measured;
use crate::document::TokenFlags;
use crate::facts::measure::line::{Line, is_dash, is_hyphen};
use crate::facts::measure::numeral::{numeral, power_of_ten, short_scale};
use crate::facts::measure::unit_phrase::{self, atom};
use crate::facts::{Number, UnitId};
use crate::lexicon::class;

/// "COVID-19", "omega-3", "5-HT", "18F", "2C-B": digits that are part of a name.
pub(super) fn joined(line: &Line<'_>, at: usize) -> Option<usize> {
    let after = at + 1;
    if let Some(end) = code(line, at) {
        return Some(end);
    }
    if at >= 2 && is_hyphen(line.text(at - 1)) && !line.is_spaced(at) && !line.is_spaced(at - 1) && line.is_word(at - 2)
    {
        let is_numeral = numeral(line, at - 2).is_some();
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
        let known = unit_phrase::unit(line, after, &number).is_some()
            || is_ordinal_ending(tail)
            || short_scale(line, after).is_some()
            || power_of_ten(line, after, number).is_some()
            || matches!(tail, "x" | "X" | "bn" | "s" | "yr" | "yo" | "am" | "pm" | "a" | "p")
            || tail.eq_ignore_ascii_case("times");
        let capitals = tail.bytes().filter(u8::is_ascii_uppercase).count();
        let named = tail.len() <= 3 || capitals > 1 || tail.bytes().any(|byte| byte.is_ascii_digit());
        return (!known && named).then_some(past_name(line, after + 1));
    }
    if line.is_joint(after) && line.is_word(after + 1) && line.has(after + 1, TokenFlags::UPPER) {
        // "5-HT", but "60-KG".
        return atom(line, after + 1, None).is_none().then(|| past_name(line, after + 2));
    }
    None
}

/// "PM2.5", "F11.20", "BA.2.86", "BRCA1/2", "46,XY", "doi:10.1000/182", "2019;393:1745-53": digits and marks that alternate in a code.
fn code(line: &Line<'_>, at: usize) -> Option<usize> {
    let tight = |at: usize| !line.is_spaced(at);
    let word_before = at >= 2 && line.is_word(at - 2) && tight(at) && tight(at - 1);
    let digit_before = word_before && line.text(at - 2).ends_with(|c: char| c.is_ascii_digit());
    let dotted = line.before(at) == "." && (digit_before || word_before && !is_measured(line, at + 1));
    if dotted || digit_before && line.before(at) == "/" {
        let listed = |at: usize| line.text(at) == "," && line.is_number(at + 1) && tight(at) && tight(at + 1);
        return (at + 1..=line.len()).step_by(2).find(|at| !listed(*at));
    }
    if line.text(at + 1) == "," && tight(at + 1) && tight(at + 2) && is_sex_chromosomes(line.text(at + 2)) {
        return Some(at + 3);
    }
    if line.text(at).starts_with("10.") && line.text(at + 1) == "/" && tight(at + 1) {
        return (at + 2..=line.len()).find(|at| line.is_spaced(*at));
    }
    // Year, volume, issue and pages of a journal.
    let journal = is_year(line.text(at)) && line.text(at + 1) == ";";
    let mark = |at: usize| matches!(line.text(at), ";" | ":" | "(" | ")") || is_dash(line.text(at));
    let page = |at: usize| {
        line.is_number(at) || line.is_word(at) && tight(at) && line.text(at).ends_with(|c: char| c.is_ascii_digit())
    };
    if journal { (at + 1..=line.len()).find(|at| !mark(*at) && !page(*at)) } else { None }
}

/// "46,XY", "47,XXY".
fn is_sex_chromosomes(text: &str) -> bool {
    text.len() <= 4 && text.starts_with('X') && text.bytes().all(|byte| matches!(byte, b'X' | b'Y'))
}

/// Past further parts joined by hyphens: "SARS-CoV-2", "2-4-6".
fn past_name(line: &Line<'_>, mut at: usize) -> usize {
    while line.is_joint(at) && line.is_number(at + 1) {
        at += 2;
    }
    at
}

/// A number named by the word before it: "type 2", "stage 4", "day 7", "No. 5", "phase 2-3".
pub(super) fn label(line: &Line<'_>, at: usize) -> Option<usize> {
    let hash = line.before(at) == "#";
    let back = if matches!(line.before(at), "." | "#" | ":") && !line.is_spaced(at - 1) || hash { 2 } else { 1 };
    let place = at.checked_sub(back);
    let named = hash || place.is_some_and(|place| is_designator(line, place) && (back == 2 || !line.is(place, "no")));
    // "types 1 and 2", "grade 3 or 4", "phases 2-3".
    let continued = at >= 3
        && (line.is_any(at - 1, &["and", "or", "to", "through"]) || is_dash(line.before(at)) || line.before(at) == ",")
        && line.is_number(at - 2)
        && (is_designator(line, at - 3)
            || at >= 4 && line.text(at - 3) == "." && is_designator(line, at - 4)
            || is_grade(line, at - 2));
    // "42 CFR": the title of a code of law.
    if line.is_any(at + 1, &["CFR", "USC", "U.S.C."]) {
        return Some(at + 2);
    }
    if !(named || continued || is_grade(line, at)) {
        return None;
    }
    let number = Number::parse(line.text(at))?;
    let measured = atom(line, at + 1, Some(&number)).is_some_and(|(unit, _)| {
        !matches!(unit.code(), "d" | "U" | "deg" | "[ft_i]" | "{point}" | "{patch}" | "{drink}")
    }) && line.is_spaced(at + 1);
    (!measured && number.decimals <= 2).then(|| past_paragraphs(line, at + 1))
}

/// "Gleason 7", "Child-Pugh 8", "a Bristol 4 stool": a small number behind a name within the sentence, on which no
/// number depends. Before a plural it counts ("in Norway 7 patients"), and analytes are spelled in capitals ("TSH 4").
fn is_grade(line: &Line<'_>, at: usize) -> bool {
    const HIGHEST: u64 = 15;
    let Some(name) = at.checked_sub(1).filter(|name| *name > 0) else { return false };
    let named = line.is_word(name)
        && line.has(name, TokenFlags::CAPITALIZED)
        && !line.has(name, TokenFlags::UPPER)
        && !matches!(line.before(name), "." | ":" | "!" | "?" | "“" | "\"" | "(")
        && !line.in_class(name, class!("noun-stop"));
    let small = line.text(at).len() <= 2 && line.text(at).parse().is_ok_and(|grade: u64| grade <= HIGHEST);
    named && small && line.is_spaced(at) && !counts(line, at + 1)
}

/// Whether a number that ends before `at`, or the range that it begins, is more than the name of a grade.
fn counts(line: &Line<'_>, at: usize) -> bool {
    let linked = line.is_any(at, &["or", "and", "to"]) || is_dash(line.text(at));
    let at = if linked && line.is_number(at + 1) { at + 2 } else { at };
    let part = line.is(at, "in") && line.is_number(at + 1);
    let plural = |text: &str| {
        text.ends_with('s') && !text.ends_with("ss") && !text.ends_with("us") && !text.ends_with("is")
            || ["people", "children", "men", "women"].iter().any(|people| text.eq_ignore_ascii_case(people))
    };
    let noun = (at..at + 3).take_while(|at| line.is_word(*at) && !line.in_class(*at, class!("noun-stop")));
    part || line.is_any(at, &["of", "out", "per"])
        || matches!(line.text(at), "/" | "%" | "." | ",") && !line.is_spaced(at) && line.is_number(at + 1)
        || is_measured(line, at)
        || short_scale(line, at).is_some()
        || noun.map(|at| line.text(at)).any(plural)
}

/// Past the paragraphs of a section, "501(c)(3)", and the highest grade, "2/6".
fn past_paragraphs(line: &Line<'_>, mut at: usize) -> usize {
    while line.text(at) == "(" && !line.is_spaced(at) && line.text(at + 2) == ")" {
        at += 3;
    }
    let slashed = line.text(at) == "/" && !line.is_spaced(at) && !line.is_spaced(at + 1) && line.is_number(at + 1);
    if slashed { at + 2 } else { at }
}

/// "7740 Gunston Plaza Dr.", "12 Harley Street".
pub(super) fn address(line: &Line<'_>, at: usize) -> Option<usize> {
    const LONGEST: usize = 5;
    let capitalized = |place: &usize| line.has(*place, TokenFlags::CAPITALIZED);
    let street = (at + 1..=at + LONGEST).take_while(capitalized).skip(1);
    street.filter(|place| line.in_class(*place, class!("street"))).last().map(|place| place + 1)
}

/// "type two", "phase three".
pub(super) fn label_in_words(line: &Line<'_>, at: usize) -> Option<usize> {
    let named =
        at.checked_sub(1).is_some_and(|place| is_designator(line, place) && !line.is_any(place, &["day", "days"]));
    (named && numeral(line, at).is_some()).then_some(at + 1)
}

/// Words that give the number after them its meaning as a name.
fn is_designator(line: &Line<'_>, at: usize) -> bool {
    line.in_class(at, class!("designator"))
}
