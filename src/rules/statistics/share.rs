//! Two ways to say one share: "79 of 132 (63 %)", "12 per 100,000 (1.2 %)", "one in five (25 %)".
//!
//! The two figures must be joined by a parenthesis, a comma with "or", or an equals sign, and the second must not
//! name a base of its own ("53 of 132 (37 % of men)").

use crate::diagnostic::{Confidence, Diagnostic, Severity};
use crate::facts::{Interval, Kind, Quantity, Rational, Shape};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_exact, is_fraction, is_unstated, part, percent, proportion};
use crate::span::Span;

/// Words that may not stand between a figure and its equivalent in a parenthesis.
const PARTING: &[&str] = &["than", "compared", "versus", "vs", "while", "but", "whereas", "and", "from"];

/// Words behind a share that give it a base, a time or a rival of its own.
const OWN_BASE: &[&str] = &[
    "of", "per", "a", "an", "each", "vs", "versus", "for", "among", "in", "annually", "yearly", "compared", "and", "to",
];

/// Words that say that the figures of a sentence are not simple quotients.
const ADJUSTED: &[&str] = &["weighted", "adjusted", "standardised", "standardized", "imputed", "modelled", "modeled"];

/// "1 in N" up to here is a way of speaking, not a count.
const SPOKEN: i64 = 20;

/// The widest gap between a figure and the parenthesis that says it again, in tokens.
const REACH: usize = 9;

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in Passage::all(article) {
        if passage.figures.len() < 2 || passage.any(0..passage.len(), ADJUSTED) {
            continue;
        }
        for pair in passage.figures.windows(2) {
            if is_same(&passage, &pair[0], &pair[1]) {
                findings.extend(compare(&passage, &pair[0], &pair[1]));
            }
        }
        for triple in passage.figures.windows(3) {
            findings.extend(split(&passage, triple).or_else(|| spelled(&passage, triple)));
        }
        findings.extend(listed(&passage));
    }
}

/// Whether `two` says `one` again.
pub(super) fn is_same(passage: &Passage<'_>, one: &Quantity, two: &Quantity) -> bool {
    if is_unstated(one) || is_unstated(two) {
        return false;
    }
    let gap = passage.gap(one, two);
    if gap.is_empty() || gap.len() > REACH || !ends_there(passage, passage.end(two)) {
        return false;
    }
    let last = gap.end - 1;
    let joined = matches!(passage.text(last), "(" | "[" | "=")
        || passage.is_any(last, &["or", "i.e", "equals"])
        || (passage.text(last) == "," && gap.len() <= 3 && passage.is_any(passage.end(two), &[",", ")", ".", ";"]));
    let words = gap.start..last;
    let plain = words.clone().all(|at| passage.is_word(at) || (at + 1 == last && passage.text(at) == ","));
    joined && plain && !passage.any(words, PARTING)
}

/// Whether nothing behind a share gives it another base.
fn ends_there(passage: &Passage<'_>, end: usize) -> bool {
    !passage.is_any(end, OWN_BASE) && !passage.text(end).starts_with(['-', '–', '/', '±'])
}

fn compare(passage: &Passage<'_>, one: &Quantity, two: &Quantity) -> Option<Diagnostic> {
    let (count, share) = if proportion(one).is_some() { (one, two) } else { (two, one) };
    if !matches!(share.kind, Kind::Share | Kind::Rate) || !matches!(count.kind, Kind::Rate) {
        return None;
    }
    if passage.is_any(passage.end(count), &["person", "patient", "woman"])
        && passage.text(passage.end(count) + 1).contains(['-', 'y', 'm'])
    {
        return None;
    }
    let (some, whole) = proportion(count)?;
    let wording = passage.slice(passage.start(count)..passage.end(count));
    let spoken = wording.contains(" in ") || (wording.contains("out of") && whole <= Rational::from(SPOKEN));
    let counted = wording.contains("of") || wording.contains('/');
    if spoken {
        return spoken_share(passage, count, share, some, whole);
    }
    if counted && share.unit.is("%") {
        return percentage(passage, &Counts::of(passage, count)?, share);
    }
    scale(passage, count, share)
}

/// So many of so many, and where that is said.
struct Counts {
    some: Rational,
    whole: Rational,
    /// Their quotient, as wide as the wording allows.
    reading: Interval,
    place: Span,
}

impl Counts {
    /// Of one figure: "79 of 132".
    fn of(passage: &Passage<'_>, figure: &Quantity) -> Option<Self> {
        let (some, whole) = proportion(figure)?;
        // Both are counts, so they are exact unless the text says about.
        let reading = if is_exact(figure) { Interval::point(some.over(whole)?) } else { part(figure)? };
        Some(Self { some, whole, reading, place: passage.span(figure) })
    }

