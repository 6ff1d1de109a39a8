//! Parts and their whole: parts of a partition add up to it, and no share of a group exceeds it.

use super::share::base;
use crate::diagnostic::{Confidence, Diagnostic};
use crate::facts::{Interval, Kind, Quantity, Rational, Shape};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_exact, is_fraction, is_unstated};

/// Words that say that the last part is all that is left.
const REST: &[&str] = &["rest", "remaining", "remainder"];

/// Words that say that parts may overlap, or leave some out.
const OVERLAP: &[&str] = &[
    "including",
    "include",
    "included",
    "several",
    "multiple",
    "overlap",
    "overlapped",
    "both",
    "also",
    "such",
    "than",
    "whom",
    "about",
    "respectively",
    "some",
    "missing",
];

/// Who makes up a group between them: no one is in both.
const OPPOSITES: &[(&[&str], &[&str])] =
    &[(&["women", "female", "females", "girls"], &["men", "male", "males", "boys"]), (&["yes"], &["no"])];

/// People and things of which no more than all can be meant.
const COUNTED: &[&str] = &[
    "patients",
    "people",
    "adults",
    "children",
    "women",
    "men",
    "participants",
    "respondents",
    "cases",
    "deaths",
    "users",
    "volunteers",
    "students",
    "teens",
    "teenagers",
    "babies",
    "infants",
    "doctors",
    "nurses",
    "parents",
    "americans",
    "families",
    "households",
    "hospitals",
    "smokers",
    "subjects",
    "workers",
    "residents",
];

/// Measures that are shares by definition.
const BOUNDED: &[&str] = &["sensitivity", "specificity", "prevalence", "probability", "chance", "likelihood"];

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in Passage::all(article) {
        findings.extend(counts(&passage));
        findings.extend(shares(&passage));
        findings.extend(opposites(&passage));
        findings.extend(passage.figures.iter().filter_map(|figure| beyond_all(&passage, figure)));
    }
}

/// Whether a figure is introduced as what is left.
fn is_rest(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let at = passage.start(figure);
    passage.any(at.saturating_sub(3)..at, REST)
        || (passage.is(at.wrapping_sub(1), "other") && passage.is(at.wrapping_sub(2), "the"))
}

/// "Of 132 patients, 79 took A and the remaining 43 took B".
fn counts(passage: &Passage<'_>) -> Option<Diagnostic> {
    let (whole_at, whole) = base(passage)?;
    if passage.any(passage.end(whole_at)..passage.len(), OVERLAP) || nested(passage) {
        return None;
    }
    let parts: Vec<&Quantity> = passage.figures[1..]
        .iter()
        .filter(|figure| figure.kind == Kind::Count && figure.unit.is_none() && !is_fraction(figure))
        .filter(|figure| {
            let at = passage.lead(figure);
            is_rest(passage, figure)
                || matches!(passage.text(at.wrapping_sub(1)), "," | ";" | ":")
                || passage.is_any(at.wrapping_sub(1), &["and", "while"])
        })
        .collect();
    let last = parts.last().filter(|last| is_rest(passage, last))?;
    // "The other 3 groups" counts something else than the whole does.
    let noun = passage.text(passage.end(last));
    if noun.len() > 3 && noun.ends_with('s') && noun != passage.text(passage.end(whole_at)) {
        return None;
    }
    let plain = parts.len() >= 2 && parts.iter().all(|part| is_exact(part) && !is_unstated(part));
    if !plain {
        return None;
    }
    let sum = parts.iter().try_fold(Rational::ZERO, |sum, part| sum.plus(part.value()?))?;
    if sum == whole {
        return None;
    }
    let line: Vec<String> = parts.iter().map(|part| part.printed().to_string()).collect();
    let message = format!("{} = {sum}, not {whole}", line.join(" + "));
    Some(
        Diagnostic::new("parts-do-not-sum", passage.span(last), message)
            .related(passage.span(whole_at), format!("the whole is {whole}"))
            .claim(passage.claim()),
    )
}

/// "Of whom", "of these": a part of a part.
fn nested(passage: &Passage<'_>) -> bool {
    (1..passage.len())
        .any(|at| passage.is(at, "of") && passage.is_any(at + 1, &["whom", "these", "those", "them", "which"]))
}

/// "60 % chose A, 25 % chose B and the remaining 25 % neither".
fn shares(passage: &Passage<'_>) -> Option<Diagnostic> {
    let parts: Vec<&Quantity> = passage.figures.iter().filter(|figure| figure.unit.is("%")).collect();
    let last = parts.last().filter(|last| is_rest(passage, last))?;
    let plain = parts.len() >= 2
        && parts.iter().all(|part| part.kind == Kind::Share && is_exact(part) && !is_unstated(part))
        && parts.iter().all(|part| !passage.is(passage.end(part), "of") || is_rest(passage, part));
    if !plain || nested(passage) || passage.any(0..passage.len(), OVERLAP) || passage.text(passage.end(last)) == ")" {
        return None;
    }
    excess(passage, &parts, false)
}

