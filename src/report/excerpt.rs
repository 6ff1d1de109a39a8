//! What is shown of the lines around a place.
//!
//! A paragraph is often one line of thousands of characters, so each line is cut to a window around the place. The
//! window is cut when a file is checked: reports never need the text again. Only the neighbourhood is read.

use std::ops::Range;

use super::locate::Position;
use super::visible::append;

/// Characters shown before the place.
const BEFORE: usize = 40;
/// Characters shown of a line, unless the place itself is longer.
const WIDTH: usize = 96;
/// Characters shown of a line where the place itself is longer than [`WIDTH`].
const WIDTH_OF_LONG: usize = 120;
/// Lines shown at the beginning and at the end of a place of many lines.
pub(super) const FIRST_LINES: usize = 3;
const LAST_LINES: usize = 2;

/// The lines of a place, cut to a readable width.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Excerpt {
    /// In order; where the place has many lines, those in the middle are left out.
    pub lines: Vec<ExcerptLine>,
}

/// A window on one line. Nothing in it moves a terminal's cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcerptLine {
    /// 1-based number of the line in the file.
    pub number: usize,
    /// 1-based column of the first character of `text`, in scalar values of the line.
    pub column: usize,
    /// One character for each character of the line.
    pub text: String,
    /// The place within `text`, in bytes.
    pub highlight: Range<usize>,
    /// Whether the line begins before `text`.
    pub cut_start: bool,
    /// Whether the line goes on behind `text`.
    pub cut_end: bool,
}

impl Excerpt {
    /// The lines of `text` that `place` stands on. `from` is the position of its start.
    pub(super) fn new(text: &str, place: Range<usize>, from: Position) -> Self {
        let pieces = pieces(&text[place.clone()]);
        let left_out = FIRST_LINES..pieces.len().saturating_sub(LAST_LINES);
        let lines = pieces
            .into_iter()
            .enumerate()
            .filter(|(number, _)| !left_out.contains(number))
            .map(|(number, piece)| {
                let column = if number == 0 { from.column } else { 1 };
                let piece = piece.start + place.start..piece.end + place.start;
                ExcerptLine::new(text, piece, from.line + number, column)
            })
            .collect();
        Self { lines }
    }
}

impl ExcerptLine {
    /// The window around `piece`, which stands at `column` of line `number`.
    fn new(text: &str, piece: Range<usize>, number: usize, column: usize) -> Self {
        let (start, cut_start) = window_start(&text[..piece.start]);
        let before = text[start..piece.start].chars().count();
        let (length_shown, cut_piece) = shortened(&text[piece.clone()], WIDTH_OF_LONG - before);
        let shown_end = piece.start + length_shown;
        let used = before + text[piece.start..shown_end].chars().count();
        let (length, cut_end) =
            if cut_piece { (0, true) } else { window_end(&text[shown_end..], WIDTH.saturating_sub(used)) };

        let mut window = String::with_capacity(shown_end + length - start);
        append(&mut window, &text[start..piece.start]);
        let highlight_start = window.len();
        append(&mut window, &text[piece.start..shown_end]);
        let highlight = highlight_start..window.len();
        append(&mut window, &text[shown_end..shown_end + length]);
        Self { number, column: column - before, text: window, highlight, cut_start, cut_end }
    }
}

/// How many bytes of a place to show, and whether that is not all of it. Cuts between words if it can.
fn shortened(place: &str, width: usize) -> (usize, bool) {
    match place.char_indices().nth(width) {
        None => (place.len(), false),
        Some((cut, _)) => (place[..cut].rfind(' ').unwrap_or(cut), true),
    }
}

/// The lines of `slice`, without what ends them. A line end at the very end begins no further line.
fn pieces(slice: &str) -> Vec<Range<usize>> {
    let bytes = slice.as_bytes();
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') {
            continue;
        }
        let text_end = if bytes[end] == b'\n' && end > start && bytes[end - 1] == b'\r' { end - 1 } else { end };
        pieces.push(start..text_end);
        start = end + 1;
    }
    if start < bytes.len() || pieces.is_empty() {
        pieces.push(start..bytes.len());
    }
    pieces
}

const fn is_line_end(char: char) -> bool {
    matches!(char, '\n' | '\r')
}

/// Where to begin to show what leads up to a place, and whether the line begins earlier. Cuts between words if it can.
fn window_start(before: &str) -> (usize, bool) {
    let mut start = before.len();
    for (at, char) in before.char_indices().rev().take(BEFORE) {
        if is_line_end(char) {
            return (start, false);
        }
        start = at;
    }
    if start == 0 || before[..start].ends_with(is_line_end) {
        return (start, false);
    }
    match before[start..].find(' ') {
        Some(blank) if start + blank + 1 < before.len() => (start + blank + 1, true),
        _ => (start, true),
    }
}

/// How many bytes to show behind a place, and whether the line goes on. Cuts between words if it can.
fn window_end(after: &str, width: usize) -> (usize, bool) {
    let mut end = 0;
    for char in after.chars().take(width) {
        if is_line_end(char) {
            return (end, false);
        }
        end += char.len_utf8();
    }
    if end == after.len() || after[end..].starts_with(is_line_end) {
        return (end, false);
    }
    (after[..end].rfind(' ').unwrap_or(end), true)
}

#[cfg(test)]
mod tests {
    use super::super::locate::Locator;
    use super::*;
    use crate::document::Format;
    use crate::source::Source;

    fn excerpt(text: &str, place: &str) -> Excerpt {
        let source = Source::new("a.txt", Format::Text, text);
        let start = text.find(place).expect("the place is part of the text");
        Locator::new(&source).place((start..start + place.len()).into(), "").excerpt
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        let lines = excerpt("one\r\ntake 680 mg\tnow\rthree", "680 mg").lines;
        assert_eq!(lines.len(), 1);
        assert_eq!((lines[0].number, lines[0].column, lines[0].text.as_str()), (2, 1, "take 680 mg now"));
        assert_eq!(&lines[0].text[lines[0].highlight.clone()], "680 mg");
        assert!(!lines[0].cut_start && !lines[0].cut_end);
    }

    #[test]
    fn a_long_line_is_cut_between_words() {
        let text = format!("{}here it is{}", "früher ".repeat(1000), " später".repeat(1000));
        let line = excerpt(&text, "here it is").lines.remove(0);
        assert_eq!(line.column + line.text[..line.highlight.start].chars().count(), 7001);
        assert!(line.text.starts_with("früher ") && line.text.ends_with(" später"));
        assert!(line.cut_start && line.cut_end && line.text.chars().count() <= WIDTH);
    }

    #[test]
    fn a_long_place_is_cut() {
        let place = "ä".repeat(5000);
        let line = excerpt(&format!("see {place} there"), &place).lines.remove(0);
        assert_eq!(line.text.chars().count(), WIDTH_OF_LONG);
        assert_eq!(line.highlight, 4..line.text.len());
        assert!(!line.cut_start && line.cut_end);
    }

    #[test]
    fn many_lines_are_shown_by_their_ends() {
        let text = "1\n2\n3\n4\n5\n6\n7\n8\n";
        let numbers: Vec<_> = excerpt(text, text).lines.iter().map(|line| line.number).collect();
        assert_eq!(numbers, [1, 2, 3, 7, 8]);
    }

    #[test]
    fn line_ends_of_all_kinds_part_the_pieces() {
        assert_eq!(pieces("a\r\nb\rc\n\nd\r\n"), [0..1, 3..4, 5..6, 7..7, 8..9]);
        assert_eq!(pieces(""), [Range { start: 0, end: 0 }]);
    }
}
