//! Whether a span of time, or a bare number, says how old someone is.

use super::draft::Draft;
use super::line::Line;
use crate::document::TokenFlags;
use crate::facts::{Rational, Shape, UnitId};
use crate::lexicon::class;

/// "aged 5 years", "a 6-month-old", "women older than 40 years", "children under 5 years".
pub(super) fn is_timed(line: &Line<'_>, draft: &Draft) -> bool {
    let lived = matches!(draft.unit.base.map(UnitId::code), Some("a" | "mo" | "wk" | "d"));
    let old = line.is(draft.end - 1, "yo")
        || line.is_any(line.past_joint(draft.end), &["old", "olds"])
        || line.follows(draft.end, &["of", "age"]);
    // "Followed patients over 5 years" is a duration.
    let young = of_people(line, draft) && matches!(draft.shape, Shape::LessThan | Shape::AtMost);
    lived && (old || young || is_aged(line, draft))
}

/// "aged 18 to 65", "12 and older", "people over 65", "Anna Smith, 53,".
pub(super) fn is_bare(line: &Line<'_>, draft: &Draft) -> bool {
    const OLDEST: i64 = 120;
    let human = draft.lo.or(draft.hi).is_some_and(|number| number.value <= Rational::from(OLDEST));
    let old = line.follows(draft.end, &["years", "old"]);
    human && (old || is_aged(line, draft) || of_people(line, draft) || is_apposition(line, draft))
}

/// Whether a word of age stands beside it: "age 5", "ages of 5", "5 or older", "older than 5".
fn is_aged(line: &Line<'_>, draft: &Draft) -> bool {
    const AGES: &[&str] = &["aged", "age", "ages"];
    let before = draft.from.wrapping_sub(1);
    let linked = line.is_any(before, &["of", "between", "than", "from", "is", "was"]);
    let grown = |at: usize| line.is_any(at, &["older", "younger"]);
    line.is_any(before, AGES)
        || linked && line.is_any(draft.from.wrapping_sub(2), AGES)
        || grown(draft.end - 1)
        || draft.from < draft.start && grown(draft.from)
}

/// "people over 65", "adults 65 and over", "the under 18s": whose age it is stands before the bound, or is an "s".
fn of_people(line: &Line<'_>, draft: &Draft) -> bool {
    let people = line.in_class(draft.from.wrapping_sub(1), class!("weighed-person"));
    let before = line.is_any(draft.from, &["over", "under", "above", "below"]);
    let behind = draft.end > draft.digits_end && line.is_any(draft.end - 1, &["over", "under", "up", "above", "below"]);
    let plural = line.is(draft.end, "s") && !line.is_spaced(draft.end);
    people && (before || behind) || before && plural
}

/// "Anna Smith, 53, who": a whole number between commas behind a name.
fn is_apposition(line: &Line<'_>, draft: &Draft) -> bool {
    let name = draft.start.wrapping_sub(2);
    let named = line.before(draft.start) == ","
        && line.has(name, TokenFlags::CAPITALIZED)
        && !line.has(name, TokenFlags::UPPER);
    let whole = line.is_number(draft.start) && draft.lo.is_some_and(|number| number.value.is_integer());
    named && whole && draft.shape == Shape::Point && line.text(draft.end) == "," && line.is_word(draft.end + 1)
}
