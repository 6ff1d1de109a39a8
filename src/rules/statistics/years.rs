//! Years and the time between them, and figures that have aged.

use crate::diagnostic::Diagnostic;
use crate::facts::year::{self, Year};
use crate::facts::{Approx, Dimension, Kind, Quantity, Rational};
use crate::rules::Article;
use crate::rules::passage::Passage;

/// Words that make an old figure history on purpose.
const HISTORY: &[&str] = &[
    "until",
    "till",
    "before",
    "founded",
    "established",
    "born",
    "introduced",
    "approved",
    "first",
    "epidemic",
    "outbreak",
    "pandemic",
    "history",
    "historical",
    "historically",
    "died",
    "killed",
    "launched",
    "began",
    "ago",
    "originally",
    "baseline",
    "enrolled",
    "recruited",
    "compared",
    "than",
    "war",
    "published",
    "landmark",
    "between",
    "from",
];

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    let years = &article.facts().years;
    for sentence in years.chunk_by(|one, two| one.sentence == two.sentence) {
        let Some(passage) = Passage::at(article, sentence[0].sentence) else { continue };
        findings.extend(elapsed(&passage, sentence));
        findings.extend(lifetime(&passage, sentence));
        findings.extend(stale(&passage, sentence));
    }
}

/// The year that the article speaks from: its newest date, or the day that the user gives.
fn today(article: &Article<'_>) -> Option<i64> {
    let dated = article.facts().editorial.newest().map(|date| date.first);
    dated.or(article.settings().today).map(|date| i64::from(date.year()))
}

/// Years counted between years: what the text says, and where.
struct Claimed<'a> {
    from: i64,
    to: i64,
    years: Rational,
    exact: bool,
    figure: Option<&'a Quantity>,
    at: (usize, usize),
}

fn elapsed(passage: &Passage<'_>, years: &[Year]) -> Option<Diagnostic> {
    let claimed = since(passage, years).or_else(|| period(passage, years)).or_else(|| later(passage, years))?;
    let actual = claimed.to.checked_sub(claimed.from)?.abs();
    // A year more or less is a matter of months and of counting both ends.
    let slack =
        if claimed.exact { Rational::ONE } else { claimed.years.over(Rational::from(5))?.max(Rational::from(2)) };
    if claimed.years.minus(Rational::from(actual))?.abs() <= slack {
        return None;
    }
    let span = claimed.figure.map_or_else(|| passage.cover(claimed.at.0..claimed.at.1), |figure| passage.span(figure));
    let (first, last) = (claimed.from.min(claimed.to), claimed.from.max(claimed.to));
    let unit = if actual == 1 { "year" } else { "years" };
    let message = format!("{first} to {last} is {actual} {unit}, not {}", claimed.years);
    Some(
        Diagnostic::new("year-arithmetic", span, message)
            .label(format!("{last} − {first} = {actual}"))
            .claim(passage.claim()),
    )
}

/// Where a year stands in its sentence.
fn place(passage: &Passage<'_>, year: &Year) -> usize {
    let sentence = &passage.article.document().sentences[passage.sentence];
    year.token - sentence.tokens.start
}

/// A whole number of years.
fn in_years(figure: &Quantity) -> Option<Rational> {
    let years = figure.unit.measures(Dimension::Time) && figure.unit.is("a") && figure.kind == Kind::Duration;
    figure.value().filter(|_| years)
}

/// "Since 2010, over the past five years".
fn since<'a>(passage: &Passage<'a>, years: &[Year]) -> Option<Claimed<'a>> {
    let [year] = years else { return None };
    let at = place(passage, year);
    if !passage.is(at.wrapping_sub(1), "since") {
        return None;
    }
    let to = today(passage.article)?;
    let figure = passage.figures.iter().find(|figure| {
        let start = passage.lead(figure);
        let near = if start > at { start - at <= 6 } else { at.saturating_sub(passage.end(figure)) <= 4 };
        near && in_years(figure).is_some() && passage.is_any(start.wrapping_sub(1), &["past", "last"])
    })?;
    let exact = figure.approx == Approx::Exact;
    Some(Claimed { from: year.year, to, years: in_years(figure)?, exact, figure: Some(figure), at: (at, at + 1) })
}

/// "The 12 years from 2010 to 2020", "between 2010 and 2020, a period of 12 years", "a 5-year study (2010–2020)".
fn period<'a>(passage: &Passage<'a>, years: &[Year]) -> Option<Claimed<'a>> {
    let [one, two] = years else { return None };
    let (from, to) = (place(passage, one), place(passage, two));
    let joined = to - from == 2
        && (passage.is_any(from + 1, &["to", "and", "through", "until"])
            || matches!(passage.text(from + 1), "-" | "–" | "—"));
    if !joined || one.year >= two.year {
        return None;
    }
    let figure = passage.figures.iter().find(|figure| {
        in_years(figure).is_some() && {
            let (start, end) = (passage.lead(figure), passage.end(figure));
            let gap = if start > to { to + 1..start } else { end..from };
            let links = &[
                ",",
                "(",
                "a",
                "an",
                "the",
                "period",
                "span",
                "of",
                "from",
                "between",
                "over",
                "those",
                "these",
                "-",
                "–",
                "—",
                "or",
                "stretch",
                ")",
                "interval",
                "follow-up",
                "study",
                "in",
            ];
            gap.len() <= 6 && gap.clone().all(|at| passage.is_any(at, links)) && is_total(passage, figure, start > to)
        }
    })?;
    let exact = figure.approx == Approx::Exact;
    Some(Claimed {
        from: one.year,
        to: two.year,
        years: in_years(figure)?,
        exact,
        figure: Some(figure),
        at: (from, to + 1),
    })
}

