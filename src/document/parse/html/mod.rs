//! HTML: whole pages, fragments, and the markup inside Markdown.
//!
//! The tokenizer is html5gum's, with its spans; this reader keeps a stack of the open blocks and is as forgiving as
//! a browser about what is not closed. The article of a page is found first ([`outline`]); what stands outside it,
//! and navigation, forms and hidden elements inside it, is not prose.

mod element;
mod inline;
mod metadata;
mod outline;
mod stack;
mod tokens;

use self::element::{Element, Role};
use self::inline::OpenInline;
use self::outline::Outline;
use self::stack::Stack;
pub(super) use self::tokens::decode_entity;
use self::tokens::{Tag, Token};
use super::ParseError;
use crate::document::{DocumentBuilder, MarkKind, Region, RegionKind};
use crate::span::Span;

/// Reads the page or fragment `text`, which stands in the source at `base`.
pub(super) fn read(builder: &mut DocumentBuilder, text: &str, base: u32) -> Result<(), ParseError> {
    let outline = Outline::of(text, base);
    for outside in outline.outside() {
        builder.skip(Region { kind: RegionKind::Chrome, source: outside });
    }
    let mut reader = HtmlReader { outline, ..HtmlReader::fragment() };
    reader.read(builder, text, base)
}

/// Inline elements that are open at the end of a block are opened again in the next one, as browsers do; but no
/// more than this, so that elements that are never closed stay cheap.
const REOPENED: usize = 16;

/// Reads HTML piece by piece: an element may be opened in one piece and closed in another.
#[derive(Debug, Default)]
pub(super) struct HtmlReader {
    outline: Outline,
    stack: Stack,
    inline: Vec<OpenInline>,
    skip: Option<Skip>,
    /// Quotations of the Markdown around it.
    quote_depth: u8,
    /// The last `id` or `name`, for the next block.
    anchor: Option<Box<str>>,
    /// Line breaks since the last text.
    breaks: u8,
    /// Where the text of the open block ends so far.
    end: u32,
    error: Option<ParseError>,
}

/// An element that is not prose, until its end.
#[derive(Debug)]
struct Skip {
    element: Element,
    kind: RegionKind,
    start: u32,
    /// Elements of the same name that are open, itself included.
    open: u32,
    /// Whether it began inside a paragraph of Markdown, and so ends with it at the latest.
    in_paragraph: bool,
    json_ld: bool,
}

impl HtmlReader {
    /// For markup that is part of something else.
    pub(super) fn fragment() -> Self {
        Self::default()
    }

    /// The number of block quotations around what is read next.
    pub(super) fn set_quote_depth(&mut self, depth: u8) {
        self.quote_depth = depth;
    }

    /// Whether an element that is not prose is open.
    pub(super) fn is_hidden(&self) -> bool {
        self.skip.is_some()
    }

    /// Reads blocks.
    pub(super) fn read(&mut self, builder: &mut DocumentBuilder, text: &str, base: u32) -> Result<(), ParseError> {
        tokens::for_each(text, base, |token| {
            if self.error.is_none() {
                self.token(builder, token, text, base);
            }
        });
        self.close_block(builder, None);
        self.inline.clear();
        // What comes after this piece is not the beginning of what is open.
        self.stack.mark_used();
        if let Some(skip) = self.skip.take_if(|skip| skip.element.is_inline()) {
            self.end_skip(builder, &skip, base + text.len() as u32);
        }
        self.error.take().map_or(Ok(()), Err)
    }

    /// Reads the markup inside a paragraph of Markdown: one tag or one comment. Blocks are not opened.
    pub(super) fn read_inline(
        &mut self,
        builder: &mut DocumentBuilder,
        text: &str,
        base: u32,
    ) -> Result<(), ParseError> {
        tokens::for_each(text, base, |token| match token {
            Token::Start(tag) if self.skip.is_none() => {
                if let Some(element) = Element::named(&tag.name)
                    && !element.is_block()
                {
                    self.start(builder, element, tag, text, base);
                    if let Some(skip) = &mut self.skip {
                        skip.in_paragraph = true;
                    }
                }
            }
            Token::End { name, .. } if self.skip.is_none() => {
                if let Some(element) = Element::named(name) {
                    self.close_inline_element(builder, element.id, base + text.len() as u32);
                }
            }
            other => self.token(builder, other, text, base),
        });
        self.error.take().map_or(Ok(()), Err)
    }

    /// Closes the inline elements that are open in a block of Markdown, which ends at `end`.
    pub(super) fn close_inline(&mut self, builder: &mut DocumentBuilder, end: u32) {
        for open in self.inline.drain(..) {
            if let Some(mark) = open.mark {
                builder.close_mark(mark, end);
            }
        }
        if let Some(skip) = self.skip.take_if(|skip| skip.in_paragraph || skip.element.is_inline()) {
            self.end_skip(builder, &skip, end);
        }
    }

