//! Figures before and after, and what is said of the step between them: "rose from 10 % to 15 %, a 5 % increase",
//! "fell from 12 % to 18 %", "doubled from 4 to 6".

use super::change_words::{self, Direction, Factor};
use super::comparison;
use super::dated::{dated_steps, told_backwards};
use super::step::{Step, steps};
use crate::diagnostic::{Diagnostic, Suggestion};
use crate::facts::{Dimension, Interval, Kind, Quantity, Rational};
use crate::rules::Article;
use crate::rules::passage::{Passage, is_unstated};
use crate::span::Span;

/// Words behind a change that make it a rate of change, which the two figures do not show.
const PER_TIME: &[&str] = &["a", "per", "each", "every", "annual", "annually", "yearly", "monthly", "average", "on"];

/// Words before "a 33 % increase" that make it a bound.
const BOUNDS: &[&str] = &["than", "over", "least", "under", "nearly", "almost", "to"];

/// The farthest apart that a change and its figures may stand, in tokens.
pub(super) const REACH: usize = 9;

pub(super) fn check(article: &Article<'_>, findings: &mut Vec<Diagnostic>) {
    for passage in Passage::all(article) {
        if passage.figures.len() < 2 {
            continue;
        }
        let (moved, mut dated) = (steps(&passage), dated_steps(&passage));
        dated.retain(|step| moved.iter().all(|other| other.before != step.before));
        let sole = moved.len() + dated.len() == 1;
        for step in &moved {
            findings.extend(direction(&passage, step));
            let said = stated_before(&passage, step)
                .or_else(|| stated_behind(&passage, step))
                .or_else(|| stated_next(&passage, step).filter(|_| sole));
            findings.extend(said.and_then(|said| compare(&passage, step, &said)));
        }
        for step in &dated {
            let said = stated_behind(&passage, step).or_else(|| stated_next(&passage, step).filter(|_| sole));
            findings.extend(said.and_then(|said| compare(&passage, step, &said)));
        }
        for triple in passage.figures.windows(3) {
            let backwards = told_backwards(&passage, triple)
                .and_then(|(step, change)| compare(&passage, &step, &Said::by(&passage, change)?));
            findings.extend(backwards.or_else(|| comparison::check(&passage, triple)));
        }
    }
}

/// A verb of rise with falling figures, or the reverse.
fn direction(passage: &Passage<'_>, step: &Step<'_>) -> Option<Diagnostic> {
    let actual = step.direction()?;
    let at = change_words::governing(passage, step.range.start)?;
    let said = change_words::direction(passage, at)?;
    let is_verb = change_words::is_finite(passage, at);
    // "Reductions from 20 % to 40 %" is a range; increases do not range downwards.
    let certain = is_verb || step.dated || said == Direction::Up;
    // "From 2 to 6 weeks" is mostly when, not how much.
    if said == actual
        || !certain
        || step.before.kind == Kind::Duration
        || matches!(step.before.kind, Kind::Score) && !is_verb
    {
        return None;
    }
    let verb = passage.text(at);
    let (wrong, right) = if said == Direction::Up { ("up", "falls") } else { ("down", "rises") };
    let message = format!("“{verb}” says {wrong}, but {} to {} {right}", step.before.describe(), step.after.describe());
    Some(
        Diagnostic::new("change-direction-mismatch", passage.cover(at..at + 1), message)
            .related(step.span(passage), format!("{} → {}", step.before.describe(), step.after.describe()))
            .claim(passage.claim()),
    )
}

/// What is said of a step.
struct Said<'a> {
    change: Change<'a>,
    /// Which way, where it says so.
    direction: Option<Direction>,
    span: Span,
    text: &'a str,
    /// Whether it is called absolute: then its percent are points.
    absolute: bool,
}

