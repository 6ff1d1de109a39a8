//! Text and inline markup of Markdown.

use std::ops::Range;

use pulldown_cmark::CowStr;

use super::{Code, Inline, OpenImage, Reader, shift};
use crate::document::parse::{ParseError, citation};
use crate::document::{ImageText, MarkKind};
use crate::span::Span;

impl Reader<'_, '_> {
    pub(super) fn text(&mut self, text: &CowStr<'_>, range: Range<usize>) {
        if let Some(code) = &mut self.code {
            if let Code::Indented(lines) = code {
                lines.push(range);
            }
            return;
        }
        if range.end <= self.skip_to {
            return;
        }
        let source = self.span(&range);
        if let Some(image) = &mut self.image {
            image.alt.push(source, text);
            return;
        }
        self.ensure_block(&range);
        self.end = range.end;
        if &**text == "["
            && let Some(end) = citation::read_marker(self.builder, &self.text[range.start..], source.start())
        {
            self.skip_to = range.start + end;
            self.end = self.skip_to;
            return;
        }
        if self.html.is_hidden() {
            return;
        }
        if &**text == "~"
            && let Some(len) = self.subscript(range.start)
        {
            let mark = self.builder.open_mark(MarkKind::Subscript, source.start());
            let inner = range.start + 1..range.start + len - 1;
            self.builder.copy(source.start() + 1, &self.text[inner]);
            self.builder.close_mark(mark, source.start() + len as u32);
            self.skip_to = range.start + len;
            self.end = self.skip_to;
            return;
        }
        if self.text.get(range) == Some(&**text) {
            self.copy_with_superscripts(source.start(), text);
        } else {
            self.builder.replace(source, text);
        }
    }

    /// The length of a subscript inside a word ("H~2~O"), which the parser doesn't know, at byte `at`.
    fn subscript(&self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let inner = bytes[at + 1..].iter().take(8).take_while(|byte| byte.is_ascii_alphanumeric()).count();
        let is_inside = at > 0 && bytes[at - 1].is_ascii_alphanumeric();
        (is_inside && inner > 0 && bytes.get(at + 1 + inner) == Some(&b'~')).then_some(inner + 2)
    }

    /// Adds text in which `^…^` around a word is superscript ("patients^3^"). The parser knows it between blanks only.
    pub(super) fn copy_with_superscripts(&mut self, source: u32, text: &str) {
        let mut copied = 0;
        while let Some(open) = memchr::memchr(b'^', &text.as_bytes()[copied..]).map(|at| copied + at) {
            let inner = open + 1;
            let Some(len) = text[inner..].find(|c: char| c == '^' || c.is_whitespace()) else { break };
            let close = inner + len;
            if len == 0 || text.as_bytes()[close] != b'^' {
                self.builder.copy(source + copied as u32, &text[copied..close]);
                copied = close;
                continue;
            }
            self.builder.copy(source + copied as u32, &text[copied..open]);
            let mark = self.builder.open_mark(MarkKind::Superscript, source + open as u32);
            self.builder.copy(source + inner as u32, &text[inner..close]);
            copied = close + 1;
            self.builder.close_mark(mark, source + copied as u32);
        }
        self.builder.copy(source + copied as u32, &text[copied..]);
    }

    pub(super) fn code(&mut self, text: &CowStr<'_>, range: &Range<usize>) {
        if let Some(image) = &mut self.image {
            image.alt.push(Span::from(shift(range, self.base)), text);
            return;
        }
        self.ensure_block(range);
        self.end = range.end;
        let source = self.span(range);
        let mark = self.builder.open_mark(MarkKind::Code, source.start());
        let fence = self.text[range.clone()].bytes().take_while(|byte| *byte == b'`').count();
        let inner = &self.text[range.start + fence..range.end - fence];
        match inner.find(&**text) {
            Some(0 | 1) if !text.is_empty() => {
                let lead = u32::from(!inner.starts_with(&**text));
                self.builder.copy(source.start() + fence as u32 + lead, text);
            }
            _ => self.builder.replace(source, text),
        }
        self.builder.close_mark(mark, source.end());
    }

    pub(super) fn open_mark(&mut self, kind: MarkKind, range: &Range<usize>) {
        if self.image.is_some() {
            return;
        }
        self.ensure_block(range);
        let mark = self.builder.open_mark(kind, self.base + range.start as u32);
        self.marks.push(Inline::Mark(mark));
    }

    /// Two tildes strike out. One pair is a subscript ("H~2~O"), or it is text where it encloses blanks
    /// ("~5 to ~10 mg").
    pub(super) fn open_struck(&mut self, range: &Range<usize>) {
        let text = &self.text[range.clone()];
        if text.starts_with("~~") {
            self.open_mark(MarkKind::Struck, range);
        } else if !text.contains(char::is_whitespace) {
            self.open_mark(MarkKind::Subscript, range);
        } else if self.image.is_none() {
            self.ensure_block(range);
            if range.start >= self.skip_to {
                self.builder.copy(self.base + range.start as u32, "~");
            }
            self.marks.push(Inline::Tilde);
        }
    }

    pub(super) fn close_mark(&mut self, range: &Range<usize>) {
        if self.image.is_some() {
            return;
        }
        self.end = range.end;
        let end = self.base + range.end as u32;
        match self.marks.pop() {
            Some(Inline::Mark(mark)) => self.builder.close_mark(mark, end),
            Some(Inline::Tilde) => self.builder.copy(end - 1, "~"),
            None => {}
        }
    }

    pub(super) fn open_image(&mut self, address: &str) {
        match &mut self.image {
            Some(image) => image.depth += 1,
            None => self.image = Some(OpenImage { address: address.into(), alt: ImageText::default(), depth: 0 }),
        }
    }

    pub(super) fn close_image(&mut self, range: &Range<usize>) {
        let Some(mut image) = self.image.take() else { return };
        if image.depth > 0 {
            image.depth -= 1;
            self.image = Some(image);
            return;
        }
        self.ensure_block(range);
        self.end = range.end;
        let source = self.span(range);
        self.builder.image(image.address, source, image.alt);
    }

    pub(super) fn inline_html(&mut self, range: Range<usize>) -> Result<(), ParseError> {
        if self.image.is_some() {
            return Ok(());
        }
        self.ensure_block(&range);
        self.end = range.end;
        let start = self.base + range.start as u32;
        self.html.read_inline(self.builder, &self.text[range], start)
    }
}
