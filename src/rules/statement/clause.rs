//! Which part of a sentence makes its statement: a clause beside it that only adds something is left out, unless it
//! says for whom, when or by whom the statement holds.

use std::ops::Range;

use crate::document::TokenFlags;
use crate::facts::Qualifiers;
use crate::lexicon::{WordList, class};
use crate::rules::passage::Passage;

/// Words that open a clause of its own behind a comma.
static CLAUSES: WordList<'_> = WordList::new(&["and", "but", "which", "although", "though", "yet", "so", "making"]);

/// Words by which a clause beside the statement says where it holds.
static NARROWING: WordList<'_> = WordList::new(&[
    "if",
    "when",
    "unless",
    "except",
    "than",
    "only",
    "same",
    "according",
    "before",
    "after",
    "during",
    "since",
    "until",
    "among",
    "early",
    "late",
    "compared",
]);

/// The clause that makes the statement, where all figures are in one clause and the others add nothing that says
/// for whom, when or by whom: "…, and most never notice". Else all of the sentence.
pub(super) fn of(passage: &Passage<'_>) -> Range<usize> {
    let whole = 0..passage.len();
    let opens = |at: usize| passage.text(at) == ";" || (passage.text(at) == "," && passage.is_in(at + 1, &CLAUSES));
    let (Some(first), Some(last)) = (passage.figures.first(), passage.figures.last()) else { return whole };
    let (from, to) = (passage.lead(first), passage.end(last));
    let label = passage.member(0, class!("summary-label")).filter(|end| passage.text(*end) == ":");
    let start = (0..from).rev().find(|at| opens(*at)).or(label).map_or(0, |at| at + 1);
    let end = (to..whole.end).find(|at| opens(*at)).unwrap_or(whole.end);
    let divided = (from..to).any(opens);
    let narrowed = (0..start).chain(end..whole.end).any(|at| narrows(passage, at));
    if divided || narrowed { whole } else { start..end }
}

/// Whether the word at `at` may say for whom, when or by whom something holds.
pub(super) fn narrows(passage: &Passage<'_>, at: usize) -> bool {
    let named = at > 0 && passage.has(at, TokenFlags::CAPITALIZED);
    named
        || passage.is_number(at)
        || passage.member(at, class!("negator")).is_some()
        || passage.member(at, class!("study-noun")).is_some()
        || passage.is_in(at, &NARROWING)
        || passage.qualifiers(at..at + 1) != Qualifiers::default()
}
