//! The words of change: which way they point, what they belong to, and how many times they mean.

use std::ops::Range;

use crate::facts::{Interval, Quantity, Rational};
use crate::lexicon::class;
use crate::rules::passage::{Passage, SOFTENERS};

/// Which way a figure goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Up,
    Down,
}

/// Words that compare; they do not move a figure.
const COMPARATIVES: &[&str] = &["more", "less", "higher", "greater", "larger", "smaller", "fewer", "lower"];

/// Words between a verb of change and "from" that break the tie.
pub(super) const BREAKS: &[&str] = &[
    "ranging", "ranged", "range", "varying", "varied", "anywhere", "aged", "ages", "by", "rank", "ranked", "place",
    "position", "short", "than", "that", "which", "who", "if", "when", "until", "between", "per", "and", "or", "but",
];

/// Words that turn a following noun of change into something that is itself changed: "slowed the increase".
const TURNS: &[&str] = &[
    "slow",
    "slows",
    "slowed",
    "slowing",
    "prevent",
    "prevents",
    "prevented",
    "halt",
    "halted",
    "offset",
    "offsets",
    "reverse",
    "reverses",
    "reversed",
    "limit",
    "limits",
    "limited",
    "no",
    "not",
    "without",
    "stop",
    "stopped",
    "less",
    "smaller",
    "reduce",
    "reduced",
    "reduces",
    "reducing",
    "lower",
    "lowered",
    "cut",
    "never",
    "nor",
];

/// Words that only lead from two figures to what they amount to.
const LEADS: &[&str] = &[
    ",",
    "(",
    "—",
    "–",
    "-",
    ":",
    "a",
    "an",
    "or",
    "which",
    "is",
    "was",
    "that",
    "representing",
    "represents",
    "represented",
    "amounting",
    "to",
    "equal",
    "equivalent",
    "marking",
    "meaning",
    "relative",
    "total",
    "overall",
    "i.e",
    "namely",
    "for",
    "of",
    "net",
    "change",
    "the",
    "in",
    "by",
    "so",
    "it",
    "thus",
    "more",
    "than",
    "whopping",
    "statistically",
    "significant",
    "absolute",
];

/// Which way the word at `at` points.
pub(super) fn direction(passage: &Passage<'_>, at: usize) -> Option<Direction> {
    if passage.in_class(at, class!("rise-word")) {
        Some(Direction::Up)
    } else if passage.in_class(at, class!("fall-word")) {
        Some(Direction::Down)
    } else {
        None
    }
}

/// The word of change that governs "from" or "to" at `at`: "rose sharply from", "an increase in deaths from".
pub(super) fn governing(passage: &Passage<'_>, at: usize) -> Option<usize> {
    const REACH: usize = 5;
    let found = (at.saturating_sub(REACH)..at).rev().find(|at| direction(passage, *at).is_some())?;
    let compares = passage.is_any(found, COMPARATIVES) || passage.is_any(found, &["up", "down"]);
    let between = found + 1..at;
    // "An increase in injuries from", but not "growth slowed from".
    let tied =
        between.is_empty() || is_finite(passage, found) || passage.is_any(found + 1, &["in", "of", "among", "for"]);
    let plain = tied && between.clone().all(|at| passage.is_word(at));
    let turned = passage.any(found.saturating_sub(4)..found, TURNS);
    let figures = passage.figures.iter().any(|figure| (found..at).contains(&passage.start(figure)));
    (!compares && plain && !turned && !figures && !passage.any(between, BREAKS)).then_some(found)
}

/// Whether the word is a verb that has moved a figure ("fell", "dropped", "reduced"), not a noun.
pub(super) fn is_finite(passage: &Passage<'_>, at: usize) -> bool {
    let text = passage.text(at).to_ascii_lowercase();
    let irregular =
        matches!(text.as_str(), "fell" | "fallen" | "rose" | "risen" | "grew" | "grown" | "sank" | "shrank" | "cut");
    let determined = passage.is_any(at.wrapping_sub(1), &["a", "an", "the", "any", "this", "of", "with"]);
    (irregular || text.ends_with("ed") || text == "leapt") && !determined
}

/// Which way a figure says that something changed: "a 50 % increase", "up 5 %", "an increase of 5 %", "fell by 5 %".
pub(super) fn direction_of_change(passage: &Passage<'_>, figure: &Quantity) -> Option<Direction> {
    let end = passage.end(figure);
    // "40 % more patients" counts patients; "40 % more" is a change.
    let compares =
        |at: usize| passage.is_any(at, COMPARATIVES) && passage.is_word(at + 1) && !passage.is(at + 1, "than");
    let behind = [end, end + 1].into_iter().find_map(|at| {
        let skipped = at == end || passage.is_any(end, &["relative", "overall", "absolute", "net", "total"]);
        direction(passage, at).filter(|_| skipped && !compares(at))
    });
    if behind.is_some() {
        return behind;
    }
    let mut at = passage.lead(figure);
    let up = (at..passage.start(figure)).any(|at| passage.is(at, "up") && !passage.is(at + 1, "to"));
    if up {
        return Some(Direction::Up);
    }
    if passage.is_any(at.wrapping_sub(1), &["of", "by"]) {
        at -= 1;
    }
    at.checked_sub(1).and_then(|before| direction(passage, before))
}

