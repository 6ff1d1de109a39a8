//! What stands before and behind a number and says how it is meant: "at least", "about", "or more", "≤".

use super::line::Line;
use super::numeral::numeral;
use crate::facts::{Approx, Role, Roles, Shape};

/// How a number is meant, and where the words that say so begin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) shape: Shape,
    pub(super) approx: Approx,
    pub(super) roles: Roles,
    /// The first token of the words before the number.
    pub(super) start: usize,
}

#[derive(Clone, Copy)]
enum Sense {
    Shape(Shape),
    Approx(Approx),
    Ceiling,
    Floor,
}

/// Phrases by their last word, longest first.
const BEFORE: &[(&[&str], Sense)] = &[
    (&["a", "little", "over"], Sense::Approx(Approx::JustOver)),
    (&["slightly", "over"], Sense::Approx(Approx::JustOver)),
    (&["just", "over"], Sense::Approx(Approx::JustOver)),
    (&["just", "above"], Sense::Approx(Approx::JustOver)),
    (&["just", "under"], Sense::Approx(Approx::Nearly)),
    (&["just", "below"], Sense::Approx(Approx::Nearly)),
    (&["close", "to"], Sense::Approx(Approx::Nearly)),
    (&["upwards", "of"], Sense::Shape(Shape::MoreThan)),
    (&["in", "excess", "of"], Sense::Shape(Shape::MoreThan)),
    (&["at", "least"], Sense::Shape(Shape::AtLeast)),
    (&["at", "most"], Sense::Shape(Shape::AtMost)),
    (&["at", "a", "minimum"], Sense::Shape(Shape::AtLeast)),
    (&["as", "much", "as"], Sense::Shape(Shape::AtMost)),
    (&["as", "many", "as"], Sense::Shape(Shape::AtMost)),
    (&["as", "high", "as"], Sense::Shape(Shape::AtMost)),
    (&["as", "little", "as"], Sense::Shape(Shape::AtLeast)),
    (&["as", "few", "as"], Sense::Shape(Shape::AtLeast)),
    (&["as", "low", "as"], Sense::Shape(Shape::AtLeast)),
    (&["up", "to"], Sense::Shape(Shape::AtMost)),
    (&["not", "exceed"], Sense::Ceiling),
    (&["never", "exceed"], Sense::Ceiling),
    (&["not", "to", "exceed"], Sense::Ceiling),
    (&["without", "exceeding"], Sense::Ceiling),
    (&["not", "exceeding"], Sense::Ceiling),
    (&["maximum", "of"], Sense::Ceiling),
    (&["max", "of"], Sense::Ceiling),
    (&["a", "limit", "of"], Sense::Ceiling),
    (&["minimum", "of"], Sense::Floor),
    (&["around"], Sense::Approx(Approx::About)),
    (&["about"], Sense::Approx(Approx::About)),
    (&["approximately"], Sense::Approx(Approx::About)),
    (&["approx"], Sense::Approx(Approx::About)),
    (&["approx", "."], Sense::Approx(Approx::About)),
    (&["roughly"], Sense::Approx(Approx::About)),
    (&["circa"], Sense::Approx(Approx::About)),
    (&["ca", "."], Sense::Approx(Approx::About)),
    (&["some"], Sense::Approx(Approx::About)),
    (&["an", "estimated"], Sense::Approx(Approx::About)),
    (&["estimated"], Sense::Approx(Approx::About)),
    (&["~"], Sense::Approx(Approx::About)),
    (&["∼"], Sense::Approx(Approx::About)),
    (&["≈"], Sense::Approx(Approx::About)),
    (&["approaching"], Sense::Approx(Approx::Nearly)),
    (&["nearly"], Sense::Approx(Approx::Nearly)),
    (&["almost"], Sense::Approx(Approx::Nearly)),
    (&["usually"], Sense::Approx(Approx::About)),
    (&["typically"], Sense::Approx(Approx::About)),
    (&["generally"], Sense::Approx(Approx::About)),
    (&["often"], Sense::Approx(Approx::About)),
    (&["over"], Sense::Shape(Shape::MoreThan)),
    (&["above"], Sense::Shape(Shape::MoreThan)),
    (&["surpass"], Sense::Shape(Shape::MoreThan)),
    (&["surpassed"], Sense::Shape(Shape::MoreThan)),
    (&["surpasses"], Sense::Shape(Shape::MoreThan)),
    (&["surpassing"], Sense::Shape(Shape::MoreThan)),
    (&["exceeded"], Sense::Shape(Shape::MoreThan)),
    (&["exceed"], Sense::Shape(Shape::MoreThan)),
    (&["exceeding"], Sense::Shape(Shape::MoreThan)),
    (&["exceeds"], Sense::Shape(Shape::MoreThan)),
    (&["under"], Sense::Shape(Shape::LessThan)),
    (&["below"], Sense::Shape(Shape::LessThan)),
    (&["≥"], Sense::Shape(Shape::AtLeast)),
    (&[">", "="], Sense::Shape(Shape::AtLeast)),
    (&["≤"], Sense::Shape(Shape::AtMost)),
    (&["<", "="], Sense::Shape(Shape::AtMost)),
    (&[">"], Sense::Shape(Shape::MoreThan)),
    (&["<"], Sense::Shape(Shape::LessThan)),
];

/// What the words before the number at `at` say.
pub(super) fn before(line: &Line<'_>, at: usize) -> Bounds {
    let mut bounds = Bounds { shape: Shape::Point, approx: Approx::Exact, roles: Roles::default(), start: at };
    // "up to about 5": at most an approximator and a bound, in either order.
    for _ in 0..2 {
        let from = bounds.start;
        let phrases = BEFORE.iter().filter(|(words, _)| line.precedes(from, words));
        let longest = phrases.map(|(words, sense)| (*sense, words.len())).max_by_key(|(_, length)| *length);
        let Some((sense, length)) = comparison(line, from).or(longest) else { break };
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
        && (line.precedes(bounds.start, &["can", "be"])
            || line.precedes(bounds.start, &["could", "be"])
            || line.precedes(bounds.start, &["may", "be"])
            || (bounds.start >= 2
                && line.is_any(bounds.start - 1, &["is", "are", "be", "of", "take", "takes"])
                && line.is_any(bounds.start - 2, &["usually", "typically", "generally", "often"])))
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
