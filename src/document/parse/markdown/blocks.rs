//! Which block of the document a paragraph of Markdown is.

use std::borrow::Cow;
use std::ops::Range;

use super::{Container, HtmlBlock, Reader, shift};
use crate::document::BlockKind;
use crate::document::parse::ParseError;
use crate::span::Span;

impl Reader<'_, '_> {
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        Span::from(shift(range, self.base))
    }

    pub(super) fn open(&mut self, kind: BlockKind, start: usize) {
        self.close_block();
        self.builder.open(kind, Span::empty(self.base + start as u32));
        self.end = start;
        let list = self.containers.iter().rev().find_map(|container| match container {
            Container::List { number, .. } => Some(*number),
            _ => None,
        });
        // Whatever comes first in an item or a footnote, what follows is not its beginning.
        if let Some(Container::Item { fresh, .. } | Container::Footnote { fresh, .. }) = self.containers.last_mut() {
            *fresh = false;
        }
        let quote_depth = self.quote_depth;
        if let Some(block) = self.builder.block_mut() {
            block.list = list;
            block.quote_depth = quote_depth;
        }
    }

    /// Opens what a paragraph is here: an item's text, a footnote's, or a paragraph.
    pub(super) fn open_paragraph(&mut self, start: usize) {
        let depth = self.containers.iter().filter(|container| matches!(container, Container::List { .. })).count();
        let ordered = matches!(self.containers.iter().rev().nth(1), Some(Container::List { ordered: true, .. }));
        match self.containers.last_mut() {
            Some(Container::Item { start: item, fresh }) if *fresh => {
                *fresh = false;
                let item = start.min(*item);
                self.open(BlockKind::ListItem { depth: depth.min(255) as u8, ordered }, item);
            }
            Some(Container::Footnote { label, start: note, fresh }) => {
                let start = if std::mem::take(fresh) { start.min(*note) } else { start };
                let label = label.clone();
                self.open(BlockKind::Footnote, start);
                self.set_anchor(Some(&label));
            }
            _ => self.open(BlockKind::Paragraph, start),
        }
    }

    /// The text of a tight list item stands in no paragraph of its own.
    pub(super) fn ensure_block(&mut self, range: &Range<usize>) {
        if !self.builder.is_open() {
            self.open_paragraph(range.start);
        }
    }

    pub(super) fn close_block(&mut self) {
        self.html.close_inline(self.builder, self.base + self.end as u32);
        self.marks.clear();
        let end = self.base + self.end as u32;
        if let Some(block) = self.builder.block_mut() {
            block.source = Span::new(block.source.start(), end.max(block.source.start()));
        }
        self.builder.close();
    }

    pub(super) fn set_anchor(&mut self, anchor: Option<&str>) {
        if let (Some(block), Some(anchor)) = (self.builder.block_mut(), anchor) {
            block.anchor = Some(anchor.into());
        }
    }

    pub(super) fn html_block(&mut self) -> Result<(), ParseError> {
        let Some(HtmlBlock { lines }) = self.html_block.take() else { return Ok(()) };
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return Ok(()) };
        let extent = first.start..last.end;
        let markup = blank_gaps(self.text, &lines, extent.clone());
        self.html.set_quote_depth(self.quote_depth);
        self.html.read(self.builder, &markup, self.base + extent.start as u32)?;
        self.end = extent.end;
        self.builder.close();
        Ok(())
    }
}

/// The text of `extent` with all that lies between `lines` blanked out byte for byte.
fn blank_gaps<'a>(text: &'a str, lines: &[Range<usize>], extent: Range<usize>) -> Cow<'a, str> {
    if lines.len() == 1 {
        return Cow::Borrowed(&text[extent]);
    }
    let mut blanked = String::with_capacity(extent.len());
    for line in lines {
        let gap = line.start - extent.start - blanked.len();
        blanked.extend(std::iter::repeat_n(' ', gap));
        blanked.push_str(&text[line.clone()]);
    }
    Cow::Owned(blanked)
}
