//! Text, inline elements and the blocks that they open.

use super::tokens::{self, Tag};
use super::{HtmlReader, REOPENED};
use crate::document::parse::nesting;
use crate::document::{DocumentBuilder, ImageText, MarkKind, OpenMark};
use crate::span::Span;

#[derive(Debug)]
pub(super) struct OpenInline {
    pub(super) id: u8,
    pub(super) kind: MarkKind,
    pub(super) mark: Option<OpenMark>,
}

impl HtmlReader {
    pub(super) fn text(&mut self, builder: &mut DocumentBuilder, source: Span, text: &str) {
        if !self.outline.is_prose(source.start()) {
            return;
        }
        let trimmed = text.trim_start();
        if trimmed.is_empty() {
            builder.copy(source.start(), text);
            return;
        }
        self.ensure_block(builder, source.end() - trimmed.len() as u32);
        self.breaks = 0;
        self.end = source.start() + text.trim_end().len() as u32;
        copy_decoded(builder, text, source.start());
    }

    pub(super) fn line_break(&mut self, builder: &mut DocumentBuilder, source: Span) {
        self.breaks = self.breaks.saturating_add(1);
        // Two line breaks are how old pages part paragraphs.
        if self.breaks > 1 && self.stack.is_flow() {
            self.close_block(builder, None);
        } else {
            builder.replace(source, " ");
        }
    }

    pub(super) fn image(&mut self, builder: &mut DocumentBuilder, tag: &Tag, text: &str, base: u32) {
        let mut alt = ImageText::default();
        if let Some((value, source)) = tag.attribute_with_span("alt")
            && !value.trim().is_empty()
            && text.is_char_boundary((source.end() - base) as usize)
        {
            alt.push(source, value.trim());
        }
        self.end = self.end.max(tag.source.end());
        builder.image(tag.attribute("src").unwrap_or_default().into(), tag.source, alt);
    }

    pub(super) fn open_inline(&mut self, builder: &mut DocumentBuilder, id: u8, kind: MarkKind, source: Span) {
        self.ensure_block(builder, source.start());
        if self.inline.len() < nesting::LIMIT {
            let mark = Some(builder.open_mark(kind.clone(), source.start()));
            self.inline.push(OpenInline { id, kind, mark });
        }
    }

    pub(super) fn close_inline_element(&mut self, builder: &mut DocumentBuilder, id: u8, end: u32) {
        let Some(index) = self.inline.iter().rposition(|open| open.id == id) else { return };
        if let Some(mark) = self.inline.remove(index).mark {
            builder.close_mark(mark, end);
        }
        self.end = self.end.max(end);
    }

    /// Opens the block that text at `at` belongs to, unless one is open.
    pub(super) fn ensure_block(&mut self, builder: &mut DocumentBuilder, at: u32) {
        if builder.is_open() {
            return;
        }
        let (kind, start) = self.stack.block_at(at);
        builder.open(kind, Span::empty(start));
        self.end = at;
        if let Some(block) = builder.block_mut() {
            block.list = self.stack.list();
            block.quote_depth = self.quote_depth.saturating_add(self.stack.quote_depth());
            block.anchor = self.anchor.take();
        }
        for open in &mut self.inline {
            open.mark = Some(builder.open_mark(open.kind.clone(), at));
        }
    }

    /// Closes the open block at `end`, or where its text ends.
    pub(super) fn close_block(&mut self, builder: &mut DocumentBuilder, end: Option<u32>) {
        self.breaks = 0;
        if !builder.is_open() {
            return;
        }
        let end = end.unwrap_or(self.end);
        for open in &mut self.inline {
            if let Some(mark) = open.mark.take() {
                builder.close_mark(mark, end);
            }
        }
        self.inline.truncate(REOPENED);
        let has_text = builder.has_text();
        let mut anchor = None;
        if let Some(block) = builder.block_mut() {
            block.source = Span::new(block.source.start(), end.max(block.source.start()));
            if !has_text {
                anchor = block.anchor.take();
            }
        }
        builder.close();
        if has_text {
            self.stack.mark_used();
        } else if anchor.is_some() {
            self.anchor = anchor;
        }
    }

    pub(super) fn note_anchor(&mut self, builder: &mut DocumentBuilder, tag: &Tag, is_block: bool) {
        let Some(id) = tag.attribute("id").or_else(|| tag.attribute("name")).filter(|id| !id.is_empty()) else {
            return;
        };
        match builder.block_mut() {
            Some(block) if !is_block => {
                block.anchor.get_or_insert_with(|| id.into());
            }
            _ if is_block || self.anchor.is_none() => self.anchor = Some(id.into()),
            _ => {}
        }
    }
}

/// Adds `text`, its character references decoded.
fn copy_decoded(builder: &mut DocumentBuilder, text: &str, source: u32) {
    let bytes = text.as_bytes();
    let mut copied = 0;
    for amp in memchr::memchr_iter(b'&', bytes) {
        if amp < copied {
            continue;
        }
        // The longest name has 31 letters.
        let name =
            bytes[amp + 1..].iter().take(40).take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'#').count();
        if name == 0 {
            continue;
        }
        let end = amp + 1 + name + usize::from(bytes.get(amp + 1 + name) == Some(&b';'));
        if let Some((decoded, len)) = tokens::decode_entity(&text[amp..end]) {
            builder.copy(source + copied as u32, &text[copied..amp]);
            copied = amp + len;
            builder.replace(Span::new(source + amp as u32, source + copied as u32), &decoded);
        }
    }
    builder.copy(source + copied as u32, &text[copied..]);
}