    fn token(&mut self, builder: &mut DocumentBuilder, token: Token<'_>, text: &str, base: u32) {
        let token = match token {
            Token::Comment { text, source } => {
                builder.comment(text, source);
                return;
            }
            other => other,
        };
        if self.skip.is_some() {
            self.skipped(builder, token, text, base);
            return;
        }
        match token {
            Token::Start(tag) => {
                if let Some(element) = Element::named(&tag.name) {
                    self.start(builder, element, tag, text, base);
                }
            }
            Token::End { name, source } => {
                if let Some(element) = Element::named(name) {
                    self.close_element(builder, element, source);
                }
            }
            Token::Text(source) => self.text(builder, source, &text[local(source, base)]),
            Token::Comment { .. } => {}
        }
    }

    /// A token inside an element that is not prose.
    fn skipped(&mut self, builder: &mut DocumentBuilder, token: Token<'_>, text: &str, base: u32) {
        let Some(skip) = &mut self.skip else { return };
        match token {
            Token::Start(tag) => {
                let element = Element::named(&tag.name);
                if skip.element.role == Role::Paragraph && element.is_some_and(Element::is_block) {
                    let skip = self.skip.take();
                    self.end_skip_option(builder, skip, tag.source.start());
                    self.token(builder, Token::Start(tag), text, base);
                } else if element == Some(skip.element) && !tag.self_closing {
                    skip.open += 1;
                }
            }
            Token::End { name, source } if Element::named(name) == Some(skip.element) => {
                skip.open -= 1;
                if skip.open == 0 {
                    let skip = self.skip.take();
                    self.end_skip_option(builder, skip, source.end());
                }
            }
            Token::Text(source) if skip.json_ld => {
                super::json_ld::read(builder.metadata(), &text[local(source, base)], source.start());
            }
            Token::Text(source) if skip.element.role == Role::Title => {
                metadata::title(builder.metadata(), &text[local(source, base)], source);
            }
            _ => {}
        }
    }

    fn end_skip_option(&mut self, builder: &mut DocumentBuilder, skip: Option<Skip>, end: u32) {
        if let Some(skip) = skip {
            self.end_skip(builder, &skip, end);
        }
    }

    fn end_skip(&mut self, builder: &mut DocumentBuilder, skip: &Skip, end: u32) {
        self.end = end;
        builder.skip(Region { kind: skip.kind, source: Span::new(skip.start, end.max(skip.start)) });
    }

    fn start(&mut self, builder: &mut DocumentBuilder, element: Element, tag: &Tag, text: &str, base: u32) {
        metadata::read(builder.metadata(), element, tag);
        if !self.outline.is_prose(tag.source.start()) && !matches!(element.role, Role::Title | Role::Skip(_)) {
            return;
        }
        if let Some(kind) = self.reason_to_skip(element, tag) {
            if element.is_block() {
                self.close_block(builder, None);
            }
            let json_ld = tag.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("application/ld+json"));
            self.skip = Some(Skip { element, kind, start: tag.source.start(), open: 1, in_paragraph: false, json_ld });
            return;
        }
        if element.is_block() {
            self.start_block(builder, element, tag);
            return;
        }
        self.note_anchor(builder, tag, false);
        match element.role {
            Role::Break => self.line_break(builder, tag.source),
            Role::Image => self.image(builder, tag, text, base),
            Role::Anchor => {
                if let Some(address) = tag.attribute("href") {
                    self.open_inline(builder, element.id, MarkKind::Link(address.trim().into()), tag.source);
                }
            }
            Role::Inline(inline) => self.open_inline(builder, element.id, inline.mark(), tag.source),
            _ => {}
        }
    }

    /// Why the element with all that it holds is no prose, if so.
    fn reason_to_skip(&self, element: Element, tag: &Tag) -> Option<RegionKind> {
        if element.is_void() {
            return None;
        }
        match element.role {
            Role::Skip(RegionKind::Markup) if tag.self_closing => None,
            Role::Skip(kind) => Some(kind),
            Role::Title => Some(RegionKind::Markup),
            Role::Chrome if self.outline.is_chrome(tag) => Some(RegionKind::Chrome),
            _ => metadata::is_hidden(tag).then_some(RegionKind::Markup),
        }
    }

    fn start_block(&mut self, builder: &mut DocumentBuilder, element: Element, tag: &Tag) {
        self.close_block(builder, None);
        self.note_anchor(builder, tag, true);
        self.stack.close_implied(builder, element);
        if element.is_void() {
            return;
        }
        if let Err(error) = self.stack.push(builder, element, tag) {
            self.error = Some(error);
            return;
        }
        if matches!(element.role, Role::Cell { .. }) {
            // A cell is a block even when it is empty.
            self.ensure_block(builder, tag.source.end());
        }
    }

    fn close_element(&mut self, builder: &mut DocumentBuilder, element: Element, source: Span) {
        if !self.outline.is_prose(source.start()) {
            return;
        }
        if element.role == Role::Break {
            self.line_break(builder, source);
        } else if element.is_block() {
            self.close_block(builder, self.stack.is_owner(element).then_some(source.end()));
            self.inline.clear();
            self.stack.pop(builder, element);
        } else {
            self.close_inline_element(builder, element.id, source.end());
        }
    }
}

/// The bytes of the piece that begins at `base` in the source.
fn local(source: Span, base: u32) -> std::ops::Range<usize> {
    (source.start() - base) as usize..(source.end() - base) as usize
}