/// Whether a duration is that of the whole period: "a period of", "the … years", "-year study".
fn is_total(passage: &Passage<'_>, figure: &Quantity, behind: bool) -> bool {
    let (start, end) = (passage.lead(figure), passage.end(figure));
    if behind {
        return passage.is_any(start.wrapping_sub(1), &["those", "these"])
            || passage.is(start.wrapping_sub(1), "of")
                && passage.is_any(start.wrapping_sub(2), &["period", "span", "stretch", "interval"]);
    }
    let named = passage.is_any(end, &["period", "span", "interval", "stretch", "study"]);
    named || (passage.is(start.wrapping_sub(1), "the") && passage.is_any(end, &["from", "between"]))
}

/// "In 2012 … five years later, in 2019", "2019, five years after 2012", "9 % in 2020, up from 7 % a year earlier, in 2015".
fn later<'a>(passage: &Passage<'a>, years: &[Year]) -> Option<Claimed<'a>> {
    let [one, two] = years else { return None };
    let (from, to) = (place(passage, one), place(passage, two));
    // "Ten years after 2005, in 2019".
    let before = passage.figures.iter().find(|figure| passage.end(figure) + 1 == from && in_years(figure).is_some());
    if let Some(figure) = before
        && passage.is_any(from - 1, &["after", "before"])
        && to - from <= 3
        && passage.text(from + 1) == ","
        && (from + 2..to).all(|at| passage.is(at, "in"))
    {
        let exact = figure.approx == Approx::Exact;
        return Some(Claimed {
            from: one.year,
            to: two.year,
            years: in_years(figure)?,
            exact,
            figure: before,
            at: (from, to),
        });
    }
    for at in from + 1..to {
        if !passage.is_any(at, &["later", "earlier", "after", "before", "prior"]) {
            continue;
        }
        let figure = passage.figures.iter().find(|figure| passage.end(figure) == at);
        let single = at >= 2 && passage.is(at - 1, "year") && passage.is_any(at - 2, &["a", "one"]);
        let (years, exact) = match figure {
            Some(figure) => (in_years(figure)?, figure.approx == Approx::Exact),
            None if single => (Rational::ONE, true),
            None => continue,
        };
        let gap = at + 1..to;
        let direct = gap.len() <= 3 && gap.clone().all(|at| passage.is_any(at, &[",", "in", "(", "the", "to"]));
        let start = figure.map_or(at - 2, |figure| passage.lead(figure));
        // "2019, five years after 2012" needs both years beside it; "later" takes the year before for its start.
        let tied = passage.is_any(at, &["later", "earlier", "prior"])
            || (start.saturating_sub(from) <= 3
                && (from + 1..start).all(|at| matches!(passage.text(at), "," | "(" | "—")));
        if direct && tied {
            return Some(Claimed { from: one.year, to: two.year, years, exact, figure, at: (start, at + 1) });
        }
    }
    None
}

/// "Born in 1950 … died in 2020 at the age of 65".
fn lifetime(passage: &Passage<'_>, years: &[Year]) -> Option<Diagnostic> {
    let [one, two] = years else { return None };
    let (from, to) = (place(passage, one), place(passage, two));
    let born = passage.any(from.saturating_sub(4)..from, &["born"]);
    let died = passage.any(to.saturating_sub(8)..to, &["died", "death"]);
    let age = passage.figures.iter().find(|figure| figure.kind == Kind::Age)?;
    let near = passage.start(age).abs_diff(to) <= 6;
    let value = age.value()?;
    let lived = two.year.checked_sub(one.year)?;
    let fits = value == Rational::from(lived) || value == Rational::from(lived - 1);
    if !born || !died || !near || fits || age.approx != Approx::Exact || lived <= 0 {
        return None;
    }
    let message = format!(
        "Born in {} and died in {}: that is an age of {} or {lived}, not {value}",
        one.year,
        two.year,
        lived - 1
    );
    Some(Diagnostic::new("year-arithmetic", passage.span(age), message).claim(passage.claim()))
}

/// "In 2012, 9 % of adults …", read ten years later.
fn stale(passage: &Passage<'_>, years: &[Year]) -> Option<Diagnostic> {
    let article = passage.article;
    let document = article.document();
    let block = &document.blocks[document.sentences[passage.sentence].block];
    let now = today(article)?;
    let limit = article.options("stale-statistic").integer("max-age-years");
    let newest = years.iter().max_by_key(|year| year.year)?;
    let age = now.checked_sub(newest.year)?;
    let figure = passage.figures.iter().find(|figure| match figure.kind {
        Kind::Share => figure.unit.is("%"),
        Kind::Rate => true,
        Kind::Count => figure.lo.or(figure.hi).is_some_and(|number| number.value >= Rational::from(1000)),
        _ => false,
    })?;
    let at = place(passage, newest);
    let dates = passage.is_any(at.wrapping_sub(1), &["in", "by", "of", "during", "since", "year"])
        && passage.text(at.wrapping_sub(2)) != "(";
    if age <= limit || !block.is_running_text() || !dates || passage.any(0..passage.len(), HISTORY) {
        return None;
    }
    // A series that goes on to newer years is history told on purpose.
    let newer = block.sentences.clone().any(|sentence| {
        year::in_sentence(&article.facts().years, sentence).iter().any(|year| now - year.year <= limit)
    });
    if newer {
        return None;
    }
    let message = format!("the figure is from {}, {age} years before the article", newest.year);
    Some(
        Diagnostic::new("stale-statistic", passage.cover(at..at + 1), message)
            .related(passage.span(figure), "the figure")
            .group(newest.year.to_string())
            .claim(passage.claim()),
    )
}
