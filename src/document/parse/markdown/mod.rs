//! Markdown: CommonMark with tables, footnotes, task and definition lists, strikethrough, super- and subscript.
//!
//! The parser's events carry byte ranges, so every piece of text is copied from where it stands. HTML inside
//! Markdown goes through [`super::html`], one reader for the whole document, because an element may open in one
//! block and close in another.

mod blocks;
mod inline;

use std::iter::Peekable;
use std::ops::Range;
use std::vec;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

use super::ParseError;
use super::html::HtmlReader;
use crate::document::{BlockKind, DocumentBuilder, ImageText, MarkKind, OpenMark, Region, RegionKind};
use crate::span::Span;

/// A comment that is no Markdown: it is reported when its place is reached.
#[derive(Clone, Copy, Debug)]
pub(super) struct Note<'a> {
    pub(super) text: &'a str,
    pub(super) source: Span,
}

/// Reads `text`, which stands in the source at byte `base`.
pub(super) fn read(builder: &mut DocumentBuilder, text: &str, base: u32) -> Result<(), ParseError> {
    Reader::new(builder, text, base).document()
}

/// Reads MDX whose JavaScript is blanked out: there indented text is no code.
pub(super) fn read_mdx(
    builder: &mut DocumentBuilder,
    text: &str,
    base: u32,
    notes: Vec<Note<'_>>,
) -> Result<(), ParseError> {
    Reader { notes: notes.into_iter().peekable(), reads_indented: true, ..Reader::new(builder, text, base) }.document()
}

/// Text that is indented by so many blanks is code in Markdown.
const CODE_INDENT: usize = 4;

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// A block that holds blocks.
#[derive(Debug)]
enum Container {
    List {
        number: u32,
        ordered: bool,
    },
    /// `fresh` until its first paragraph is opened.
    Item {
        start: usize,
        fresh: bool,
    },
    Footnote {
        label: Box<str>,
        start: usize,
        fresh: bool,
    },
}

#[derive(Debug, Default)]
struct Table {
    number: u32,
    row: u32,
    column: u16,
}

/// An inline element that is open.
#[derive(Debug)]
enum Inline {
    Mark(OpenMark),
    /// A tilde that is text.
    Tilde,
}

#[derive(Debug)]
struct Reader<'a, 'b> {
    builder: &'b mut DocumentBuilder,
    html: HtmlReader,
    text: &'a str,
    base: u32,
    containers: Vec<Container>,
    quote_depth: u8,
    table: Table,
    marks: Vec<Inline>,
    image: Option<OpenImage>,
    /// An HTML block's extent so far, and the parts of it that are not HTML (quotation signs before its lines).
    html_block: Option<HtmlBlock>,
    code: Option<Code>,
    reads_indented: bool,
    notes: Peekable<vec::IntoIter<Note<'a>>>,
    /// Where the text of the open block ends so far.
    end: usize,
    /// Text before this byte was read as part of a citation marker.
    skip_to: usize,
}

#[derive(Debug)]
struct OpenImage {
    address: Box<str>,
    alt: ImageText,
    depth: usize,
}

#[derive(Debug)]
struct HtmlBlock {
    lines: Vec<Range<usize>>,
}

/// A code block that is open.
#[derive(Debug)]
enum Code {
    Skipped,
    /// Indented text, with its lines.
    Indented(Vec<Range<usize>>),
}

impl<'a, 'b> Reader<'a, 'b> {
    fn new(builder: &'b mut DocumentBuilder, text: &'a str, base: u32) -> Self {
        Self {
            builder,
            html: HtmlReader::fragment(),
            text,
            base,
            containers: Vec::new(),
            quote_depth: 0,
            table: Table::default(),
            marks: Vec::new(),
            image: None,
            html_block: None,
            code: None,
            reads_indented: false,
            notes: Vec::new().into_iter().peekable(),
            end: 0,
            skip_to: 0,
        }
    }

    fn document(mut self) -> Result<(), ParseError> {
        super::nesting::check_markdown(self.text, self.base)?;
        self.events()?;
        self.close_block();
        self.report_notes(self.text.len());
        Ok(())
    }

    fn events(&mut self) -> Result<(), ParseError> {
        for (event, range) in Parser::new_ext(self.text, options()).into_offset_iter() {
            if self.notes.peek().is_none() {
                self.event(event, range)?;
                continue;
            }
            let is_start = matches!(event, Event::Start(_));
            if !matches!(event, Event::End(_)) {
                self.report_notes(range.start);
            }
            let end = range.end;
            self.event(event, range)?;
            if !is_start {
                self.report_notes(end);
            }
        }
        Ok(())
    }

    /// Reports the comments that stand before byte `end`.
    fn report_notes(&mut self, end: usize) {
        let end = self.base + end as u32;
        while let Some(note) = self.notes.next_if(|note| note.source.start() < end) {
            self.builder.comment(note.text, note.source);
        }
    }

