//! Applying suggestions: exact edits, round after round until nothing is left to do.
//!
//! A fix may bring another finding to light, or undo one that another fix needed, so the text is checked again after
//! each round. Where fixes chase each other in a circle, the text at which the circle begins is kept: a second run
//! comes out at the same text. Whatever a rule may claim, no value and no quotation is changed (see [`guard`]).

mod edits;
mod guard;

use crate::Engine;
use crate::config::Settings;
use crate::diagnostic::Applicability;
use crate::document::parse::ParseError;
use crate::report::{FindingEdit, FindingSuggestion};
use crate::source::{Encoding, Source};

/// Rounds after which a text that still changes is left as it was.
const MAX_ROUNDS: usize = 16;

/// How far fixes may go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Only those that keep the meaning.
    Safe,
    /// Also those that may change a shade of it.
    Unsafe,
}

impl Level {
    /// Whether suggestions of this kind are applied.
    pub fn admits(self, applicability: Applicability) -> bool {
        match applicability {
            Applicability::Safe => true,
            Applicability::Unsafe => self == Self::Unsafe,
            Applicability::Display => false,
        }
    }
}

/// What became of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fixed {
    /// The text with all fixes in it.
    pub text: String,
    /// How many suggestions were applied.
    pub applied: usize,
}

/// Applies the suggestions of all findings in `source`.
///
/// ```
/// use factlint::Engine;
/// use factlint::config::Settings;
/// use factlint::document::Format;
/// use factlint::fix::{Level, fix};
/// use factlint::source::Source;
///
/// let source = Source::new("a.md", Format::Markdown, "Drink water before the the walk.\n");
/// let fixed = fix(&Engine::new(), &source, &Settings::default(), Level::Safe)?;
/// assert_eq!(fix(&Engine::new(), &Source { text: fixed.text.as_str().into(), ..source }, &Settings::default(), Level::Safe)?.applied, 0);
/// # Ok::<(), factlint::document::parse::ParseError>(())
/// ```
///
/// # Errors
/// When the source cannot be parsed. A round that would make it so is not kept.
pub fn fix(engine: &Engine, source: &Source, settings: &Settings, level: Level) -> Result<Fixed, ParseError> {
    // Offsets of findings are those of the file; without a byte order mark they are those of the text.
    let mut current = Source { encoding: Encoding::Utf8, ..source.clone() };
    let mut seen = vec![(current.text.clone(), 0)];
    let mut suggestions = suggested(engine, &current, settings, level)?;
    while seen.len() <= MAX_ROUNDS {
        let chosen = edits::choose(&suggestions);
        if chosen.is_empty() {
            break;
        }
        let applied = seen.last().map_or(0, |(_, applied)| *applied) + chosen.len();
        let next = Source { text: edits::apply(&current.text, &chosen).into(), ..current.clone() };
        if let Some(start) = seen.iter().position(|(text, _)| *text == next.text) {
            seen.truncate(start + 1);
            break;
        }
        let Ok(further) = suggested(engine, &next, settings, level) else { break };
        seen.push((next.text.clone(), applied));
        (current, suggestions) = (next, further);
    }
    if seen.len() > MAX_ROUNDS {
        seen.truncate(1);
    }
    let (text, applied) = seen.pop().unwrap_or_else(|| (source.text.clone(), 0));
    Ok(Fixed { text: text.to_string(), applied })
}

/// Applies one suggestion, as an editor does on request, where it leaves values and quotations alone.
///
/// # Errors
/// When the source cannot be parsed.
pub fn may_apply(
    engine: &Engine,
    source: &Source,
    settings: &Settings,
    edits: &[FindingEdit],
) -> Result<bool, ParseError> {
    let (document, facts) = engine.read(source, settings)?;
    Ok(guard::allows(&source.text, &document, &facts, edits))
}

/// The suggestions that may be applied to a text, in order.
fn suggested(
    engine: &Engine,
    source: &Source,
    settings: &Settings,
    level: Level,
) -> Result<Vec<FindingSuggestion>, ParseError> {
    let findings = engine.check_each(source, settings)?.findings;
    let admitted = findings
        .into_iter()
        .filter_map(|finding| finding.suggestion)
        .filter(|suggestion| level.admits(suggestion.applicability));
    let admitted: Vec<FindingSuggestion> = admitted.collect();
    if admitted.is_empty() {
        return Ok(admitted);
    }
    let (document, facts) = engine.read(source, settings)?;
    Ok(admitted
        .into_iter()
        .filter(|suggestion| guard::allows(&source.text, &document, &facts, &suggestion.edits))
        .collect())
}