impl<'a> Said<'a> {
    /// "A 50 % increase", where the words around the figure say that it is a change.
    fn by(passage: &Passage<'a>, figure: &'a Quantity) -> Option<Self> {
        let direction = change_words::direction_of_change(passage, figure)?;
        let lead = passage.lead(figure);
        // "More than a 33 % increase" sets no upper end.
        if passage.is_any(lead.wrapping_sub(1), &["a", "an"]) && passage.is_any(lead.wrapping_sub(2), BOUNDS) {
            return None;
        }
        let text = passage.slice(passage.start(figure)..passage.end(figure));
        let around = lead.saturating_sub(4)..passage.end(figure) + 5;
        let absolute = passage.any(around, &["absolute"]);
        Some(Self {
            change: Change::By(figure),
            direction: Some(direction),
            span: passage.span(figure),
            text,
            absolute,
        })
    }
}

enum Change<'a> {
    /// "a 50 % increase", "up 5 percentage points".
    By(&'a Quantity),
    /// "doubled", "a threefold rise".
    Times(Factor),
    /// "by half", "by a third".
    Part(Rational),
}

/// "rose 50 %, from 10 to 15", "a 50 % increase in cases, from 10 to 15", "doubled from 10 to 20".
fn stated_before<'a>(passage: &Passage<'a>, step: &Step<'a>) -> Option<Said<'a>> {
    let end = step.range.start;
    let floor = end.saturating_sub(REACH);
    if let Some(figure) = passage.figures.iter().rev().find(|figure| passage.end(figure) <= end)
        && passage.start(figure) >= floor
        && let Some(said) = Said::by(passage, figure)
    {
        let gap = passage.end(figure)..end;
        let plain = gap.clone().all(|at| passage.is_word(at) || matches!(passage.text(at), "," | "(" | "—" | "–"));
        let changes = gap.clone().filter(|at| change_words::direction(passage, *at).is_some()).count();
        let per_time = gap.clone().any(|at| {
            passage.is_any(at, &["per", "each", "every", "annual", "annually", "year", "when", "as", "and", "than"])
        }) || annual(passage, figure);
        // Only the noun of the change itself: "a 5 % higher dose lowered deaths from …" is another change.
        let own = changes == 0
            || (changes == 1
                && (change_words::direction(passage, gap.start).is_some()
                    || change_words::direction(passage, gap.start + 1).is_some()));
        // "Fell 10 % in men, from 40 % to 20 % in women".
        let groups = [passage.end(figure)..end, step.range.end..(step.range.end + 5).min(passage.len())];
        let [one, two] = groups.map(|range| passage.qualifiers(range));
        return (plain && own && !per_time && is_amount(figure) && one.agree_with(two)).then_some(said);
    }
    if let Some((part, range)) = change_words::part(passage, floor..end) {
        let direction = change_words::direction(passage, range.start.wrapping_sub(1))?;
        let (span, text) = (passage.cover(range.clone()), passage.slice(range));
        return Some(Said { change: Change::Part(part), direction: Some(direction), span, text, absolute: false });
    }
    let at = (floor..end).rev().find(|at| change_words::factor(passage, *at).is_some())?;
    let between = at + 1..end;
    let plain = between.clone().all(|at| passage.is_word(at) || matches!(passage.text(at), "," | "("));
    let other = between.clone().any(|at| {
        change_words::direction(passage, at).is_some() && !change_words::is_noun_of(passage, at, between.start)
    });
    let figures = passage.figures.iter().any(|figure| (at..end).contains(&passage.start(figure)));
    if !plain || other || figures || passage.any(between, &["when", "as", "and", "while", "if", "after"]) {
        return None;
    }
    Some(factor_said(passage, at))
}

/// "from 10 % to 15 %, a 50 % increase", "(up 50 %)", ", more than doubling".
fn stated_behind<'a>(passage: &Passage<'a>, step: &Step<'a>) -> Option<Said<'a>> {
    let from = change_words::mark_behind(passage, step.range.end);
    let next = passage.figures.iter().find(|figure| passage.start(figure) >= from);
    if let Some(figure) = next {
        let gap = from..passage.lead(figure);
        if gap.len() <= REACH
            && change_words::leads_to_change(passage, gap)
            && !annual(passage, figure)
            && is_amount(figure)
            && !is_of_another(passage, figure)
            && let Some(said) = Said::by(passage, figure)
        {
            return Some(said);
        }
    }
    let at = (from..passage.len().min(from + REACH)).find(|at| change_words::factor(passage, *at).is_some())?;
    let free = next.is_none_or(|figure| passage.start(figure) > at);
    if free && change_words::leads_to_change(passage, from..at) { Some(factor_said(passage, at)) } else { None }
}