    /// Of two figures: "79 … of 132".
    fn between(passage: &Passage<'_>, some: &Quantity, whole: &Quantity) -> Option<Self> {
        let (count, total) = (some.value()?, whole.value()?);
        let plain = |figure: &Quantity| figure.kind == Kind::Count && figure.unit.is_none() && !is_fraction(figure);
        if !plain(some) || !plain(whole) || count > total {
            return None;
        }
        let reading = some.reading().over(whole.reading())?;
        Some(Self { some: count, whole: total, reading, place: passage.span(some).cover(passage.span(whole)) })
    }
}

/// "79 of 132 (63 %)": no rounding gives it.
fn percentage(passage: &Passage<'_>, counts: &Counts, share: &Quantity) -> Option<Diagnostic> {
    let stated = part(share)?;
    if !stated.is_disjoint(counts.reading) {
        return None;
    }
    let (some, whole) = (counts.some, counts.whole);
    // Cut off instead of rounded: the last digit is off by one.
    let decimals = u32::from(share.lo.or(share.hi)?.decimals);
    let slip = stated.widen(Rational::decimal(5, decimals + 3)?)?;
    let shown = percent(some.over(whole)?, decimals.max(1));
    let message = format!("{some} of {whole} is {shown}, not {}", share.describe());
    let finding = Diagnostic::new("percent-count-mismatch", passage.span(share), message)
        .related(counts.place, format!("{some} ÷ {whole} = {shown}"))
        .claim(passage.claim());
    let is_slip = !slip.is_disjoint(counts.reading);
    Some(if is_slip { finding.severity(Severity::Warning).confidence(Confidence::Medium) } else { finding })
}

/// "One in five (25 %)": outside the band that the words allow; far outside it is a slip of scale.
fn spoken_share(
    passage: &Passage<'_>,
    count: &Quantity,
    share: &Quantity,
    some: Rational,
    whole: Rational,
) -> Option<Diagnostic> {
    let half = Rational::fraction(1, 2)?;
    let nominal = some.over(whole)?;
    let tenth = Rational::fraction(1, 10)?;
    let rounded = Interval::point(some).over(Interval::point(whole).widen(half)?)?;
    let relative = Interval::point(nominal).widen_relative(tenth, tenth)?;
    let mut band = rounded.hull(relative);
    if whole <= Rational::from(6) {
        band = band.hull(Interval::point(nominal).widen(Rational::fraction(4, 100)?)?);
    }
    if count.shape != Shape::Point {
        band = part(count)?.hull(band.widen(Rational::ZERO)?);
    }
    let stated = part(share)?;
    if !stated.is_disjoint(band) {
        return None;
    }
    let factor = stated.gap_factor(Interval::point(nominal)).map_or(f64::INFINITY, Rational::to_f64);
    let shown = percent(nominal, if nominal < Rational::fraction(1, 20)? { 2 } else { 1 });
    let said = passage.slice(passage.start(count)..passage.end(count));
    let message = format!("{said} is {shown}, not {}", share.describe());
    let rule = if factor >= FAR { "rate-scale-mismatch" } else { "verbal-quantifier-mismatch" };
    Some(
        Diagnostic::new(rule, passage.span(share), message)
            .related(passage.span(count), format!("{said} = {shown}"))
            .claim(passage.claim()),
    )
}

/// A share that is this many times off is off by its scale.
const FAR: f64 = 5.0;

/// "12 per 100,000 (1.2 %)".
fn scale(passage: &Passage<'_>, count: &Quantity, share: &Quantity) -> Option<Diagnostic> {
    let tenth = Rational::fraction(1, 10)?;
    let (rate, stated) = (part(count)?, part(share)?);
    if !rate.widen_relative(tenth, tenth)?.is_disjoint(stated) {
        return None;
    }
    let (some, whole) = proportion(count)?;
    let exact = some.over(whole)?;
    let shown = if share.unit.is("%") {
        exact_percent(exact)
    } else {
        let (_, other) = proportion(share)?;
        format!("{} per {other}", exact.times(other)?)
    };
    let said = passage.slice(passage.start(count)..passage.end(count));
    let factor = stated.gap_factor(Interval::point(exact));
    let off = factor.map_or_else(String::new, |factor| format!(", {} times off", factor.round(0).unwrap_or(factor)));
    let stated = passage.slice(passage.start(share)..passage.end(share));
    Some(
        Diagnostic::new("rate-scale-mismatch", passage.span(share), format!("{said} is {shown}, not {stated}{off}"))
            .related(passage.span(count), format!("= {shown}"))
            .claim(passage.claim()),
    )
}

