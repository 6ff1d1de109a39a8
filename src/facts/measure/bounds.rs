//! What stands before and behind a number and says how it is meant: "at least", "about", "or more", "≤".

use rustc_hash::FxHashMap;

use super::line::Line;
use super::numeral::numeral;
use crate::facts::{Approx, Role, Roles, Shape};
use crate::lexicon::{Lexicon, WordId};

/// How a number is meant, and where the words that say so begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) shape: Shape,
    pub(super) approx: Approx,
    pub(super) roles: Roles,
    /// The first token of the words before the number.
    pub(super) start: usize,
}

#[derive(Clone, Copy, Debug)]
enum Sense {
    Shape(Shape),
    Approx(Approx),
    Ceiling,
    Floor,
}

/// What one of several words before the last of a phrase make of it.
type Phrase = (&'static [&'static str], Sense);

const ABOUT: &[Phrase] = &[(&[], Sense::Approx(Approx::About))];
const NEARLY: &[Phrase] = &[(&[], Sense::Approx(Approx::Nearly))];
const MORE: &[Phrase] = &[(&[], Sense::Shape(Shape::MoreThan))];

/// Phrases by their last word: the words before it, the longest first.
const BEFORE: &[(&str, &[Phrase])] = &[
    (
        "over",
        &[
            (&["a", "little"], Sense::Approx(Approx::JustOver)),
            (&["slightly"], Sense::Approx(Approx::JustOver)),
            (&["just"], Sense::Approx(Approx::JustOver)),
            (&[], Sense::Shape(Shape::MoreThan)),
        ],
    ),
    ("above", &[(&["just"], Sense::Approx(Approx::JustOver)), (&[], Sense::Shape(Shape::MoreThan))]),
    ("under", &[(&["just"], Sense::Approx(Approx::Nearly)), (&[], Sense::Shape(Shape::LessThan))]),
    ("below", &[(&["just"], Sense::Approx(Approx::Nearly)), (&[], Sense::Shape(Shape::LessThan))]),
    ("to", &[(&["close"], Sense::Approx(Approx::Nearly)), (&["up"], Sense::Shape(Shape::AtMost))]),
    (
        "of",
        &[
            (&["in", "excess"], Sense::Shape(Shape::MoreThan)),
            (&["a", "limit"], Sense::Ceiling),
            (&["upwards"], Sense::Shape(Shape::MoreThan)),
            (&["maximum"], Sense::Ceiling),
            (&["max"], Sense::Ceiling),
            (&["minimum"], Sense::Floor),
        ],
    ),
    ("least", &[(&["at"], Sense::Shape(Shape::AtLeast))]),
    ("most", &[(&["at"], Sense::Shape(Shape::AtMost))]),
    ("minimum", &[(&["at", "a"], Sense::Shape(Shape::AtLeast))]),
    (
        "as",
        &[
            (&["as", "much"], Sense::Shape(Shape::AtMost)),
            (&["as", "many"], Sense::Shape(Shape::AtMost)),
            (&["as", "high"], Sense::Shape(Shape::AtMost)),
            (&["as", "little"], Sense::Shape(Shape::AtLeast)),
            (&["as", "few"], Sense::Shape(Shape::AtLeast)),
            (&["as", "low"], Sense::Shape(Shape::AtLeast)),
        ],
    ),
    (
        "exceed",
        &[
            (&["not", "to"], Sense::Ceiling),
            (&["not"], Sense::Ceiling),
            (&["never"], Sense::Ceiling),
            (&[], Sense::Shape(Shape::MoreThan)),
        ],
    ),
    ("exceeding", &[(&["without"], Sense::Ceiling), (&["not"], Sense::Ceiling), (&[], Sense::Shape(Shape::MoreThan))]),
    ("exceeds", MORE),
    ("exceeded", MORE),
    ("surpass", MORE),
    ("surpasses", MORE),
    ("surpassed", MORE),
    ("surpassing", MORE),
    ("around", ABOUT),
    ("about", ABOUT),
    ("approximately", ABOUT),
    ("approx", ABOUT),
    ("roughly", ABOUT),
    ("circa", ABOUT),
    ("some", ABOUT),
    ("usually", ABOUT),
    ("typically", ABOUT),
    ("generally", ABOUT),
    ("often", ABOUT),
    ("~", ABOUT),
    ("∼", ABOUT),
    ("≈", ABOUT),
    ("estimated", &[(&["an"], Sense::Approx(Approx::About)), (&[], Sense::Approx(Approx::About))]),
    (".", &[(&["approx"], Sense::Approx(Approx::About)), (&["ca"], Sense::Approx(Approx::About))]),
    ("approaching", NEARLY),
    ("nearly", NEARLY),
    ("almost", NEARLY),
    ("≥", &[(&[], Sense::Shape(Shape::AtLeast))]),
    ("≤", &[(&[], Sense::Shape(Shape::AtMost))]),
    ("=", &[(&[">"], Sense::Shape(Shape::AtLeast)), (&["<"], Sense::Shape(Shape::AtMost))]),
    (">", MORE),
    ("<", &[(&[], Sense::Shape(Shape::LessThan))]),
];

