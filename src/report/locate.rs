//! From offsets to lines and columns.
//!
//! A [`Locator`] remembers the position of every 512th byte and counts on from there, so a lookup costs
//! the same in a file of short lines and in one line of 50 MB. Lines end at LF, CRLF or CR.

use std::sync::Arc;

use crate::diagnostic::Suggestion;
use crate::source::{Encoding, Source};
use crate::span::Span;

use super::excerpt::Excerpt;
use super::{FindingEdit, FindingSuggestion, Place};

/// Bytes between two remembered positions: a lookup reads at most so many.
const STRIDE: usize = 512;

/// Where a byte stands, counted in all the ways that report formats want.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// 1-based.
    pub line: usize,
    /// 1-based, in Unicode scalar values.
    pub column: usize,
    /// 1-based, in bytes of UTF-8.
    pub byte_column: usize,
    /// Unicode scalar values before it in the file.
    pub char_offset: usize,
    /// UTF-16 code units before it in the file.
    utf16_offset: usize,
}

impl Position {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1, byte_column: 1, char_offset: 0, utf16_offset: 0 };

    /// The position behind `chunk`. `next` is the byte that follows it: a CR before an LF ends no line.
    fn advance(&mut self, chunk: &[u8], next: Option<u8>) {
        let ends_line = |at: &usize| chunk[*at] == b'\n' || chunk.get(at + 1).copied().or(next) != Some(b'\n');
        let mut line_start = None;
        for end in memchr::memchr2_iter(b'\n', b'\r', chunk).filter(ends_line) {
            self.line += 1;
            line_start = Some(end + 1);
        }
        let tail = &chunk[line_start.unwrap_or(0)..];
        if line_start.is_some() {
            self.column = 1;
            self.byte_column = 1;
        }
        self.byte_column += tail.len();
        if chunk.is_ascii() {
            self.column += tail.len();
            self.char_offset += chunk.len();
            self.utf16_offset += chunk.len();
            return;
        }
        let tail_chars = count_chars(tail);
        let chars = if tail.len() == chunk.len() { tail_chars } else { count_chars(chunk) };
        self.column += tail_chars;
        self.char_offset += chars;
        self.utf16_offset += chars + chunk.iter().filter(|byte| **byte >= 0xF0).count();
    }
}

/// Scalar values that begin in `bytes`.
fn count_chars(bytes: &[u8]) -> usize {
    // Every byte but those that continue a character, 0x80 to 0xBF, begins one.
    bytes.iter().filter(|byte| byte.cast_signed() >= -0x40).count()
}

/// The positions that are remembered of one source.
#[derive(Debug)]
pub struct Positions(Vec<Position>);

impl Positions {
    /// Reads the text once.
    pub fn of(source: &Source) -> Self {
        let bytes = source.text.as_bytes();
        let mut position = Position::START;
        let remember = |number| {
            let here = position;
            let end = bytes.len().min((number + 1) * STRIDE);
            position.advance(&bytes[number * STRIDE..end], bytes.get(end).copied());
            here
        };
        Self((0..=bytes.len() / STRIDE).map(remember).collect())
    }
}

/// Finds lines and columns in one source.
#[derive(Debug)]
pub struct Locator<'a> {
    source: &'a Source,
    positions: Arc<Positions>,
}

impl<'a> Locator<'a> {
    /// Reads the text once.
    pub fn new(source: &'a Source) -> Self {
        Self::with(source, Arc::new(Positions::of(source)))
    }

    /// With the positions of the source, known before.
    pub fn with(source: &'a Source, positions: Arc<Positions>) -> Self {
        Self { source, positions }
    }

    /// The position of byte `offset` of the text, which lies on a character boundary.
    pub fn position(&self, offset: u32) -> Position {
        let offset = offset as usize;
        let bytes = self.source.text.as_bytes();
        let mut position = self.positions.0[offset / STRIDE];
        position.advance(&bytes[offset / STRIDE * STRIDE..offset], bytes.get(offset).copied());
        position
    }

