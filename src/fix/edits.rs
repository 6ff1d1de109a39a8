//! Which of several suggestions are applied in one round, and applying them.

use std::cmp::Reverse;

use crate::report::{FindingEdit, FindingSuggestion};

/// Suggestions that can be applied together. Of two that touch, the one that begins first wins, then the longer one;
/// the other may come in the next round. A suggestion is applied with all of its edits or not at all.
pub(super) fn choose(suggestions: &[FindingSuggestion]) -> Vec<&FindingSuggestion> {
    let extent = |suggestion: &FindingSuggestion| {
        let start = suggestion.edits.iter().map(|edit| edit.start).min().unwrap_or(0);
        let end = suggestion.edits.iter().map(|edit| edit.end).max().unwrap_or(0);
        (start, end)
    };
    let mut candidates: Vec<(usize, usize, &FindingSuggestion)> = suggestions
        .iter()
        .filter(|suggestion| !suggestion.edits.is_empty())
        .map(|suggestion| {
            let (start, end) = extent(suggestion);
            (start, end, suggestion)
        })
        .collect();
    candidates.sort_by_key(|(start, end, _)| (*start, Reverse(*end)));
    let mut chosen = Vec::new();
    let mut free_from = 0;
    for (start, end, suggestion) in candidates {
        if chosen.is_empty() || start > free_from {
            free_from = end;
            chosen.push(suggestion);
        }
    }
    chosen
}

/// The text with suggestions of [`choose`] applied; no other byte is changed.
pub(super) fn apply(text: &str, chosen: &[&FindingSuggestion]) -> String {
    let mut edits: Vec<&FindingEdit> = chosen.iter().flat_map(|suggestion| &suggestion.edits).collect();
    edits.sort_by_key(|edit| (edit.start, edit.end));
    let mut fixed = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits.into_iter().filter(|edit| edit.start <= edit.end) {
        if let Some(kept) = text.get(at..edit.start) {
            fixed.push_str(kept);
            fixed.push_str(&edit.replacement);
            at = edit.end;
        }
    }
    fixed.push_str(text.get(at..).unwrap_or_default());
    fixed
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Applicability;
    use crate::report::Position;

    fn suggestion(edits: &[(usize, usize, &str)]) -> FindingSuggestion {
        let edits = edits.iter().map(|(start, end, replacement)| FindingEdit {
            start: *start,
            end: *end,
            replacement: (*replacement).to_owned(),
            from: Position::START,
            to: Position::START,
        });
        FindingSuggestion { applicability: Applicability::Safe, edits: edits.collect() }
    }

    #[test]
    fn what_touches_waits_for_the_next_round() {
        let suggestions =
            [suggestion(&[(4, 7, "")]), suggestion(&[(0, 3, "A"), (8, 9, "B")]), suggestion(&[(12, 12, "!")])];
        let chosen = choose(&suggestions);
        assert_eq!(apply("one two 3 éx", &chosen), "A two B é!x");
        assert_eq!(chosen.len(), 2);
        let suggestions = [suggestion(&[(4, 8, "twø")]), suggestion(&[(0, 3, "One")]), suggestion(&[(0, 2, "x")])];
        assert_eq!(apply("one twö", &choose(&suggestions)), "One twø");
    }
}