    /// Reads the paragraphs of indented text one by one.
    fn indented(&mut self, lines: &[Range<usize>]) -> Result<(), ParseError> {
        let (text, base) = (self.text, self.base);
        let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
        for paragraph in lines.split(is_blank).filter(|paragraph| !paragraph.is_empty()) {
            // A comment that was blanked out before the text leaves it indented as deep as the comment was long.
            let first = &text[paragraph[0].clone()];
            let blank = first.len() - first.trim_start_matches(' ').len();
            let start = paragraph[0].start + if blank >= CODE_INDENT { blank } else { 0 };
            let extent = start..paragraph[paragraph.len() - 1].end;
            self.text = &text[extent.clone()];
            self.base = base + extent.start as u32;
            self.skip_to = 0;
            self.events()?;
            self.close_block();
            (self.text, self.base, self.end, self.skip_to) = (text, base, extent.end, 0);
        }
        Ok(())
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), ParseError> {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => return self.end(tag, &range),
            Event::Text(text) => self.text(&text, range),
            Event::Code(text) => self.code(&text, &range),
            Event::InlineHtml(_) => return self.inline_html(range),
            Event::Html(_) => {
                if let Some(block) = &mut self.html_block {
                    match block.lines.last_mut() {
                        Some(last) if last.end == range.start => last.end = range.end,
                        _ => block.lines.push(range),
                    }
                }
            }
            Event::FootnoteReference(label) => {
                self.ensure_block(&range);
                let source = self.span(&range);
                self.builder.empty_mark(MarkKind::Footnote(label.as_ref().into()), source);
                self.end = range.end;
            }
            Event::SoftBreak | Event::HardBreak => {
                if let Some(image) = &mut self.image {
                    image.alt.push(Span::from(shift(&range, self.base)), " ");
                } else {
                    self.builder.replace(self.span(&range), " ");
                }
            }
            Event::Rule | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
                self.close_block();
                self.open_paragraph(range.start);
            }
            Tag::Heading { level, id, .. } => {
                let kind = BlockKind::Heading { level: level as u8, inferred: false };
                self.open(kind, range.start);
                self.set_anchor(id.as_deref());
            }
            Tag::BlockQuote(_) => {
                self.close_block();
                self.quote_depth = self.quote_depth.saturating_add(1);
            }
            Tag::CodeBlock(kind) => {
                self.close_block();
                // Text is indented once: what is indented deeper is code after all.
                if self.reads_indented && matches!(kind, CodeBlockKind::Indented) {
                    self.code = Some(Code::Indented(Vec::new()));
                } else {
                    self.code = Some(Code::Skipped);
                    let source = self.span(&range);
                    self.builder.skip(Region { kind: RegionKind::Code, source });
                }
            }
            Tag::HtmlBlock => {
                self.close_block();
                self.html_block = Some(HtmlBlock { lines: Vec::new() });
            }
            Tag::List(first) => {
                self.close_block();
                let number = self.builder.new_list();
                self.containers.push(Container::List { number, ordered: first.is_some() });
            }
            Tag::Item => {
                self.close_block();
                self.containers.push(Container::Item { start: range.start, fresh: true });
            }
            Tag::FootnoteDefinition(label) => {
                self.close_block();
                let label = label.as_ref().into();
                self.containers.push(Container::Footnote { label, start: range.start, fresh: true });
            }
            Tag::Table(_) => {
                self.close_block();
                self.table = Table { number: self.builder.new_table(), ..Table::default() };
            }
            Tag::TableHead | Tag::TableRow => self.table.column = 0,
            Tag::TableCell => {
                let Table { number, row, column } = self.table;
                self.open(BlockKind::Cell { table: number, row, column }, range.start);
            }
            Tag::Emphasis => self.open_mark(MarkKind::Emphasis, &range),
            Tag::Strong => self.open_mark(MarkKind::Strong, &range),
            Tag::Strikethrough => self.open_struck(&range),
            Tag::Link { link_type, dest_url, .. } => {
                let address = if link_type == LinkType::Email {
                    format!("mailto:{dest_url}").into()
                } else {
                    dest_url.as_ref().into()
                };
                self.open_mark(MarkKind::Link(address), &range);
            }
            Tag::Image { dest_url, .. } => self.open_image(&dest_url),
            Tag::DefinitionList | Tag::MetadataBlock(_) => self.close_block(),
            Tag::Superscript | Tag::Subscript => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) -> Result<(), ParseError> {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => {
                self.close_block();
            }
            TagEnd::BlockQuote(_) => {
                self.close_block();
                self.quote_depth = self.quote_depth.saturating_sub(1);
            }
            TagEnd::CodeBlock => {
                if let Some(Code::Indented(lines)) = self.code.take() {
                    self.reads_indented = false;
                    let result = self.indented(&lines);
                    self.reads_indented = true;
                    return result;
                }
            }
            TagEnd::HtmlBlock => return self.html_block(),
            TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.close_block();
                self.containers.pop();
            }
            TagEnd::TableHead | TagEnd::TableRow => self.table.row += 1,
            TagEnd::TableCell => {
                self.end = range.end;
                self.close_block();
                self.table.column = self.table.column.saturating_add(1);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link => self.close_mark(range),
            TagEnd::Image => self.close_image(range),
            TagEnd::Table
            | TagEnd::DefinitionList
            | TagEnd::MetadataBlock(_)
            | TagEnd::Superscript
            | TagEnd::Subscript => {}
        }
        Ok(())
    }
}

fn shift(range: &Range<usize>, base: u32) -> Range<usize> {
    range.start + base as usize..range.end + base as usize
}