/// Whether a change names what changed, and the sentence has not spoken of it: "a 12 % increase in bleeding".
fn is_of_another(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let end = passage.end(figure);
    let noun = (end..end + 3).find(|at| change_words::direction(passage, *at).is_some());
    let Some(named) = noun.map(|noun| noun + 1).filter(|at| passage.is_any(*at, &["in", "of"])) else { return false };
    let what = (named + 1..named + 5).take_while(|at| passage.is_word(*at));
    let mut what = what.filter(|at| !passage.is_any(*at, &["the", "a", "an", "its", "their", "number", "rate", "all"]));
    let Some(noun) = what.next() else { return false };
    passage.year(named + 1).is_none() && !(0..passage.start(figure)).any(|at| passage.is(at, passage.text(noun)))
}

/// "… from 10 % to 15 %. That is a 5 % increase."
fn stated_next<'a>(passage: &Passage<'a>, step: &Step<'a>) -> Option<Said<'a>> {
    let next = passage.next()?;
    let linked = next.is_any(0, &["that", "this"])
        && next.is_any(1, &["is", "was", "represents", "represented", "means", "amounts", "equals", "works"])
        || next.is_any(0, &["that's", "that’s"]);
    let figure = next.figures.first()?;
    let last = step.range.end + REACH >= passage.len();
    if !linked || !last || next.start(figure) > REACH || annual(&next, figure) || !is_amount(figure) {
        return None;
    }
    Said::by(&next, figure)
}

fn factor_said<'a>(passage: &Passage<'a>, at: usize) -> Said<'a> {
    let change = Change::Times(change_words::factor(passage, at).expect("the caller found one"));
    Said { change, direction: None, span: passage.cover(at..at + 1), text: passage.text(at), absolute: false }
}

pub(super) fn is_amount(figure: &Quantity) -> bool {
    let percent = figure.unit.is("%") && matches!(figure.kind, Kind::Share | Kind::Change);
    (percent || figure.unit.measures(Dimension::Points)) && !is_unstated(figure) && figure.spread.is_none()
}

/// "5 % a year", "an average 5 % annual increase".
pub(super) fn annual(passage: &Passage<'_>, figure: &Quantity) -> bool {
    let end = passage.end(figure);
    let next = passage.figures.iter().map(|other| passage.start(other)).find(|start| *start >= end);
    let limit = next.map_or(end + 4, |next| next.min(end + 4));
    passage.is_any(end, PER_TIME)
        || passage.any(end..limit, &["annual", "annually", "yearly", "year", "month", "monthly", "decade"])
        || passage.any(passage.lead(figure).saturating_sub(2)..passage.start(figure), &["average", "annual", "yearly"])
}