/// "60 % were women and 45 % were men".
fn opposites(passage: &Passage<'_>) -> Option<Diagnostic> {
    for pair in passage.figures.windows(2) {
        let [one, two] = pair else { continue };
        let shares = [one, two].into_iter().all(|figure| {
            figure.unit.is("%") && figure.kind == Kind::Share && is_exact(figure) && !is_unstated(figure)
        });
        let apart = OPPOSITES.iter().any(|(these, those)| {
            // "45 % were men under 40" is a part of the men.
            let ends = |at: usize| !passage.is_word(at) || passage.is_any(at, &["and", "while", "but"]);
            let says = |figure: &Quantity, words: &[&str]| {
                let end = passage.end(figure);
                let verb = passage.is_any(end, &["were", "are", "said", "was"]);
                let at = if verb { end + 1 } else { end };
                passage.is_any(at, words) && ends(at + 1)
            };
            (says(one, these) && says(two, those)) || (says(one, those) && says(two, these))
        });
        let near = passage.start(two).saturating_sub(passage.end(one)) <= 6;
        if apart && near && !nested(passage) {
            return if shares { excess(passage, &[one, two], true) } else { more_than_all(passage, one, two) };
        }
    }
    None
}

/// "Of the 200 patients, 120 were women and 90 were men".
fn more_than_all(passage: &Passage<'_>, one: &Quantity, two: &Quantity) -> Option<Diagnostic> {
    let (whole_at, whole) = base(passage)?;
    let plain = |figure: &Quantity| {
        figure.kind == Kind::Count && figure.unit.is_none() && is_exact(figure) && !is_unstated(figure)
    };
    let sum = one.value()?.plus(two.value()?)?;
    if !plain(one) || !plain(two) || sum <= whole {
        return None;
    }
    let message = format!("{} + {} = {sum}, more than the {whole} in all", one.value()?, two.value()?);
    Some(
        Diagnostic::new("parts-do-not-sum", passage.span(two), message)
            .related(passage.span(whole_at), format!("the whole is {whole}"))
            .claim(passage.claim()),
    )
}

/// The finding that shares of one whole do not make up 100 %; `over`: only if they are more.
fn excess(passage: &Passage<'_>, parts: &[&Quantity], over: bool) -> Option<Diagnostic> {
    let zero = Interval::point(Rational::ZERO);
    let sum = parts.iter().try_fold(zero, |sum, part| sum.plus(part.rounded()))?;
    let hundred = Rational::from(100);
    if sum.contains(hundred) || (over && sum.high()? < hundred) {
        return None;
    }
    let total = parts.iter().try_fold(Rational::ZERO, |sum, part| sum.plus(part.value()?))?;
    let line: Vec<String> = parts.iter().map(|part| part.printed().to_string()).collect();
    let last = parts.last()?;
    let message = format!("{} = {total} %, not 100 %", line.join(" + "));
    let finding = Diagnostic::new("parts-do-not-sum", passage.span(last), message).claim(passage.claim());
    Some(
        parts[..parts.len() - 1]
            .iter()
            .fold(finding, |finding, part| finding.related(passage.span(part), "another part")),
    )
}

/// "110 % of patients", "a sensitivity of 104 %", "a probability of 1.4".
fn beyond_all(passage: &Passage<'_>, figure: &Quantity) -> Option<Diagnostic> {
    let (from, to) = (passage.lead(figure), passage.end(figure));
    let percent = figure.unit.is("%");
    if is_unstated(figure) || !matches!(figure.shape, Shape::Point | Shape::MoreThan | Shape::AtLeast) {
        return None;
    }
    let value = figure.lo?.value;
    let before = from.saturating_sub(2)..from;
    let bounded = passage.is(from.wrapping_sub(1), "of") && passage.is_any(from.wrapping_sub(2), BOUNDED)
        || passage.any(before, &["sensitivity", "specificity", "probability", "prevalence"])
            && passage.any(from.saturating_sub(1)..from, &["was", "is"])
        || (percent && passage.is_any(to, &["chance", "probability", "likelihood", "sensitivity", "specificity"]));
    let of_group = percent
        && figure.kind == Kind::Share
        && passage.is(to, "of")
        && (passage.is_any(to + 1, COUNTED)
            || (passage.is_any(to + 1, &["the", "all", "these", "those", "our"]) && passage.is_any(to + 2, COUNTED)));
    let limit = if percent { Rational::from(100) } else { Rational::ONE };
    let wrong = (bounded && (percent || figure.unit.is_none()) || of_group) && (value > limit || value.is_negative());
    // "a probability of 3 in 4" is a rate, "a chance of 20" a slip of wording rather than of number.
    if !wrong || (!percent && (figure.kind == Kind::Rate || !passage.is(from.wrapping_sub(2), "probability"))) {
        return None;
    }
    let shown = figure.describe();
    let what = if value.is_negative() {
        "be negative"
    } else if percent {
        "exceed 100 %"
    } else {
        "exceed 1"
    };
    let noun = if of_group { "a share of a group" } else { "a probability" };
    let finding =
        Diagnostic::new("percent-out-of-range", passage.span(figure), format!("{noun} cannot {what}: {shown}"));
    Some(finding.confidence(Confidence::Medium).claim(passage.claim()))
}
