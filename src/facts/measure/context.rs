//! What a number means, from the words around it: role, stance and head noun. Its kind is told in `kind`.

use std::ops::Range;

use super::draft::Draft;
use super::line::Line;
use crate::document::TokenFlags;
use crate::facts::{Role, Roles, Stance, UnitId};
use crate::lexicon::{ClassId, class};
use crate::span::ProseSpan;

/// Words before a quantity that can still speak of it.
const REACH_BEFORE: usize = 10;
/// Words behind a quantity that can still speak of it.
const REACH_BEHIND: usize = 7;

/// Whether the unit is a form in which a medicine is taken.
pub(in crate::facts) fn is_form(unit: UnitId) -> bool {
    matches!(
        unit.code(),
        "{tablet}"
            | "{capsule}"
            | "{caplet}"
            | "{pill}"
            | "{softgel}"
            | "{gummy}"
            | "{lozenge}"
            | "{puff}"
            | "{spray}"
            | "{patch}"
            | "{suppository}"
            | "{sachet}"
            | "{vial}"
            | "{ampoule}"
            | "{ampule}"
            | "{injection}"
            | "{dose}"
            | "{shot}"
            | "{inhalation}"
            | "{actuation}"
            | "{syringe}"
            | "{scoop}"
            | "{applicator}"
            | "[drp]"
            | "{infusion}"
    )
}

/// The tokens around a draft that may speak of it, never those of its neighbours.
pub(super) struct Window {
    pub(super) before: Range<usize>,
    pub(super) behind: Range<usize>,
}

impl Window {
    /// `previous` ends before the draft, `next` begins behind it.
    pub(super) fn new(line: &Line<'_>, draft: &Draft, previous: usize, next: usize) -> Self {
        let mut from = draft.start.saturating_sub(REACH_BEFORE).max(previous);
        for at in (from..draft.start).rev() {
            if matches!(line.text(at), ";" | "—") {
                from = at + 1;
                break;
            }
        }
        let mut to = (draft.end + REACH_BEHIND).min(next).min(line.len());
        for at in draft.end..to {
            if matches!(line.text(at), ";" | "—" | ".") {
                to = at;
                break;
            }
        }
        Self { before: from..draft.start, behind: draft.end..to }
    }
}

pub(super) fn any(line: &Line<'_>, range: Range<usize>, words: &[&str]) -> bool {
    range.into_iter().any(|at| line.is_any(at, words))
}

pub(super) fn in_class(line: &Line<'_>, range: Range<usize>, class: ClassId) -> bool {
    range.into_iter().any(|at| line.in_class(at, class))
}

/// The light in which the words around put the draft. A study is the light of its whole sentence.
pub(super) fn roles(line: &Line<'_>, draft: &Draft, window: &Window) -> Roles {
    let study = if line.is_trial { Roles::default().with(Role::Trial) } else { Roles::default() };
    let before = roles_in(line, window.before.clone()).union(draft.roles);
    let near = if before.is_empty() { roles_in(line, clause(line, window.behind.clone())) } else { before };
    near.union(study)
}

/// The part of `range` before a conjunction or comma that opens something new.
fn clause(line: &Line<'_>, range: Range<usize>) -> Range<usize> {
    let end = range.clone().find(|at| line.is_any(*at, &[",", "and", "but", "while", "whereas", "(", "or"]));
    range.start..end.unwrap_or(range.end)
}

/// The roles that words in `range` name.
fn roles_in(line: &Line<'_>, range: Range<usize>) -> Roles {
    let mut roles = Roles::default();
    for at in range {
        let named = line.roles(at);
        // "non-toxic", "nonfatal", "not lethal".
        if !named.is_empty() && !is_denied(line, at) {
            roles = roles.union(named);
        }
    }
    roles
}

fn is_denied(line: &Line<'_>, at: usize) -> bool {
    line.is_any(at.wrapping_sub(1), &["non", "not", "never", "without", "no"])
        || (at >= 2 && line.is_joint(at - 1) && line.is(at - 2, "non"))
}

/// Why the draft may not be the author's own statement.
pub(super) fn stance(line: &Line<'_>, draft: &Draft, window: &Window) -> Stance {
    let mut stance = Stance::ASSERTED;
    if line.has(draft.start, TokenFlags::QUOTED) {
        stance = stance.union(Stance::QUOTED);
    }
    let near = draft.from.saturating_sub(6).max(window.before.start)..draft.from;
    if in_class(line, near, class!("figure-denial")) {
        stance = stance.union(Stance::NEGATED);
    }
    if line.supposed_from.is_some_and(|from| from < draft.start)
        || line.follows(draft.start.wrapping_sub(1), &["if"])
        || (draft.start >= 2
            && line.is(draft.from.wrapping_sub(1), "say")
            && line.text(draft.from.wrapping_sub(2)) == ",")
    {
        stance = stance.union(Stance::HYPOTHETICAL);
    }
    if line.is_reported {
        stance = stance.union(Stance::REPORTED);
    }
    stance
}

/// The noun that the draft counts or measures: "40 older patients" → patients, "30 % of adults" → adults.
pub(super) fn head(line: &Line<'_>, draft: &Draft, window: &Window) -> Option<ProseSpan> {
    let mut from = draft.end;
    from = line.past_joint(from);
    if line.is(from, "olds") {
        return None;
    }
    if line.is(from, "old") {
        from = line.past_joint(from + 1);
    }
    if line.is(from, "of") {
        from += 1;
        while line.is_any(from, &["the", "all", "these", "those", "our", "their", "its", "every", "a", "an", "your"]) {
            from += 1;
        }
    }
    let limit = (from + 4).min(window.behind.end).max(from);
    let run_end =
        (from..limit).find(|at| !line.is_word(*at) || line.in_class(*at, class!("noun-stop"))).unwrap_or(limit);
    let run = from..run_end;
    let noun = run
        .clone()
        .find(|at| line.in_class(*at, class!("weighed-person")))
        .or_else(|| run.clone().find(|at| is_plural(line.text(*at))))
        .or_else(|| run.clone().next());
    let noun = noun.or_else(|| {
        // "doses of 5 mg", "weight of 60 kg".
        let last = draft.from.checked_sub(1)?;
        let at = if line.is_any(last, &["of", "is", "was", "="]) || line.text(last) == ":" {
            last.checked_sub(1)?
        } else {
            return None;
        };
        (at >= window.before.start && line.is_word(at) && !line.in_class(at, class!("noun-stop"))).then_some(at)
    })?;
    Some(line.span(noun, noun + 1))
}

fn is_plural(word: &str) -> bool {
    word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us")
}
