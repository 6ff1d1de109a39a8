//! Figures before and after: "from 10 % [in 2010] to 15 %", "to 15 % from 10 %", in one unit.

use std::ops::Range;

use super::change_words::{BREAKS, Direction};
use crate::facts::{Dimension, Interval, Kind, Quantity, Rational, Shape};
use crate::rules::passage::{Passage, is_unstated, part};
use crate::span::Span;

/// The most tokens between the two figures: "from 10 % of adults in 2010 to".
const GAP: usize = 6;

/// A figure before and one after.
pub(super) struct Step<'a> {
    pub(super) before: &'a Quantity,
    pub(super) after: &'a Quantity,
    /// What the wording allows, in one unit.
    pub(super) from: Interval,
    pub(super) to: Interval,
    /// The tokens from the first of the two to the end of the second, "from" or "to" included.
    pub(super) range: Range<usize>,
    /// Whether a year stands between them.
    pub(super) dated: bool,
}

impl Step<'_> {
    pub(super) fn is_share(&self) -> bool {
        self.before.unit.is("%") && self.after.unit.is("%")
    }

    pub(super) fn span(&self, passage: &Passage<'_>) -> Span {
        passage.span(self.before).cover(passage.span(self.after))
    }

    /// Up, down, or neither for certain.
    pub(super) fn direction(&self) -> Option<Direction> {
        if !self.from.is_disjoint(self.to) {
            return None;
        }
        let rises = self.from.high()? < self.to.low()?;
        Some(if rises { Direction::Up } else { Direction::Down })
    }

    /// The change relative to the first figure, without its sign.
    pub(super) fn relative(&self) -> Option<Interval> {
        let quotient = self.to.over(self.from)?;
        let one = Rational::ONE;
        let (low, high) = (quotient.low()?, quotient.high()?);
        let (low, high) = if low >= one {
            (low.minus(one)?, high.minus(one)?)
        } else if high <= one {
            (one.minus(high)?, one.minus(low)?)
        } else {
            return None;
        };
        Some(Interval::between(low, high))
    }

    /// The difference in the figures' own unit, without its sign.
    pub(super) fn difference(&self) -> Option<Interval> {
        let (low, high) = if self.direction()? == Direction::Up { (self.from, self.to) } else { (self.to, self.from) };
        high.minus(low)
    }
}

/// "from 10 % [in 2010] to 15 %", "to 15 % from 10 %".
pub(super) fn steps<'a>(passage: &Passage<'a>) -> Vec<Step<'a>> {
    let mut found = Vec::new();
    for pair in passage.figures.windows(2) {
        let (one, two) = (&pair[0], &pair[1]);
        let start = passage.lead(one);
        let gap = passage.gap(one, two);
        let first_word = start.checked_sub(1).filter(|at| passage.is_any(*at, &["from", "to"]));
        // The lead takes in "to": "climbed to about 15 %".
        let (opened, at) = match first_word {
            Some(at) => (passage.text(at), at),
            None if passage.is(start, "to") => ("to", start),
            None => continue,
        };
        let linked = |word: &str| gap.clone().chain(gap.end..passage.start(two)).any(|at| passage.is(at, word));
        let dated = gap.clone().any(|at| passage.year(at).is_some());
        let short = gap.len() <= GAP && !passage.any(gap.clone(), BREAKS);
        let plain = gap.clone().all(|at| passage.is_word(at) || passage.year(at).is_some());
        let (before, after) = match (opened.eq_ignore_ascii_case("from"), linked("to"), linked("from")) {
            (true, true, false) => (one, two),
            (false, false, true) => (two, one),
            _ => continue,
        };
        if !short || !plain || !is_plain(before) || !is_plain(after) || other_base(passage, one, two) {
            continue;
        }
        if let Some((from, to)) = same_unit(before, after) {
            found.push(Step { before, after, from, to, range: at..passage.end(two), dated });
        }
    }
    found
}

/// Whether two shares are of different groups: "12 % of men", "9 % of women".
pub(super) fn other_base(passage: &Passage<'_>, one: &Quantity, two: &Quantity) -> bool {
    let base = |figure: &Quantity| {
        let end = passage.end(figure);
        let named = passage.is(end, "of") && !passage.is_any(end + 1, &["them", "these", "those", "the", "all"]);
        named.then(|| passage.text(end + 1))
    };
    matches!((base(one), base(two)), (Some(one), Some(two)) if !one.eq_ignore_ascii_case(two))
}

pub(super) fn is_plain(figure: &Quantity) -> bool {
    let kind = !matches!(figure.kind, Kind::Age | Kind::Confidence | Kind::BodyWeight);
    kind && figure.shape == Shape::Point && !is_unstated(figure)
}

/// What the wording allows of a figure that changes: counts in thousands and millions are rounded.
fn wide(figure: &Quantity) -> Interval {
    let number = figure.lo.or(figure.hi);
    if figure.kind == Kind::Count && number.is_some_and(|number| number.scale > 0) {
        figure.rounded().hull(figure.reading())
    } else if figure.kind == Kind::Count && number.is_some_and(|number| number.trailing_zeros() >= 3) {
        figure.loose_reading()
    } else {
        figure.reading()
    }
}

/// Two figures in one unit: the second's, or as parts of one.
pub(super) fn same_unit(one: &Quantity, two: &Quantity) -> Option<(Interval, Interval)> {
    if let (Some(a), Some(b)) = (part(one), part(two))
        && !(one.unit.is("%") && two.unit.is("%"))
    {
        return Some((a, b));
    }
    if one.unit == two.unit {
        return Some((wide(one), wide(two)));
    }
    if one.unit.dimension() == Some(Dimension::Temperature) {
        return None;
    }
    let factor = one.unit.factor_to(two.unit)?;
    Some((wide(one).scale(factor)?, wide(two)))
}