/// "79 (63 %) of 132", "79 patients (63 %) of the 132".
fn split(passage: &Passage<'_>, triple: &[Quantity]) -> Option<Diagnostic> {
    let [some, share, whole] = triple else { return None };
    if share.kind != Kind::Share || !share.unit.is("%") || is_unstated(share) {
        return None;
    }
    let open = passage.gap(some, share);
    let opened = open.len() <= 4
        && !open.is_empty()
        && passage.text(open.end - 1) == "("
        && (open.start..open.end - 1).all(|at| passage.is_word(at))
        && !passage.any(open.clone(), PARTING);
    let close = passage.end(share);
    let rest = close + 1..passage.lead(whole);
    let closed = passage.text(close) == ")"
        && passage.is(close + 1, "of")
        && rest.len() <= 3
        && rest.clone().skip(1).all(|at| passage.is_any(at, &["the", "all", "our", "these", "those"]));
    if !opened || !closed {
        return None;
    }
    percentage(passage, &Counts::between(passage, some, whole)?, share)
}

/// "3 deaths per 1,000 operations (3 %)": a rate with its nouns.
fn spelled(passage: &Passage<'_>, triple: &[Quantity]) -> Option<Diagnostic> {
    let [cases, whole, share] = triple else { return None };
    let gap = passage.end(cases)..passage.start(whole);
    let rate =
        (2..=5).contains(&gap.len()) && passage.is(gap.end - 1, "per") && gap.clone().all(|at| passage.is_word(at));
    if !rate || share.kind != Kind::Share || !share.unit.is("%") || !is_same(passage, whole, share) {
        return None;
    }
    let counts = Counts::between(passage, cases, whole)?;
    let reading = cases.rounded().over(Interval::point(counts.whole))?;
    let tenth = Rational::fraction(1, 10)?;
    if !reading.widen_relative(tenth, tenth)?.is_disjoint(part(share)?) {
        return None;
    }
    let (some, whole) = (counts.some, counts.whole);
    let shown = exact_percent(some.over(whole)?);
    let message = format!("{some} per {whole} is {shown}, not {}", share.describe());
    Some(
        Diagnostic::new("rate-scale-mismatch", passage.span(share), message)
            .related(counts.place, format!("= {shown}"))
            .claim(passage.claim()),
    )
}

/// A part of one as a percentage with all its digits, as far as they are few.
fn exact_percent(part: Rational) -> String {
    let digits =
        (0..=5).find(|places| part.times(Rational::from(100)).is_some_and(|value| value.decimals(*places).is_some()));
    percent(part, digits.unwrap_or(4))
}

/// "Of 132 patients, 79 (63 %) … and 20 (15 %) …".
fn listed(passage: &Passage<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let Some((whole, _)) = base(passage) else { return found };
    let mut figures = passage.figures[1..].iter().peekable();
    while let Some(some) = figures.next() {
        let Some(share) = figures.peek() else { break };
        let gap = passage.gap(some, share);
        let nested = passage.end(whole)..passage.start(some);
        let other_base = nested.clone().any(|at| {
            passage.is(at, "of") && passage.is_any(at + 1, &["whom", "these", "those", "them", "which", "the"])
        });
        if other_base {
            break;
        }
        let direct = gap.len() == 1 && passage.text(gap.start) == "(";
        let is_share = share.kind == Kind::Share && share.unit.is("%") && ends_there(passage, passage.end(share));
        // "80 (13 %) of them" is a part of the part before.
        let own_base = passage.is(passage.end(share) + 1, "of");
        if direct
            && is_share
            && !own_base
            && let Some(counts) = Counts::between(passage, some, whole)
        {
            found.extend(percentage(passage, &counts, share));
        }
    }
    found
}

/// Words that may stand between "of" and the number of a whole.
const OPENING: &[&str] =
    &["of", "the", "these", "all", "those", "our", "a", "total", "original", "first", "eligible", "initial", "entire"];

/// The whole that a sentence divides: "Of the 132 patients, …", "Among 20 people …", "… treated 78 patients: …".
pub(super) fn base<'a>(passage: &Passage<'a>) -> Option<(&'a Quantity, Rational)> {
    let first = passage.figures.first()?;
    let (start, end) = (passage.lead(first), passage.end(first));
    let opened = (passage.is_any(0, &["of", "among"]) || (passage.is(0, "out") && passage.is(1, "of")))
        && start <= 5
        && (1..start).all(|at| passage.is_any(at, OPENING));
    let colon = (end + 1..end + 4).any(|at| passage.text(at) == ":" && (end..at).all(|at| passage.is_word(at)));
    let whole = first.value().filter(|value| value.is_integer() && *value > Rational::ONE)?;
    let counted = first.kind == Kind::Count && first.unit.is_none() && first.shape == Shape::Point;
    let named = !is_fraction(first) && passage.is_word(end);
    let stated = !is_unstated(first) && is_exact(first);
    ((opened || colon) && counted && named && stated).then_some((first, whole))
}