    /// The positions of both ends of `span`.
    fn ends(&self, span: Span) -> (Position, Position) {
        let (from, bytes) = (self.position(span.start()), self.source.text.as_bytes());
        if span.len() as usize > STRIDE {
            return (from, self.position(span.end()));
        }
        let mut to = from;
        to.advance(&bytes[span.range()], bytes.get(span.end() as usize).copied());
        (from, to)
    }

    /// The byte of the file at which `position` stands.
    fn file_offset(&self, offset: u32, position: Position) -> usize {
        match self.source.encoding {
            Encoding::Utf16 => 2 + 2 * position.utf16_offset,
            Encoding::Utf8 | Encoding::Utf8Bom => self.source.file_offset(offset),
        }
    }

    /// The bytes of the file that `span` stands for.
    pub(super) fn bytes(&self, span: Span) -> std::ops::Range<usize> {
        let offset = |offset| self.file_offset(offset, self.position(offset));
        offset(span.start())..offset(span.end())
    }

    /// Everything that a report shows of `span`.
    pub fn place(&self, span: Span, message: impl Into<String>) -> Place {
        let (from, to) = self.ends(span);
        Place {
            path: Arc::clone(&self.source.path),
            start: self.file_offset(span.start(), from),
            end: self.file_offset(span.end(), to),
            from,
            to,
            text: self.source.slice(span).to_owned(),
            message: message.into(),
            excerpt: Excerpt::new(&self.source.text, span.range(), from),
        }
    }

    /// The place of a finding about the whole document.
    pub fn document(&self) -> Place {
        Place::document(Arc::clone(&self.source.path))
    }

    /// A suggestion in terms of the file.
    pub fn suggestion(&self, suggestion: &Suggestion) -> FindingSuggestion {
        let edits = suggestion.edits.iter().map(|edit| {
            let (from, to) = self.ends(edit.span);
            FindingEdit {
                start: self.file_offset(edit.span.start(), from),
                end: self.file_offset(edit.span.end(), to),
                replacement: edit.replacement.clone(),
                from,
                to,
            }
        });
        FindingSuggestion { applicability: suggestion.applicability, edits: edits.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;

    fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
        let source = Source::new("a.txt", Format::Text, text);
        let position = Locator::new(&source).position(offset as u32);
        (position.line, position.column)
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\r\nb\rc\n\nd";
        let places: Vec<_> = (0..=text.len()).map(|offset| line_and_column(text, offset)).collect();
        assert_eq!(places, [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (3, 1), (3, 2), (4, 1), (5, 1), (5, 2)]);
    }

    #[test]
    fn columns_count_scalar_values() {
        assert_eq!(line_and_column("é𝛼x", "é𝛼".len()), (1, 3));
        let source = Source::new("a.txt", Format::Text, "é𝛼x");
        let position = Locator::new(&source).position(6);
        assert_eq!((position.byte_column, position.char_offset, position.utf16_offset), (7, 2, 3));
    }

    #[test]
    fn a_line_end_between_two_strides_counts_once() {
        for pad in STRIDE - 3..STRIDE + 3 {
            let text = format!("{}\r\n{}é\r\nx", "x".repeat(pad), "ü".repeat(STRIDE));
            assert_eq!(line_and_column(&text, text.len()), (3, 2), "{pad}");
            assert_eq!(line_and_column(&text, pad + 2), (2, 1), "{pad}");
            assert_eq!(line_and_column(&text, pad + 2 + 2 * STRIDE), (2, STRIDE + 1), "{pad}");
        }
    }

    #[test]
    fn offsets_are_those_of_the_file() {
        let mut source = Source::new("a.txt", Format::Text, "é𝛼x");
        source.encoding = Encoding::Utf16;
        let place = Locator::new(&source).place(Span::new(6, 7), "");
        assert_eq!((place.start, place.end, place.text.as_str()), (8, 10, "x"));
        source.encoding = Encoding::Utf8Bom;
        assert_eq!(Locator::new(&source).place(Span::new(6, 7), "").start, 9);
    }
}