/// The place of the mark at which a pair of figures that ends at `from` has said what it is about: "to 15 % of
/// adults in the north, …".
pub(super) fn mark_behind(passage: &Passage<'_>, from: usize) -> usize {
    const REACH: usize = 7;
    let about = |at: &usize| passage.is_word(*at) && !passage.is_any(*at, BREAKS) || passage.year(*at).is_some();
    let end = (from..from + REACH).find(|at| !about(at)).unwrap_or(from);
    if matches!(passage.text(end), "," | "(" | "—" | "–" | ":") { end } else { from }
}

/// Whether the tokens only lead from a pair of figures to the change that they amount to. Years may stand between.
pub(super) fn leads_to_change(passage: &Passage<'_>, range: Range<usize>) -> bool {
    let mut marks = 0;
    let plain = range.clone().all(|at| {
        marks += usize::from(matches!(passage.text(at), "," | "(" | "—" | "–" | ":"));
        passage.is_any(at, LEADS)
            || passage.is_in(at, &SOFTENERS)
            || passage.year(at).is_some()
            || direction(passage, at).is_some()
    });
    plain && (1..=2).contains(&marks)
}

/// Whether the word of change at `at` only names what the factor at `from - 1` belongs to ("a twofold rise").
pub(super) fn is_noun_of(passage: &Passage<'_>, at: usize, from: usize) -> bool {
    at == from && direction(passage, at).is_some()
}

/// "By half", "by a third", "by two-thirds": what part, and its words with "by".
pub(super) fn part(passage: &Passage<'_>, range: Range<usize>) -> Option<(Rational, Range<usize>)> {
    let by = range.clone().find(|at| passage.is(*at, "by") && direction(passage, at.wrapping_sub(1)).is_some())?;
    let softened = (by + 1..range.end).find(|at| !passage.is_in(*at, &SOFTENERS))?;
    let (count, at) = if passage.is_any(softened, &["a", "one"]) {
        (1, softened + 1)
    } else if passage.is(softened, "two") {
        (2, softened + 1)
    } else if passage.is(softened, "three") {
        (3, softened + 1)
    } else {
        (1, softened)
    };
    let at = if passage.text(at) == "-" { at + 1 } else { at };
    let whole = match passage.text(at).trim_end_matches('s') {
        "half" => 2,
        "third" => 3,
        "quarter" | "fourth" => 4,
        "fifth" => 5,
        _ => return None,
    };
    // "By half" is at most followed by a comma before the figures.
    let near = (at + 1..range.end).all(|at| matches!(passage.text(at), "," | "(" | "—" | "–"));
    Rational::fraction(count, whole).filter(|_| near).map(|part| (part, by..at + 1))
}

/// "Doubled", "tripling", "halved", "a fourfold".
pub(super) fn factor(passage: &Passage<'_>, at: usize) -> Option<Factor> {
    let (times, falls) = match passage.text(at).to_ascii_lowercase().as_str() {
        "doubled" | "doubling" | "twofold" => (2, false),
        "tripled" | "tripling" | "trebled" | "threefold" => (3, false),
        "quadrupled" | "quadrupling" | "fourfold" => (4, false),
        "quintupled" | "fivefold" => (5, false),
        "sixfold" => (6, false),
        "tenfold" => (10, false),
        "halved" | "halving" => (2, true),
        _ => return None,
    };
    let falls = falls || [at + 1, at + 2].iter().any(|at| direction(passage, *at) == Some(Direction::Down));
    let before = |back: usize, words: &[&str]| at.checked_sub(back).is_some_and(|at| passage.is_any(at, words));
    let bound = if before(1, &["than"]) && before(2, &["more"]) {
        Bound::More
    } else if before(1, &["than"]) && before(2, &["less"]) {
        Bound::Less
    } else if before(1, &["nearly", "almost"]) || before(2, &["nearly", "almost"]) {
        Bound::Nearly
    } else {
        Bound::About
    };
    if before(1, &["not", "never"]) || before(1, &["be"]) {
        return None;
    }
    Some(Factor { times, falls, bound })
}

/// So many times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Factor {
    times: i64,
    /// Whether the figure became smaller by it.
    pub(super) falls: bool,
    bound: Bound,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    About,
    Nearly,
    More,
    Less,
}

impl Factor {
    /// What the word allows: a tenth more or less, a fifth less after "nearly".
    pub(super) fn allowed(self) -> Option<Interval> {
        let times = Rational::from(self.times);
        let share = |percent| Rational::fraction(percent, 100);
        let point = Interval::point(times);
        match self.bound {
            Bound::About => point.widen_relative(share(10)?, share(10)?),
            Bound::Nearly => point.widen_relative(share(20)?, share(5)?),
            Bound::More => Some(Interval::above(times, true)),
            Bound::Less => Some(Interval::below(times, true)),
        }
    }
}