fn compare(passage: &Passage<'_>, step: &Step<'_>, said: &Said<'_>) -> Option<Diagnostic> {
    let figure = match &said.change {
        Change::By(figure) => figure,
        Change::Times(factor) => return times(passage, step, said, *factor),
        Change::Part(part) => return by_part(passage, step, said, *part),
    };
    let stated = figure.reading();
    let span = step.span(passage);
    let actual = step.relative()?.scale(Rational::from(100))?;
    let same_way = said.direction.is_none() || said.direction == step.direction();
    if figure.unit.measures(Dimension::Points) || said.absolute && step.is_share() {
        let difference = step.difference().filter(|_| step.is_share())?;
        if !stated.is_disjoint(difference) {
            return None;
        }
        let exact = step.after.value()?.minus(step.before.value()?)?.abs();
        let message = format!(
            "{} to {} is {exact} percentage points, not {}",
            step.before.describe(),
            step.after.describe(),
            said.text
        );
        return Some(
            Diagnostic::new("percent-change-mismatch", said.span, message)
                .related(span, format!("a step of {exact} percentage points"))
                .claim(passage.claim()),
        );
    }
    // One point or 5 % of it, whichever is more.
    let one_in_twenty = Rational::fraction(1, 20)?;
    let slack = stated.widen(Rational::ONE)?.hull(stated.widen_relative(one_in_twenty, one_in_twenty)?);
    if !slack.is_disjoint(actual) && same_way {
        return None;
    }
    let (before, after) = (step.before.value()?, step.after.value()?);
    let exact = match step.before.unit.factor_to(step.after.unit) {
        Some(factor) => after.over(before.times(factor)?)?,
        None => step.to.single()?.over(step.from.single()?)?,
    };
    let exact = exact.minus(Rational::ONE)?.abs().times(Rational::from(100))?.round(1)?;
    let way = if step.direction()? == Direction::Up { "more" } else { "less" };
    let (from, to) = (step.before.describe(), step.after.describe());
    let worked = format!("{from} → {to} is {exact} % {way}");
    if step.is_share() && same_way && step.difference().is_some_and(|points| !stated.is_disjoint(points)) {
        let message = format!(
            "{from} to {to} is {} percentage points, a relative change of {exact} %",
            after.minus(before)?.abs()
        );
        let unit = unit_of(passage, figure);
        return Some(
            Diagnostic::new("percent-vs-points", said.span, message)
                .related(span, worked)
                .suggest(Suggestion::safe(unit.0, unit.1))
                .claim(passage.claim()),
        );
    }
    if !same_way && !slack.is_disjoint(actual) {
        return None;
    }
    let message = format!("{from} to {to} is {exact} % {way}, not {}", said.text);
    Some(Diagnostic::new("percent-change-mismatch", said.span, message).related(span, worked).claim(passage.claim()))
}

/// "Cut by half, from 10 days to 7".
fn by_part(passage: &Passage<'_>, step: &Step<'_>, said: &Said<'_>, part: Rational) -> Option<Diagnostic> {
    // As for any fraction in words: four points.
    let band = Interval::point(part).widen(Rational::fraction(4, 100)?)?;
    let actual = step.relative()?;
    if !band.is_disjoint(actual) && said.direction == step.direction() {
        return None;
    }
    let exact = step.after.value()?.over(step.before.value()?).filter(|_| step.before.unit == step.after.unit)?;
    let exact = exact.minus(Rational::ONE)?.abs().times(Rational::from(100))?.round(1)?;
    let way = if step.direction()? == Direction::Up { "more" } else { "less" };
    let (from, to) = (step.before.describe(), step.after.describe());
    let message = format!("{from} to {to} is {exact} % {way}, which is not “{}”", said.text);
    Some(
        Diagnostic::new("percent-change-mismatch", said.span, message)
            .related(step.span(passage), format!("{from} → {to} is {exact} % {way}"))
            .claim(passage.claim()),
    )
}

/// The unit of a percentage as it is printed, and "percentage points" in its place.
fn unit_of(passage: &Passage<'_>, figure: &Quantity) -> (Span, &'static str) {
    let digits = passage.article.span(figure.digits);
    let whole = passage.span(figure);
    (Span::new(digits.end(), whole.end().max(digits.end())), " percentage points")
}

/// "Doubled from 4 to 6".
fn times(passage: &Passage<'_>, step: &Step<'_>, said: &Said<'_>, factor: Factor) -> Option<Diagnostic> {
    let up = step.to.over(step.from)?;
    let quotient = if factor.falls { step.from.over(step.to)? } else { up };
    if !factor.allowed()?.is_disjoint(quotient) {
        return None;
    }
    let exact = step.after.value()?.over(step.before.value()?)?;
    let exact = if step.before.unit == step.after.unit { exact } else { up.low()? };
    let (from, to) = (step.before.describe(), step.after.describe());
    let message = format!("{from} to {to} is {exact} times as much, which is not “{}”", said.text);
    Some(
        Diagnostic::new("percent-change-mismatch", said.span, message)
            .related(step.span(passage), format!("{to} ÷ {from} = {exact}"))
            .claim(passage.claim()),
    )
}
