//! Figures before and after that are told apart by their years or by their order alone: "10 % in 2010 and 15 % in
//! 2020", "in 2010, 10 % smoked; by 2020, it was 15 %", "reached 15 % in 2020, up 5 % from 10 %".

use std::ops::Range;

use super::change::{annual, is_amount};
use super::change_words;
use super::step::{Step, is_plain, other_base, same_unit};
use crate::facts::{Kind, Quantity};
use crate::rules::passage::{Passage, SOFTENERS};

/// Words that join a dated figure to the next one and say nothing of their own.
const JOINTS: &[&str] = &[
    "and", "to", "but", ",", ";", "(", "compared", "with", "versus", "vs", ".", "against", "was", "were", "it", "had",
    "has", "the", "figure", "rate", "number", "share", "reached", "stood", "is", "from", "that",
];

/// Words that lead to a year.
const DATES: &[&str] = &["in", "by", "during", "of", "for"];

/// The most tokens between a figure and its year: "10 % of adults in 2010".
const REACH: usize = 5;

/// "10 % in 2010 and 15 % in 2020", in either order of the years. The only two figures of their kind.
pub(super) fn dated_steps<'a>(passage: &Passage<'a>) -> Vec<Step<'a>> {
    let mut found = Vec::new();
    for (at, pair) in passage.figures.windows(2).enumerate() {
        let (one, two) = (&pair[0], &pair[1]);
        let sole = |others: &[Quantity]| others.iter().all(|other| other.unit != one.unit || other.kind != one.kind);
        // "It grew 5 % in 2010 and 15 % in 2020" tells two changes.
        let moved = change_words::direction(passage, passage.lead(one).wrapping_sub(1)).is_some();
        if !sole(&passage.figures[..at]) || moved || !is_changing(one) || !is_changing(two) {
            continue;
        }
        let Some((from, to, end)) = years_behind(passage, one, two).or_else(|| years_before(passage, one, two)) else {
            continue;
        };
        let (before, after) = if from < to { (one, two) } else { (two, one) };
        if let Some((from, to)) = same_unit(before, after) {
            found.push(Step { before, after, from, to, range: passage.lead(one)..end, dated: true });
        }
    }
    found
}

/// "Reached 15 % in 2020, up 5 % from 10 % in 2010": the step and the change in its middle.
pub(super) fn told_backwards<'a>(passage: &Passage<'a>, figures: &'a [Quantity]) -> Option<(Step<'a>, &'a Quantity)> {
    let [after, change, before] = figures else { return None };
    let mark = change_words::mark_behind(passage, passage.end(after));
    let leads = mark..passage.lead(change);
    let back = passage.end(change)..passage.start(before);
    let linked = passage.any(back.clone(), &["from"])
        && back.clone().all(|at| {
            passage.is_any(at, &["from", "the", "its", "just", "about"])
                || change_words::direction(passage, at).is_some()
        });
    let said = linked
        && change_words::leads_to_change(passage, leads)
        && change_words::direction_of_change(passage, change).is_some()
        && is_amount(change)
        && !annual(passage, change);
    if !said || !is_changing(before) || !is_changing(after) || other_base(passage, after, before) {
        return None;
    }
    let (from, to) = same_unit(before, after)?;
    Some((Step { before, after, from, to, range: passage.lead(after)..passage.end(before), dated: false }, change))
}

fn is_changing(figure: &Quantity) -> bool {
    is_plain(figure) && !matches!(figure.kind, Kind::Change | Kind::Duration | Kind::Frequency)
}

/// The years of "10 % of adults in 2010 and 15 % in 2020", and the place behind the last.
fn years_behind(passage: &Passage<'_>, one: &Quantity, two: &Quantity) -> Option<(i64, i64, usize)> {
    let first = year_behind(passage, passage.end(one))?;
    let second = year_behind(passage, passage.end(two))?;
    let about = |figure: &Quantity, year: usize| passage.slice(passage.end(figure)..year - 1);
    let base = |figure: &Quantity, year: usize| (year > passage.end(figure) + 1).then(|| about(figure, year));
    // "10 % of men in 2010 and 15 % of women in 2020" are two groups; what is not said again stays.
    let (one_base, two_base) = (base(one, first), base(two, second));
    let same =
        two_base.is_none() || one_base.is_some_and(|base| two_base.is_some_and(|two| base.eq_ignore_ascii_case(two)));
    let joined = joins(passage, first + 1..passage.start(two));
    (same && joined).then_some((passage.year(first)?, passage.year(second)?, second + 1))
}

/// The place of the year behind a figure that ends at `end`: "of adults in 2010".
fn year_behind(passage: &Passage<'_>, end: usize) -> Option<usize> {
    let at = (end..end + REACH).find(|at| passage.year(*at).is_some())?;
    let plain = (end..at).all(|at| passage.is_word(at));
    (at > end && passage.is_any(at - 1, DATES) && plain).then_some(at)
}

/// The years of "in 2010, 10 % of adults smoked; by 2020, it was 15 %", and the place behind the last figure.
fn years_before(passage: &Passage<'_>, one: &Quantity, two: &Quantity) -> Option<(i64, i64, usize)> {
    let start = passage.lead(one);
    let first = (start.saturating_sub(2)..start).find(|at| passage.year(*at).is_some())?;
    let gap = passage.gap(one, two);
    let second = gap.clone().find(|at| passage.year(*at).is_some())?;
    let dated = |year: usize| year > 0 && passage.is_any(year - 1, &["in", "by", "during"]);
    let about = gap.start..second - 1;
    let said = about.len() <= REACH
        && about.clone().all(|at| passage.is_word(at) || matches!(passage.text(at), "," | ";"))
        && joins(passage, second + 1..passage.start(two));
    // Behind the second figure nothing may name another group.
    let free = !passage.is_any(passage.end(two), &["of", "in", "among"]);
    (dated(first) && dated(second) && said && free).then_some((
        passage.year(first)?,
        passage.year(second)?,
        passage.end(two),
    ))
}

/// Whether the tokens only join two figures.
fn joins(passage: &Passage<'_>, mut range: Range<usize>) -> bool {
    range.len() <= REACH + 2
        && range.all(|at| {
            passage.is_any(at, JOINTS)
                || passage.is_in(at, &SOFTENERS)
                || change_words::direction(passage, at).is_some()
        })
}
