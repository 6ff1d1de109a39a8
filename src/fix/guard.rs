//! What no fix may do: change a value, or words that somebody else said. Values may change places: "40–20 mg".
//!
//! Rules say themselves whether a suggestion is safe; this is the check that does not depend on them.

use std::ops::Range;

use crate::document::Document;
use crate::facts::Facts;
use crate::report::FindingEdit;
use crate::span::ProseSpan;

/// Whether `edits` leave all values and quotations of `text` as they are. Text may be deleted with the whole values and
/// quotations in it (a sentence that stands there twice), and put in with new ones (a helpline).
pub(super) fn allows(text: &str, document: &Document, facts: &Facts, edits: &[FindingEdit]) -> bool {
    edits.iter().all(|edit| {
        text.get(edit.start..edit.end).is_some() && keeps_values(text, edit) && keeps_quotations(document, facts, edit)
    })
}

fn keeps_quotations(document: &Document, facts: &Facts, edit: &FindingEdit) -> bool {
    let prose = &document.prose;
    let (start, end) = (prose.at_source(edit.start as u32), prose.at_source(edit.end as u32));
    let span = ProseSpan::new(start, end.max(start));
    if span.is_empty() {
        // An insertion at the border of a quotation stands outside of it.
        return facts
            .quotations
            .all
            .iter()
            .all(|quotation| span.start() <= quotation.span.start() || span.start() >= quotation.span.end());
    }
    let removed_whole = |quotation: ProseSpan| edit.replacement.is_empty() && span.encloses(quotation);
    facts.quotations.all.iter().all(|quotation| !quotation.span.overlaps(span) || removed_whole(quotation.span))
}

fn keeps_values(text: &str, edit: &FindingEdit) -> bool {
    let around = numeric_neighbourhood(text, edit.start..edit.end);
    let only_deletes_or_inserts = edit.replacement.is_empty() || edit.start == edit.end;
    if only_deletes_or_inserts && around == (edit.start..edit.end) {
        return true;
    }
    let before = &text[around.clone()];
    let after = [&text[around.start..edit.start], &edit.replacement, &text[edit.end..around.end]].concat();
    values(before) == values(&after)
}

/// `place` with the rest of the figures that it cuts through.
fn numeric_neighbourhood(text: &str, place: Range<usize>) -> Range<usize> {
    let bytes = text.as_bytes();
    let part_of_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'.' | b',');
    let before = bytes[..place.start].iter().rev().take_while(|byte| part_of_number(byte)).count();
    let after = bytes[place.end..].iter().take_while(|byte| part_of_number(byte)).count();
    let (start, end) = (place.start - before, place.end + after);
    // Punctuation alone is no figure.
    let digits = |range: Range<usize>| bytes[range].iter().any(u8::is_ascii_digit);
    let start = if digits(start..place.start) { start } else { place.start };
    let end = if digits(place.end..end) { end } else { place.end };
    start..end
}

/// The numbers in a text, smallest spelling first, each in one spelling: without separators, zeros in front and zeros
/// at the end of a fraction.
fn values(text: &str) -> Vec<String> {
    let mut values = Vec::new();
    for figure in text.split(|char: char| !char.is_ascii_digit() && char != '.' && char != ',') {
        let figure = figure.trim_end_matches(['.', ',']).replace(',', "");
        if !figure.contains(|char: char| char.is_ascii_digit()) {
            continue;
        }
        let (whole, fraction) = figure.split_once('.').unwrap_or((&figure, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        values.push(format!("{whole}.{fraction}"));
    }
    values.sort_unstable();
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Position;

    fn keeps(text: &str, part: &str, replacement: &str) -> bool {
        let start = text.find(part).expect("the part is in the text");
        let (end, replacement) = (start + part.len(), replacement.to_owned());
        keeps_values(text, &FindingEdit { start, end, replacement, from: Position::START, to: Position::START })
    }

    #[test]
    fn the_form_of_a_number_may_change() {
        assert!(keeps("take 5.0 mg", "5.0 mg", "5 mg"));
        assert!(keeps("about 100000 people", "100000", "100,000"));
        assert!(keeps("take .5 mg", ".5", "0.5"));
        assert!(keeps("rose by 5 percent", "percent", "percentage points"));
        assert!(keeps("twice. Take 5 mg. Take 5 mg.", " Take 5 mg.", ""));
        assert!(keeps("see 2.Then", ".", ". "));
        assert!(keeps("take 40–20 mg", "40–20", "20–40"));
        assert!(keeps("Get help.", "", "Call 988. "));
    }

    #[test]
    fn its_value_may_not() {
        assert!(!keeps("take 10 mg", "0", ""));
        assert!(!keeps("take 2.5 mg", ".", ""));
        assert!(!keeps("take 680 mg", "680 mg", "68 mg"));
        assert!(!keeps("take 5 mg", " mg", "0 mg"));
        assert!(!keeps("5 mg", "", "1"));
        assert!(!keeps("take five mg", "five", "6"));
    }
}
