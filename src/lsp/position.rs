//! Between bytes of a text and the editor's lines and characters.
//!
//! An editor counts characters of a line in UTF-16 code units unless it offers UTF-8; then bytes are counted.

use std::ops::Range;

use lsp_types::{ClientCapabilities, Position, PositionEncodingKind, Range as LineRange};

/// How the editor counts within a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// UTF-8 where the editor offers it: nothing has to be counted then.
    pub(super) fn negotiate(client: &ClientCapabilities) -> Self {
        let offered = client.general.as_ref().and_then(|general| general.position_encodings.as_ref());
        match offered {
            Some(kinds) if kinds.contains(&PositionEncodingKind::UTF8) => Self::Utf8,
            _ => Self::Utf16,
        }
    }

    pub(super) const fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn width(self, char: char) -> usize {
        match self {
            Self::Utf8 => char.len_utf8(),
            Self::Utf16 => char.len_utf16(),
        }
    }
}

/// Where the lines of a text begin. They end at LF, CRLF or CR.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Lines {
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(memchr::memchr2_iter(b'\n', b'\r', bytes).filter_map(|at| {
            let first_of_two = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            (!first_of_two).then_some(at + 1)
        }));
        Self { starts, encoding }
    }

    /// The position of byte `offset`, which lies on a character boundary.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let before = text.get(self.starts[line]..offset).unwrap_or_default();
        let character = before.chars().map(|char| self.encoding.width(char)).sum::<usize>();
        Position::new(line as u32, character as u32)
    }

    /// The byte at `position`; the nearest one before it where the text has no such place.
    pub(super) fn offset(&self, text: &str, position: Position) -> usize {
        let Some(start) = self.starts.get(position.line as usize).copied() else { return text.len() };
        let end = self.starts.get(position.line as usize + 1).map_or(text.len(), |next| *next);
        let line = text[start..end].trim_end_matches(['\n', '\r']);
        let mut left = position.character as usize;
        for (at, char) in line.char_indices() {
            let width = self.encoding.width(char);
            if left < width {
                return start + at;
            }
            left -= width;
        }
        start + line.len()
    }

    pub(super) fn range(&self, text: &str, span: Range<usize>) -> LineRange {
        LineRange::new(self.position(text, span.start), self.position(text, span.end))
    }

    pub(super) fn bytes(&self, text: &str, range: LineRange) -> Range<usize> {
        let start = self.offset(text, range.start);
        start..self.offset(text, range.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "a👩‍⚕️b\r\ne\u{301}x\rlast";

    #[test]
    fn emoji_and_combining_marks_count_as_the_editor_counts_them() {
        let b = TEXT.find('b').expect("it is there");
        let x = TEXT.find('x').expect("it is there");
        let utf16 = Lines::new(TEXT, Encoding::Utf16);
        assert_eq!(utf16.position(TEXT, b), Position::new(0, 6));
        assert_eq!(utf16.position(TEXT, x), Position::new(1, 2));
        let utf8 = Lines::new(TEXT, Encoding::Utf8);
        assert_eq!(utf8.position(TEXT, b), Position::new(0, 14));
        assert_eq!(utf8.position(TEXT, x), Position::new(1, 3));
    }

    #[test]
    fn every_boundary_is_found_again() {
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(TEXT, encoding);
            for (at, char) in TEXT.char_indices().filter(|(_, char)| !matches!(char, '\n' | '\r')) {
                assert_eq!(lines.offset(TEXT, lines.position(TEXT, at)), at, "{char:?} in {encoding:?}");
            }
            assert_eq!(lines.offset(TEXT, Position::new(2, 99)), TEXT.len());
            assert_eq!(lines.offset(TEXT, Position::new(9, 0)), TEXT.len());
            assert_eq!(lines.offset(TEXT, Position::new(0, 99)), TEXT.find('\r').expect("it is there"));
        }
        // Half of a surrogate pair is no place of its own.
        assert_eq!(Lines::new(TEXT, Encoding::Utf16).offset(TEXT, Position::new(0, 2)), 1);
    }
}