/// The phrases before numbers, by the numbers of their last words.
#[derive(Clone, Debug)]
pub(super) struct Phrases(FxHashMap<WordId, &'static [Phrase]>);

impl Phrases {
    pub(super) fn new(lexicon: &Lexicon) -> Self {
        Self(BEFORE.iter().map(|(last, phrases)| (lexicon.find(last), *phrases)).collect())
    }

    /// What the phrase that ends before `at` means, and how many words it has.
    fn before(&self, line: &Line<'_>, at: usize) -> Option<(Sense, usize)> {
        let last = at.checked_sub(1)?;
        let mut phrases = self.0.get(&line.word(last))?.iter();
        phrases.find(|(words, _)| line.precedes(last, words)).map(|(words, sense)| (*sense, words.len() + 1))
    }
}

/// What the words before the number at `at` say.
pub(super) fn before(line: &Line<'_>, at: usize) -> Bounds {
    let mut bounds = Bounds { shape: Shape::Point, approx: Approx::Exact, roles: Roles::default(), start: at };
    // "up to about 5": at most an approximator and a bound, in either order.
    for _ in 0..2 {
        let from = bounds.start;
        let phrase = || line.classes.bounds.before(line, from);
        let Some((sense, length)) = comparison(line, from).or_else(phrase) else { break };
        match sense {
            Sense::Shape(shape) if bounds.shape == Shape::Point => bounds.shape = shape,
            Sense::Approx(approx) if bounds.approx == Approx::Exact => bounds.approx = approx,
            Sense::Ceiling if bounds.shape == Shape::Point => {
                bounds.shape = Shape::AtMost;
                bounds.roles = bounds.roles.with(Role::Maximum);
            }
            Sense::Floor if bounds.shape == Shape::Point => {
                bounds.shape = Shape::AtLeast;
                bounds.roles = bounds.roles.with(Role::Minimum);
            }
            _ => break,
        }
        bounds.start = from - length;
    }
    // "is usually around 1 to 2", "can be 5": the verb's hedge.
    if bounds.approx == Approx::Exact
        && bounds.start >= 2
        && line.is_any(bounds.start - 1, &["is", "are", "be", "of", "take", "takes"])
        && (line.is_any(bounds.start - 2, &["usually", "typically", "generally", "often"])
            || line.is(bounds.start - 1, "be") && line.is_any(bounds.start - 2, &["can", "could", "may"]))
    {
        bounds.approx = Approx::About;
    }
    bounds
}

const RISING: &[&str] =
    &["more", "greater", "higher", "larger", "bigger", "longer", "older", "heavier", "taller", "better"];
const FALLING: &[&str] = &["less", "fewer", "lower", "smaller", "shorter", "younger", "lighter"];

/// "more than", "no less than", "slightly more than", "greater than or equal to" before `at`, and how many words that is.
fn comparison(line: &Line<'_>, at: usize) -> Option<(Sense, usize)> {
    let closed = line.precedes(at, &["than", "or", "equal", "to"]);
    let than = at.checked_sub(if closed { 4 } else { 1 }).filter(|than| line.is(*than, "than"))?;
    let word = than.checked_sub(1)?;
    let rises = line.is_any(word, RISING);
    if !rises && !line.is_any(word, FALLING) {
        return None;
    }
    if line.precedes(word, &["equal", "to", "or"]) {
        return Some((Sense::Shape(if rises { Shape::AtLeast } else { Shape::AtMost }), at - word + 3));
    }
    let modifier = word.wrapping_sub(1);
    if line.is_any(modifier, &["slightly", "little"]) {
        return Some((Sense::Approx(if rises { Approx::JustOver } else { Approx::Nearly }), at - modifier));
    }
    let denied = line.is_any(modifier, &["no", "not"]);
    let shape = match (rises, denied) {
        (true, false) if closed => Shape::AtLeast,
        (true, false) => Shape::MoreThan,
        (false, false) if closed => Shape::AtMost,
        (false, false) => Shape::LessThan,
        (true, true) => Shape::AtMost,
        (false, true) => Shape::AtLeast,
    };
    Some((Sense::Shape(shape), at - if denied { modifier } else { word }))
}

/// "or more", "and older", "+" behind a number: the bound and the place behind it.
pub(super) fn behind(line: &Line<'_>, at: usize) -> Option<(Shape, usize)> {
    if line.text(at) == "+" && !line.is_spaced(at) && !line.is_number(at + 1) {
        return Some((Shape::AtLeast, at + 1));
    }
    if !line.is_any(at, &["or", "and"]) {
        return None;
    }
    let shape = match line.text(at + 1) {
        "more" | "older" | "over" | "above" | "higher" | "greater" | "longer" | "up" | "upward" | "upwards"
        | "heavier" => Shape::AtLeast,
        "less" | "fewer" | "younger" | "under" | "below" | "lower" | "shorter" => Shape::AtMost,
        _ => return None,
    };
    // "5 and under 10": the word belongs to what follows.
    let belongs_behind =
        numeral(line, at + 2).is_some() || line.is(at + 2, "than") || line.follows(at + 2, &["or", "equal"]);
    (!belongs_behind).then_some((shape, at + 2))
}
